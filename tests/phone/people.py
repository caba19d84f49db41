"""A person with a phone, and what the server holds of their answers."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Response

PASSWORD = "a long enough password"


@dataclass
class Person:
    """A trainee, and the records of the server about them."""

    login: str
    password: str
    trainee_id: int
    address: str
    engine: Engine

    def responses(self) -> list[Response]:
        """Return the answers that the server holds, in the order in which they were chosen."""
        with Session(self.engine) as session:
            mine = (
                select(Response)
                .join(AttemptItem)
                .join(Attempt)
                .where(Attempt.trainee_id == self.trainee_id)
                .order_by(Response.chosen_at)
            )
            return list(session.scalars(mine))

    def hand_ins(self) -> int:
        with Session(self.engine) as session:
            mine = select(HandIn).join(Attempt).where(Attempt.trainee_id == self.trainee_id)
            return len(session.scalars(mine).all())


class Phone:
    """A browser with a profile on disk."""

    def __init__(self, playwright: Playwright, path: str, arguments: list[str], profile: Path):
        self.playwright, self.path, self.arguments = playwright, path, arguments
        self.profile = profile
        self.context: BrowserContext | None = None

    def open(self, **options) -> Page:
        """Start the browser, with what its profile keeps; return its page."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=self.path,
            args=self.arguments,
            viewport={"width": 390, "height": 844},
            locale="zh-TW",
            **options,
        )
        self.context.set_default_timeout(20_000)
        return self.context.pages[0]

    def kill(self) -> None:
        """Kill the browser and everything that it started, without a word."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.profile).encode() in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                continue
        self.context = None

    def close(self) -> None:
        if self.context is not None:
            self.context.close()


def sign_in(page: Page, person: Person, address: str = "") -> None:
    page.goto(f"{address or person.address}/sign-in")
    enter(page, person)


def enter(page: Page, person: Person) -> None:
    page.get_by_label("帳號").fill(person.login)
    page.get_by_label("密碼").fill(person.password)
    page.get_by_role("button", name="登入", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def start(page: Page, path: str = "/quizzes/task_quiz/T1.1") -> str:
    """Start a quiz; return the address of its attempt."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
    page.get_by_role("button", name="開始", exact=True).click()
    page.wait_for_url("**/attempts/**")
    return page.url.rpartition("/")[0]


def wait_until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until an expression, perhaps a promise, is true on the page."""
    ends = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < ends, expression
        page.wait_for_timeout(100)


def keep_pages(page: Page, count: int) -> None:
    """Wait until the phone keeps so many pages of the attempt."""
    wait_until(
        page,
        f"""(async () => {{
          const [name] = await caches.keys();
          if (!name || !navigator.serviceWorker.controller) return false;
          const kept = await (await caches.open(name)).keys();
          return kept.filter((each) => each.url.includes('/attempts/')).length >= {count};
        }})()""",
    )


def choose(page: Page, number: int) -> None:
    page.locator("#sheet .opt").nth(number).click()


def next_question(page: Page) -> None:
    before = page.url
    page.locator(".act .btn-primary:visible").click()
    page.wait_for_url(lambda url: url != before)


def line(page: Page) -> str:
    """Return what the page says about saving."""
    return page.locator("[data-save]").inner_text()


def wait_for_line(page: Page, text: str) -> None:
    expect(page.locator("[data-save]")).to_contain_text(text, timeout=20_000)

"""Bringing a browser to a screen, and looking at it at every width and in every light."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.accessibility.people import PASSWORD
from tests.accessibility.screens import Screen
from tests.journeys.pages import reach

WIDTHS = (1280, 640, 390, 320)  # 640 and 320: 1280 enlarged to 200 % and 400 %
THEMES = ("light", "dark")
HEIGHT = 900
DEMO_ROLES = {"trainee", "instructor", "assessor", "administrator", "auditor"}


@dataclass
class Visitors:
    """Whoever was seen already stays signed in."""

    browser: Browser
    address: str
    places: dict[str, str]  # addresses by name, of what people have under way
    contexts: dict[tuple[str, str], BrowserContext] = field(default_factory=dict)

    def context(self, person: str, language: str = "zh-TW") -> BrowserContext:
        """Return the browser of a person, signed in."""
        key = (person, language)
        if key not in self.contexts:
            context = self.browser.new_context(
                viewport={"width": 1280, "height": HEIGHT}, locale=language, reduced_motion="reduce"
            )
            context.set_default_timeout(20_000)
            self.contexts[key] = context
            if person:
                self._sign_in(context, person)
        return self.contexts[key]

    def _sign_in(self, context: BrowserContext, person: str) -> None:
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        if person in DEMO_ROLES:
            page.locator(f'form[action="/demo/{person}"] button').click()
        else:
            page.locator('[name="login"]').fill(person)
            page.locator('[name="password"]').fill(PASSWORD)
            page.locator('[name="password"]').press("Enter")
        page.wait_for_url(lambda url: not url.endswith("/sign-in"))
        page.close()

    def visit(self, screen: Screen, said: list[str] | None = None) -> Page:
        """Open a page at a screen; what its console says on the way is added to `said`."""
        page = self.context(screen.person, screen.language).new_page()
        if said is not None:
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
        reach(page, self.address, "", self._way(screen))
        return page

    def _way(self, screen: Screen) -> tuple:
        start, *others = screen.way
        if isinstance(start, str) and start.startswith("at "):
            start = self.places[start.removeprefix("at ")]
        return (start, *others)


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def as_tall_as_its_content(page: Page, width: int) -> None:
    """Make the window as tall as the page: a bar that sticks then covers nothing."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(HEIGHT, height)})

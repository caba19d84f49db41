"""Trainees under load: they keep their cookie, and send again what was not answered."""

import http.client
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from itertools import count
from random import Random
from secrets import token_urlsafe
from threading import Event
from urllib.parse import urlencode

from tests.faults.instance import ITEMS, PASSWORD, login_of
from tests.faults.server import wait_until

QUIZ = "/quizzes/task_quiz/T1.2"
ACKNOWLEDGED = {200, 202}  # 202: kept, and judged late
UNANSWERED = (OSError, http.client.HTTPException)
AGAIN = {503, 507}  # nothing is kept; the same may be sent again
SECONDS_TO_INSIST = 60
SECONDS_TO_KEEP = 3  # an idle connection


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    location: str
    text: str
    headers: dict[str, str]


class Browser:
    """One browser: a kept connection and cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""
        self._connection: http.client.HTTPConnection | None = None
        self._used_at = 0.0

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Reply:
        """Send one request; what breaks the connection is raised."""
        if time.monotonic() - self._used_at > SECONDS_TO_KEEP:
            self.hang_up()  # as browsers do: the server ends what is idle after 5 seconds
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body=body, headers=sent)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except UNANSWERED:
            self.hang_up()
            raise
        self._used_at = time.monotonic()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        if found := re.search(r'name="csrf-token" content="([^"]+)"', text):
            self.token = found[1]
        return Reply(answer.status, answer.headers.get("Location", ""), text, dict(answer.headers))

    def get(self, path: str) -> Reply:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> Reply:
        """Send a form, with the token of the last page."""
        form = urlencode({"csrf_token": self.token, **fields})
        kind = "application/x-www-form-urlencoded"
        key = {"Idempotency_Key": fields["key"]} if "key" in fields else {}
        return self.ask("POST", path, form, Content_Type=kind, **key)

    def put(self, path: str, **body: object) -> Reply:
        """Save an answer as the player does."""
        kind = "application/json"
        headers = {"Content_Type": kind, "Accept": kind, "X_CSRFToken": self.token}
        return self.ask("PUT", path, json.dumps(body), **headers)

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def sign_in(self, login: str) -> None:
        page = self.get("/sign-in")
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        assert self.post("/sign-in", login=login, password=PASSWORD).status == 302


@dataclass(slots=True)
class Sitting:
    """An attempt as its trainee sees it: which choices each question offers."""

    public_id: str
    choices: dict[int, list[str]] = field(default_factory=dict)  # position → what may be chosen


class Writer:
    """A trainee who answers, and keeps a list of everything that the server acknowledged."""

    def __init__(self, port: int, number: int) -> None:
        self.browser = Browser(port)
        self.random = Random(number)
        self.login = login_of(number)
        self.acknowledged: dict[tuple[str, int, int], list[str]] = {}  # attempt, position, seq
        self.handed_in: dict[str, set[tuple[int, str]]] = {}  # attempt → the replies
        self.waits: list[float] = []  # seconds from the first try of a save to its acknowledgement
        self.refusals: list[int] = []  # statuses that asked to try again
        self.retry_count = 0
        self._seqs = count(1)

    def insist(self, send) -> Reply:
        """Send until the answer is another than "not now"; only what may come twice is sent so."""
        deadline = time.monotonic() + SECONDS_TO_INSIST
        while True:
            try:
                reply = send()
            except UNANSWERED:
                reply = None
            if reply is not None and reply.status not in AGAIN:
                return reply
            assert time.monotonic() < deadline, f"{self.login} was never answered"
            if reply is not None:
                self.refusals.append(reply.status)
            self.retry_count += 1
            time.sleep(0.05)

    def start(self) -> Sitting:
        """Start an attempt, or go on with the one that is open, and read its questions."""
        reply = self.insist(lambda: self.browser.post(QUIZ))
        assert reply.status == 303, reply
        sitting = Sitting(reply.location.split("/")[2])
        for position in range(1, ITEMS + 1):
            path = f"/attempts/{sitting.public_id}/{position}"
            page = self.insist(lambda path=path: self.browser.get(path))
            found = re.findall(r'name="answer"[^>]*value="([^"]+)"', page.text)
            assert found, (page.status, page.location)
            sitting.choices[position] = found
        return sitting

    def save(self, sitting: Sitting, position: int) -> Reply:
        """Choose something, and send it until it is answered."""
        answer, seq = [self.random.choice(sitting.choices[position])], next(self._seqs)
        chosen_at, began = datetime.now(UTC).isoformat(), time.monotonic()  # noqa: TID251
        path = f"/attempts/{sitting.public_id}/{position}"
        reply = self.insist(
            lambda: self.browser.put(path, seq=seq, answer=answer, chosen_at=chosen_at)
        )
        if reply.status in ACKNOWLEDGED:
            self.waits.append(time.monotonic() - began)
            self.acknowledged[sitting.public_id, position, seq] = answer
        return reply

    def hand_in(self, sitting: Sitting) -> None:
        """Hand in until it is answered."""
        key = token_urlsafe(16)
        path = f"/attempts/{sitting.public_id}/hand-in"
        reply = self.insist(lambda: self.browser.post(path, key=key))
        assert reply.status == 303, reply
        self.handed_in.setdefault(sitting.public_id, set()).add((reply.status, reply.location))

    def sit(self, until: Event) -> None:
        """Answer one quiz after the other until told to stop."""
        while not until.is_set():
            sitting = self.start()
            for position in self.random.choices(range(1, ITEMS + 1), k=ITEMS + 2):
                if until.is_set():
                    return
                reply = self.save(sitting, position)
                assert reply.status in ACKNOWLEDGED, reply
            self.hand_in(sitting)


@contextmanager
def signed_in(port: int, how_many: int):
    """Yield so many trainees who are signed in."""
    writers = [Writer(port, number) for number in range(how_many)]
    try:
        for writer in writers:
            writer.browser.sign_in(writer.login)
            writer.browser.get("/")
        yield writers
    finally:
        for writer in writers:
            writer.browser.hang_up()


@contextmanager
def writing(writers: list[Writer]):
    """Let the writers sit quizzes while the block runs; what went wrong with one is raised."""
    until = Event()
    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.sit, until) for writer in writers]
        try:
            yield
        finally:
            until.set()
            for each in running:
                each.result(timeout=SECONDS_TO_INSIST + 30)


def acknowledged_count(writers: list[Writer]) -> int:
    """Return how many saves were acknowledged so far."""
    return sum(len(writer.waits) for writer in writers)


def some_saves(writers: list[Writer], how_many: int = 30) -> None:
    """Wait until so many more saves were acknowledged."""
    enough = acknowledged_count(writers) + how_many
    wait_until(lambda: acknowledged_count(writers) >= enough)

"""Answering questions in the browser, knowing the key."""

from typing import Any

from playwright.sync_api import Page
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload

from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.items.content import ItemContent, Kind
from quizzes.items.reading import stored_item
from tests.quizzes.items.answers import right_raw


class Key:
    """What is right for each question of an attempt, read from the database beside the server."""

    def __init__(self, database: str) -> None:
        self.engine = create_engine(database)

    def right_fields(self, attempt_id: str, position: int) -> list[tuple[str, str]]:
        """Return the form fields of the right answer to one question."""
        with Session(self.engine) as session:
            item = session.scalars(
                select(AttemptItem)
                .join(Attempt)
                .where(Attempt.public_id == attempt_id, AttemptItem.position == position)
                .options(joinedload(AttemptItem.item_version))
            ).one()
            content = stored_item(item.item_version.content)
            return fields(content, right_raw(content, item.presentation))


def fields(  # noqa: PLR0911 (one form for each kind)
    content: ItemContent, raw: Any, name: str = "answer"
) -> list[tuple[str, str]]:
    """Return the form fields of a raw answer, as the page names them."""
    match content.kind:
        case Kind.CASE:
            return [
                pair
                for number, (part, answer) in enumerate(zip(content.questions, raw, strict=True), 1)
                for pair in fields(part, answer, f"{name}.{number}")
            ]
        case Kind.ORDERING:
            return [(f"{name}.{step}", str(place)) for place, step in enumerate(raw, 1)]
        case Kind.MATCHING:
            return [(f"{name}.{left}", right) for left, right in raw.items()]
        case Kind.CLOZE:
            return [(f"{name}.{number}", value) for number, value in enumerate(raw, 1)]
        case Kind.MULTIPLE_CHOICE:
            return [(name, chosen) for chosen in raw]
        case _:
            return [(name, str(raw))]


FILL = """(pairs) => {
  const form = document.querySelector('#sheet');
  for (const [name, value] of pairs) {
    const all = [...form.elements].filter((e) => e.name === name);
    const box = all.find((e) => ['radio', 'checkbox'].includes(e.type) && e.value === value);
    if (box) { if (!box.checked) box.click(); continue; }
    const field = all[0];
    if (!field) throw new Error('no field ' + name);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}"""


def answer_rightly(page: Page, key: Key) -> None:
    """Fill in what is right on the question that is open and press the one primary button."""
    *_, attempt_id, position = page.url.rstrip("/").split("/")
    page.evaluate(FILL, key.right_fields(attempt_id, int(position)))
    with page.expect_navigation():
        page.locator(".act .btn-primary").click()

"""Answering questions in the browser, knowing the key."""

from playwright.sync_api import Page
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload

from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.items.reading import stored_item
from tests.quizzes.items.answers import right_raw


class Key:
    """What is right for each question of an attempt, read from the database beside the server."""

    def __init__(self, database: str) -> None:
        self.engine = create_engine(database)

    def raw(self, attempt_id: str, position: int) -> object:
        with Session(self.engine) as session:
            item = session.scalars(
                select(AttemptItem)
                .join(Attempt)
                .where(Attempt.public_id == attempt_id, AttemptItem.position == position)
                .options(joinedload(AttemptItem.item_version))
            ).one()
            return right_raw(stored_item(item.item_version.content), item.presentation)


def fields(raw: object, kind: str, name: str = "answer") -> list[tuple[str, str]]:
    """Return the form fields of a raw answer, as the page names them."""
    if isinstance(raw, dict):
        return [pair for key, value in raw.items() for pair in fields(value, kind, f"{name}.{key}")]
    if isinstance(raw, list):
        if kind == "ordering":
            return [(f"{name}.{step}", str(place)) for place, step in enumerate(raw, 1)]
        if kind in {"cloze", "case"}:
            return [
                pair
                for number, value in enumerate(raw, 1)
                for pair in fields(value, "", f"{name}.{number}")
            ]
        return [(name, str(value)) for value in raw]
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
    raw = key.raw(attempt_id, int(position))
    kind = page.locator("#sheet").get_attribute("data-kind") or ""
    page.evaluate(FILL, fields(raw, kind))
    page.locator(".act .btn-primary").click()
    page.wait_for_load_state()

"""The choices of a select or radio field."""

from collections.abc import Iterable

from wtforms.fields import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind


def choices(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Make choices of pairs of value and label; a label may be said later, per language."""
    return [SelectChoice(value, label) for value, label in pairs]

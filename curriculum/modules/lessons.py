"""Lesson files: Markdown below a head that says minutes and what to study before."""

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from curriculum.errors import InvalidError

_HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<text>.*)\Z", re.DOTALL)
_DRAWING = re.compile(r"^```svg.*?^```", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"\A# .*\n")  # the module has its competency's name for a title


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a lesson file says."""

    text: str
    minutes: int
    requires: tuple[str, ...] = ()


def read_lesson(source: str, *, filename: str) -> Lesson:
    """Read a lesson file; InvalidError names the file where its head is not well formed."""
    found = _HEAD.match(source.replace("\r\n", "\n"))
    if found is None:
        raise _no_head(filename)
    try:
        head = yaml.safe_load(found["head"])
        return Lesson(
            text=_TITLE.sub("", found["text"].strip(), count=1).strip(),
            minutes=int(head["minutes"]),
            requires=tuple(str(code) for code in head.get("requires") or ()),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise _no_head(filename) from error


def _no_head(filename: str) -> InvalidError:
    return InvalidError(
        f"{filename}：檔頭要寫 minutes（分鐘）與 requires（先修代碼）。",
        f"{filename}: the head gives minutes and requires.",
    )


@lru_cache(maxsize=512)
def lesson_characters(text: str) -> int:
    """Count the characters of a lesson that are read: no spaces, marks or drawings."""
    return len(re.sub(r"[\s#*|`\-]", "", _DRAWING.sub("", text)))

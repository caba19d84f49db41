"""The plain part of YAML: no aliases, no tags, no key twice, and only the scalars of JSON."""

import re
from typing import Any

import yaml
from typing_extensions import override

from quizzes.errors import InvalidItemError

LARGEST_FILE = 1024 * 1024
DEEPEST = 12

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableYamlError(InvalidItemError):
    """A text is no plain YAML."""


class _PlainLoader(_Safe):  # type: ignore[misc]
    """SafeLoader without YAML 1.1's surprises (`no`, `12:30`, `010`) and without repeated keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name and shape

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Return a mapping, unless a key stands in it twice; a whole number as a key is text."""
        keys = [_key(self.construct_object(key, deep=True)) for key, _ in node.value]
        for place, key in enumerate(keys):
            if not isinstance(key, str) or key in keys[:place]:
                raise _unreadable(
                    node.value[place][0].start_mark,
                    f"欄位「{key}」重複或不是文字",
                    f"The key {key!r} stands here twice, or is no text",
                )
        values = super().construct_mapping(node, deep=deep)
        return {_key(key): value for key, value in values.items()}


def _key(key: object) -> object:
    """Return a key as JSON has it."""
    return str(key) if isinstance(key, int) and not isinstance(key, bool) else key


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"~|null|", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
    ("tag:yaml.org,2002:timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _PlainLoader.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern})\Z"), list(_first))


def read_plain_yaml(text: str) -> object:
    """Return the values in a text of plain YAML; else an `UnreadableYamlError` with its line."""
    if len(text.encode()) > LARGEST_FILE:
        raise UnreadableYamlError("檔案超過 1 MiB", "The file is larger than 1 MiB")
    try:
        _require_plain(text)
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader with less
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error.problem_mark, "YAML 寫法不對", str(error.problem)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableYamlError("YAML 讀不出來", f"Not readable as YAML: {error}") from error


def _require_plain(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Safe):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _unreadable(
                event.start_mark, "不能用 & 和 *", "Anchors and aliases are not allowed"
            )
        if getattr(event, "tag", None):
            raise _unreadable(event.start_mark, "不能用 ! 標籤", "Tags are not allowed")
        if depth > DEEPEST:
            raise _unreadable(event.start_mark, "層數太多", "Nested too deeply")


def _unreadable(mark: Any, zh: str, en: str) -> UnreadableYamlError:  # noqa: ANN401 - PyYAML's marks of either loader
    line = mark.line + 1 if mark else 1
    return UnreadableYamlError(f"第 {line} 行：{zh}", f"Line {line}: {en}")


class _PlainDumper(yaml.SafeDumper):
    """SafeDumper that writes texts of several lines as blocks, and no aliases."""

    @override
    def ignore_aliases(self, _data: object) -> bool:
        """Write everything out."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_PlainDumper.add_representer(str, _represent_text)


def write_plain_yaml(values: object) -> str:
    """Return the values as YAML that `read_plain_yaml` reads back."""
    return yaml.dump(
        values, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110, indent=2
    )

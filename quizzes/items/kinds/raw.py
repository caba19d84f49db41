"""What a form or a JSON body delivers, before it is a response."""

from collections.abc import Iterable, Mapping

from quizzes.errors import InvalidResponseError

LONGEST_TYPED = 200


def raw_response(pairs: Iterable[tuple[str, str]], name: str = "answer") -> object:
    """Return the form fields `answer`, `answer.2`, `answer.2.k7f` … as nested mappings of lists."""
    tree: dict[str, object] = {}
    for key, value in pairs:
        path = key.split(".")
        if path[0] == name and len(path) <= 4:
            _put(tree, path, value)
    return tree.get(name)


def _put(tree: dict[str, object], path: list[str], value: str) -> None:
    for step in path[:-1]:
        branch = tree.setdefault(step, {})
        if not isinstance(branch, dict):
            return
        tree = branch
    values = tree.setdefault(path[-1], [])
    if isinstance(values, list):
        values.append(value)


def is_blank(raw: object, deepest: int = 4) -> bool:
    """Say whether nothing was answered."""
    if raw is None or isinstance(raw, str):
        return not (raw or "").strip()
    parts = raw.values() if isinstance(raw, Mapping) else raw
    if deepest == 0 or not isinstance(parts, Iterable):
        return False
    return all(is_blank(part, deepest - 1) for part in parts)


def typed_text(raw: object) -> str:
    """One typed text; a form's list of one counts as its member."""
    if isinstance(raw, list | tuple) and len(raw) == 1:
        raw = raw[0]
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise misfit()
    text = str(raw)
    if len(text) > LONGEST_TYPED:
        raise InvalidResponseError(
            f"答案最多 {LONGEST_TYPED} 個字元", f"An answer has at most {LONGEST_TYPED} characters"
        )
    return text


def chosen_ids(raw: object, known: Iterable[str]) -> list[str]:
    """Return the ids that were chosen, each once, all of them ones that were offered."""
    listed = [raw] if isinstance(raw, str) else raw
    if not isinstance(listed, list | tuple):
        raise misfit()
    chosen = [typed_text(each) for each in listed if not is_blank(each)]
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(known):
        raise misfit()
    return chosen


def numbered_parts(raw: object, count: int) -> list[object]:
    """One raw answer for each of so many numbered parts; those not answered are None."""
    if isinstance(raw, Mapping):
        if not set(raw) <= {str(number) for number in range(1, count + 1)}:
            raise misfit()
        return [raw.get(str(number)) for number in range(1, count + 1)]
    if isinstance(raw, list | tuple) and len(raw) == count:
        return list(raw)
    raise misfit()


def misfit() -> InvalidResponseError:
    """Return the response that cannot have come from the question as it was put."""
    return InvalidResponseError(
        "這個答案和題目對不起來，重新整理後再作答",
        "The answer does not fit the question; reload the page and answer again",
    )

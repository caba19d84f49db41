"""Any standard that is printed in the official layout is read back as it was."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.standards import Standard, tasks_of

SYLLABLES = (
    "場地規劃預算編列製作人力整合排練演出舞台監督設備器材音響燈光服裝道具運輸住宿交通會議紀錄"
)
DIGIT_NAMES = ("3D列印技術", "5S管理", "6標準差", "3合一表")


def name(random, *, digits=False):
    if digits and random.random() < 0.1:
        return random.choice(DIGIT_NAMES)
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 12)))


def made_standard(random):
    """Make tasks as (code, title, outputs, indicators, level, knowledge, skills)."""
    width = random.choice([2, 2, 3])
    pools = {
        letter: {f"{letter}{n:0{width}}": name(random, digits=True) for n in range(1, 30)}
        for letter in "KS"
    }
    tasks = []
    for duty in range(1, random.randint(2, 4)):
        for task in range(1, random.randint(2, 13)):
            path = f"{duty}.{task}"
            tasks.append(
                {
                    "code": f"T{path}",
                    "title": name(random),
                    "outputs": items(random, "O", path, random.randint(0, 3), digits=True),
                    "indicators": items(random, "P", path, random.randint(1, 3), digits=False),
                    "level": random.randint(1, 6),
                    "knowledge": dict(random.sample(sorted(pools["K"].items()), 3)),
                    "skills": dict(random.sample(sorted(pools["S"].items()), 4)),
                }
            )
    return tasks


def items(random, letter, path, count, *, digits):
    return {f"{letter}{path}.{n}": name(random, digits=digits) for n in range(1, count + 1)}


def printed(random, tasks, *, wraps, splits):
    """Print the tasks as rows, lines broken anywhere and rows cut by the page anywhere."""
    gap = random.choice(["", " "])
    duties = {task["code"].split(".")[0]: name(random) for task in tasks}
    seen, rows = set(), []
    for task in tasks:
        duty = task["code"].split(".")[0]
        head = [] if duty in seen else [f"{duty}{gap}{duties[duty]}"]
        seen.add(duty)
        cells = [head, [f"{task['code']}{gap}{task['title']}"]]
        for column in ("outputs", "indicators", "level", "knowledge", "skills"):
            value = task[column]
            coded = value.items() if isinstance(value, dict) else ()
            cells.append(
                [f"{c}{gap}{n}" for c, n in coded] or ([str(value)] if coded == () else [])
            )
        if wraps:
            cells = [broken(random, lines) for lines in cells]
        rows += (
            cut(random, cells)
            if splits and random.random() < 0.3
            else ["\n".join(c) for c in cells],
        )
    return duties, list(flattened(rows))


def broken(random, lines):
    made = []
    for line in lines:
        at = random.randint(8, 14)
        made += [line[:at], line[at:]] if len(line) > at and not line[at - 1].isascii() else [line]
    return made


def cut(random, cells):
    parts = [(c[: random.randint(1, len(c))] if c else []) for c in cells]
    rest = [c[len(p) :] for c, p in zip(cells, parts, strict=True)]
    if not any(rest):
        return ["\n".join(c) for c in cells]
    return [["\n".join(c) for c in parts], None, ["\n".join(c) for c in rest]]


def flattened(rows):
    for row in rows:
        if row and not isinstance(row[0], str):
            yield from (tuple(part) if part else None for part in row)
        else:
            yield tuple(row)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.booleans(), st.booleans(), st.booleans())
def test_a_standard_is_read_back_as_it_was(seed, wraps, splits, repeats_head):
    random = Random(seed)
    tasks = made_standard(random)
    duties, rows = printed(random, tasks, wraps=wraps, splits=splits)

    reading = Standard(rows=tuple(rows), repeats_head=repeats_head, wrapped=wraps).read()

    assert [(d.code, d.title) for d in reading.document.duties] == list(duties.items())
    for task, known in zip(tasks_of(reading), tasks, strict=True):
        block = task.blocks[0]
        assert (task.code, task.title, len(task.blocks)) == (known["code"], known["title"], 1)
        assert {o.code: o.title for o in task.outputs} == known["outputs"]
        assert {p.code: p.text for p in block.indicators} == known["indicators"]
        assert block.level == known["level"]
        assert {k.code: k.name for k in block.knowledge} == known["knowledge"]
        assert {s.code: s.name for s in block.skills} == known["skills"]


@pytest.mark.parametrize("seed", range(5))
def test_the_counts_of_a_standard_without_misprints_agree(seed):
    random = Random(seed)
    _, rows = printed(random, made_standard(random), wraps=True, splits=True)

    for count in Standard(rows=tuple(rows)).read().counts:
        if count.kind != "attitudes":
            assert count.read == count.printed, count

from curriculum.icap.document import StandardDocument
from curriculum.icap.findings import BLANK, Change, Operation, Option
from curriculum.icap.outcomes import outcome
from tests.factories.documents import two_names, wording
from tests.factories.standards import SMALL

DOCUMENT = StandardDocument.from_mapping(SMALL).to_mapping()
FIRST = "duties/0/tasks/0"
SECOND = "duties/0/tasks/1"


def changed(entries):
    return [entry for entry in entries if entry.is_changed]


def test_one_task_is_shown_whole_with_what_changes():
    change = Change(f"{FIRST}/blocks/0/indicators/0/code", "P9.9.9")
    finding = two_names(options=(Option("repair", wording("改"), (change,)),), free=())
    entries = outcome(DOCUMENT, finding, (change,))
    assert [entry.kind for entry in entries] == [
        "tasks", "outputs", "indicators", "level", "knowledge", "skills",
    ]  # fmt: skip
    [entry] = changed(entries)
    assert (entry.code, entry.was_code, entry.text) == ("P9.9.9", "P1.1.1", "能完成工作")


def test_entries_of_several_tasks_are_shown_by_themselves():
    paths = (f"{FIRST}/blocks/0/skills/0/name", f"{SECOND}/blocks/0/skills/0/name")
    options = tuple(
        Option(str(n), wording("用"), (Change(p, "估價"),)) for n, p in enumerate(paths)
    )
    finding = two_names(options=options, free=())
    entries = outcome(DOCUMENT, finding, options[0].changes)
    assert [(e.task, e.code, e.text, e.was_text) for e in entries] == [
        ("T1.1", "S01", "估價", "估價與詢價能力"),
        ("T1.2", "S01", "估價與詢價能力", ""),
    ]


def test_what_is_added_and_taken_out_is_said():
    add = Change(f"{FIRST}/outputs", {"code": "O1.1.2", "title": BLANK}, Operation.ADD)
    remove = Change(f"{FIRST}/blocks/0/skills/0", operation=Operation.REMOVE)
    finding = two_names(options=(Option("once", wording("留"), (remove,)),), free=(add,))
    entries = changed(outcome(DOCUMENT, finding, (add, remove)))
    assert [(e.code, e.is_added, e.is_removed) for e in entries] == [
        ("O1.1.2", True, False), ("S01", False, True),
    ]  # fmt: skip


def test_the_level_of_a_block_and_the_head_of_the_document_are_shown():
    level = Change(f"{FIRST}/blocks/0/level", 4)
    entries = changed(outcome(DOCUMENT, two_names(free=(level,), options=()), (level,)))
    assert [(e.kind, e.text, e.was_text) for e in entries] == [("level", "4", "3")]
    name = Change("name", "新名")
    [entry] = outcome(DOCUMENT, two_names(free=(name,), options=(), task=""), (name,))
    assert (entry.kind, entry.text, entry.was_text) == ("name", "新名", "測試用職能基準")

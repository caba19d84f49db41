"""When a reading may become a standard: everything counted, decided, and named without doubt."""

from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.errors import ConflictError, InvalidError
from curriculum.icap.correcting import Decision, undecided
from curriculum.icap.document import StandardDocument
from curriculum.icap.findings import Severity
from curriculum.icap.reading import Reading

LONGEST_REPLACEMENT = 2_000
LONGEST_REASON = 500


def require_importable(
    reading: Reading, decisions: Iterable[Decision], *, are_differences_accepted: bool
) -> None:
    """Refuse while a difference in the counts has no reason or an error waits for a decision."""
    findings = reading.findings
    lost = [count for count in reading.counts if not count.is_explained]
    if lost and not are_differences_accepted:
        raise ConflictError(
            f"{'、'.join(count.label.zh for count in lost)}的數量和原文不符，平台說不出原因。"
            "對過原文，寫下原因，才能匯入。",
            f"The counts of {', '.join(count.label.en for count in lost)} differ from the "
            "document for no known reason. Compare the original and state the reason to import it.",
        )
    wrong = [n for n in undecided(findings, decisions) if findings[n].severity is Severity.ERROR]
    if wrong:
        raise ConflictError(
            f"還有 {len(wrong)} 處錯誤沒有決定：{findings[wrong[0]].message.zh}",
            f"{len(wrong)} errors wait for a decision: {findings[wrong[0]].message.en}",
        )


def require_storable(document: StandardDocument) -> None:
    """Refuse a document whose parts could not be told apart once they are stored."""
    if not document.code or not document.name:
        raise InvalidError(
            "沒有代碼或名稱的職能基準不能匯入。",
            "A standard without a code or a name cannot be imported.",
        )
    if not any(duty.tasks for duty in document.duties):
        raise InvalidError(
            "這份文件裡沒有工作任務，不能匯入。", "The document holds no task to import."
        )
    if not all(_measured_codes(document)):
        raise InvalidError(
            "有知識或技能沒有代碼，編上代碼才能匯入。",
            "A knowledge or skill entry has no code; give it one first.",
        )
    for codes in (
        [duty.code for duty in document.duties],
        [*set(_measured_codes(document)), *(a.code for a in document.attitudes if a.code)],
    ):
        code, times = Counter(codes).most_common(1)[0] if codes else ("", 0)
        if times > 1:
            raise InvalidError(
                f"代碼 {code} 有 {times} 個意思，改掉其中一個才能匯入。",
                f"The code {code} has {times} meanings; change one of them first.",
            )


def require_reason(because: str) -> None:
    """Refuse to accept differences without a reason, or with an essay."""
    if not 0 < len(because.strip()) <= LONGEST_REASON:
        raise InvalidError(
            f"寫下原因，{LONGEST_REASON} 個字以內。",
            f"State the reason in {LONGEST_REASON} characters at most.",
        )


def require_short(replacement: str | None) -> None:
    """Refuse a replacement that is longer than any entry of a standard."""
    if replacement and len(replacement) > LONGEST_REPLACEMENT:
        raise InvalidError(
            f"改成的文字最多 {LONGEST_REPLACEMENT:,} 個字。",
            f"A replacement has {LONGEST_REPLACEMENT:,} characters at most.",
        )


def _measured_codes(document: StandardDocument) -> Iterator[str]:
    for duty in document.duties:
        for task in duty.tasks:
            for block in task.blocks:
                for competency in (*block.knowledge, *block.skills):
                    yield competency.code

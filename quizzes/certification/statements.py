"""What a certificate says, what it does not say, and how sure it is, in words.

No sentence holds the name of the trainee: the check page shows all of them beside a masked name.
"""

import math
from collections.abc import Collection, Sequence

from curriculum.standards.levels import level_of
from curriculum.standards.queries import StandardOutline
from curriculum.standards.titles import in_english
from curriculum.wording import Wording
from quizzes.mastery.policy import CLAIM_READY_FROM
from quizzes.mastery.rollup import ClaimScope
from quizzes.mastery.scopes import task_keys

TITLE = Wording(zh="就緒證明", en="Certificate of Readiness, based on quiz evidence")


def rule_text(version: str) -> Wording:
    """Say the rule of readiness with its version."""
    return Wording(
        zh="任務的職能平均達八成、沒有明顯缺口，"
        f"把握 {CLAIM_READY_FROM:.0%} 以上為就緒（規則 {version}）",
        en="on average four fifths of each task's competencies met, no clear gap, "
        f"ready from {CLAIM_READY_FROM:.0%} certainty (rule {version})",
    )


def percent_down(probability: float) -> int:
    """Round a probability down to whole percent, so that no paper says more than it may."""
    return min(math.floor(probability * 100.0 + 1e-9), 99)


def claimed_tasks(standard: StandardOutline, scope: str, subject: str) -> Sequence[str]:
    """Return the keys of the tasks that a claim speaks of."""
    keys = task_keys(standard)
    measured = [task for task in standard.tasks if task.competency_ids]
    if scope == ClaimScope.TASK:
        return [keys[task.id] for task in measured if keys[task.id] == subject]
    if scope == ClaimScope.LEVEL:
        return [
            keys[task.id]
            for task in measured
            if min(level_of(standard, block) for block in task.blocks if block.competency_ids)
            <= int(subject)
        ]
    return [keys[task.id] for task in measured]


def claim_text(standard: StandardOutline, scope: str, subject: str) -> Wording:
    """Say a claim: what is ready."""
    count = len(claimed_tasks(standard, scope, subject))
    if scope == ClaimScope.TASK:
        title = next(t.title for t in standard.tasks if task_keys(standard)[t.id] == subject)
        return Wording(
            zh=f"工作任務 {subject} {title}已就緒",
            en=f"task {subject} ({in_english(title)}) is ready",
        )
    level = subject or str(standard.level or "")
    ending = Wording(
        zh=f"，達第 {level} 級" if level else "", en=f", at level {level}" if level else ""
    )
    return Wording(
        zh=f"{count} 項工作任務都已就緒{ending.zh}",
        en=f"all {count} tasks are ready{ending.en}",
    )


def odds(probability: float, *, answered: int, right: float) -> Wording:
    """Say how sure the claim is, both ways: how likely it holds, and how many it does not hold for.

    The two figures are complements (Gigerenzer & Hoffrage 1995: frequencies are understood better).
    """
    sure = percent_down(probability)
    return Wording(
        zh=f"第一次作答 {answered} 題，答對 {_count(right)} 題。依這些作答，我們有 {sure}% 的把握"
        f"這項判定成立。換句話說，每 100 位有同樣把握的人，預期約有 {100 - sure} 位其實還沒達到。",
        en=f"{_count(right)} of {answered} first answers were right. By these answers we are "
        f"{sure}% sure that this judgement holds. In other words, of every 100 people judged as "
        f"sure as this, about {100 - sure} are expected not to have reached it yet.",
    )


def says(task_count: int) -> tuple[Wording, ...]:
    """Say what a certificate states."""
    return (
        Wording(
            zh=f"知道該怎麼做：{task_count} 項任務的知識與技能，由測驗判定。",
            en=f"Knowing what to do: knowledge and skills of {task_count} tasks, judged by quiz.",
        ),
        Wording(
            zh="只計第一次作答。重做的題目算練習，不算證據。",
            en="Only first answers count. A repeated item is practice, not evidence.",
        ),
        Wording(
            zh="判定當天的狀況。之後該複習什麼，另外提醒，不改這張證明。",
            en="The state on the day of issue. What is due for review later does not change it.",
        ),
    )


def says_not(attitude_count: int, lacking: Collection[str]) -> tuple[Wording, ...]:
    """Say what a certificate does not state."""
    statements = [
        Wording(
            zh="沒有說他做得到。實際執行要由評量人員觀察，另發「任務認證」。",
            en="It does not say that the holder can do it: that needs an assessor's observation.",
        ),
        Wording(
            zh="不是 iCAP 證書，也不是官方職能認證。",
            en="It is no iCAP certificate and no official certification.",
        ),
    ]
    if attitude_count:
        statements.append(
            Wording(
                zh=f"態度 {attitude_count} 項不在判定範圍。",
                en=f"The {attitude_count} attitudes of the standard are not judged.",
            )
        )
    if lacking:
        statements.append(
            Wording(
                zh=f"這份職能基準另有 {len(lacking)} 項職能尚無題目，不在判定範圍。",
                en=f"{len(lacking)} other competencies have no items yet and are not judged.",
            )
        )
    return tuple(statements)


def bank_text(item_count: int, competency_count: int) -> Wording:
    """Say how large the bank was on the day of issue."""
    return Wording(
        zh=f"核發當天上線 {item_count:,} 題，涵蓋 {competency_count} 項職能",
        en=f"{item_count:,} items on {competency_count} competencies on the day of issue",
    )


def _count(score: float) -> str:
    """Write a sum of scores: whole where it is whole, else with one decimal."""
    return f"{score:.0f}" if abs(score - round(score)) < 0.05 else f"{score:.1f}"

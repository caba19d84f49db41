"""The six 職能級別, what each says, and at which of them a standard asks for something.

Source of the words: the text that the Workforce Development Agency's training application system
uses.
The English is ours and unofficial.
"""

from curriculum.standards.queries import BlockOutline, StandardOutline
from curriculum.wording import Wording

LEVEL_WHERE_UNREADABLE = 3  # most tasks of most standards; the base level comes first

LEVELS: dict[int, Wording] = {
    1: Wording(
        "能夠在可預計及有規律的情況中，在密切監督及清楚指示下，執行常規性及重複性的工作。"
        "且通常不需要特殊訓練、教育及專業知識與技術",
        "In predictable, regular situations, under close supervision and clear instruction, does "
        "routine and repeated work; special training or expertise is not usually needed",
    ),
    2: Wording(
        "能夠在大部分可預計及有規律的情況中，在經常性監督下，按指導進行需要某些判斷及理解性的工作。"
        "需具備基本知識、技術",
        "In mostly predictable situations, under frequent supervision, does guided work that asks "
        "for some judgement; basic knowledge and skill are needed",
    ),
    3: Wording(
        "能夠在部分變動及非常規性的情況中，在一般監督下，獨立完成工作。"
        "需要一定程度的專業知識與技術及少許的判斷能力",
        "In partly changing, non-routine situations, under general supervision, completes work "
        "alone; a fair degree of expertise and a little judgement are needed",
    ),
    4: Wording(
        "能夠在經常變動的情況中，在少許監督下，獨立執行涉及規劃設計且需要熟練技巧的工作。"
        "需要具備相當的專業知識與技術，及作判斷及決定的能力",
        "In often changing situations, under little supervision, does work alone that involves "
        "planning and design; considerable expertise, judgement and decision are needed",
    ),
    5: Wording(
        "能夠在複雜變動的情況中，在最少監督下，自主完成工作。"
        "需要具備應用、整合、系統化的專業知識與技術及策略思考與判斷能力",
        "In complex, changing situations, under the least supervision, completes work on their "
        "own; integrated expertise, strategic thinking and judgement are needed",
    ),
    6: Wording(
        "能夠在高度複雜變動的情況中，應用整合的專業知識與技術，獨立完成專業與創新的工作。"
        "需要具備策略思考、決策及原創能力",
        "In highly complex, changing situations, completes professional and innovative work "
        "alone; strategic thinking, decision and originality are needed",
    ),
}


def level_of(standard: StandardOutline, block: BlockOutline) -> int:
    """Return the level of a block; where its document does not tell, that of the standard."""
    return block.level or standard.level or LEVEL_WHERE_UNREADABLE


def levels_of(standard: StandardOutline) -> tuple[int, ...]:
    """Return the levels at which a standard asks for a K or S, the lowest first."""
    blocks = (block for task in standard.tasks for block in task.blocks if block.competency_ids)
    return tuple(sorted({level_of(standard, block) for block in blocks}))

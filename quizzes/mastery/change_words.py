"""Why a competency moved: one sentence made from the same figures as the move itself."""

from curriculum.wording import Wording
from quizzes.mastery.change import Change, Move
from quizzes.mastery.explanation import percent, right_count
from quizzes.mastery.readiness import Status
from quizzes.mastery.stopping import StoppingRule, is_held_by_guard, rule_of

MOVE_WORDS = {
    Move.UP: Wording(zh="上升", en="Up"),
    Move.STAYED: Wording(zh="不變", en="Stayed"),
    Move.DOWN: Wording(zh="下降", en="Down"),
    Move.FIRST: Wording(zh="第一次評量", en="First time"),
}


def change_sentence(change: Change) -> Wording:
    """Say what was answered, how sure we were and are, what follows, and what else weighed in."""
    if not change.counted:
        return _joined(_repeats(len(change.given)), _moved_by_others(change))
    return _joined(
        _phrases(_answered(change), _sureness(change), _verdict(change)), _beside(change)
    )


def _answered(change: Change) -> Wording:
    counted, repeated = len(change.counted), len(change.given) - len(change.counted)
    right = sum(each.answer.score for each in change.counted)
    items = "item" if counted == 1 else "items"
    bar = right_count(change.expected_right) if change.is_mixed else ""
    return Wording(
        zh=f"{counted} 題答對 {right_count(right)} 題"
        + (f"（另外 {repeated} 題以前看過，不計入）" if repeated else "")
        + (f"，剛好達標的人約 {bar} 題" if bar else ""),
        en=f"{right_count(right)} of {counted} {items} right"
        + (f" ({repeated} more met before, not counted)" if repeated else "")
        + (f" where the bar is about {bar}" if bar else ""),
    )


def _repeats(count: int) -> Wording:
    if count == 0:
        return Wording(zh="這次沒有可以計入的作答。", en="No answer of this attempt counts.")
    if count == 1:
        return Wording(
            zh="這 1 題是以前看過的題目，不計入。", en="The 1 item was met before; not counted."
        )
    return Wording(
        zh=f"{count} 題都是以前看過的題目，不計入。",
        en=f"All {count} items were met before; not counted.",
    )


def _sureness(change: Change) -> Wording:
    before = percent(change.before.estimate.probability)
    after = percent(change.after.estimate.probability)
    if change.before.estimate.answered == 0:
        return Wording(zh=f"把握是 {after.zh}", en=f"{after.en} sure")
    if before == after:
        return Wording(zh=f"把握仍是 {after.zh}", en=f"still {after.en} sure")
    return Wording(
        zh=f"把握從 {before.zh} 到 {after.zh}", en=f"from {before.en} to {after.en} sure"
    )


def _verdict(change: Change) -> Wording:
    match change.after.status:
        case Status.MET:
            return _met(change)
        case Status.NOT_MET:
            return _not_met(change)
        case Status.PRACTISING:
            total, least = change.after.estimate.answered, _bounds(change).min_items
            return Wording(
                zh=f"累計 {total} 題，滿 {least} 題才判定",
                en=f"{total} counted so far; it is decided from {least} on",
            )
        case Status.REVIEW_DUE:
            return Wording(zh="待複習", en="review due")
        case _:
            return _undecided(change)


def _bounds(change: Change) -> StoppingRule:
    return rule_of(change.after.estimate)


def _met(change: Change) -> Wording:
    bounds, was = _bounds(change), change.before
    bar = percent(bounds.mastered_from)
    if was.is_met:
        return _still_met(was.lamp.step, change.after.lamp.step)
    if was.status is Status.REVIEW_DUE:
        return Wording(zh="確認仍然達標", en="confirmed as still met")
    if was.estimate.probability < bounds.mastered_from or was.estimate.answered == 0:
        return Wording(zh=f"過了 {bar.zh}：達標", en=f"past {bar.en}: met")
    if was.estimate.answered < bounds.min_items:
        return Wording(
            zh=f"滿 {bounds.min_items} 題：達標", en=f"with {bounds.min_items} answers or more: met"
        )
    return Wording(zh="這一項自己的作答也夠了：達標", en="its own answers are enough now, too: met")


def _still_met(before: str, after: str) -> Wording:
    if before < after:
        return Wording(zh="從熟練到精通", en="from proficient to mastered")
    if before > after:
        return Wording(zh="從精通回到熟練，仍然達標", en="from mastered to proficient, still met")
    return Wording(zh="仍然達標", en="still met")


def _not_met(change: Change) -> Wording:
    bar = percent(_bounds(change).not_yet_to)
    if change.before.status is Status.NOT_MET:
        return Wording(zh=f"仍在 {bar.zh} 以下：未達標", en=f"still at most {bar.en}: not met")
    return Wording(zh=f"在 {bar.zh} 以下：未達標", en=f"at most {bar.en}: not met")


def _undecided(change: Change) -> Wording:
    bar = percent(_bounds(change).mastered_from)
    if is_held_by_guard(change.after.estimate):
        return Wording(
            zh="你其他部分的表現看來可以，但這一項的作答還不夠",
            en="your other results look fine, but the answers on this one are not enough yet",
        )
    if change.before.is_met:
        return Wording(zh=f"低於 {bar.zh}：不再判定達標", en=f"below {bar.en}: no longer met")
    if change.move is Move.STAYED and change.is_mixed:
        return Wording(
            zh="答對和答錯互相抵消，還不足以判定",
            en="right and wrong answers offset each other, which does not decide it yet",
        )
    return Wording(
        zh=f"還沒到 {bar.zh}，不足以判定", en=f"short of {bar.en}, which does not decide it yet"
    )


def _beside(change: Change) -> Wording:
    """Say what else weighed in: study in between, or else the answers on other competencies."""
    if change.carried:
        return Wording(
            zh=f"先前的 {change.carried} 題是學習或練習之前的作答，現在計得較輕。",
            en=f"Answers given before you studied or practised ({change.carried}) weigh less now.",
        )
    scores = [each.answer.score for each in change.counted]
    if (min(scores) == 1.0 and change.rise < 0) or (max(scores) == 0.0 and change.rise > 0):
        return _moved_by_others(change)
    return _NOTHING


def _moved_by_others(change: Change) -> Wording:
    before = percent(change.before.estimate.probability)
    after = percent(change.after.estimate.probability)
    if before == after:
        return _NOTHING
    if change.counted:
        return Wording(
            zh="其他職能的作答也影響了這個數字。",
            en="The answers on other competencies moved this figure, too.",
        )
    return Wording(
        zh=f"其他職能的作答讓把握從 {before.zh} 到 {after.zh}。",
        en=f"The answers on other competencies moved it from {before.en} to {after.en} sure.",
    )


_NOTHING = Wording(zh="", en="")


def _phrases(*parts: Wording) -> Wording:
    first, *others = [part.en for part in parts]
    return Wording(
        zh="，".join(part.zh for part in parts) + "。", en=", ".join([first, *others]) + "."
    )


def _joined(*parts: Wording) -> Wording:
    return Wording(
        zh="".join(part.zh for part in parts),
        en=" ".join(part.en for part in parts if part.en),
    )

import re
from random import Random

import pytest
from flask import render_template_string
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from curriculum.standards.queries import get_outline
from quizzes.delivery.queries import find_quiz
from quizzes.delivery.terms import Purpose
from quizzes.items import kinds
from quizzes.items.commands import content_hash
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.items.reading import item_from_mapping, stored_item
from quizzes.mastery.commands import find_differences
from quizzes.mastery.drafting import list_outdated_trainees
from quizzes.mastery.queries import list_measured_trainees, list_readiness
from quizzes.mastery.rollup import ClaimScope
from quizzes.sittings.commands import begin_sitting, hand_in
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from webapp.audit.queries import list_entries
from webapp.instructor.item_form_reading import mapping_of, read_form
from webapp.instructor.item_preview import SEED
from webapp.permissions import Role

PLAYER = """{% from "kit/question.html" import question %}
{% from "kit/reveal.html" import revealed %}
{% if reveal %}{{ revealed(question_, reveal, level=2, is_focused=false) }}
{% else %}{{ question(question_, level=2) }}{% endif %}"""
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    '"><b onmouseover=alert(1)>',
    "[x](javascript:alert(1))",
    "![x](data:text/html,<script>1</script>)",
    "{{ 7 * 7 }}",
    "＜script＞alert(1)＜/script＞",
]


def squeezed(html):
    return re.sub(r"\s+", " ", html).strip()


def newest(session):
    session.expire_all()
    return session.scalars(select(ItemVersion).order_by(ItemVersion.id.desc())).first()


def versions(session, code):
    session.expire_all()
    item = session.scalar(select(Item).where(Item.code == code))
    return item, {version.number: version.state.value for version in item.versions}


def answered_task_quiz(session, standard):
    """A trainee who handed in a task quiz over what can be asked."""
    task = standard.task("T1.2")
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=task.id)
    trainee = add_trainee(session)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    hand_in(session, attempt=attempt, key="x", by="test", now=MOMENT)
    session.commit()
    return trainee


def test_a_good_question_goes_into_service_and_is_recorded(client, session, instructor, written):
    answer = client.post("/instructor/items/new", data=written)
    assert answer.status_code == 303
    version = newest(session)
    assert (version.item.code, version.number, version.state) == ("K02-01", 1, "published")
    assert (version.created_by, version.published_by) == ("wang", "wang")
    assert [each.indicator.code for each in version.alignments] == ["P1.2.1"]
    assert stored_item(version.content).attributes.angoff == {4: (0.7,)}
    entry = list_entries(session, action="item.publish").entries[0]
    assert (entry.actor, entry.subject) == ("wang", "K02-01")
    assert "K02-01 第 1 版已上線" in client.get(answer.headers["Location"]).text


def test_recall_is_offered_the_level_that_it_can_support(client, instructor):
    def chosen(cognitive):
        query = {"competency": "K02", "cognitive": cognitive}
        page = client.get("/instructor/items/new", query_string=query).text
        return re.findall(r'id="level-(\d)"[^>]*checked', page)

    assert chosen("apply") == ["4"]
    assert chosen("remember") == ["3"]


def test_a_question_keeps_its_ratings_for_every_level(client, session, instructor, written):
    client.post("/instructor/items/new", data={**written, "ratings.1.3": "55"})
    version = newest(session)
    assert stored_item(version.content).attributes.angoff == {3: (0.55,), 4: (0.7,)}
    page = client.get(f"/instructor/items/{version.item.public_id}/edit").text
    shown = re.findall(r'name="ratings\.1\.(\d)"[^>]*value="(\d+)"', page)
    assert shown == [("4", "70"), ("3", "55")]


@pytest.mark.parametrize("number", range(2))
def test_the_preview_is_the_players_own_rendering(app, client, instructor, written, number):
    fragment = client.post("/instructor/items/preview", data=written).text
    content = item_from_mapping(mapping_of(read_form(MultiDict(written), {})))
    presentation = kinds.present(content, Random(SEED))
    wrong = next(p["id"] for p in presentation["options"] if not content.options[p["index"]].key)
    reveal = kinds.reveal(content, presentation, {"chosen": [wrong]}) if number else None
    with app.test_request_context():
        player = render_template_string(
            PLAYER, question_=kinds.question(content, presentation), reveal=reveal
        )
    assert squeezed(player) in squeezed(fragment)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"options.2.feedback": ""}, ("options-2-feedback", "第 2 個選項還沒寫回饋")),
        ({"options.3.text": "以上皆非"}, ("options-3-text", "以上皆是")),
        ({"rationale": ""}, ("rationale", "還沒寫解析")),
        ({"sources.1.name": ""}, ("sources", "還沒寫依據")),
        ({"cognitive": ""}, ("cognitive", "還沒選認知層次")),
        ({"level": "9"}, ("level", "1 到 6")),
        ({"options.2.text": ""}, ("options-2-text", "缺少這個欄位")),
        ({"key": ""}, ("options", "要有一個正確選項，現在有 0 個")),
        ({"ask": "執行製作不能不做哪一件事？"}, ("ask", "雙重否定")),
        ({"ratings.1.4": "很多"}, ("ratings", "數字")),
        ({"ratings.1.5": "70"}, ("ratings", "只支持到第 4 級")),
        ({"ratings.2.4": "80", "ratings.1.3": "60"}, ("ratings", "同一批人")),
        ({"cognitive": "remember"}, ("level", "記憶題最高只能支持第 3 級")),
        ({"valid_until": "明年"}, ("valid_until", "2026-11-22")),
    ],
)
def test_what_must_be_mended_keeps_an_item_out_of_service(
    client, session, instructor, written, change, place
):
    slot, said = place
    answer = client.post("/instructor/items/new", data={**written, **change})
    assert answer.status_code == 422
    assert newest(session).item.code.startswith("K01")
    summary = re.search(r'<div class="summary".*?</div>', answer.text, re.DOTALL)[0]
    assert said in summary
    assert f'href="#{slot}"' in summary
    beside = re.search(rf'<div data-said="{slot}".*?</strong>', answer.text, re.DOTALL)[0]
    assert said in beside


def test_all_that_must_be_mended_is_told_at_once(client, instructor, written):
    wrong = {**written, "options.2.feedback": "", "rationale": "", "level": "", "key": ""}
    page = client.post("/instructor/items/new", data=wrong).text
    summary = re.search(r'<div class="summary".*?</div>', page, re.DOTALL)[0]
    for said in ("一個正確選項", "第 2 個選項還沒寫回饋", "還沒寫解析", "還沒選任務級別"):
        assert said in summary


def test_a_warning_may_stay_with_a_reason(client, session, instructor, written):
    long = {**written, "options.1.text": written["options.1.text"] * 3}
    assert "提醒" in client.post("/instructor/items/preview", data=long).text
    client.post("/instructor/items/new", data={**long, "keep.long_key": "做法本來就有三步。"})
    kept = stored_item(newest(session).content).attributes.keep
    assert [(each.flaw, each.reason) for each in kept] == [("long_key", "做法本來就有三步。")]


def test_an_item_that_is_nearly_another_is_refused(client, session, instructor, written):
    client.post("/instructor/items/new", data=written)
    answer = client.post("/instructor/items/new", data=written)
    assert answer.status_code == 422
    assert "和 K02-01 幾乎相同" in answer.text


def test_a_draft_may_be_half_written(client, session, instructor, written):
    half = {"standard": written["standard"], "competency": "K02", "kind": "single_choice"}
    answer = client.post(
        "/instructor/items/new",
        data={**half, "ask": "票房怎麼估？", "options.1.text": "看紀錄", "do": "save"},
    )
    assert answer.status_code == 303
    assert newest(session).state == "draft"
    page = client.get(answer.headers["Location"]).text
    assert "票房怎麼估？" in page
    assert "看紀錄" in page
    again = client.post(answer.headers["Location"], data={**half, "do": "publish", "base": "x"})
    assert again.status_code == 409
    assert newest(session).state == "draft"


def test_a_published_version_is_never_changed(client, session, instructor, written):
    client.post("/instructor/items/new", data=written)
    first = newest(session)
    before = (first.content, first.content_sha256, first.published_at)
    path = f"/instructor/items/{first.item.public_id}/edit"
    changed = {**written, "rationale": "換一種說法解釋。", "base": first.content_sha256}
    assert client.post(path, data={**changed, "do": "save"}).status_code == 303
    assert versions(session, "K02-01")[1] == {1: "published", 2: "draft"}
    draft = newest(session)
    assert client.post(path, data={**changed, "base": draft.content_sha256}).status_code == 303
    item, states = versions(session, "K02-01")
    assert states == {1: "retired", 2: "published"}
    first = item.versions[0]
    assert (first.content, first.content_sha256, first.published_at) == before
    assert content_hash(stored_item(first.content)) == before[1]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(
    client, session, instructor, written
):
    client.post("/instructor/items/new", data=written)
    version = newest(session)
    path = f"/instructor/items/{version.item.public_id}/edit"
    base = version.content_sha256
    first = {**written, "rationale": "先存的人。", "base": base, "do": "save"}
    assert client.post(path, data=first).status_code == 303
    second = client.post(path, data={**first, "rationale": "後存的人。"})
    assert second.status_code == 409
    assert "這題有人改過" in second.text
    assert "後存的人。" in second.text
    assert newest(session).content["rationale"] == "先存的人。"


def test_without_script_a_row_comes_and_goes_by_a_press(client, session, instructor, written):
    more = client.post("/instructor/items/new", data={**written, "do": "add:options"})
    assert more.status_code == 200
    assert 'name="options.4.text"' in more.text
    assert written["options.2.text"] in more.text
    less = client.post("/instructor/items/new", data={**written, "do": "remove:options:2"})
    assert written["options.2.text"] not in less.text
    assert newest(session).item.code.startswith("K01")


@pytest.mark.parametrize(("face", "heard"), [("before", "作答前"), ("after", "你的答案")])
def test_without_script_a_press_turns_the_face(client, instructor, written, face, heard):
    page = client.post("/instructor/items/new", data={**written, "do": f"face:{face}"}).text
    assert f'data-face="{face}"' in page
    assert heard in page


def test_the_first_item_of_a_competency_changes_the_claims_at_once(
    client, session, standard, instructor, written
):
    trainee = answered_task_quiz(session, standard)

    def lacking():
        session.expire_all()
        claims = list_readiness(session, standard=standard, trainee_ids=[trainee.id])
        return claims[trainee.id][ClaimScope.TASK.value, "T1.2"].without_items

    assert lacking() == ("K02", "S01")
    client.post("/instructor/items/new", data=written)
    assert lacking() == ("S01",)
    client.post(f"/instructor/items/{newest(session).item.public_id}/retire")
    assert lacking() == ("K02", "S01")
    measured = list_measured_trainees(session, standard_id=standard.id)
    fresh = get_outline(session, standard.code)
    assert find_differences(session, standard=fresh, trainee_ids=measured) == []


def test_an_item_is_in_service_also_where_not_everybody_could_be_measured(
    client, session, standard, instructor, written, monkeypatch
):
    def fail(_code):
        raise OperationalError("", {}, Exception("the database is away"))

    answered_task_quiz(session, standard)
    monkeypatch.setattr("webapp.instructor.publishing.measure_outdated", fail)
    answer = client.post("/instructor/items/new", data=written)
    assert answer.status_code == 303
    assert newest(session).state is VersionState.PUBLISHED
    monkeypatch.undo()
    assert len(list_outdated_trainees(session, standard=standard)) == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_looks_like_markup_stays_text(client, session, instructor, written, payload):
    fields = ["situation", "ask", "options.2.text", "options.2.feedback", "rationale"]
    nasty = {**written, **{name: f"{written.get(name, '')}{payload}？" for name in fields}}
    nasty |= {"sources.1.name": payload, "sources.1.as_of": "2026-01-01", "unit": payload}
    saved = client.post("/instructor/items/new", data={**nasty, "do": "save"})
    shown = saved.headers["Location"].removesuffix("/edit")
    preview = client.post("/instructor/items/preview", data=nasty).text
    for page in (preview, client.get(shown).text, client.get(saved.headers["Location"]).text):
        assert not re.search(r"<(script(?! type=\"module\")|img|b onm|svg onload)", page)
        assert 'href="javascript:' not in page
        assert "7 * 7" not in payload or "7 * 7" in page


def test_the_page_takes_no_field_that_it_does_not_show(client, session, instructor, written):
    more = {"id": "K99-99", "state": "draft", "published_by": "nobody", "created_by": "nobody"}
    client.post("/instructor/items/new", data={**written, **more})
    version = newest(session)
    assert version.item.code == "K02-01"
    assert (version.state, version.published_by) == ("published", "wang")


def test_a_kind_without_fields_is_written_as_yaml(client, session, instructor, written):
    yaml = """
stem: 哪一種票券由誰審核？
pairs:
  - {left: 公關票, right: 行銷}
  - {left: 工作票, right: 舞監}
  - {left: 售票, right: 票務}
rationale: 依分工表。
sources:
  - {title: 專業共識}
"""
    posted = {**written, "kind": "matching", "yaml": yaml}
    assert "預覽" not in client.post("/instructor/items/preview", data=posted).text
    answer = client.post("/instructor/items/new", data={**posted, "do": "save"})
    assert answer.status_code == 303
    content = stored_item(newest(session).content)
    assert [pair.left for pair in content.pairs] == ["公關票", "工作票", "售票"]
    assert content.attributes.cognitive == "apply"
    broken = client.post("/instructor/items/new", data={**posted, "yaml": "stem: [", "do": "save"})
    assert broken.status_code == 422
    assert "YAML" in broken.text


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_instructors_write(client, standard, sign_in, written, role):
    sign_in(role)
    for path in ("new", "preview"):
        assert client.post(f"/instructor/items/{path}", data=written).status_code == 403


def test_a_competency_of_another_standard_is_not_found(client, instructor, written):
    answer = client.post("/instructor/items/new", data={**written, "competency": "K77"})
    assert answer.status_code == 404


def test_an_indicator_of_nowhere_is_refused_in_words(client, session, instructor, written):
    answer = client.post("/instructor/items/new", data={**written, "indicators": "P9.9.9"})
    assert answer.status_code == 422
    assert "沒有行為指標 P9.9.9" in answer.text
    assert newest(session).item.code.startswith("K01")


def test_a_numeric_question_is_written_with_its_variables(client, session, instructor, written):
    posted = {
        **{k: v for k, v in written.items() if not k.startswith(("options", "key"))},
        "kind": "numeric",
        "situation": "劇場 {seats} 席，票價 {price:,} 元，估六成。",
        "ask": "收入要編多少元？",
        "variables.1.name": "seats",
        "variables.1.values": "240, 320",
        "variables.2.name": "price",
        "variables.2.values": "600–800 / 100",
        "answer_expression": "seats * price * 0.6",
        "tolerance": "1%",
        "unit": "元",
        "missteps.1.answer": "seats * price",
        "missteps.1.feedback": "用了全滿。",
        "rationale": "{seats} × {price:,} × 0.6 = {= seats * price * 0.6:,} 元。",
    }
    preview = client.post("/instructor/items/preview", data=posted).text
    assert "{seats}" not in preview
    assert "用了全滿" in preview
    assert client.post("/instructor/items/new", data=posted).status_code == 303
    assert stored_item(newest(session).content).tolerance == "1%"
    broken = client.post("/instructor/items/new", data={**posted, "answer_expression": "seat * 2"})
    assert broken.status_code == 422
    assert 'href="#answer-expression"' in broken.text


def test_an_ordering_question_is_written_in_its_right_order(client, session, instructor, written):
    posted = {
        **{k: v for k, v in written.items() if not k.startswith(("options", "key"))},
        "kind": "ordering",
        **{f"steps.{n}.text": text for n, text in enumerate(["裝台", "調燈", "技排", "彩排"], 1)},
        "ask": "把進場後的工作由先到後排好。",
    }
    assert client.post("/instructor/items/new", data=posted).status_code == 303
    assert stored_item(newest(session).content).steps == ("裝台", "調燈", "技排", "彩排")


def test_a_trainee_who_practises_gets_no_key_of_what_was_written(
    client, session, standard, instructor, written, sign_in
):
    add_bank(session, standard, "S01", count=3)
    session.commit()
    client.post("/instructor/items/new", data=written)
    sign_in(Role.TRAINEE)
    item = newest(session).item
    for path in ("", "/edit"):
        answer = client.get(f"/instructor/items/{item.public_id}{path}")
        assert answer.status_code == 403
        assert written["rationale"] not in answer.text

"""V5, V6, V7: what is right stays on the server until the attempt is handed in (P5)."""

import re

import pytest
from lxml import html as lxml_html
from sqlalchemy import select, update

from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.queries import get_attempt, list_attempt_items
from quizzes.items.reading import item_from_mapping
from quizzes.reviews.models import ReviewCard
from tests.factories.people import MOMENT
from tests.security.addresses import addresses

RATIONALE = re.compile(r"合約這樣約定（([KS]\d\d-\d\d)）")
FEEDBACKS = ("漏看了合約", "算錯了時段", "找錯了窗口")
WHO = "classmate"
STANDING = ("/readiness", "/tasks/T1.1", "/modules/K01", "/modules/K01/why", "/record",
            "/reports/certificates/mine")  # fmt: skip
TOKEN = re.compile(r'name="csrf(_|-)token"\s+(content|value)="[^"]*"')


@pytest.fixture
def trainee(browser):
    return browser(WHO)


@pytest.fixture
def start(trainee):
    def begin(purpose, subject):
        answer = trainee.post(f"/quizzes/{purpose}/{subject}")
        assert answer.status_code == 303
        return answer.headers["Location"].split("/")[2]

    return begin


@pytest.fixture
def items(session, world):
    """Return the items of an attempt as the server knows them."""

    def of(attempt_id):
        session.expire_all()
        attempt = get_attempt(session, attempt_id, trainee_id=world.trainees[WHO].id)
        return list_attempt_items(session, attempt.id)

    return of


@pytest.fixture
def make_due(session):
    """Let the days pass until everything that was met is due."""

    def wait():
        session.execute(update(ReviewCard).values(due_at=MOMENT))
        session.commit()

    return wait


def option(item, *, right):
    content = item_from_mapping(item.item_version.content)
    shown = item.presentation["options"]
    return next(place["id"] for place in shown if content.options[place["index"]].key == right)


def codes_of(items):
    return {item.item_version.item.code for item in items}


def confirm(trainee, attempt_id, item, *, right):
    chosen = option(item, right=right)
    path = f"/attempts/{attempt_id}/{item.position}"
    return trainee.post(path, data={"seq": 1, "answer": chosen})


def crawl(browser, *starts):
    """Read every page that a person can reach by links; return address → response."""
    read, waiting = {}, list(starts)
    while waiting:
        path = waiting.pop()
        if path in read or path.startswith("/static/"):
            continue
        read[path] = answer = browser.get(path, headers={"Accept": "text/html"})
        if "Location" in answer.headers:
            waiting.append(answer.headers["Location"])
        if answer.mimetype == "text/html":
            waiting += re.findall(r'(?:href|src|action)="(/[^"#]*)', answer.text)
    return read


def told(answers) -> set[str]:
    """Return the codes of items whose rationale any response holds."""
    return {
        code
        for answer in answers
        for code in RATIONALE.findall(answer.text + repr(answer.headers.to_wsgi_list()))
    }


def test_no_page_tells_what_is_right_while_attempts_are_open(app, world, trainee, start, items):
    check, quiz = start("module_check", "K01"), start("task_quiz", "T1.2")
    confirm(trainee, check, items(check)[0], right=True)
    trainee.put(f"/attempts/{quiz}/1", json={"seq": 1, "answer": []})
    mine = {"a": check, "b": quiz}
    named = {**world.ids, "attempt": mine, "finished attempt": mine}
    starts = [each.path for each in addresses(app, named) if each.is_reading]
    read = crawl(trainee, *starts)
    pages = [answer.text for answer in read.values() if answer.mimetype == "text/html"]
    assert len(pages) > 25
    assert f"/attempts/{quiz}/12" in read
    assert told(read.values()) == set()
    assert not [word for word in FEEDBACKS if any(word in page for page in pages)]


def test_handing_in_shows_it(trainee, start, items):
    """The crawl above would see it: here it is."""
    quiz = start("task_quiz", "T1.2")
    trainee.post(f"/attempts/{quiz}/hand-in", data={"key": "a"})
    assert told([trainee.get(f"/attempts/{quiz}/result")]) == codes_of(items(quiz))


def test_a_blank_answer_reveals_nothing(trainee, start):
    quiz = start("task_quiz", "T1.2")
    for path in ("", "/1", "/review", "/result"):
        answer = trainee.get(f"/attempts/{quiz}{path}", follow_redirects=True)
        assert told([answer]) == set()
    check = start("module_check", "K01")
    trainee.post(f"/attempts/{check}/1", data={"seq": 2})
    assert told([trainee.get(f"/attempts/{check}/1")]) == set()


@pytest.mark.parametrize(
    ("purpose", "subject"), [("task_quiz", "T1.2"), ("module_check", "K01"), ("level_quiz", "4")]
)
def test_practice_never_reveals_an_item_of_an_open_attempt(trainee, start, items, purpose, subject):
    """Practice tells the key after each answer, so it asks nothing that is being measured."""
    measured = start(purpose, subject)
    revealed = set()
    for _ in range(4):
        practice = start("practice", "K01")
        for item in items(practice):
            confirm(trainee, practice, item, right=True)
            revealed |= told([trainee.get(f"/attempts/{practice}/{item.position}")])
        trainee.post(f"/attempts/{practice}/hand-in", data={"key": "a"})
        revealed |= told([trainee.get(f"/attempts/{practice}/result")])
    assert revealed
    assert revealed & codes_of(items(measured)) == set()


def test_a_review_never_reveals_an_item_of_an_open_attempt(
    trainee, session, start, items, make_due
):
    """It too tells the key after each answer."""
    quiz = start("task_quiz", "T1.2")
    trainee.post(f"/attempts/{quiz}/hand-in", data={"key": "a"})
    measured = start("task_quiz", "T1.2")
    again = codes_of(items(quiz)) & codes_of(items(measured))
    make_due()
    review = trainee.post("/quizzes/review").headers["Location"].split("/")[2]
    revealed = set()
    for item in items(review):
        assert told([trainee.get(f"/attempts/{review}/{item.position}")]) == set()
        confirm(trainee, review, item, right=True)
        revealed |= told([trainee.get(f"/attempts/{review}/{item.position}")])
    trainee.post(f"/attempts/{review}/hand-in", data={"key": "a"})
    revealed |= told([trainee.get(f"/attempts/{review}/result", follow_redirects=True)])
    assert revealed == codes_of(items(review)) == codes_of(items(quiz)) - again
    assert revealed & codes_of(items(measured)) == set()


def test_a_quiz_handed_in_reveals_nothing_of_a_check_that_goes_on(trainee, start, items):
    check = start("module_check", "K01")
    for _ in range(5):
        quiz = start("task_quiz", "T1.2")
        trainee.post(f"/attempts/{quiz}/hand-in", data={"key": "a"})
        revealed = told([trainee.get(f"/attempts/{quiz}/result")])
        assert revealed
        assert revealed & codes_of(items(check)) == set()


def shape(element) -> str:
    """Return the markup of an element without its words and without names that are its own."""
    copy = lxml_html.fromstring(lxml_html.tostring(element))
    for each in copy.iter():
        each.text = each.tail = None
        for name in ("id", "value", "for", "aria-labelledby", "aria-describedby"):
            each.attrib.pop(name, None)
    return re.sub(r"\b[a-h]\b|\d+", "", lxml_html.tostring(copy, encoding="unicode"))


def test_right_and_wrong_options_look_alike(trainee, start):
    quiz = start("task_quiz", "T1.2")
    for position in range(1, 13):
        page = lxml_html.fromstring(trainee.get(f"/attempts/{quiz}/{position}").text)
        options = [each.getparent() for each in page.xpath("//input[@type='radio']")]
        assert len(options) == 4
        assert len({shape(each) for each in options}) == 1


def test_the_name_of_an_option_says_nothing(session, trainee, start, items):
    """Ids are drawn anew for each attempt, and the key stands in every place."""
    places, names = [], []
    for _ in range(8):
        practice = start("practice", "K01")
        for item in items(practice):
            key = option(item, right=True)
            shown = [place["id"] for place in item.presentation["options"]]
            places.append(shown.index(key))
            names += shown
        trainee.post(f"/attempts/{practice}/hand-in", data={"key": "a"})
    assert set(places) == {0, 1, 2, 3}
    assert len(set(names)) > len(names) * 0.99


def saved(trainee, attempt_id, item, *, right):
    path = f"/attempts/{attempt_id}/{item.position}"
    body = {"seq": 1, "answer": [option(item, right=right)]}
    answer = trainee.put(path, json=body)
    told = {**answer.json, "saved_at": len(answer.json["saved_at"]), "position": 0}
    return answer.status_code, told, answer.headers.to_wsgi_list()


def test_saving_a_right_and_a_wrong_answer_gives_the_same_reply(trainee, start, items):
    """V6: status, headers, body and length; only position and time differ."""
    quiz = start("task_quiz", "T1.2")
    replies = {repr(saved(trainee, quiz, i, right=i.position % 2 == 0)) for i in items(quiz)[:9]}
    assert len(replies) == 1


def test_confirming_a_right_and_a_wrong_answer_gives_the_same_reply(trainee, start, items):
    replies = set()
    for right in (True, False):
        check = start("module_check", "K02" if right else "S01")
        answer = confirm(trainee, check, items(check)[0], right=right)
        headers = [(k, v.replace(check, "")) for k, v in answer.headers.to_wsgi_list()]
        replies.add(repr((answer.status_code, headers, answer.text.replace(check, ""))))
    assert len(replies) == 1


def standing(trainee) -> dict[str, str]:
    return {path: TOKEN.sub("", trainee.get(path).text) for path in STANDING}


def test_nothing_of_the_standing_moves_before_the_hand_in(session, trainee, start, items):
    """V7: not the map, the tasks, the modules, the reasons, the record or the certificates."""
    quiz = start("task_quiz", "T1.1")
    before = standing(trainee)
    for item in items(quiz):
        confirm(trainee, quiz, item, right=True)
    assert {path for path, text in standing(trainee).items() if text != before[path]} == set()
    trainee.post(f"/attempts/{quiz}/hand-in", data={"key": "a"})
    after = standing(trainee)
    assert {path for path in STANDING if after[path] != before[path]} >= {
        "/readiness", "/tasks/T1.1", "/modules/K01", "/modules/K01/why", "/record",
    }  # fmt: skip


@pytest.mark.parametrize(("purpose", "subject"), [("module_check", "K01"), ("level_quiz", "4")])
def test_a_check_moves_nothing_until_it_has_decided(
    session, trainee, start, items, purpose, subject
):
    check = start(purpose, subject)
    before = standing(trainee)
    for _ in range(3):
        confirm(trainee, check, items(check)[-1], right=True)
    open_items = session.scalars(
        select(AttemptItem).join(Attempt).where(Attempt.public_id == check)
    ).all()
    assert len(open_items) == 4
    moved = {path for path, text in standing(trainee).items() if text != before[path]}
    assert moved <= {"/record"}  # it counts the questions that were asked

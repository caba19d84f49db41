from copy import deepcopy

import pytest
from sqlalchemy import select

from quizzes.certification.models import Certificate
from tests.webapp.certified import certified_world, issue_certificate
from webapp.accounts.throttling import WRONG_CERTIFICATES


@pytest.fixture
def certificate(client, session, sign_in):
    world = certified_world(session)
    public_id = issue_certificate(client, sign_in, world)
    row = session.scalar(select(Certificate).where(Certificate.public_id == public_id))
    client.get("/")
    return row


def stranger(app):
    return app.test_client()


def said(printed):
    """Every text that is printed, in Chinese."""
    for key in ("title", "odds", "bridge_text", "bank"):
        yield printed[key]["zh"]
    yield printed["claim"]["text"]["zh"]
    yield printed["rule"]["text"]["zh"]
    yield from (each["zh"] for each in [*printed["says"], *printed["says_not"]])
    yield from (printed["number"], printed["standard"]["code"], printed["standard"]["name"])
    yield from (printed[key].replace("-", "/") for key in ("issued_on", "valid_until"))
    yield printed["issuer"]["name"]
    for duty in printed["bridge"]:
        yield duty["title"]
        yield from (task["title"] for task in duty["tasks"])


def test_a_stranger_sees_every_printed_field_and_a_masked_name(app, certificate):
    page = stranger(app).get(f"/c/{certificate.public_id}")
    assert page.status_code == 200
    assert "有效" in page.text
    for text in said(certificate.printed):
        assert text in page.text
    assert "陳○" in page.text
    assert "陳堃" not in page.text


def test_the_page_is_for_no_search_engine_and_kept_nowhere(app, certificate):
    page = stranger(app).get(f"/c/{certificate.public_id}")
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_revoked_certificate_says_when_and_why(app, client, certificate):
    client.post(
        f"/administrator/certificates/{certificate.public_id}/revoke",
        data={"revoke-reason": "登錄有誤"},
    )
    page = stranger(app).get(f"/c/{certificate.public_id}").text
    assert "已撤銷" in page
    assert "登錄有誤" in page


def test_a_superseded_certificate_does_not_lead_to_its_successor(app, client, certificate):
    answer = client.post(
        f"/administrator/certificates/{certificate.public_id}/reissue",
        data={"reissue-reason": "姓名更正"},
    )
    successor = answer.headers["Location"].rpartition("/")[2]
    page = stranger(app).get(f"/c/{certificate.public_id}").text
    assert "已換發" in page
    assert successor not in page
    assert "姓名更正" not in page


def test_a_forged_row_is_shown_as_not_matching(app, session, certificate):
    printed = deepcopy(certificate.printed)
    printed["claim"]["text"]["zh"] = "達第 6 級"
    printed["id"] = "forged"
    session.add(
        Certificate(
            public_id="forged", number=certificate.number + "x", seal=certificate.seal, edition=9,
            trainee_id=certificate.trainee_id, standard_id=certificate.standard_id,
            scope=certificate.scope, subject=certificate.subject, printed=printed,
            issued_at=certificate.issued_at, issued_by="x", valid_until=certificate.valid_until,
        )
    )  # fmt: skip
    session.commit()
    page = stranger(app).get("/c/forged").text
    assert "資料不符" in page
    assert ">有效<" not in page


def test_guessing_is_slowed_down_and_counted_in_the_database(app, certificate):
    guesser = stranger(app)
    for number in range(WRONG_CERTIFICATES):
        assert guesser.get(f"/c/guess-{number}").status_code == 404
    assert guesser.get("/c/one-more").status_code == 429
    assert guesser.get(f"/c/{certificate.public_id}").status_code == 429


def test_looking_at_a_real_certificate_often_is_no_guessing(app, certificate):
    visitor = stranger(app)
    for _ in range(WRONG_CERTIFICATES + 2):
        assert visitor.get(f"/c/{certificate.public_id}").status_code == 200


def test_the_page_speaks_english(app, certificate):
    page = stranger(app).get(f"/c/{certificate.public_id}", headers={"Accept-Language": "en"}).text
    assert certificate.printed["odds"]["en"] in page
    assert "all 2 tasks are ready, at level 4" in page

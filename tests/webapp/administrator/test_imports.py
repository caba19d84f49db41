from io import BytesIO

import pytest
from sqlalchemy import func, select

from curriculum.icap.commands import receive_document
from curriculum.icap.findings import Severity
from curriculum.icap.models import FindingDecision, SourceDocument
from curriculum.icap.queries import get_review
from curriculum.modules.queries import list_modules
from curriculum.standards.models import Standard
from curriculum.standards.queries import get_outline
from quizzes.delivery.queries import list_quizzes
from tests.factories.documents import SHIPPED, lost_count, small_reading, two_names, wording
from tests.factories.people import MOMENT
from webapp.audit.models import AuditEntry
from webapp.permissions import Role

IMPORTS = "/administrator/standards/imports"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def administrator(sign_in):
    return sign_in(Role.ADMINISTRATOR, login="chou", name="周佳蓉")


def upload(client, content, name="standard.txt"):
    return client.post(f"{IMPORTS}/add", data={"file": (BytesIO(content), name)})


def received(session, *findings, **fields):
    source = receive_document(
        session,
        content=b"a small file",
        reading=small_reading(*findings, **fields),
        by="chou",
        now=MOMENT,
    )
    session.commit()
    return source


def acts(session):
    return [e.action for e in session.scalars(select(AuditEntry).order_by(AuditEntry.id))][1:]


def test_a_document_is_uploaded_reviewed_and_imported(client, session):
    answer = upload(client, SHIPPED.read_bytes())
    review = answer.headers["Location"]
    page = client.get(review).text
    assert "讀到 54 項職能" in page
    assert "S26 有" in page
    assert client.post(f"{review}/import").headers["Location"].startswith(f"{review}#finding-1")
    client.post(f"{review}/accept")
    assert client.post(f"{review}/import").headers["Location"].endswith("/APA2654-001v2")
    standard = get_outline(session, "APA2654-001v2")
    assert len(list_modules(session, standard)) == 54
    assert len(list_quizzes(session, standard.id)) == 54 * 2 + 13 + 2 + 1
    assert acts(session) == ["standard.receive", "standard.accept", "standard.import"]
    assert client.get(review).headers["Location"].endswith("/standards/APA2654-001v2")


def test_the_same_file_again_leads_to_what_is_there(client, session):
    first = upload(client, SHIPPED.read_bytes()).headers["Location"]
    assert upload(client, SHIPPED.read_bytes(), "again.txt").headers["Location"] == first
    client.post(f"{first}/accept")
    client.post(f"{first}/import")
    client.post(f"{first}/import")
    upload(client, SHIPPED.read_bytes())
    assert session.scalar(select(func.count(SourceDocument.id))) == 1
    assert session.scalar(select(func.count(Standard.id))) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 broken", b"PK\x03\x04 broken", bytes(range(256)), "不是職能基準".encode()],
)
def test_a_file_that_cannot_be_read_is_said_beside_the_form(client, session, content):
    answer = upload(client, content, "document.pdf")
    assert answer.status_code == 422
    assert "錯誤：" in answer.text
    assert session.scalar(select(func.count(SourceDocument.id))) == 0


def upload_bytes(client, size):
    """Upload a file without the test client's own temporary file, which it leaves open."""
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n'
    return client.post(
        f"{IMPORTS}/add",
        data=head + b"x" * size + b"\r\n--cut--\r\n",
        content_type="multipart/form-data; boundary=cut",
    )


def test_a_file_beyond_the_readers_limit_gets_its_sentence_and_a_larger_one_a_page(client):
    assert "檔案超過 20 MB" in upload_bytes(client, 21 * 1024 * 1024).text
    assert upload_bytes(client, 33 * 1024 * 1024).status_code == 413


def test_no_file_is_an_error_of_the_form(client):
    assert client.post(f"{IMPORTS}/add", data={}).status_code == 422


def test_a_decision_is_kept_with_name_and_time_and_leads_to_the_next(client, session):
    source = received(session, two_names(1), two_names(2))
    url = f"{IMPORTS}/{source.public_id}"
    answer = client.post(url, data={"ok": "f0", "f0": "name-2", "f1": "name-1"})
    assert answer.headers["Location"] == f"{url}#finding-2"
    decision = session.scalars(select(FindingDecision)).one()
    assert (decision.finding, decision.choice, decision.decided_by) == (0, "name-2", "chou")
    assert acts(session) == ["standard.decide"]
    page = client.get(url).text
    assert "chou 在" in page
    assert "還有 1 處" in page


def test_a_text_of_ones_own_is_kept(client, session):
    source = received(session, two_names())
    url = f"{IMPORTS}/{source.public_id}"
    client.post(url, data={"ok": "f0", "f0": "other", "t0": f" {HOSTILE} "})
    assert get_review(session, source.public_id).decisions[0].replacement == HOSTILE
    assert HOSTILE not in client.get(url).text
    client.post(f"{url}/import")
    page = client.get("/administrator/standards/XYZ1234-001v1").text
    assert HOSTILE not in page
    assert "&lt;img" in page


def test_a_text_that_was_written_is_the_answer_whatever_is_ticked(client, session):
    source = received(session, two_names())
    url = f"{IMPORTS}/{source.public_id}"
    client.post(url, data={"ok": "f0", "f0": "name-1", "t0": "詢價能力"})
    decision = get_review(session, source.public_id).decisions[0]
    assert (decision.choice, decision.replacement) == ("other", "詢價能力")
    client.post(url, data={"ok": "f0", "f0": "name-1", "t0": "詢價能力"})
    assert get_review(session, source.public_id).decisions[0].choice == "name-1"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"ok": "f9", "f9": "name-1"},
        {"ok": "f0"},
        {"ok": "f0", "f0": "name-3"},
        {"ok": "f0", "f0": "other"},
        {"ok": "f" + "9" * 30},
        {"ok": "f²", "f²": "name-1"},
    ],
)
def test_a_decision_that_is_not_offered_is_refused(client, session, data):
    source = received(session, two_names())
    answer = client.post(f"{IMPORTS}/{source.public_id}", data=data)
    assert answer.status_code == 422
    assert session.scalar(select(func.count(FindingDecision.id))) == 0


def test_what_bars_the_import_is_said_on_the_review(client, session):
    source = received(session, counts=(lost_count(),))
    answer = client.post(f"{IMPORTS}/{source.public_id}/import")
    assert answer.status_code == 422
    assert "寫下原因" in answer.text
    assert "S09：沒有原因" in answer.text
    assert session.scalar(select(func.count(Standard.id))) == 0


def test_a_stated_reason_is_kept_and_lets_the_import_through(client, session):
    source = received(session, counts=(lost_count(),))
    url = f"{IMPORTS}/{source.public_id}"
    assert client.post(f"{url}/differences", data={"because": " "}).status_code == 422
    client.post(f"{url}/differences", data={"because": HOSTILE})
    page = client.get(url).text
    assert HOSTILE not in page
    assert "&lt;img" in page
    assert client.post(f"{url}/import").headers["Location"].endswith("/XYZ1234-001v1")
    assert acts(session) == ["standard.explain", "standard.import"]


def test_another_file_with_the_same_standard_is_a_conflict_in_words(client, session):
    first = received(session)
    client.post(f"{IMPORTS}/{first.public_id}/import")
    second = receive_document(
        session, content=b"another", reading=small_reading(), by="chou", now=MOMENT
    )
    session.commit()
    answer = client.post(f"{IMPORTS}/{second.public_id}/import")
    assert answer.status_code == 422
    assert "已經由「small.docx」匯入" in answer.text


def test_an_import_is_given_up_and_taken_up_again(client, session):
    source = received(session, two_names())
    url = f"{IMPORTS}/{source.public_id}"
    assert client.post(f"{url}/aside").status_code == 302
    session.expire_all()
    assert session.get(SourceDocument, source.id).set_aside_at is not None
    assert acts(session) == ["standard.set_aside"]
    client.get("/administrator/standards")  # says what was given up
    assert "small.docx" not in client.get("/administrator/standards").text


def test_what_the_document_says_is_text_on_every_page(client, session):
    finding = two_names(
        text=HOSTILE,
        message=wording(HOSTILE),
        severity=Severity.ERROR,
        explanation=wording(HOSTILE),
    )
    source = received(session, finding, filename=f"{HOSTILE}.docx")
    for path in ("", "/text"):
        assert HOSTILE not in client.get(f"{IMPORTS}/{source.public_id}{path}").text
    assert HOSTILE not in client.get("/administrator/standards").text


def test_very_many_findings_are_shown_in_parts(client, session):
    source = received(session, *(two_names(n) for n in range(450)))
    url = f"{IMPORTS}/{source.public_id}"
    page = client.get(url)
    assert page.text.count('<details class="fd') == 200
    client.post(f"{url}/accept")
    assert client.post(f"{url}/import").headers["Location"].endswith("/XYZ1234-001v1")


def test_an_unknown_document_is_not_there(client):
    assert client.get(f"{IMPORTS}/nothing").status_code == 404
    assert client.post(f"{IMPORTS}/nothing", data={"ok": "f0"}).status_code == 404
    assert client.get("/administrator/standards/documents/nothing").status_code == 404

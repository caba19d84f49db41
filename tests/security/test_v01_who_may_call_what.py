"""V1, V2, V3: every address, called by everybody, on objects of their own and of others."""

import pytest

from tests.factories.world import OWNERS, PEOPLE
from tests.security.addresses import addresses, crossed_addresses
from tests.security.matrix import ANONYMOUS, CHECKED_IN, marks, matrix
from tests.security.snapshots import changed, snapshot
from webapp.permissions import Role, public, register

STAFF = {Role.INSTRUCTOR, Role.ASSESSOR}
PERSONAL = {
    "attempt", "finished attempt", "reviewed attempt", "certificate", "cohort", "remark", "report",
    "trainee",
}  # fmt: skip
# Every address as seen by a role alone; objects of a cohort are looked at below.
ONE_OF_EACH_ROLE = {
    ANONYMOUS: None,
    Role.TRAINEE: "trainee",
    Role.INSTRUCTOR: "instructor",
    Role.ASSESSOR: "assessor",
    Role.ADMINISTRATOR: "administrator",
    Role.AUDITOR: "auditor",
}
NAMING_IN_FORM = {"administrator.cohorts.staff.assign"}
ENDING = {"accounts.sign_in.leave", "demo.switching.switch"}


def test_the_matrix_is_the_one_that_was_read_and_checked_in(app):
    """`python -m tests.security.matrix` writes it anew; the difference is for a person to read."""
    assert matrix(app).splitlines() == CHECKED_IN.read_text(encoding="utf-8").splitlines()


def test_a_page_that_does_not_say_who_may_call_it_keeps_the_app_from_starting(app, monkeypatch):
    marked = public(lambda: "")
    monkeypatch.setitem(app.view_functions, "unmarked", lambda: "")
    with pytest.raises(RuntimeError, match="unmarked"):
        register(app)
    monkeypatch.setitem(app.view_functions, "unmarked", marked)


def is_refused(answer) -> bool:
    asked_to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
    return answer.status_code in {401, 403} or (answer.status_code == 302 and asked_to_sign_in)


def call(browser, address):
    body = {"json": {"seq": 1}} if address.method == "PUT" else {}
    return browser.open(address.path, method=address.method, buffered=True, **body)


def test_every_address_keeps_out_who_is_not_allowed(app, connection, world, browser):
    allowed = marks(app)
    before = snapshot(connection)
    let_in = [
        f"{role} {address.method} {address.path}: {answer.status_code}"
        for address in addresses(app, world.ids)
        for role, name in ONE_OF_EACH_ROLE.items()
        if not allowed[address.endpoint][role]
        and not is_refused(answer := call(browser(name), address))
    ]
    assert not let_in, "\n".join(let_in)
    assert changed(before, snapshot(connection)) == []


def has_right(name: str, address) -> bool:
    """The right to the objects that an address names, for somebody whose role may call it."""
    role, cohort = PEOPLE[name]
    if not address.kinds & PERSONAL or address.endpoint.startswith("credentials."):
        return True
    if role is Role.TRAINEE:
        return OWNERS[address.owner] == name
    return role not in STAFF or cohort == address.owner


def test_nobody_reaches_what_belongs_to_others(app, connection, world, browser):
    """Who lacks the right to an object is told that there is none, and nothing changes."""
    allowed = marks(app)
    before = snapshot(connection)
    reached = [
        f"{name} {address.method} {address.path}: {answer.status_code}"
        for address in addresses(app, world.ids)
        if address.owner
        for name, (role, _) in PEOPLE.items()
        if allowed[address.endpoint][role] and not has_right(name, address)
        if (answer := call(browser(name), address)).status_code != 404
    ]
    assert not reached, "\n".join(reached)
    assert changed(before, snapshot(connection)) == []


def test_everybody_reaches_their_own_and_reading_changes_nothing(app, connection, world, browser):
    """V10: a GET may renew a session and record a look, and nothing else."""
    allowed = marks(app)
    before = snapshot(connection)
    failed = [
        f"{name} {address.path}: {answer.status_code}"
        for address in addresses(app, world.ids)
        if address.is_reading
        for name, (role, _) in PEOPLE.items()
        if allowed[address.endpoint][role] and has_right(name, address)
        if (answer := call(browser(name), address)).status_code >= 400
    ]
    assert not failed, "\n".join(failed)
    assert changed(before, snapshot(connection)) == []


def lost(address) -> int | None:
    """404 would deny the objects of the address, unless the form was to name one more."""
    return 404 if address.owner and address.endpoint not in NAMING_IN_FORM else None


def test_who_may_change_something_is_let_in(app, connection, world, browser):
    """An empty form is refused for what it lacks, not for who sends it; nothing breaks."""
    allowed = marks(app)
    people = {name: browser(name) for name in PEOPLE}
    failed = []
    for address in addresses(app, world.ids):
        if address.is_reading or address.endpoint in ENDING:
            continue
        for name, (role, _) in PEOPLE.items():
            if not (allowed[address.endpoint][role] and has_right(name, address)):
                continue
            with connection.begin_nested() as undo:
                answer = call(people[name], address)
                undo.rollback()
            if answer.status_code in {401, 403, lost(address)} or answer.status_code >= 500:
                failed.append(f"{name} {address.path}: {answer.status_code}")
    assert not failed, "\n".join(failed)


def test_a_trainee_of_one_cohort_cannot_be_reached_through_another(app, connection, world, browser):
    """V2: the child must belong to the parent that was checked."""
    allowed = marks(app)
    before = snapshot(connection)
    crossed = list(crossed_addresses(app, world.ids))
    reached = [
        f"{name} {address.method} {address.path}: {answer.status_code}"
        for address in crossed
        for name, (role, _) in PEOPLE.items()
        if allowed[address.endpoint][role]
        if (answer := call(browser(name), address)).status_code != 404
    ]
    assert crossed
    assert not reached, "\n".join(reached)
    assert changed(before, snapshot(connection)) == []

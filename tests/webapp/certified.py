"""A cohort with one trainee who is ready and one who is not, for the pages of certification."""

import re
from types import SimpleNamespace

from tests.factories.items import add_bank
from tests.factories.readiness import join, make_ready, open_cohort, sit_check
from tests.factories.standards import add_standard
from webapp.permissions import Role


def certified_world(session, names=("陳堃", "林予安")):
    """Build the cohort."""
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=9)
    cohort = open_cohort(session, standard)
    ready, unready = (join(session, cohort, name) for name in names)
    make_ready(session, standard, ready)
    sit_check(session, standard, unready, "K01", right=False)
    session.commit()
    return SimpleNamespace(standard=standard, cohort=cohort, ready=ready, unready=unready)


def issue_certificate(client, sign_in, world):
    """Issue a certificate as an administrator; return its public id."""
    sign_in(Role.ADMINISTRATOR, name="周佳蓉")
    answer = client.post(
        f"/administrator/certificates/issue/{world.cohort.public_id}",
        data={"criterion": "standard", "trainee": [world.ready.public_id]},
    )
    assert answer.status_code == 302, answer.text
    page = client.get("/administrator/certificates")
    return re.findall(r'/administrator/certificates/([\w-]{22})"', page.text)[0]


def issue_report(client, sign_in, world, criterion="standard"):
    """Issue a report as an administrator; return its public id."""
    sign_in(Role.ADMINISTRATOR, name="周佳蓉")
    answer = client.post(
        f"/administrator/completion/{world.cohort.public_id}", data={"criterion": criterion}
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].rpartition("/")[2]

import pytest

from tests.factories.items import add_bank
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard


@pytest.fixture
def standard(session):
    """A standard with two small banks."""
    standard = add_standard(session)
    for code in ("K01", "S01"):
        add_bank(session, standard, code, count=9)
    return standard


@pytest.fixture
def trainee(session, standard):
    return join(session, open_cohort(session, standard), "陳堃")

"""F4: the administrator is warned before the disk of the data is full."""

import pytest

from webapp.permissions import Role
from webapp.settings import Settings


@pytest.fixture
def overview(app, client, sign_in, monkeypatch):
    """Return the overview's page where fewer megabytes than these are too few."""

    def show(megabytes):
        sign_in(Role.ADMINISTRATOR)
        monkeypatch.setitem(app.config, "LOW_SPACE_MEGABYTES", megabytes)
        return client.get("/administrator/").text

    return show


def test_the_overview_warns_where_little_space_is_left(overview):
    page = overview(megabytes=10**9)
    assert 'role="alert"' in page
    assert "伺服器的磁碟只剩" in page


def test_the_overview_says_nothing_of_space_that_is_there(overview):
    assert "伺服器的磁碟" not in overview(megabytes=1)


def test_less_than_500_megabytes_are_too_few_unless_said_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("CALLBOARD_INSTANCE", str(tmp_path))
    assert Settings.from_environment().to_flask()["LOW_SPACE_MEGABYTES"] == 500
    monkeypatch.setenv("CALLBOARD_LOW_SPACE_MB", "2000")
    assert Settings.from_environment().to_flask()["LOW_SPACE_MEGABYTES"] == 2000

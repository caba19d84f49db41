"""F13 and P4: the phone's clock is never asked how much time is left."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.phone.people import choose, line, sign_in, start, wait_for_line


@pytest.mark.parametrize("skew", [timedelta(days=-1), timedelta(days=1)])
def test_a_phone_that_is_a_day_wrong_shows_the_right_time(phone, person, skew):
    page = phone.open()
    page.clock.set_system_time(datetime.now(UTC) + skew)  # noqa: TID251
    sign_in(page, person)
    start(page)
    page.wait_for_function("document.querySelector('[data-left]').textContent.includes(':')")
    minutes = int(re.match(r"(\d+):", page.locator("[data-left]").inner_text())[1])
    assert minutes in {39, 40}
    choose(page, 0)
    wait_for_line(page, "已存到伺服器")
    [kept] = person.responses()
    assert abs(kept.chosen_at - kept.saved_at) < timedelta(seconds=5)
    taiwan = kept.saved_at + timedelta(hours=8)
    assert taiwan.strftime("%H:%M:%S") in line(page)

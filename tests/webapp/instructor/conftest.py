import pytest

from tests.factories.items import add_bank
from tests.factories.standards import add_standard
from webapp.permissions import Role


@pytest.fixture
def standard(session):
    """A small standard; only K01 has a bank."""
    standard = add_standard(session)
    add_bank(session, standard, "K01", count=14)
    session.commit()
    return standard


@pytest.fixture
def instructor(standard, sign_in):
    return sign_in(Role.INSTRUCTOR, login="wang", name="王小明")


@pytest.fixture
def written(standard):
    """What a browser sends for a good question."""
    return {
        "standard": standard.code,
        "competency": "K02",
        "kind": "single_choice",
        "situation": "劇團在 240 席的劇場演三場，票價 800 元，前兩場各賣出六成。",
        "ask": "執行製作要怎麼估第三場的收入？",
        "options.1.text": "沿用前兩場的售票率，再看第三場的時段調整",
        "options.2.text": "以全滿估算，因為最後一場通常會賣得比較好",
        "options.2.feedback": "把期待當成估計。估計要有售票紀錄當根據。",
        "options.3.text": "以前兩場中較高的一場估算，差額列預備金",
        "options.3.feedback": "只挑好的一場，會高估收入。",
        "key": "1",
        "is_shuffled": "1",
        "rationale": "已售出的場次是最近的證據，時段不同再調整。",
        "sources.1.type": "title",
        "sources.1.name": "專業共識",
        "indicators": "P1.2.1",
        "level": "4",
        "cognitive": "apply",
        "ratings.1.4": "70",
        "do": "publish",
    }

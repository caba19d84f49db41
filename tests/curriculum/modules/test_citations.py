from datetime import date

import pytest

from curriculum.errors import InvalidError
from curriculum.modules.citations import (
    articles_in,
    citation_problems,
    lesson_citation_problems,
    read_cited_texts,
)

LIST = """
- {law: 民法, as_of: 2021-01-20, last: 1225, inserted: [514-1], repealed: [982]}
- {law: 勞動基準法, as_of: 2024-07-31, last: 86, inserted: [84-1]}
"""
TEXTS = read_cited_texts(LIST, filename="cited.yaml")


def problems(law, article, day=date(2021, 1, 20)) -> list[str]:
    return [each.zh for each in citation_problems(TEXTS, law=law, article=article, as_of=day)]


@pytest.mark.parametrize(
    "article", ["第12條", "第 12 條第2項", "第514-1條", "第514條之1", "第1225條"]
)
def test_an_article_of_the_list_may_be_cited(article):
    assert problems("民法", article) == []


@pytest.mark.parametrize(
    ("law", "article", "said"),
    [
        ("民法", "第1226條", "民法沒有第 1226 條"),
        ("民法", "第514-9條", "民法沒有第 514-9 條"),
        ("民法", "第982條", "民法沒有第 982 條"),
        ("民法", "總則", "讀不出條號：總則"),
        ("刑法", "第1條", "「刑法」不在引用清單裡"),
    ],
)
def test_what_is_not_in_the_list_is_named(law, article, said):
    assert problems(law, article) == [said]


def test_the_date_is_that_of_the_version_that_was_read():
    assert problems("民法", "第1條", date(2019, 1, 1)) == [
        "民法的日期是 2021-01-20，不是 2019-01-01"
    ]
    assert problems("民法", "第1條", None) == ["民法的日期是 2021-01-20，不是 None"]


def test_the_articles_of_a_text_are_read_in_every_form():
    text = "第12條、第 26-1 條、第28條之1、第 5、7 條；第 12 條"
    assert articles_in(text) == ["12", "26-1", "28-1", "5", "7"]


def in_lesson(text) -> list[str]:
    return [each.zh for each in lesson_citation_problems(TEXTS, text)]


def test_a_lesson_names_its_laws_with_their_dates():
    assert in_lesson("依第 84-1 條。\n勞動基準法（2024-07-31）") == []
    assert in_lesson("依《民法》第12條（2021-01-20）、勞動基準法（2024-07-31 修正）第 30 條") == []


def test_an_article_that_no_law_of_the_lesson_has_is_named():
    assert in_lesson("第 99 條。勞動基準法（2024-07-31）") == ["註明日期的法規都沒有第 99 條"]
    assert in_lesson("第 99 條。勞動基準法") == ["註明日期的法規都沒有第 99 條"]


def test_an_old_version_and_an_unknown_law_are_named():
    assert in_lesson("勞動基準法（2020-06-10）") == [
        "勞動基準法的日期是 2024-07-31，不是 2020-06-10"
    ]
    assert in_lesson("票券法（2018-05-16）") == ["「票券法」不在引用清單裡"]


@pytest.mark.parametrize(
    "entry", ["- {law: 民法}", "- 民法", "民法", "- {law: 民法, as_of: 民國, last: 1}"]
)
def test_a_malformed_list_is_refused_by_name(entry):
    with pytest.raises(InvalidError, match=r"cited\.yaml"):
        read_cited_texts(entry, filename="cited.yaml")

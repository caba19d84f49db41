"""The texts that lessons and items may cite: which laws were read, of which date, which articles.

A list of them is kept beside the lessons of a course (`cited.yaml`); the texts themselves are not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from curriculum.errors import InvalidError
from curriculum.wording import Wording

_ARTICLES = re.compile(r"第([\d\-、至 ]+)條(?:之 ?(\d+))?")
_DATED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,30}?(?:法|條例|規則|辦法|準則|標準|細則))》?"
    r"(?:第[第條之、至\d\- ]*)?（(?P<day>\d{4}-\d\d-\d\d)"
)


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """One law or regulation in the version that was read."""

    name: str
    as_of: date  # when that version was enacted
    last_article: int  # articles 1 … last are there, but for the repealed
    inserted: frozenset[str] = frozenset()  # 7-1, 10-1 …
    repealed: frozenset[str] = frozenset()

    def holds(self, article: str) -> bool:
        """Tell whether a version has this article, written 12 or 26-1, with words in it."""
        if article in self.repealed:
            return False
        if "-" in article:
            return article in self.inserted
        return 1 <= int(article) <= self.last_article


CitedTexts = Mapping[str, CitedLaw]


def read_cited_texts(source: str, *, filename: str) -> dict[str, CitedLaw]:
    """Read the list of cited texts; InvalidError names the file and the law that is not in form."""
    found: dict[str, CitedLaw] = {}
    entries = yaml.safe_load(source)
    for entry in entries if isinstance(entries, list) else [entries]:
        name = entry.get("law") if isinstance(entry, dict) else None
        try:
            found[entry["law"]] = CitedLaw(
                name=entry["law"],
                as_of=_day(entry["as_of"]),
                last_article=int(entry["last"]),
                inserted=frozenset(map(str, entry.get("inserted", ()))),
                repealed=frozenset(map(str, entry.get("repealed", ()))),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidError(
                f"{filename}：「{name}」要有 law、as_of、last。",
                f"{filename}: “{name}” needs law, as_of and last.",
            ) from error
    return found


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(value)
    return value


def articles_in(text: str) -> list[str]:
    """Return the articles that a text names: 第12條, 第 26-1 條, 第28條之1, 第 5、7 條."""
    found: list[str] = []
    for numbers, inserted in _ARTICLES.findall(text):
        own = re.findall(r"\d+(?:-\d+)?", numbers)
        found += [*own[:-1], f"{own[-1]}-{inserted}"] if own and inserted else own
    return list(dict.fromkeys(found))


def citation_problems(
    texts: CitedTexts, *, law: str, article: str, as_of: date | None
) -> Iterator[Wording]:
    """Yield what is wrong with the citation of a law: an unknown law, article or date."""
    known = texts.get(law)
    if known is None:
        yield Wording(zh=f"「{law}」不在引用清單裡", en=f"{law} is not in the list of cited texts")
        return
    articles = articles_in(article)
    if not articles:
        yield Wording(zh=f"讀不出條號：{article}", en=f"No article can be read in: {article}")
    for each in articles:
        if not known.holds(each):
            yield Wording(zh=f"{law}沒有第 {each} 條", en=f"{law} has no article {each}")
    if as_of != known.as_of:
        yield Wording(
            zh=f"{law}的日期是 {known.as_of}，不是 {as_of}",
            en=f"The date of {law} is {known.as_of}, not {as_of}",
        )


def lesson_citation_problems(texts: CitedTexts, lesson: str) -> Iterator[Wording]:
    """Yield the laws of a lesson that are not the version read, and articles that none of them has.

    A lesson names each law with its date once, 著作權法（2022-06-15…） or after its articles;
    every article that it names belongs to one of these.
    """
    named: dict[str, CitedLaw] = {}
    for phrase, day in _DATED.findall(lesson):
        law = _named(texts, phrase)
        if law is None:
            yield Wording(
                zh=f"「{phrase}」不在引用清單裡", en=f"{phrase} is not in the list of cited texts"
            )
            continue
        named[law.name] = law
        if law.as_of.isoformat() != day:
            yield Wording(
                zh=f"{law.name}的日期是 {law.as_of}，不是 {day}",
                en=f"The date of {law.name} is {law.as_of}, not {day}",
            )
    for article in articles_in(lesson):
        if not any(law.holds(article) for law in named.values()):
            yield Wording(
                zh=f"註明日期的法規都沒有第 {article} 條",
                en=f"No law that is named with its date has an article {article}",
            )


def _named(texts: CitedTexts, phrase: str) -> CitedLaw | None:
    """Return the law that a phrase ends with or abbreviates: 依民法 → 民法."""
    ends = sorted((name for name in texts if phrase.endswith(name)), key=len)
    abbreviated = [name for name in texts if name.endswith(phrase)]
    chosen = ends[-1:] or abbreviated
    return texts[chosen[0]] if chosen else None

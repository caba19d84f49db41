"""How moments, figures and Markdown are shown."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from curriculum.modules.drawings import alternative_text, svg_problems
from quizzes.delivery.receipts import in_groups
from webapp.audit.words import act
from webapp.clock import TAIPEI
from webapp.kit.language import html_language

TAGS = {
    "p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "a",
}  # fmt: skip
DEEPEST = 4  # of the headings
HAN = re.compile(r"[\u3400-\u9fff]")
ATTRIBUTES = {"*": {"lang"}, "a": {"href"}, "th": {"scope"}, "ol": {"start"}}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_TABLE = re.compile(r"(<table[^>]*>)")
_BREAK_IN_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])")


def moment(value: datetime | None) -> str:
    """Show a moment in Taiwan's time: 2026/11/22 14:32."""
    return "–" if value is None else value.astimezone(TAIPEI).strftime("%Y/%m/%d %H:%M")


def clock_time(value: datetime | None) -> str:
    """Show the time of day in Taiwan: 14:32:08."""
    return "–" if value is None else value.astimezone(TAIPEI).strftime("%H:%M:%S")


def moment_exact(value: datetime | None) -> str:
    """Show a moment in Taiwan's time to the second: 2026/11/22 14:32:08."""
    return "–" if value is None else value.astimezone(TAIPEI).strftime("%Y/%m/%d %H:%M:%S")


def day(value: date | datetime | None) -> str:
    """Show a day: 2026/11/22."""
    if isinstance(value, datetime):
        value = value.astimezone(TAIPEI)
    return "–" if value is None else value.strftime("%Y/%m/%d")


def percent(share: float | None) -> str:
    """Show a share of 0…1 as whole percent."""
    return "–" if share is None else f"{round(share * 100)}%"


@lru_cache(maxsize=2048)
def _rendered(text: str, *, is_inline: bool, top: int | None = None, language: str = "") -> Markup:
    source = _BREAK_IN_HAN.sub("", text)  # a line end between Han characters is no space
    if is_inline:
        clean = Markup(_clean_html(_markdown.renderInline(source)))  # noqa: S704 (cleaned)
        return Markup('<span lang="{}">{}</span>').format(language, clean) if language else clean
    parts: list[Markup] = []
    prose: list[Token] = []
    for token in _spoken(_headed(_markdown.parse(source), top), language):
        alt = alternative_text(token.info) if token.type == "fence" and not token.level else None
        if alt is None:
            prose.append(token)
        else:
            parts += [_prose(prose), _drawn(alt, token.content)]
            prose = []
    return Markup().join([*parts, _prose(prose)])


def _headed(tokens: Sequence[Token], top: int | None) -> Sequence[Token]:
    """Let the highest heading be of this level, and the others follow."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    if top is not None and headings:
        shift = top - min(int(token.tag[1]) for token in headings)
        for token in headings:
            token.tag = f"h{min(int(token.tag[1]) + shift, DEEPEST)}"
    return tokens


def _spoken(tokens: Sequence[Token], language: str) -> Sequence[Token]:
    """Say of every block which language it speaks, where the page speaks another."""
    for token in tokens:
        if language and token.level == 0 and token.nesting == 1:
            token.attrSet("lang", language)
    return tokens


def _prose(tokens: Sequence[Token]) -> Markup:
    clean = _clean_html(_markdown.renderer.render(tokens, _markdown.options, {}))
    wide = _TABLE.sub(r'<div class="scroll" tabindex="0">\1', clean)
    whole = wide.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")
    return Markup(whole)  # noqa: S704 (cleaned)


def _clean_html(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}
    )


def _drawn(alt: str, svg: str) -> Markup:
    return Markup('<figure class="fig"><div role="img" aria-label="{}">{}</div></figure>').format(
        alt, drawing(svg)
    )


def markdown(text: str, top: int | None = None) -> Markup:
    """Render the safe subset of Markdown; its highest headings become those of level `top`."""
    return _rendered(text, is_inline=False, top=top, language=_other_language(text))


def inline_markdown(text: str) -> Markup:
    """Render one line of the safe subset of Markdown, without a paragraph."""
    return _rendered(text, is_inline=True, language=_other_language(text))


def _other_language(text: str) -> str:
    """Return the language of a Chinese text on a page that is not Chinese."""
    return "zh-Hant-TW" if html_language() == "en" and HAN.search(text) else ""


@lru_cache(maxsize=256)
def drawing(svg: str) -> Markup:
    """Put the drawing of an item into the page; one that is not safe is left out."""
    return Markup("" if svg_problems(svg) else svg)  # noqa: S704 (the rule has looked at it)


def register(app: Flask) -> None:
    """Give templates these filters."""
    for show in (moment, moment_exact, clock_time, day, percent, in_groups):
        app.add_template_filter(show)
    for render in (markdown, inline_markdown, drawing, act):
        app.add_template_filter(render)

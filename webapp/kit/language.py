"""Which language a page speaks, and how text that comes in both is said."""

from flask import Flask, has_request_context, request, session
from flask_babel import get_locale
from markupsafe import Markup

from curriculum.standards.titles import in_english
from curriculum.wording import Wording
from webapp.extensions import babel

LANGUAGES = {"zh_Hant_TW": "中文", "en": "English"}


def chosen_language() -> str:
    """Return the language that the person chose; else the browser's; else Traditional Chinese."""
    if not has_request_context():
        return "zh_Hant_TW"
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    match = request.accept_languages.best_match(["zh-Hant-TW", "zh-TW", "zh", "en"])
    return "en" if match == "en" else "zh_Hant_TW"


def in_language(wording: Wording) -> str:
    """Say a wording in the language of the page."""
    return wording.en if str(get_locale()).startswith("en") else wording.zh


def titled(official: str) -> str:
    """Say a title of a standard in the language of the page; the English is unofficial."""
    return in_english(official) if html_language() == "en" else official


def html_language() -> str:
    """Return the `lang` of the page."""
    return "en" if str(get_locale()).startswith("en") else "zh-Hant-TW"


def in_chinese() -> str:
    """Return the attribute of a text that is Chinese on every page; a Chinese page needs none."""
    return Markup(' lang="zh-Hant-TW"') if html_language() == "en" else ""


def register(app: Flask) -> None:
    """Bind the choice of language and the words for templates."""
    babel.init_app(app, locale_selector=chosen_language)
    app.add_template_filter(in_language, "in_language")
    app.add_template_filter(titled, "titled")
    app.add_template_global(html_language)
    app.add_template_global(in_chinese)

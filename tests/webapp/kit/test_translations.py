import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

WEBAPP = Path("webapp")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalogue():
    with (WEBAPP / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale="en") if message.id}


def test_every_word_of_the_pages_is_said_in_english():
    used = {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(WEBAPP), METHODS, keywords=KEYWORDS
        )
    }
    known = catalogue()
    missing = [message for message in used if message not in known or not known[message].string]
    assert not missing, missing


def test_english_words_keep_their_placeholders():
    for message in catalogue().values():
        assert set(PLACEHOLDER.findall(message.id)) >= set(PLACEHOLDER.findall(message.string))
        assert not message.fuzzy


def test_no_english_word_is_left_in_chinese():
    han = re.compile(r"[\u4e00-\u9fff]")
    allowed = {"中文"}  # a language is named in itself; a source in Chinese keeps its title
    left = [
        m.string
        for m in catalogue().values()
        if han.search(m.string.replace("專業共識", "")) and m.string not in allowed
    ]
    assert not left

"""Every template is reachable, every macro is used, and none brings its own script or style."""

import ast
import re

import pytest
from jinja2 import nodes

from tests.architecture.source import TEMPLATES, modules, parsed, templates
from tests.architecture.template_names import macros, referred, tree, used_macros

INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "address of another site": re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//"""),
}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


@pytest.fixture(scope="module")
def rendered_by_pages(app):
    """Templates that Python names; an f-string counts for every template that it can mean."""
    found = set()
    for path in modules("webapp"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"\w.*\.html", str(node.value)):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found |= {name for name in templates() if _pattern(node).fullmatch(name)}
    return found


def _pattern(text: ast.JoinedStr):
    return re.compile(
        "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else "[^/]+"
            for part in text.values
        )
    )


def test_every_template_is_reached_from_a_page(app, rendered_by_pages):
    reached, waiting = set(), set(rendered_by_pages)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= referred(app, name) - reached
    assert sorted(set(templates()) - reached) == []


def test_every_named_template_exists(rendered_by_pages):
    assert sorted(rendered_by_pages - set(templates())) == []


def test_every_macro_is_used(app):
    used = set().union(*(used_macros(app, name) for name in templates()))
    defined = {(name, macro) for name in templates() for macro in macros(app, name)}
    assert sorted(defined - used) == []


@pytest.mark.parametrize("kind", INLINE)
def test_no_template_brings_its_own(kind):
    """The content security policy would stop it in the browser; here it never gets that far."""
    found = {
        name: INLINE[kind].findall(COMMENT.sub("", (TEMPLATES / name).read_text("utf-8")))
        for name in templates()
    }
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_no_template_trusts_a_text(app):
    """V8: what is HTML says so where it is made (`markdown`, `drawing`), never in a template."""
    trusting = {
        name
        for name in templates()
        for node in tree(app, name).find_all((nodes.Filter, nodes.ScopedEvalContextModifier))
        if isinstance(node, nodes.ScopedEvalContextModifier) or node.name == "safe"
    }
    assert sorted(trusting) == []

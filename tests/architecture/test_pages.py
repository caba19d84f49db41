"""Every page says who may call it, and its template is where its name says."""

import inspect
from typing import get_args

from tests.architecture.source import templates
from webapp.kit.menu import ENTRIES
from webapp.permissions import PUBLIC_ENDPOINTS, permitted_roles

READING = {"GET", "HEAD", "OPTIONS"}


def endpoints(app, *, reading=None):
    """Return endpoint → view of all rules, or of those that only read or also change."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in PUBLIC_ENDPOINTS and reading in {None, rule.methods <= READING}:
            found[rule.endpoint] = app.view_functions[rule.endpoint]
    return found


def shows_a_page(view) -> bool:
    """A view that renders says that it returns text."""
    returned = inspect.signature(view).return_annotation
    return returned is str or str in get_args(returned)


def test_every_endpoint_is_marked(app):
    marked = [permitted_roles(app, endpoint) for endpoint in endpoints(app)]
    assert len(marked) > 60


def test_the_template_of_a_page_is_named_like_its_endpoint(app):
    expected = {
        endpoint.replace(".", "/") + ".html"
        for endpoint, view in endpoints(app, reading=True).items()
        if shows_a_page(view)
    }
    assert len(expected) > 30
    # a new thing is written on the page on which it is edited later
    shared = {name for name in expected if name.replace("/new.", "/edit.") in set(templates())}
    assert sorted(expected - shared - set(templates())) == []


def test_an_endpoint_is_area_noun_page_and_lives_in_the_module_of_that_name(app):
    for endpoint, view in endpoints(app).items():
        area, *_, noun, _page = endpoint.split(".")
        assert view.__module__.startswith(f"webapp.{area}."), endpoint
        assert view.__module__.rpartition(".")[2] == noun, endpoint


def test_an_address_either_reads_or_changes(app):
    """No view answers GET and POST alike: reading never changes anything."""
    mixed = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods & READING - {"OPTIONS"} and rule.methods - READING
    ]
    assert mixed == []


def test_nothing_in_the_menu_leads_to_a_closed_door(app):
    for entry in ENTRIES:
        roles = permitted_roles(app, entry.endpoint)
        assert roles is None or entry.role in roles, entry

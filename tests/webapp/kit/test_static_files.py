"""What browsers are sent of the style sheets."""

from pathlib import Path

import pytest

from webapp.kit.static_files import SCRIPTS, without_layout


@pytest.mark.parametrize(
    ("sheet", "short"),
    [
        ("a { color: red; }\n\nb,\ni { top: 0; }", "a{color: red}b,i{top: 0}"),
        ("/* the menu's place */ a { top: 0; } /* it's */", "a{top: 0}"),
        ('a::before { content: "；  { /* } "; }', 'a::before{content: "；  { /* } "}'),
        ("a { width: calc(100% - 2rem); }", "a{width: calc(100% - 2rem)}"),
        ("a :is(b, i) > u + s { top: 0 }", "a :is(b,i)>u + s{top: 0}"),
    ],
)
def test_a_sheet_loses_its_layout_and_nothing_else(sheet, short):
    assert without_layout(sheet) == short


def test_a_sheet_that_begins_with_another_is_sent_as_one(client):
    both = client.get("/static/css/cohorts.css").text
    assert both.startswith(client.get("/static/css/staff.css").text)


def test_a_sheet_outside_the_folder_is_not_found(client):
    assert client.get("/static/css/../../templates/base.css").status_code == 404
    assert client.get("/static/css/none.css").status_code == 404


def test_a_script_comes_whole_without_what_only_its_readers_need(app):
    script = app.test_client().get("/static/js/player.js").text
    folder = Path(app.static_folder) / "js/player"
    for part in SCRIPTS["js/player.js"]:
        source = (folder / f"{part}.js").read_text(encoding="utf-8")
        lines = [line.strip() for line in source.splitlines()]
        assert "\n".join(line for line in lines if line and not line.startswith("//")) in script
    assert "\n//" not in f"\n{script}"
    assert "\n " not in script

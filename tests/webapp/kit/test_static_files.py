from pathlib import Path

from webapp.kit.static_files import SCRIPTS


def test_a_script_comes_whole_without_what_only_its_readers_need(app):
    script = app.test_client().get("/static/js/player.js").text
    folder = Path(app.static_folder) / "js/player"
    for part in SCRIPTS["js/player.js"]:
        source = (folder / f"{part}.js").read_text(encoding="utf-8")
        lines = [line.strip() for line in source.splitlines()]
        assert "\n".join(line for line in lines if line and not line.startswith("//")) in script
    assert "\n//" not in f"\n{script}"
    assert "\n " not in script

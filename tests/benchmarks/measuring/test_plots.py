from lxml import etree

from benchmarks.measuring.drawing import LEFT, TOP, Chart, tick_text
from benchmarks.measuring.plots import level_decided
from benchmarks.measuring.suite import CURVES

SVG = "{http://www.w3.org/2000/svg}"


def chart():
    return Chart("問 & ask", "x", "y", (0.0, 1.0), (0.0, 1.0))


def test_a_chart_is_well_formed_and_says_its_title():
    root = etree.fromstring(chart().svg())
    assert root.get("aria-label") == "問 & ask"
    assert root.tag == f"{SVG}svg"


def test_the_first_ticks_are_the_lower_left_corner():
    x, y = chart().place((0.0, 1.0))
    assert (x, y) == (LEFT, TOP)


def test_labels_of_points_that_lie_together_stand_apart():
    drawn = chart()
    for name in ("first", "second", "third"):
        drawn.dot((0.5, 0.5), "n")
        drawn.label((0.5, 0.5), name)
    places = [
        (each.get("x"), each.get("y")) for each in etree.fromstring(drawn.svg()).iter(f"{SVG}text")
    ]
    assert len(set(places)) == len(places)


def test_ticks_are_written_short():
    assert [tick_text(tick) for tick in (-0.3, 0.0, 0.25, 1.0)] == ["−.3", "0", ".25", "1"]


def test_the_decided_share_counts_both_decisions():
    row = {"spent": 240.0, "ready": 0.5, "not_yet": 0.5}
    cohorts = ("end of training", "mixed", "weak")
    drawn = level_decided({f"{CURVES}decided, {name}": {"240 items": row} for name in cohorts})
    assert all(f",{TOP:.1f}" in part for part in drawn.parts if "polyline" in part)

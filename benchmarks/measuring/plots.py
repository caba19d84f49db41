"""The pictures of the documentation, drawn from the figures of one run."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from benchmarks.measuring.drawing import LEFT, Chart
from benchmarks.measuring.outcomes import Results
from benchmarks.measuring.panels import AVERAGE, AWARE
from benchmarks.measuring.peers import RULES
from benchmarks.measuring.suite import CURVES, ECONOMY, OURS
from quizzes.mastery.stopping import ECONOMICAL

Drawing: TypeAlias = Callable[[Results], Chart]
FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
SHORT_NAMES = {
    "80 % of 8": "80 % / 8",
    "80 % of 10": "80 % / 10",
    "80 % of 12": "80 % / 12",
    "best of 3 at 80 % of 10": "三次取高 best of 3",
    "3 in a row": "連對 streak 3",
    "5 in a row": "連對 streak 5",
    "8 of the last 10": "8 / 10",
    "decaying average 65/35": "65 / 35",
    ECONOMY: ECONOMICAL.id,
}


def draw_all(result: Results, folder: Path) -> None:
    """Write each picture of a run into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(draw(result).svg(), encoding="utf-8")


def error_rates(result: Results) -> Chart:
    """Draw FC against FF of every rule in the mixed cohort: down and left is better."""
    chart = Chart(
        "誤判達標與漏判達標：各種規則 · FC and FF of every rule",
        "FC 誤判達標（未達標者中） · false certify",
        "FF 漏判達標（已達標者中） · false fail",
        FIFTHS,
        (0.0, 0.1, 0.2, 0.3, 0.4),
    )
    peers, ours = (*RULES, "Elo"), (OURS, ECONOMY)
    rows = {rule: result[rule]["mixed"] for rule in (*peers, *ours)}
    for rule, row in rows.items():
        style, size = ("a", 6.0) if rule in ours else ("n", 4.0)
        chart.dot((row["FC"], row["FF"]), style, size=size)
    for rule in (*ours, *sorted(peers, key=lambda rule: -rows[rule]["FC"])):
        row, name = rows[rule], SHORT_NAMES.get(rule, rule)
        label = f"{name} ({row['items']:.0f})"
        chart.label((row["FC"], row["FF"]), label, "strong" if rule in ours else "")
    chart.text(
        (LEFT, 45), "80 % / 8：8 題對八成；括號內是平均題數 · in brackets: mean items", "note"
    )
    return chart


def calibration(result: Results) -> Chart:
    """Draw the true share against the stated probability, of K/S and of claims."""
    chart = Chart(
        "系統說的把握，與實際的比率 · Stated and true probability",
        "系統說的機率 · stated",
        "實際比率 · true share",
        FIFTHS,
        FIFTHS,
    )
    chart.line([(0.0, 0.0), (1.0, 1.0)], "ideal")
    curves = (("a", "K/S, mixed"), ("b", "task, mixed"))
    for style, name in curves:
        rows = result[f"{CURVES}{name}"].values()
        chart.line([(row["stated"], row["true"]) for row in rows], style)
        for row in rows:
            chart.dot((row["stated"], row["true"]), style, error=row["true_se"])
    chart.legend([("a", "一項 K/S"), ("b", "任務 task"), ("ideal", "完全相符 exact")])
    return chart


def panel_bias(result: Results) -> Chart:
    """Draw FC and FF over how far a panel sets the bar off."""
    rows = [row for name, row in result[AWARE].items() if name != AVERAGE]
    chart = Chart(
        "評定小組偏鬆或偏嚴時 · A panel too lenient or too harsh",
        "門檻偏差（logit；右邊偏嚴） · bias of the bar, harsh to the right",
        "比率 · rate",
        (-0.6, -0.3, 0.0, 0.3, 0.6),
        (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
    )
    for style, name in (("b", "FC"), ("a", "FF")):
        chart.line([(row["bias"], row[name]) for row in rows], style)
        for row in rows:
            chart.dot((row["bias"], row[name]), style, error=row[f"{name}_se"])
    chart.legend([("b", "FC 誤判達標 false certify"), ("a", "FF 漏判達標 false fail")])
    return chart


def items_needed(result: Results) -> Chart:
    """Draw the items that a check asks over the true theta."""
    rows = result[f"{CURVES}items, mixed"].values()
    chart = Chart(
        "離門檻越近，問得越多 · Items asked, by true ability",
        "真正的能力 θ（0 是門檻） · true θ, 0 is the bar",
        "每項題數 · items per K/S",
        (-2.0, -1.0, 0.0, 1.0, 2.0),
        (0.0, 2.0, 4.0, 6.0, 8.0, 10.0),
    )
    chart.line([(0.0, 0.0), (0.0, 10.0)], "ideal")
    inside = [row for row in rows if -2.0 <= row["theta"] <= 2.0]
    chart.line([(row["theta"], row["items"]) for row in inside], "a")
    for row in inside:
        chart.dot((row["theta"], row["items"]), "a", error=row["items_se"])
    chart.line([(-2.0, 8.0), (2.0, 8.0)], "b")
    chart.legend([("a", OURS), ("b", "固定 8 題 always 8")])
    return chart


def level_decided(result: Results) -> Chart:
    """Draw the share of trainees whose level is decided over the items spent."""
    cohorts = (("a", "end of training"), ("b", "mixed"), ("c", "weak"))
    chart = Chart(
        "級別測驗：問了幾題就能判定 · Level 3: decided after how many items",
        "問過的題數 · items spent",
        "已判定的比率 · share decided",
        (60.0, 90.0, 120.0, 150.0, 180.0, 210.0, 240.0),
        FIFTHS,
    )
    for style, cohort in cohorts:
        rows = result[f"{CURVES}decided, {cohort}"].values()
        chart.line([(row["spent"], row["ready"] + row["not_yet"]) for row in rows], style)
    chart.legend([("a", "結訓 end"), ("b", "混合 mixed"), ("c", "偏弱 weak")])
    return chart


DRAWINGS: dict[str, Drawing] = {
    "error-rates": error_rates,
    "calibration": calibration,
    "panel-bias": panel_bias,
    "items-needed": items_needed,
    "level-decided": level_decided,
}

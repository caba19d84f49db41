"""A completion report as tables: 學員名單及成績總表, the tasks, and what heads the report."""

from collections.abc import Mapping
from types import MappingProxyType

from quizzes.certification.queries import ReportView
from quizzes.certification.terms import CompletionContent, ReportTrainee, Result
from quizzes.mastery.readiness import CLAIM_WORDS
from quizzes.mastery.rollup import ClaimStatus
from webapp.kit.spreadsheets import Cell, Sheet
from webapp.kit.words import moment

# The words of the official forms, whatever language the page speaks.
RESULT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Result.GRADUATED.value: "結訓",
        Result.COMPLETED.value: "完訓",
        Result.LEFT.value: "未完訓",
    }
)
HEAD = (
    "序", "姓名", "學員編號", "結果", "原因", "證書字號", "達到級別", "結訓標準把握",
    "就緒任務數", "檢核次數", "練習次數", "計入題數", "第一次作答", "最後一次作答",
    "加入日期", "離班日期",
)  # fmt: skip


def sheets(report: ReportView) -> list[Sheet]:
    """Return every table of a report, the roster first."""
    return [roster(report.content), _tasks(report.content), _summary(report)]


def roster(content: CompletionContent) -> Sheet:
    """Return one row a trainee with readiness in each task: certainty and status."""
    columns = [*HEAD]
    for task in content["tasks"]:
        name = f"{task['key']} {task['title']}"
        columns += [f"{name} 把握", f"{name} 狀態"]
    rows = [_row(number, each) for number, each in enumerate(content["trainees"], start=1)]
    return Sheet(title="學員名單及成績總表", columns=columns, rows=rows)


def _row(number: int, each: ReportTrainee) -> list[Cell]:
    row: list[Cell] = [
        number,
        each["name"],
        each["number"],
        RESULT_WORDS[each["result"]],
        each["reason"]["zh"],
        each["certificate"],
        each["level"],
        each["probability"],
        each["ready_count"],
        each["check_count"],
        each["practice_count"],
        each["answered"],
        each["first_on"],
        each["last_on"],
        each["enrolled_on"],
        each["left_on"],
    ]
    for cell in each["tasks"]:
        row += [cell["probability"], CLAIM_WORDS[ClaimStatus(cell["status"])].zh]
    return row


def _tasks(content: CompletionContent) -> Sheet:
    return Sheet(
        title="各任務就緒人數",
        columns=("任務", "名稱", "級別", "就緒人數", "把握中位數", "預期誤判人數", "尚無題目"),
        rows=[
            (
                task["key"],
                task["title"],
                task["level"],
                task["ready_count"],
                task["median"],
                task["expected_false"],
                "、".join(task["without_items"]),
            )
            for task in content["tasks"]
        ],
    )


def _summary(report: ReportView) -> Sheet:
    content = report.content
    totals, standard, cohort = content["totals"], content["standard"], content["cohort"]
    rows: list[tuple[Cell, Cell]] = [
        ("班級", cohort["name"]),
        ("開訓日", cohort["starts_on"]),
        ("結訓日", cohort["ends_on"]),
        ("職能基準", f"{standard['code']} {standard['name']}"),
        ("版本", standard["version"]),
        ("版本日期", standard["released_on"]),
        ("基準級別", standard["level"]),
        ("結訓標準", content["criterion"]["text"]["zh"]),
        ("判定規則", content["rule"]["version"]),
        ("規則內容", content["rule"]["text"]["zh"]),
        ("參訓人數", totals["enrolled"]),
        ("完訓人數", totals["completed"]),
        ("未完訓人數", totals["left"]),
        ("結訓人數", totals["graduated"]),
        ("完訓未結訓人數", totals["not_ready"]),
        ("已領證書人數", totals["certified"]),
        ("預期誤判人數", totals["expected_false"]),
        ("預期誤判比例", totals["expected_false_rate"]),
        *((f"達第 {each['level']} 級人數", each["ready_count"]) for each in content["levels"]),
        ("單位", content["issuer"]["organisation"]),
        ("承辦人", content["issuer"]["name"]),
        ("報告序號", report.number),
        ("產生時間", moment(report.issued_at)),
        ("雜湊", report.sha256),
    ]
    return Sheet(title="報告", columns=("項目", "內容"), rows=rows)

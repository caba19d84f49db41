"""One well-formed item of each kind, with canaries wherever a trainee must not look."""

from copy import deepcopy
from random import Random
from typing import Any

from quizzes.items.content import ItemContent, Kind
from quizzes.items.reading import item_from_mapping

SECRET = "機密"  # in every rationale, feedback, accepted form and source

ATTRIBUTES: dict[str, Any] = {
    "id": "K29-07",
    "cognitive": "apply",
    "level": 4,
    "indicators": ["P1.5.2"],
    "angoff": [0.7, 0.65, 0.75],
}
REASONS: dict[str, Any] = {
    "rationale": f"{SECRET}：出資人只得利用該著作。",
    "sources": [{"law": "著作權法", "article": "第12條", "as_of": "2022-06-15"}],
}
QUESTIONS: dict[Kind, dict[str, Any]] = {
    Kind.SINGLE_CHOICE: {
        "stem": "劇團委託作曲家譜曲，合約只寫酬金。\n\n執行製作此時應該提出什麼建議？",
        "options": [
            {"text": "先談妥授權再回覆廣告公司", "key": True, "feedback": f"{SECRET}對了"},
            {"text": "費用付清了，直接對外授權", "feedback": f"{SECRET}付酬金不等於移轉"},
            {"text": "出錢的人就是著作人，標姓名", "feedback": f"{SECRET}受聘人才是著作人"},
        ],
    },
    Kind.MULTIPLE_CHOICE: {
        "stem": "下列哪些支出在首演前就要付現？選出所有正確的。",
        "options": [
            {"text": "場租訂金", "key": True},
            {"text": "設計費第一期款", "key": True},
            {"text": "會計師簽證費", "feedback": f"{SECRET}結案之後才發生"},
            {"text": "售票手續費", "feedback": f"{SECRET}撥款時才結算"},
        ],
    },
    Kind.NUMERIC: {
        "stem": "劇場有 {seats} 席，演 {shows} 場，平均票價 {price:,} 元。\n\n全滿的票房是多少元？",
        "variables": {
            "seats": {"choices": [120, 180, 240]},
            "shows": {"range": [3, 6, 1]},
            "price": {"range": [600, 1200, 100]},
        },
        "answer": "seats * shows * price",
        "unit": "元",
        "missteps": [{"answer": "seats * price", "feedback": f"{SECRET}只算了一場"}],
    },
    Kind.ORDERING: {
        "stem": "排出這次進劇場的工作順序。",
        "steps": ["裝台", "調燈", "技排", "彩排", "首演"],
    },
    Kind.MATCHING: {
        "stem": "把每一筆支出配到結案時要附的憑證。",
        "pairs": [
            {"left": "向旅館訂房", "right": "統一發票", "feedback": f"{SECRET}旅館開發票"},
            {"left": "付演員酬勞", "right": "領據"},
            {"left": "向公所租場地", "right": "收款收據"},
        ],
        "distractors": ["估價單"],
    },
    Kind.CLOZE: {
        "stem": "填入扣繳的期限。",
        "text": "稅款要在次月 {{1}} 日以前繳庫；補充保險費在 {{2}} 以前繳納。",
        "gaps": [
            {"accepted": [f"{SECRET}10", "十"], "feedback": f"{SECRET}每月十日前"},
            {
                "options": [
                    {"text": "次月底", "key": True},
                    {"text": "次月十日", "feedback": f"{SECRET}那是稅款"},
                ]
            },
        ],
    },
    Kind.SHORT_TEXT: {
        "stem": "要向哪個團體取得公開演出的授權？寫出簡稱。",
        "accepted": [f"{SECRET}MÜST", "臺灣協會"],
        "missteps": [{"answer": "智慧財產局", "feedback": f"{SECRET}它審議費率"}],
    },
}


def mapping_of(kind: Kind) -> dict[str, Any]:
    if kind is Kind.CASE:
        return ATTRIBUTES | {
            "kind": "case",
            "stem": "讀完預算表，回答後面的小題。",
            "document": "場租 {rent:,} 元。",
            "variables": {"rent": {"choices": [72000, 81000]}},
            "questions": [
                {
                    "kind": "numeric",
                    "stem": "場租多一成，要多編多少元？",
                    "answer": "rent * 0.1",
                    "unit": "元",
                    "rationale": f"{SECRET}{{rent:,}} × 10% ＝ {{= rent * 0.1:,}} 元。",
                },
                *(
                    {"kind": part.value} | QUESTIONS[part] | REASONS
                    for part in (Kind.SINGLE_CHOICE, Kind.MATCHING, Kind.CLOZE)
                ),
            ],
            "sources": REASONS["sources"],
        }
    return deepcopy(ATTRIBUTES | {"kind": kind.value} | QUESTIONS[kind] | REASONS)


def example(kind: Kind, **changes: Any) -> ItemContent:
    return item_from_mapping(mapping_of(kind) | changes)


def seeded(seed: int = 1) -> Random:
    return Random(seed)

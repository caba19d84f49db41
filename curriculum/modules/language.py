"""Words and punctuation of elsewhere in text written for Taiwan."""

import re
from collections.abc import Mapping

TAIWAN_FOR = {
    "用戶": "使用者",
    "信息": "資訊",
    "默認": "預設",
    "視頻": "影片",
    "音頻": "音訊",
    "軟件": "軟體",
    "硬件": "硬體",
    "網絡": "網路",
    "屏幕": "螢幕",
    "打印": "列印",
    "服務器": "伺服器",
    "鼠標": "滑鼠",
    "郵箱": "信箱",
    "出租車": "計程車",
    "公交": "公車",
    "大巴": "遊覽車",
    "盒飯": "便當",
    "激活": "啟用",
    "鏈接": "連結",
    "渠道": "管道",
    "反饋": "回饋",
    "智能": "智慧",
    "志願者": "志工",
    "舞美": "舞台設計",
    "存儲": "儲存",
    "內存": "記憶體",
    "文檔": "文件",
    "文件夾": "資料夾",
    "菜單": "選單",
    "界面": "介面",
    "導出": "匯出",
    "攝像": "攝影",
    "二維碼": "QR Code",
    "移動支付": "行動支付",
    "賦能": "培力",
}
# Words that are foreign in one sense only.
TAIWAN_FOR_SENSE = {
    r"質量(?!比)": "品質",
    r"登錄(?=系統|帳號|網站|平台|頁面|後台|密碼)": "登入",
    r"(?<![現存])在線(?![上索條路])": "線上",
    r"(?:手機|發送?)短信": "簡訊",
}

_MAINLAND = re.compile("|".join(sorted(TAIWAN_FOR, key=len, reverse=True)))
_PLACEHOLDER = re.compile(r"\{+[^{}]*\}+")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_HALF_WIDTH = re.compile(rf"(?<={_HAN})[,;:?!](?!//|-)|(?<={_HAN})\((?!http)|\)(?={_HAN})")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")


def mainland_terms(text: str) -> Mapping[str, str]:
    """Return the mainland words of a text, each with the word that Taiwan says."""
    found = {term: TAIWAN_FOR[term] for term in _MAINLAND.findall(text)}
    for pattern, ours in TAIWAN_FOR_SENSE.items():
        found |= dict.fromkeys(re.findall(pattern, text), ours)
    return found


def half_width_marks(text: str) -> Mapping[str, str]:
    """Return the half-width marks between Chinese characters, each with its full-width form."""
    found = _HALF_WIDTH.findall(_PLACEHOLDER.sub("0", text))
    return {mark: mark.translate(_FULL_WIDTH) for mark in found}

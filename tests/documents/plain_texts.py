"""Plain texts of small standards, around the lines of a main table."""

from curriculum.icap.readers.text import read_text
from curriculum.icap.source import Source, Table

VERSIONS = """\
版本 職能基準代碼 職能基準名稱 狀態 更新說明 發展／更新日期
V2 APA2654-001v2 執行製作 最新版本 略 2017/12/31
"""
HEADER = """\
職能基準代碼 APA2654-001v2
職能基準名稱 職類
(擇一填寫) 職業 執行製作
所屬 職類別 表演藝術 職類別代碼 APA
類別 職業別 導演與製作人 職業別代碼 2654
行業別 創作及藝術表演業 行業別代碼 R9010
工作描述 規劃與執行。
基準級別 4
"""
HEAD = """\
職能 職能內涵 職能內涵
主要職責 工作任務 工作產出 行為指標
級別 (K=knowledge知識) (S=skills技能)
"""
FIRST_TASK = """\
T1 籌備 T1.1 場 O1.1.1 場地建 P1.1.1 能依表演需求，評估洽詢適合表 3 K01 場館資訊知識 S05 合作協調
製作 地規劃 議清單 演場地和排練場地的檔期與費用，擬出 K21 基礎劇場技術知識與現 S15 策略性思考
場地建議清單 場知識 S16 溝通能力
"""
ATTITUDES = "職能內涵（A=attitude態度）\n"
NOTES = "說明與補充事項\n"


def standard_text(
    main: str = FIRST_TASK,
    *,
    head: str = HEAD,
    versions: str = VERSIONS,
    header: str = HEADER,
    attitudes: str = "A01 同理心\n",
    notes: str = "",
) -> str:
    """Give the text of a whole document."""
    title = "執行製作職能基準\n"
    return title + versions + header + head + main + ATTITUDES + attitudes + NOTES + notes


def source_of(text: str) -> Source:
    """Read the text."""
    return read_text(text.encode())


def tables_of(text: str) -> list[list[tuple[str, ...]]]:
    """Read the text and give the cells of its tables: versions, header, main, attitudes, notes."""
    parts = source_of(text).parts
    return [[row.cells for row in part.rows] for part in parts if isinstance(part, Table)]


def rows_of(main: str) -> list[tuple[str, ...]]:
    """Read a main table and give the cells of its rows."""
    return tables_of(standard_text(main))[2][1:]

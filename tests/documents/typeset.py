"""Sets a random main table in narrow columns and extracts its text as programs do from a PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from unicodedata import east_asian_width

WORDS = (
    "場地", "規劃", "預算", "編列", "製作", "人力", "整合", "排練", "演出", "舞台", "監督", "設備",
    "器材", "音響", "燈光", "服裝", "道具", "運輸", "住宿", "交通", "會議", "紀錄", "追蹤", "進度",
    "時程", "期程", "合約", "著作權", "授權", "保險", "急救", "危機", "處理", "顧客", "需求",
    "分析", "評估", "調查", "市場", "行銷", "企劃", "提案", "簡報", "溝通", "協調", "談判", "品質",
    "管理", "流程", "改善", "標準", "作業", "程序", "報告", "報表", "資料", "蒐集", "彙整", "歸檔",
    "資訊", "系統", "網路", "安全", "維護", "檢測", "測試", "程式", "設計", "繪圖", "材料", "成本",
    "採購", "供應商", "庫存", "物流", "倉儲", "會計", "稅務", "憑證", "核銷", "請款", "收支",
    "財務", "法規", "職業", "衛生", "環境", "永續", "訓練", "考核", "招募", "面談", "績效", "團隊",
    "領導", "專案", "創意", "審美", "色彩", "文案", "攝影", "剪輯", "媒體", "社群", "活動", "現場",
    "緊急", "應變", "計畫", "目標", "指標", "策略", "方案", "人員", "客戶", "單位", "主管", "部門",
    "組織", "工作", "內容", "方式", "結果", "效益", "風險", "問題",
)  # fmt: skip
LATIN = ("ISO 9001", "3D列印", "VR/AR", "e化", "Excel", "5S", "SOP", "CNC", "AI", "PLC")
LINKS = ("與", "及", "、", "和", "之")


def seeded(seed: int) -> Random:
    """Give the chance that makes one table."""
    return Random(seed)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the table is set: the width of each column in half-width cells, lines in a page."""

    widths: tuple[int, ...]
    page_height: int
    page_marks: bool = True
    repeats_heading: bool = True


def random_layout(random: Random) -> Layout:
    """Give a landscape or a portrait layout, with or without heads on each page."""
    narrow = random.randint(7, 10)
    return Layout(
        widths=(
            narrow, random.randint(narrow, 12), random.randint(13, 19), random.randint(28, 44), 4,
            random.randint(20, 28), random.randint(20, 30),
        ),
        page_height=random.randint(14, 32),
        page_marks=random.random() < 0.8,
        repeats_heading=random.random() < 0.8,
    )  # fmt: skip


@dataclass(slots=True)
class _Pen:
    random: Random
    stop: str
    space: str
    latin: float

    def phrase(self, least: int, most: int) -> str:
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(least, most))]
        if self.random.random() < self.latin:
            words[self.random.randrange(len(words))] = self.random.choice(LATIN)
        text = words[0]
        for word in words[1:]:
            link = self.random.choice(LINKS) if self.random.random() < 0.15 else ""
            text += link + word
        return text

    def sentence(self) -> str:
        clauses = [self.phrase(2, 6) for _ in range(self.random.randint(1, 4))]
        if self.random.random() < 0.15:
            clauses[-1] += f"（如{self.phrase(1, 2)}、{self.phrase(1, 2)}等）"
        return "能" + "，".join(clauses) + self.stop

    def coded(self, code: str, text: str) -> str:
        return f"{code}{self.space}{text}" if not text[0].isdigit() else f"{code} {text}"


def random_rows(random: Random) -> list[tuple[str, ...]]:
    """Give the rows of a main table: seven cells, the duty only where it begins."""
    pen = _Pen(random, random.choice(("。", "")), random.choice((" ", " ", "")), 0.08)
    pool = [
        [f"{letter}{number:02d}", pen.phrase(2, 6) + ending]
        for letter, ending in (("K", "知識"), ("S", "能力"))
        for number in sorted(random.sample(range(1, 100), 24))
    ]
    knowledge, skills = pool[:24], pool[24:]
    rows = []
    for duty in range(1, random.randint(2, 5)):
        title = pen.coded(f"T{duty}", pen.phrase(1, 4))
        for task in range(1, random.randint(2, 6)):
            rows.append((title, *_task(pen, f"{duty}.{task}"), *_block(pen, knowledge, skills)))
            title = ""
            if random.random() < 0.1:
                again = pen.coded(f"P{duty}.{task}.8", pen.sentence())
                rows.append(("", "", "", again, *_block(pen, knowledge, skills)))
    return rows


def _task(pen: _Pen, place: str) -> tuple[str, str, str]:
    outputs = [
        pen.coded(f"O{place}.{n}", pen.phrase(1, 4) + pen.random.choice("表單冊"))
        for n in range(1, pen.random.choice((1, 2, 2, 3, 4)))
    ]
    indicators = [
        pen.coded(f"P{place}.{n}", pen.sentence()) for n in range(1, pen.random.randint(2, 5))
    ]
    if outputs and pen.random.random() < 0.05:
        indicators[0] = f"O{indicators[0][1:]}"
    return pen.coded(f"T{place}", pen.phrase(2, 5)), "\n".join(outputs), "\n".join(indicators)


def _block(pen: _Pen, *pools: Sequence[Sequence[str]]) -> tuple[str, str, str]:
    knowledge, skills = (_some(pen, pool) for pool in pools)
    return str(pen.random.randint(2, 5)), knowledge, skills


def _some(pen: _Pen, pool: Sequence[Sequence[str]]) -> str:
    chosen = pen.random.sample(pool, pen.random.randint(1, 8))
    return "\n".join(pen.coded(code, name) for code, name in chosen)


def wrapped(text: str, limit: int) -> list[str]:
    """Break a text into lines as a typesetter does: words whole, no line begins with a comma."""
    lines = [""]
    for chunk in _chunks(text):
        room = limit - _width(lines[-1])
        if _width(chunk.rstrip()) > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(chunk.lstrip())
        else:
            lines[-1] += chunk
    return lines


def _chunks(text: str) -> Iterator[str]:
    chunk = ""
    for character in text:
        sticks = character in "，、。；：）」】,.) " or (chunk != "" and chunk[-1] in "（「【(")
        latin = character.isascii() and character.isalnum()
        if chunk and not sticks and not (latin and _is_word(chunk[-1])):
            yield chunk
            chunk = ""
        chunk += character
    if chunk:
        yield chunk


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == ".")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


HEADING_ACROSS = (
    "職能 職能內涵 職能內涵",
    "主要職責 工作任務 工作產出 行為指標",
    "級別 (K=knowledge知識) (S=skills技能)",
)
HEADING_BY_CELL = (
    "主要職責 工作任務 工作產出 行為指標",
    "職能",
    "級別",
    "職能內涵",
    "(K=knowledge知識)",
    "職能內涵",
    "(S=skills技能)",
)


@dataclass(slots=True)
class _Piece:
    """The part of a row that stands on one page: the lines of each cell."""

    cells: list[list[str]]
    opens_page: bool


def _pieces(rows: Sequence[tuple[str, ...]], layout: Layout) -> Iterator[_Piece]:
    """Cut the rows at the page's end; a duty runs down beside all of its tasks."""
    left = layout.page_height
    waiting: list[str] = []
    for index, row in enumerate(rows):
        cells = [
            [line for item in cell.split("\n") if item for line in wrapped(item, limit)]
            for cell, limit in zip(row, layout.widths, strict=True)
        ]
        waiting = cells[0] or waiting
        ends_duty = index + 1 == len(rows) or rows[index + 1][0]
        height = max(*map(len, cells[1:]), len(waiting) if ends_duty else 0)
        done = 0
        while done < height:
            opens = left == 0
            left = left or layout.page_height
            take = min(left, height - done)
            duty, waiting = waiting[:take], waiting[take:]
            yield _Piece([duty, *(cell[done : done + take] for cell in cells[1:])], opens)
            done += take
            left -= take


def across(rows: Sequence[tuple[str, ...]], layout: Layout) -> str:
    """Extract the table line by line over all columns; the page's number stands at its foot."""
    lines = list(HEADING_ACROSS)
    page = 1
    for piece in _pieces(rows, layout):
        if piece.opens_page:
            lines += [f"第{page}頁，總共99頁"] if layout.page_marks else []
            lines += HEADING_ACROSS if layout.repeats_heading else ()
            page += 1
        for number in range(max(map(len, piece.cells))):
            lines.append(" ".join(cell[number] for cell in piece.cells if number < len(cell)))
    return "\n".join([*lines, "職能內涵（A=attitude態度）", ""])


def by_cell(rows: Sequence[tuple[str, ...]], layout: Layout) -> str:
    """Extract the table cell by cell; what follows a cell of one line stands on that line."""
    lines = list(HEADING_BY_CELL)
    page = 1
    for piece in _pieces(rows, layout):
        if piece.opens_page:
            page += 1
            lines += [f"第{page}頁，總共99頁"] if layout.page_marks else []
            lines += HEADING_BY_CELL if layout.repeats_heading else ()
        joins = False
        for cell in piece.cells:
            for number, line in enumerate(cell):
                if joins and number == 0:
                    lines[-1] += f" {line}"
                else:
                    lines.append(line)
            joins = len(cell) == 1 or (joins and not cell)
    return "\n\n".join([*lines, "職能內涵（A=attitude態度）", ""])

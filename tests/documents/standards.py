"""Small standards as tables of cells, for showing one irregularity at a time."""

from dataclasses import dataclass, field, replace

from curriculum.icap.readers.assembly import Assembly, Cell
from curriculum.icap.reading import Reading, reading_of
from curriculum.icap.source import Source

HEAD = (
    "主要職責", "工作任務", "工作產出", "行為指標", "職能\n級別",
    "職能內涵\n(K=knowledge知識)", "職能內涵\n(S=skills技能)",
)  # fmt: skip
ROW = (
    "T1 籌備", "T1.1 場地規劃", "O1.1.1 場地清單", "P1.1.1 能評估場地。", "3",
    "K01 場館知識", "S01 溝通能力",
)  # fmt: skip
VERSION_HEAD = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展／更新日期")
VERSION = ("V2", "APA2654-001v2", "執行製作", "最新版本", "略", "2017/12/31")
HEADER = {
    "職能基準代碼": "APA2654-001v2",
    "職業": "執行製作",
    "職類別": "表演藝術",
    "職類別代碼": "APA",
    "職業別": "導演與製作人",
    "職業別代碼": "2654",
    "行業別": "創作及藝術表演業",
    "行業別代碼": "R9010",
    "工作描述": "規劃與執行。",
    "基準級別": "4",
}


@dataclass(frozen=True)
class Standard:
    """A standard to be put into a source; a row that is None begins the next page.

    A cell that is None is covered by the one above it.
    """

    rows: tuple = (ROW,)
    heads: tuple = (HEAD,)
    repeats_head: bool = True
    versions: tuple = (VERSION,)
    header: dict = field(default_factory=dict)
    attitudes: tuple = ("A01 同理心",)
    notes: tuple = ()
    after_main: tuple = ()
    wrapped: bool = False
    page_count: int | None = None
    title: str = "執行製作職能基準"

    def tables(self) -> list[list[tuple]]:
        """Give every table as rows of texts."""
        header = HEADER | self.header
        tables = [
            [VERSION_HEAD, *self.versions],
            [(label, value) for label, value in header.items()],
            *self._main_tables(),
        ]
        if self.attitudes:
            tables.append([("職能內涵（A=attitude態度）",), ("\n".join(self.attitudes),)])
        if self.notes:
            tables.append([("說明與補充事項",), ("\n".join(self.notes),)])
        return tables

    def _main_tables(self) -> list[list[tuple]]:
        tables = [[*self.heads]]
        for row in self.rows:
            if row is None:
                tables.append([*self.heads] if self.repeats_head else [])
            else:
                tables[-1].append(row)
        tables[-1] += self.after_main
        return tables

    def source(self) -> Source:
        """Put it into a source."""
        assembly = Assembly()
        assembly.add_paragraph(self.title)
        for number, table in enumerate(self.tables(), start=1):
            rows = [
                [Cell(cell or "", covered_from_above=cell is None) for cell in r] for r in table
            ]
            assembly.add_table(rows, page=number)
        return assembly.source(page_count=self.page_count, wrapped=self.wrapped)

    def read(self) -> Reading:
        """Read it."""
        return reading_of(self.source(), reader="test", filename="standard.test")


def row(**cells: str | None) -> tuple:
    """Make the usual row with some cells changed."""
    names = ("duty", "task", "output", "indicator", "level", "knowledge", "skills")
    return tuple(cells.get(name, usual) for name, usual in zip(names, ROW, strict=True))


def blank_row(**cells: str | None) -> tuple:
    """Make a row that is empty but for some cells."""
    names = ("duty", "task", "output", "indicator", "level", "knowledge", "skills")
    return tuple(cells.get(name, "") for name in names)


def read_rows(*rows: tuple | None, **settings: object) -> Reading:
    """Read a standard with these rows."""
    return replace(Standard(rows=rows), **settings).read()


def tasks_of(reading: Reading) -> list:
    """List the tasks of all duties."""
    return [task for duty in reading.document.duties for task in duty.tasks]


def findings_of(reading: Reading, code: str) -> list:
    """List the findings with a code."""
    return [finding for finding in reading.findings if finding.code == code]

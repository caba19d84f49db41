"""PDF files with ruled tables, written by hand: each character is as wide as it is high."""

import zlib
from dataclasses import dataclass, field

SIZE = 10.0
LEADING = 14.0
PADDING = 4.0
PAGE = (842.0, 595.0)


@dataclass
class Page:
    """A page in the making, filled from the top."""

    height: float = PAGE[1]
    y: float = 30.0
    operations: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str) -> None:
        codes = text.encode("utf-16-be").hex()
        self.operations.append(
            f"BT /F1 {SIZE} Tf {x:.2f} {self.height - y - SIZE:.2f} Td <{codes}> Tj ET"
        )

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.operations.append(
            f"{x0:.2f} {self.height - bottom:.2f} {x1 - x0:.2f} {bottom - top:.2f} re S"
        )


def width_of(text: str) -> float:
    return sum(SIZE / 2 if char.isascii() else SIZE for char in text)


def wrapped(text: str, width: float) -> list[str]:
    """Break a cell's lines at a width, between any two characters."""
    lines = []
    for line in text.split("\n"):
        lines.append("")
        for char in line:
            if lines[-1] and width_of(lines[-1] + char) > width:
                lines.append("")
            lines[-1] += char
    return lines


def add_table(page: Page, widths: list[float], rows: list[tuple]) -> None:
    """Set a table; a cell that is None is covered by the one above it."""
    lefts = [30.0 + sum(widths[:n]) for n in range(len(widths) + 1)]
    tops = [page.y]
    for row in rows:
        lines = [
            len(wrapped(text or "", w - 2 * PADDING)) for text, w in zip(row, widths, strict=True)
        ]
        tops.append(tops[-1] + max(lines) * LEADING + 2 * PADDING)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            last = number + 1
            while last < len(rows) and rows[last][column] is None:
                last += 1
            page.box(lefts[column], tops[number], lefts[column + 1], tops[last])
            for n, line in enumerate(wrapped(text, widths[column] - 2 * PADDING)):
                page.text(lefts[column] + PADDING, tops[number] + PADDING + n * LEADING, line)
    page.y = tops[-1] + 16


def pdf(pages: list[Page]) -> bytes:
    """Make the bytes of a PDF."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _FONT,
        _WIDTHS,
        _stream(_TO_UNICODE.encode()),
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {page.height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * n} 0 R >>"
        )
        objects.append(_stream("\n".join(page.operations).encode()))
    return assembled(objects)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def assembled(objects: list[str | bytes]) -> bytes:
    """Put numbered objects, a cross-reference table and a trailer into a file."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        body = content if isinstance(content, bytes) else content.encode()
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


_FONT = """<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H
/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"""
_WIDTHS = f"""<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000
/W [0 [{"500 " * 128}]]
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"""
_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Test def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""

MAIN_WIDTHS = [60.0, 90.0, 120.0, 220.0, 40.0, 120.0, 120.0]


def pdf_of(tables: list[list[tuple]], title: str) -> bytes:
    """Make a PDF of tables of texts, each table of seven columns on a page of its own."""
    pages = [Page()]
    pages[0].text(300, 10, title)
    for each in tables:
        columns = len(each[0])
        if columns == 7 and len(pages[-1].operations) > 1:
            pages.append(Page())
        widths = MAIN_WIDTHS if columns == 7 else [770.0 / columns] * columns
        add_table(pages[-1], widths, each)
    for number, page in enumerate(pages, start=1):
        page.text(380, 570, f"第{number}頁，總共{len(pages)}頁")
    return pdf(pages)

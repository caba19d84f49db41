"""Word files made of a few pieces of XML."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **members: str) -> bytes:
    """Make the bytes of a DOCX with this body."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": document} | members)


def archive(members: dict[str, str | bytes]) -> bytes:
    """Make the bytes of a ZIP archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str = "", *, span: int = 1, merge: str = "") -> str:
    """Make a cell; `merge` is "restart" or "continue"."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    kinds = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>", "": ""}
    inside = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{grid}{kinds[merge]}</w:tcPr>{inside}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx_of(tables: list[list[tuple]], title: str) -> bytes:
    """Make a DOCX of tables of texts; None is covered by the cell above."""
    body = paragraph(title)
    for each in tables:
        body += table(*(row(*_cells(each, number)) for number in range(len(each))))
        body += "<w:p/>"
    return docx(body)


def _cells(rows: list[tuple], number: int) -> list[str]:
    made = []
    for column, text in enumerate(rows[number]):
        below = rows[number + 1][column : column + 1] if number + 1 < len(rows) else ()
        starts = "restart" if below == (None,) else ""
        made.append(cell(text or "", merge="continue" if text is None else starts))
    return made

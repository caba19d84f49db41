"""OpenDocument texts made of a few pieces of XML."""

import io
import zipfile

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</m:manifest>'
)


def odt(body: str, *, manifest: str = "", doctype: str = "") -> bytes:
    """Make the bytes of an ODT with this body."""
    content = (
        f"{doctype}<office:document-content {_SPACES}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        mime = "application/vnd.oasis.opendocument.text"
        file.writestr("mimetype", mime, compress_type=zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", _MANIFEST.format(manifest))
        file.writestr("content.xml", content)
    return data.getvalue()


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(text: str = "", *, columns: int = 1, rows: int = 1, repeated: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-spanned="{columns}" '
        f'table:number-rows-spanned="{rows}" table:number-columns-repeated="{repeated}">'
        + "".join(paragraph(line) for line in text.split("\n"))
        + "</table:table-cell>"
    )


def covered() -> str:
    return "<table:covered-table-cell/>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def odt_of(tables: list[list[tuple]], title: str) -> bytes:
    """Make an ODT of tables of texts; None is covered by the cell above."""
    body = paragraph(title)
    for each in tables:
        body += table(*(row(*_cells(each, number)) for number in range(len(each))))
    return odt(body)


def _cells(rows: list[tuple], number: int) -> list[str]:
    made = []
    for column, text in enumerate(rows[number]):
        height = 1
        while rows[number + height : number + height + 1] and (
            rows[number + height][column : column + 1] == (None,)
        ):
            height += 1
        made.append(covered() if text is None else cell(text, rows=height))
    return made

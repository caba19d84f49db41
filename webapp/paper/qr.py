"""QR codes (ISO/IEC 18004) as rows of modules, drawn by the template or the page."""

import segno


def qr_rows(address: str) -> list[str]:
    """Return the modules of a QR code without its quiet zone: rows of 0 and 1."""
    code = segno.make(address, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]

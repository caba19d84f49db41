"""Figures as people write and type them, kept exact."""

import re
from fractions import Fraction

_TYPED = re.compile(
    r"(?:NT\$|\$)?(?P<sign>[+-]?)(?:NT\$|\$)?"
    r"(?P<whole>\d{1,3}(?:,\d{3}){1,4}|\d{1,15})?(?P<part>\.\d{1,12})?(?P<suffix>\D{0,8})",
    re.ASCII | re.IGNORECASE,
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # as an IME types ASCII
_FOLDED = _FULL_WIDTH | {ord("。"): ".", ord("−"): "-"}
_SPACE_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_FORM = re.compile(r"(?P<comma>,?)(?:\.(?P<digits>\d))?(?P<percent>%?)", re.ASCII)
_MULTIPLES = {"千": 10**3, "萬": 10**4, "億": 10**8}
_DECIMALS = 4  # of a figure that is printed without a form


def exact(number: float) -> Fraction:
    """Return the figure that was written: 0.65 is 65/100, not its nearest binary fraction."""
    return Fraction(str(number))


def rounded(value: Fraction, digits: int = 0) -> Fraction:
    """四捨五入: the nearest with that many decimals, halves away from zero."""
    scale = Fraction(10) ** digits
    whole = int(abs(value) * scale + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole) / scale


def is_form(form: str) -> bool:
    """Say whether it is a way to print a figure: `,` thousands, `.2` decimals, `%` percent."""
    return _FORM.fullmatch(form) is not None


def printed(value: Fraction, form: str = "") -> str:
    """Return the figure in a form; without one plain, with at most four decimals."""
    found = _FORM.fullmatch(form)
    if found is None:
        raise ValueError(form)
    shown = value * 100 if found["percent"] else value
    text = _decimals(shown, int(found["digits"]) if found["digits"] else None)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = text.partition(".")
    grouped = f"{int(whole):,}" if found["comma"] else whole
    return f"{sign}{grouped}{point}{part}{found['percent']}"


def _decimals(value: Fraction, digits: int | None) -> str:
    places = _DECIMALS if digits is None else digits
    scale = 10**places
    scaled = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    whole, part = divmod(scaled, scale)
    text = f"{whole}.{part:0{places}d}" if places else str(whole)
    if digits is None:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and scaled else text


def plain_decimal(value: Fraction) -> str:
    """Return a finite decimal in full, as it is stored: "0.65", "72000"."""
    places = 0
    while (value * 10**places).denominator != 1 and places < 30:
        places += 1
    return _decimals(value, places)


def typed_number(text: str, unit: str = "") -> Fraction | None:
    """Return the figure somebody typed (７２，０００ 元, 65 ％, 7.2 萬), or None if it is none.

    A percent sign is the unit where the item asks for percent, else hundredths. Spaces may part
    thousands, as commas do. `js/player/figures.js` shows the same reading while one types.
    """
    found = _TYPED.fullmatch(_folded(text))
    if found is None or not (found["whole"] or found["part"]):
        return None
    value = Fraction(
        f"{found['sign']}{(found['whole'] or '0').replace(',', '')}{found['part'] or ''}"
    )
    scale = _scale(found["suffix"], _folded(unit))
    return None if scale is None else value * scale


def _folded(text: str) -> str:
    """Return it in half width without spaces; 10² stays, which is not the figure 102."""
    narrow = _SPACE_BETWEEN_DIGITS.sub(",", text.translate(_FOLDED).strip())
    return "".join(narrow.split())


def _scale(suffix: str, unit: str) -> Fraction | None:
    if not suffix or unit.casefold().startswith(suffix.casefold()):
        return Fraction(1)
    if suffix == "%":
        return Fraction(1, 100)
    multiple = _MULTIPLES.get(suffix[0])
    rest = suffix[1:] if multiple else suffix
    if rest not in {"", "元", "元整", unit, f"元{unit}"}:
        return None
    return Fraction(multiple or 1)

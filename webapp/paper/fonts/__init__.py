"""The fonts that paper is printed with: Noto Sans TC, SIL Open Font License 1.1 (OFL.txt)."""

from pathlib import Path

FOLDER = Path(__file__).parent
FONTS = (FOLDER / "NotoSansTC-Regular.ttf", FOLDER / "NotoSansTC-Bold.ttf")

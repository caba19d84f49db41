"""A small chart as plain SVG: axes, lines, points with labels, in light and in dark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 58, 18, 58, 58
TEXT_SIZE = 12
STYLE = """
text { font: 12px system-ui, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif;
  fill: #24303a }
.title { font-size: 15px; font-weight: 600 }
.note { fill: #5a6872 }
.paper { fill: #fff }
.grid { stroke: #dfe5e9 }
.axis { stroke: #8a97a1 }
.ideal { stroke: #8a97a1; stroke-dasharray: 4 4; fill: none }
.a, .b, .c { fill: none; stroke-width: 2 }
.a { stroke: #0b6e6e } .b { stroke: #b4541a } .c { stroke: #5b54a8 }
.dot-a { fill: #0b6e6e } .dot-b { fill: #b4541a } .dot-c { fill: #5b54a8 } .dot-n { fill: #7d8a94 }
.strong { font-weight: 600 }
.error { stroke: #7d8a94; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4eaee } .note { fill: #a3b0ba } .paper { fill: #14191d }
  .grid { stroke: #2b343b } .axis, .ideal { stroke: #74818b }
  .a { stroke: #4fc3bd } .b { stroke: #f0a063 } .c { stroke: #aca6f2 }
  .dot-a { fill: #4fc3bd } .dot-b { fill: #f0a063 } .dot-c { fill: #aca6f2 }
  .dot-n { fill: #97a4ae } .error { stroke: #97a4ae }
}
"""


@dataclass
class Chart:
    """One chart with linear axes; what is drawn is kept in order."""

    title: str
    x_label: str
    y_label: str
    x_ticks: Sequence[float]
    y_ticks: Sequence[float]
    parts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def place(self, point: Point) -> Point:
        """Give the place on paper of a point in the units of the axes."""
        low_x, high_x = self.x_ticks[0], self.x_ticks[-1]
        low_y, high_y = self.y_ticks[0], self.y_ticks[-1]
        across = (point[0] - low_x) / (high_x - low_x)
        up = (point[1] - low_y) / (high_y - low_y)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (
            HEIGHT - TOP - BOTTOM
        )

    def line(self, points: Iterable[Point], style: str) -> None:
        """Join points by a line of one style: a, b, c or ideal."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self.place, points))
        self.parts.append(f'<polyline class="{style}" points="{path}"/>')

    def dot(self, point: Point, style: str, *, size: float = 4.0, error: float = 0.0) -> None:
        """Set a point; `error` draws two standard errors up and down."""
        x, y = self.place(point)
        if error:
            low, high = (
                min(max(point[1] + sign * 2.0 * error, self.y_ticks[0]), self.y_ticks[-1])
                for sign in (-1, 1)
            )
            ends = [self.place((point[0], end))[1] for end in (low, high)]
            self.parts.append(
                f'<line class="error" x1="{x:.1f}" x2="{x:.1f}" '
                f'y1="{ends[0]:.1f}" y2="{ends[1]:.1f}"/>'
            )
        self.parts.append(f'<circle class="dot-{style}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"/>')
        self.taken.append((x - size, y - size, x + size, y + size))

    def label(self, point: Point, text: str, style: str = "") -> None:
        """Write beside a point, where nothing else stands; a thin line leads to a far one."""
        x, y = self.place(point)
        width = text_width(text)
        spots = [
            (x + reach if side > 0 else x - reach - width, y + 4 + shift)
            for reach in (8, 14, 22)
            for shift in (0, -11, 11, -20, 20, -30, 30, -42)
            for side in (1, -1)
        ]
        best = min(spots, key=lambda spot: self._overlap(_box(spot, width)))
        box = _box(best, width)
        self.taken.append(box)
        if abs(best[1] - 4 - y) > TEXT_SIZE:
            near = min(max(x, box[0]), box[2]), box[3] if box[3] < y else box[1]
            self.parts.append(
                f'<line class="error" x1="{x:.1f}" y1="{y:.1f}" '
                f'x2="{near[0]:.1f}" y2="{near[1]:.1f}"/>'
            )
        self.text(best, text, style)

    def text(self, at: Point, text: str, style: str = "", anchor: str = "start") -> None:
        """Write at a place on paper."""
        self.parts.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" class="{style}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )

    def legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Name the styles under the title, (style, name)."""
        x = float(LEFT)
        for style, name in entries:
            self.parts.append(
                f'<line class="{style}" x1="{x:.0f}" x2="{x + 18:.0f}" y1="41" y2="41"/>'
            )
            self.text((x + 24, 45), name)
            x += 24 + text_width(name) + 18

    def svg(self) -> str:
        """Write the whole chart."""
        size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        said = f'role="img" aria-label="{escape(self.title)}"'
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} {said}>',
                f"<style>{STYLE}</style>",
                f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
                *self._frame(),
                *self.parts,
                "</svg>\n",
            ]
        )

    def _frame(self) -> list[str]:
        bare = Chart(self.title, self.x_label, self.y_label, self.x_ticks, self.y_ticks)
        bare.text((LEFT, 24), self.title, "title")
        for tick in self.x_ticks:
            x, foot = bare.place((tick, self.y_ticks[0]))
            bare.parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{foot:.1f}"/>')
            bare.text((x, foot + 17), tick_text(tick), "note", "middle")
        for tick in self.y_ticks:
            x, y = bare.place((self.x_ticks[0], tick))
            bare.parts.append(f'<path class="grid" d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}"/>')
            bare.text((x - 8, y + 4), tick_text(tick), "note", "end")
        middle = (LEFT + WIDTH - RIGHT) / 2
        bare.text((middle, HEIGHT - 14), self.x_label, "note", "middle")
        upright = (TOP + HEIGHT - BOTTOM) / 2
        bare.parts.append(
            f'<text class="note" text-anchor="middle" transform="translate(16 {upright:.0f}) '
            f'rotate(-90)">{escape(self.y_label)}</text>'
        )
        return bare.parts

    def _overlap(self, box: Box) -> float:
        inside = (
            box[0] >= LEFT and box[2] <= WIDTH - 4 and box[1] >= TOP and box[3] <= HEIGHT - BOTTOM
        )
        return sum(_common(box, other) for other in self.taken) + (0.0 if inside else 1e6)


def text_width(text: str) -> float:
    """Estimate the width of a text: Han characters are square, the others half as wide."""
    return sum(TEXT_SIZE if ord(letter) > 0x2E7F else 0.53 * TEXT_SIZE for letter in text)


def tick_text(tick: float) -> str:
    """Write a tick without the zero before the point."""
    written = f"{tick:g}".replace("-", "−")
    return written.replace("0.", ".", 1) if 0 < abs(tick) < 1 else written


def _box(spot: Point, width: float) -> Box:
    return spot[0], spot[1] - 10, spot[0] + width, spot[1] + 3


def _common(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)

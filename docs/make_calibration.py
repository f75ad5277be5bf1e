"""Draw docs/pictures/registration_calibration.svg from build/registration_corpus.json.

The rows come from ``python -m tests.benchmarks registration_corpus``: each true pair a point, stated error across, true
error at the focus upwards, both in mm on logarithmic axes.
"""

import json
import math
from pathlib import Path

HERE = Path(__file__).parent
ROWS = HERE.parent / "build" / "registration_corpus.json"
PICTURE = HERE / "pictures" / "registration_calibration.svg"

WIDTH, HEIGHT, MARGIN = 560, 480, 60
LOW, HIGH = -3.0, 0.5  # powers of ten, mm

SHAPES = {"one contrast": "#1b7f9e", "unlike contrast": "#c77700", "brain on whole head": "#8a3ffc"}


def kind(group: str) -> str:
    """The legend's entry for a group of pairs."""
    if group == "brain on whole head":
        return group
    return "unlike contrast" if group in ("T1 on T1C", "T1C on FLAIR", "T1C on T2") else "one contrast"


def across(mm: float) -> float:
    return MARGIN + (math.log10(mm) - LOW) / (HIGH - LOW) * (WIDTH - 2 * MARGIN)


def upwards(mm: float) -> float:
    return HEIGHT - MARGIN - (math.log10(mm) - LOW) / (HIGH - LOW) * (HEIGHT - 2 * MARGIN)


def line(ends: tuple[float, float, float, float], style: str) -> str:
    return '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" {}/>'.format(*ends, style)


def mark(name: str, x: float, y: float) -> str:
    """A dot, square or triangle: no colour used alone."""
    colour = SHAPES[name]
    if name == "one contrast":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}" fill-opacity="0.6"/>'
    if name == "unlike contrast":
        return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{colour}" fill-opacity="0.7"/>'
    return f'<path d="M{x:.1f} {y - 4:.1f} l4 7 h-8 z" fill="{colour}" fill-opacity="0.8"/>'


def picture(rows: list[dict[str, object]]) -> str:
    """The drawing, SVG."""
    least, most = 10**LOW, 10**HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif"'
        ' font-size="13" fill="#222">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in (-3, -2, -1, 0):
        mm, grey = 10.0**power, 'stroke="#ddd"'
        parts += [
            line((across(mm), upwards(least), across(mm), upwards(most)), grey),
            line((across(least), upwards(mm), across(most), upwards(mm)), grey),
            f'<text x="{across(mm):.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{mm:g}</text>',
            f'<text x="{MARGIN - 8}" y="{upwards(mm) + 4:.1f}" text-anchor="end">{mm:g}</text>',
        ]
    parts += [
        line((across(least), upwards(least), across(most), upwards(most)), 'stroke="#222"'),
        f'<text x="{across(0.35):.1f}" y="{upwards(0.5):.1f}" text-anchor="end">true = stated</text>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">stated error, mm</text>',
        f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">'
        "true error at the focus, mm</text>",
    ]
    parts += [
        mark(
            kind(str(row["group"])),
            across(float(str(row["stated_mm"]))),
            upwards(max(float(str(row["focus_mm"])), least)),
        )
        for row in rows
    ]
    for number, name in enumerate(SHAPES):
        y = MARGIN + 10 + 20 * number
        parts += [mark(name, MARGIN + 14, y), f'<text x="{MARGIN + 26}" y="{y + 4}">{name}</text>']
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    found = json.loads(ROWS.read_text(encoding="utf-8"))
    good = [row for row in found if row["trusted"] and row["kind"] == "true"]
    PICTURE.write_text(picture(good), encoding="utf-8")

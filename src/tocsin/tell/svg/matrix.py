"""The matrix of evidence and rival readings: what fits which, as coloured cells with letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.tell.svg.parts import INK, MUTED, RULE, element, label, picture, wrap

WIDTH = 360.0
_NAME = 44.0
_ROW = 22.0
_HEAD = 24.0
_FOOT = 32.0
_GAP = 3.0
FITS = {"CC": "fits well", "C": "fits", "N": "tells nothing", "I": "does not fit",
        "II": "is at odds", "NA": "does not apply"}  # fmt: skip
"""The cells of the matrix in words."""
# Blue against orange, which those who cannot tell red from green can tell apart; the letters say
# it again.
_COLOURS = {"CC": "#1f5f8b", "C": "#7fb2d4", "N": "#e3e7eb", "I": "#f2b06a", "II": "#b04a00"}
_LIGHT = {"CC", "II"}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One claim: its number, its cell for each reading in the order of the columns, and its id."""

    label: str
    cells: tuple[str, ...]
    claim: str = ""


def rivals_matrix(
    columns: Sequence[str], rows: Sequence[MatrixRow], *, key: str = "matrix"
) -> str:
    """Return which evidence fits which reading, a row for each claim."""
    wide = (WIDTH - _NAME) / max(1, len(columns))
    heads = "".join(
        label(" ".join(wrap(name, wide - 4, 11.5, lines=1)), _NAME + wide * (place + 0.5), 15.0,
              font_size=11.5, font_weight="600", text_anchor="middle", class_="ink")
        for place, name in enumerate(columns)
    )  # fmt: skip
    body = "".join(_row(row, _HEAD + place * _ROW, wide) for place, row in enumerate(rows))
    end = _HEAD + len(rows) * _ROW
    legend = "".join(
        label(", ".join(f"{cell} {FITS[cell]}" for cell in cells), 2.0, end + 13 + place * 14,
              font_size=11.0, fill=MUTED, class_="muted")
        for place, cells in enumerate((("CC", "C", "N"), ("I", "II", "NA")))
    )  # fmt: skip
    return picture(
        heads + body + legend,
        size=(WIDTH, end + _FOOT),
        key=key,
        words=("Which evidence fits which reading", matrix_words(columns, rows)),
    )


def matrix_words(columns: Sequence[str], rows: Sequence[MatrixRow]) -> str:
    """Return what the matrix shows in words."""
    told = "; ".join(
        f"{row.label}: "
        + ", ".join(
            f"{name} {FITS.get(cell, cell)}"
            for name, cell in zip(columns, row.cells, strict=False)
        )
        for row in rows
    )
    return told or "No evidence tells the readings apart"


def _row(row: MatrixRow, top: float, wide: float) -> str:
    """Return one claim with its cells."""
    name = label(row.label, 2.0, top + 15, font_size=11.5, font_weight="600", class_="ink",
                 **({"data_figure": row.claim} if row.claim else {}))  # fmt: skip
    return name + "".join(
        _cell(cell, _NAME + place * wide, top, wide) for place, cell in enumerate(row.cells)
    )


def _cell(cell: str, left: float, top: float, wide: float) -> str:
    """Return one cell: its colour, and its letters for those who cannot see it."""
    known = cell if cell in _COLOURS else "NA"
    shape = element("rect", x=left, y=top, width=wide - _GAP, height=_ROW - _GAP, rx=2.0,
                    fill=_COLOURS.get(known, "none"), stroke=RULE,
                    stroke_width=1.0 if known == "NA" else 0.0,
                    class_=f"cell-{known}")  # fmt: skip
    ink = "#ffffff" if known in _LIGHT else INK
    words = label(cell, left + (wide - _GAP) / 2, top + 13.5, font_size=11.0,
                  text_anchor="middle", fill=MUTED if known == "NA" else ink,
                  class_="muted" if known == "NA" else "cell-ink")  # fmt: skip
    return shape + words

"""A drawing (SVG) as dots, for programs that cannot show drawings."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from quizgen.files.pictures import Picture
from quizgen.render.fonts.found import find_fonts
from quizgen.render.pictures import as_svg

_TEMPLATE = Path(__file__).parent / "templates" / "drawn.typ"
_DOTS_ACROSS, _WIDTH_MM = 1200, 100
_PPI = _DOTS_ACROSS / _WIDTH_MM * 25.4


def drawn(picture: Picture) -> bytes:
    """The drawing as PNG, 1,200 dots across; its words in the fonts of the papers."""
    fonts = find_fonts(())
    inputs = {"faces": json.dumps({"song": fonts.song, "hei": fonts.hei}), "picture": as_svg(picture)}
    png = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=fonts.fonts,
        ignore_system_fonts=True,
        format="png",
        ppi=_PPI,
        sys_inputs=inputs,
    )
    assert isinstance(png, bytes)  # noqa: S101 - one page gives one picture
    return png

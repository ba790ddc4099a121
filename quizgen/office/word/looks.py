"""How a run of a Word document looks, put together from its styles and what is set on it alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from quizgen.office.word.parts import child, is_on, number_of, value
from quizgen.office.xml_reading import local_name

Position = Literal["", "sub", "sup"]
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_AUTO = frozenset({"auto", "", "none", "clear"})
_USUAL_SIZE = 20
"""Half-points of text for which no size is said."""


class RunLooks(NamedTuple):
    """What is said of the look of a run; None: nothing. A colour is ``RRGGBB``, empty for the usual one.

    ``moved`` (up) and ``size`` are in half-points.
    """

    bold: bool | None = None
    colour: str | None = None
    painted: bool | None = None
    dotted: bool | None = None
    underlined: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    position: Position | None = None
    symbols: str | None = None
    moved: int | None = None
    size: int | None = None

    def over(self, base: RunLooks) -> RunLooks:
        """These on top of others."""
        return (
            self
            if base is PLAIN
            else base._replace(**{name: one for name, one in self._asdict().items() if one is not None})
        )

    def as_script(self, base: RunLooks) -> RunLooks:
        """A run that was moved up or down and made smaller than the text around is a script."""
        smaller = self.size is not None and self.size < (base.size or _USUAL_SIZE)
        if self.position or not self.moved or not smaller:
            return self
        return self._replace(position="sup" if self.moved > 0 else "sub")

    def toggled(self, base: RunLooks) -> RunLooks:
        """A character style on top of a paragraph style: bold on bold is not bold."""
        found = self.over(base)
        return found._replace(bold=self.bold is not base.bold) if self.bold and base.bold else found


PLAIN = RunLooks()
"""Nothing said."""


def looks_of(properties: Any | None) -> RunLooks:
    """What the properties of a run (``rPr``) say."""
    if properties is None or not len(properties):
        return PLAIN
    said: dict[str, Any] = {}
    for element in properties:
        if (reader := _READERS.get(local_name(element))) is not None:
            name, read, first = reader
            if not (first and name in said):
                said[name] = read(element)
    return RunLooks(**said)


def _script(element: Any) -> Position:
    return "sub" if value(element) == "subscript" else "sup" if value(element) == "superscript" else ""


def _colour(written: str | None) -> str:
    return "" if written is None or written.lower() in _AUTO else written.upper()


def _is_painted(element: Any) -> bool:
    """Whether there is a colour behind the text."""
    fill = _colour(value(element, "fill"))
    return fill not in {"", "FFFFFF"} and not _is_grey(fill)


def _symbols(element: Any) -> str | None:
    """The font of symbols that Latin letters are shown in; empty for a font of letters."""
    name = value(element, "ascii") or value(element, "hAnsi")
    if name is None:
        return None
    lowered = name.lower()
    return lowered if lowered.startswith(_SYMBOL_FONTS) else ""


_GREY = 48
"""So far apart are the colours of light in what is still seen as black or grey."""


def _is_grey(colour: str) -> bool:
    try:
        parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    except ValueError:
        return True
    return max(parts) - min(parts) < _GREY


def is_coloured(colour: str) -> bool:
    """Whether a person sees a colour, not black, white or grey."""
    return len(colour) == len("RRGGBB") and not _is_grey(colour)


def run_fonts(properties: Any | None) -> str | None:
    """The font of symbols of a level of a list."""
    fonts = None if properties is None else child(properties, "rFonts")
    return None if fonts is None else _symbols(fonts)


_READERS: Mapping[str, tuple[str, Callable[[Any], Any], bool]] = {
    "b": ("bold", is_on, False),
    "color": ("colour", lambda element: _colour(value(element)), False),
    "highlight": ("painted", lambda element: value(element) not in {"none", "white", None}, False),
    "shd": ("painted", _is_painted, True),
    "em": ("dotted", is_on, False),
    "u": ("underlined", is_on, False),
    "strike": ("struck", is_on, False),
    "dstrike": ("struck", is_on, True),
    "vanish": ("hidden", is_on, False),
    "vertAlign": ("position", _script, False),
    "position": ("moved", lambda element: number_of(value(element)), False),
    "sz": ("size", lambda element: number_of(value(element)), False),
    "rFonts": ("symbols", _symbols, False),
}
"""What an element says, read how, whether only where nothing else has said it before."""

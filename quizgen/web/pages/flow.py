"""The flow of a procedure as inline SVG, drawn for a width of 290 pixels so that a phone shows it whole."""

from __future__ import annotations

from html import escape

from quizgen.markup.width import is_wide
from quizgen.model.knowledge import Decision, Procedure, Step

WIDTH = 290
"""Width of the drawing in pixels; text is 14 pixels high at that width."""

_EDGE, _GAP, _PAD = 4, 22, 9
_SIZE, _SMALL = 14, 12
_LEADING = 1.4
_UNSAID = "材料未写明"
_NO_BREAK_BEFORE = "，。、；：？！）》”’"


def flow(procedure: Procedure, name: str) -> str:
    """The SVG; ``name`` makes the ids of its title and description unique on the page."""
    drawing = _Drawing()
    last = procedure.steps[-1].n
    if procedure.trigger:
        drawing.pill(procedure.trigger)
        drawing.arrow()
    for step in procedure.steps:
        drawing.step(step)
        own = [decision for decision in procedure.decisions if decision.at_step == step.n]
        for number, decision in enumerate(own, 1):
            drawing.arrow()
            drawing.decision(decision, goes_on=step.n < last or number < len(own))
        if step.n < last:
            drawing.arrow()
    title, description = f"{procedure.name}流程图", _told(procedure)
    return (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {WIDTH} {drawing.y + _EDGE:.0f}"'
        f' xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>'
        f'<g fill="none" stroke="currentColor" stroke-linejoin="round">{drawing.outlines()}</g>'
        f'<g fill="currentColor" font-size="{_SIZE}" text-anchor="middle">{"".join(drawing.words)}</g></svg>'
    )


def _told(procedure: Procedure) -> str:
    """How the drawing runs; its words are those of the list of steps beside it, read out only there."""
    decisions = f"，{len(procedure.decisions)}处判断" if procedure.decisions else ""
    return f"自上而下{len(procedure.steps)}步{decisions}，文字与流程图前面的步骤相同。"


class _Drawing:
    """Shapes with words from top to bottom; ``y`` is where the next one begins."""

    def __init__(self) -> None:
        self.shapes: dict[str, str] = {}
        self.words: list[str] = []
        self.y: float = _EDGE

    def outlines(self) -> str:
        """All shapes of a kind as one path: t sets off, s step, d decision, o outcome, a arrow."""
        return "".join(f'<path class="{css}" d="{path}"/>' for css, path in self.shapes.items())

    def arrow(self) -> None:
        """A short line down with a head."""
        self._point(WIDTH / 2)
        self.y += _GAP

    def pill(self, text: str) -> None:
        """What sets the procedure off."""
        lines = wrap(text, WIDTH - 2 * (_EDGE + 16), _SMALL)
        height = len(lines) * _SMALL * _LEADING + 2 * 6
        self._box("t", _EDGE + 6, WIDTH - 2 * (_EDGE + 6), height)
        self._lines(lines, WIDTH / 2, self.y + 6, _SMALL)
        self.y += height

    def step(self, step: Step) -> None:
        """A box: number with action, under it who acts with the deadline."""
        inner = WIDTH - 2 * (_EDGE + _PAD)
        lines = wrap(f"{step.n}. {step.action}", inner, _SIZE)
        details = "；".join(text for text in (step.actor, step.deadline) if text)
        small = wrap(details, inner, _SMALL)
        height = (len(lines) * _SIZE + len(small) * _SMALL) * _LEADING + 2 * _PAD
        self._box("s", _EDGE, WIDTH - 2 * _EDGE, height)
        below = self._lines(lines, WIDTH / 2, self.y + _PAD, _SIZE)
        self._lines(small, WIDTH / 2, below, _SMALL, "m")
        self.y += height

    def decision(self, decision: Decision, *, goes_on: bool) -> None:
        """A six-cornered box with the condition; yes to the left, no to the right."""
        lines = wrap(f"{decision.condition.rstrip('？?')}？", WIDTH - 2 * (_EDGE + 22), _SIZE)
        height = len(lines) * _SIZE * _LEADING + 2 * _PAD
        start, half = f"M{_EDGE} {self.y + height / 2:.0f}", f"{height / 2:.0f}"
        self._draw("d", f"{start}l14-{half}H{WIDTH - _EDGE - 14}l14 {half}-14 {half}H{_EDGE + 14}z")
        self._lines(lines, WIDTH / 2, self.y + _PAD, _SIZE)
        self.y += height
        self._outcomes(decision, goes_on=goes_on)

    def _outcomes(self, decision: Decision, *, goes_on: bool) -> None:
        """Two half-width boxes; the way on, if there is one, runs down between them."""
        half = (WIDTH - 2 * _EDGE - 16) / 2
        texts = (f"是：{decision.then}", f"否：{decision.otherwise or _UNSAID}")
        columns = [wrap(text, half - 2 * _PAD, 13) for text in texts]
        height = max(map(len, columns)) * 13 * _LEADING + 2 * _PAD
        top = self.y + _GAP
        for index, lines in enumerate(columns):
            x = _EDGE + index * (half + 16)
            middle = x + half / 2
            self._point(middle)
            self.y = top
            self._box("o", x, half, height)
            self._lines(lines, middle, top + _PAD, 13)
            self.y = top - _GAP
        if goes_on:
            self._draw("a", f"M{WIDTH / 2:.0f} {self.y:.0f}V{top + height:.0f}")
        self.y = top + height

    def _point(self, x: float) -> None:
        """An arrow from here down to the next shape."""
        self._draw("a", f"M{x:.0f} {self.y:.0f}v{_GAP - 2}m-4-5 4 5 4-5")

    def _draw(self, css: str, path: str) -> None:
        self.shapes[css] = self.shapes.get(css, "") + path

    def _box(self, css: str, x: float, width: float, height: float) -> None:
        self._draw(css, f"M{x:.0f} {self.y:.0f}h{width:.0f}v{height:.0f}h-{width:.0f}z")

    def _lines(self, lines: list[str], middle: float, top: float, size: int, css: str = "") -> float:
        """Centred lines of text; gives the y below them."""
        mark = (f' class="{css}"' if css else "") + ("" if size == _SIZE else f' font-size="{size}"')
        for line in lines:
            base = top + size * 1.05
            self.words.append(f'<text{mark} x="{middle:.0f}" y="{base:.0f}">{escape(line)}</text>')
            top += size * _LEADING
        return top


def wrap(text: str, width: float, size: int) -> list[str]:
    """Break text into lines no wider than ``width`` pixels; closing marks do not begin a line."""
    lines: list[str] = []
    line, used = "", 0.0
    for letter in text:
        wide = size * (1.0 if is_wide(letter) else 0.56)
        if used + wide > width and letter not in _NO_BREAK_BEFORE:
            lines.append(line)
            line, used = "", 0.0
        line += letter
        used += wide
    return [*lines, line] if line else lines

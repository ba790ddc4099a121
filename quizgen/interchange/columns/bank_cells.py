"""What a cell of a question bank says, with what the spreadsheet may have done to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizgen.markup.inline_source import literal
from quizgen.model.rule import Rule
from quizgen.model.rules.bank_tables import D050, D051, D052, D053
from quizgen.office.cells import Cell, CellKind

_LINE_END = re.compile(r"\r\n?")
_WIDEST = 11
"""Digits of a number that a cell shows without an exponent."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)


class Saw(NamedTuple):
    """The text of a cell in the inline syntax; ``doubts`` say why it may not be what was typed."""

    text: str
    doubts: tuple[tuple[Rule, str], ...] = ()


NOTHING = Saw("")
"""An empty cell."""


def seen_in(cell: Cell, name: str, *, inline: bool) -> Saw:
    """What a cell called ``name`` (D5) says; ``inline``: its reader writes texts in the inline syntax."""
    match cell.kind:
        case CellKind.TEXT:
            text = (_LINE_END.sub("\n", cell.seen) if "\r" in cell.seen else cell.seen).strip()
            return Saw(text if inline else literal(text))
        case CellKind.NUMBER:
            return _number(cell, name)
        case CellKind.DATE:
            message = f"{name} 存成了日期 {cell.text}，显示成“{cell.seen}”"
            return Saw(literal(cell.seen.strip()), ((D050, message),))
        case CellKind.TRUTH:
            return Saw(cell.text)
        case CellKind.ERROR:
            return Saw(cell.seen, ((D053, f"{name} 是错误值 {cell.seen}"),))
        case CellKind.FORMULA:
            shown = cell.seen.strip()
            message = f"{name} 是公式 {_short(cell.text)}，" + (
                f"读的是结果“{shown}”" if shown else "没有结果"
            )
            return Saw(literal(shown), ((D052, message),))


def _number(cell: Cell, name: str) -> Saw:
    """A number as it is shown; only one that is shown whole is certain."""
    shown = cell.seen.strip()
    if shown == cell.text and not _SCIENTIFIC.fullmatch(shown):
        long = len(shown.lstrip("-")) > _WIDEST
        return Saw(shown, ((D051, f"{name} 是 {shown}，位数多，表格里显示成科学计数"),) if long else ())
    told = f"{name} 显示成“{shown}”，存着的是 {cell.text}"
    return Saw(literal(shown), ((D051, told),))


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}……"  # noqa: PLR2004 - enough to find it

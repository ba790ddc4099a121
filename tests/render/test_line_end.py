"""The answer bracket at the end of a stem: it takes a line of its own only where it must."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

import pypdfium2
import pytest

from quizgen.model.kinds import Kind
from quizgen.render.typst_pdf import Printer
from tests.render.samples import CADRE_80, Part, made_up_paper, paper_of, question

PIECES = (
    "落实主体责任",
    "党组织",
    "第3次",
    "“五责同步”",
    "书记",
    "在2026年",
    "责任清单",
    "应当",
    "问",
    "责",
    "、",
    "，",
)
SIZE_PT, BRACKET_EM, TIGHTEST_EM = 10.5, 4.4, 0.03
SIGNS = re.compile("(?<=[，。、”])[，。、“”]")
"""The second of two signs side by side, which are squeezed only in text that is not set tighter."""


class Line(NamedTuple):
    """A line of a page: its right end, what it says."""

    right: float
    text: str


def lines_of(pdf: bytes) -> Iterator[list[Line]]:
    """The lines of every page from top to bottom, the 密封线 left out."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        letters = []
        for index in range(text.count_chars()):
            letter = text.get_text_range(index, 1)
            left, bottom, right, _ = text.get_charbox(index, loose=True)
            if letter.strip() and (number % 2 or left > 80):
                letters.append((bottom, left, right, letter))
        letters.sort(reverse=True)
        rows: list[list[tuple[float, float, float, str]]] = []
        for one in letters:
            if not rows or rows[-1][0][0] - one[0] > SIZE_PT / 2:
                rows.append([])
            rows[-1].append(one)
        yield [
            Line(
                max(right for *_, right, _ in row), "".join(one for *_, one in sorted(row, key=itemgetter(1)))
            )
            for row in rows
        ]


def rooms_before_lonely_brackets(pdf: bytes) -> list[float]:
    """For each bracket alone on a line: the room, in em, that the line before had if set tightest."""
    edges = (210 - 15) / 25.4 * 72, (210 - 30) / 25.4 * 72
    found = []
    for number, lines in enumerate(lines_of(pdf)):
        for before, line in itertools.pairwise(lines):
            if line.text.strip("\u2060") in {"（）", "（√）", "（×）"}:
                room = (edges[number % 2] - before.right) / SIZE_PT
                squeezed = len(SIGNS.findall(before.text)) / 2
                found.append(room + TIGHTEST_EM * len(before.text) - squeezed)
    return found


def stems(seed: int, count: int) -> list[str]:
    """Stems that end near the end of a line."""
    dice = random.Random(seed)  # noqa: S311 - made-up text
    made = []
    for _ in range(count):
        length, text = dice.randint(34, 44) + dice.choice((0, 0, 42)), ""
        while len(text) < length:
            text += dice.choice(PIECES)
        made.append(text.strip("、，") + "。")
    return made


@pytest.mark.parametrize("solution", [False, True])
def test_a_bracket_stands_alone_only_where_no_small_tightening_helps(
    printer: Printer, *, solution: bool
) -> None:
    questions = [question(Kind.TRUE_FALSE, number, stem=stem) for number, stem in enumerate(stems(7, 300), 1)]
    paper = paper_of([questions], [Part(Kind.TRUE_FALSE, len(questions))])
    pdf = printer.key_pdf(paper) if solution else printer.paper_pdf(paper)
    rooms = rooms_before_lonely_brackets(pdf)
    assert len(rooms) > 20
    assert [room for room in rooms if room > BRACKET_EM] == []


def test_brackets_of_a_usual_paper_stand_beside_their_stems(printer: Printer) -> None:
    rooms = []
    for seed in range(4):
        rooms += rooms_before_lonely_brackets(printer.paper_pdf(made_up_paper(CADRE_80, seed=seed)))
    assert [room for room in rooms if room > BRACKET_EM] == []

"""Every line of a file ends in a question, in the frame, among the keys, or is listed as left over."""

from __future__ import annotations

from pathlib import Path
from random import Random

from quizgen.interchange.text_file import text_document
from quizgen.interchange.understand.asked import OpenQuestion, TakenApart
from quizgen.interchange.understand.assign import assign_keys
from quizgen.interchange.understand.fields import fields_in
from quizgen.interchange.understand.lines import DocumentPiece, TextLine, pieces_of
from quizgen.interchange.understand.outline import outline
from quizgen.interchange.understand.whole import understand
from tests.found import things_in

TEXTS = things_in(Path(__file__).parents[1] / "data/interchange/texts", "*.txt")
LINES = [line for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines()]
ODD = (
    "",
    "Z. 末",
    "A.",
    "B",
    "（A）",
    "答案：",
    "1.",
    "2021.",
    "一、",
    "材料一：",
    "回答1-3题",
    "题号 1 2",
    "5-1 AB",
)
ODDER = (
    "①",
    "Ⅳ、",
    "***",
    "26.",
    "答案：1.A 2.",
    "【解析】",
    "选项：",
    "题型：",
    "题干：",
    "\x00x",
    "1-99999 A",
    "第一题",
)


def held_by(asked: OpenQuestion) -> set[int]:
    lines = [asked.start, *asked.stem, *asked.option_lines]
    lines += [line for option in asked.options for line in option.lines]
    lines += [line for one in asked.fields for line in one.lines]
    held = (
        {line.index for line in lines}
        | {one.index for one, _ in asked.figures}
        | {one.index for one in asked.tables}
    )
    return held.union(*map(held_by, asked.parts))


def missing(pieces: tuple[DocumentPiece, ...], found: TakenApart) -> list[str]:
    listed = {piece.index for piece in (*found.frame, *found.leftover, *found.used_keys)}
    held = listed.union(*map(held_by, found.asked))
    return [
        piece.text
        for piece in pieces
        if piece.index not in held and not (isinstance(piece, TextLine) and _only_labels(piece))
    ]


def _only_labels(line: TextLine) -> bool:
    fields = fields_in(line)
    return bool(fields) and not any(one.value.text for one in fields)


def jumbled(seed: int) -> str:
    dice = Random(seed)  # noqa: S311 - jumbled lines are no secrets
    picked = (
        dice.choice(LINES if dice.random() < 0.8 else [*ODD, *ODDER]) for _ in range(dice.choice((3, 9, 30)))
    )
    return "\n".join(picked)


def test_every_line_of_the_layouts_is_somewhere() -> None:
    for path in TEXTS:
        pieces = pieces_of(text_document(path.read_text(encoding="utf-8"), path.name))
        found = outline(pieces)
        assign_keys(found)
        assert missing(pieces, found) == [], path.name


def test_every_line_of_jumbled_files_is_somewhere() -> None:
    for seed in range(300):
        text = jumbled(seed)
        pieces = pieces_of(text_document(text, "乱.txt"))
        found = outline(pieces)
        assign_keys(found)
        assert missing(pieces, found) == [], text
        assert understand(text_document(text, "乱.txt")).shown_as == "乱.txt"

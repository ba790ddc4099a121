"""Compares summary and cards of an output folder with the signed scores if no digest confirms them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.errors import WHOLE, Problem, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.text import read_bytes
from quizgen.model.names import file_stems
from quizgen.model.review import SignedResult
from quizgen.model.rules.review import F113
from quizgen.office.cells import spot_of
from quizgen.office.workbook import open_workbook
from quizgen.records.names import REVIEW_CARDS, SUMMARY
from quizgen.render.scores.cards import card_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.marks.official import Officials
from quizgen.workflows.review.order import AttachedScore
from quizgen.workflows.review.summary import ATTACHED, attached_row

_PROGRAM = re.compile(rb"Typst \d+\.\d+\.\d+")
_PERSON = slice(2, 12)
"""The columns of the summary that follow from the signed scores."""


def check_products(root: Path, officials: Officials) -> tuple[list[Problem], list[str]]:
    """F113: a summary row or a card that does not follow from the signed scores; notes on the rest."""
    cards = list(_cards(root / REVIEW_CARDS, officials))
    others = [problem.file for problem in cards if not problem.rule]
    notes = [f"{len(others)} 份成绩单由别的版本的程序排印，没有比对。"] if others else []
    return [*_summary(root / SUMMARY, officials), *(one for one in cards if one.rule)], notes


def _summary(path: Path, officials: Officials) -> Iterator[Problem]:
    if not path.is_file():
        return
    try:
        book = open_workbook(path, str(path))
        sheet = book.sheet(ATTACHED)
        rows = [] if sheet is None else list(book.rows(sheet))
    except QuizgenError as error:
        yield Problem(str(path), None, F113.id, str(error).rstrip("。"), "从原件重新附一次")
        return
    heads = next((at for at, row in enumerate(rows) if row.cells[0].text == "材料"), len(rows))
    for row in rows[heads + 1 :]:
        texts = {cell.column: cell.text for cell in row.cells}
        found = officials.resolve(texts.get(12, ""))
        expected = None if found is None or found[1].score is None else _expected(found[0].result(found[1]))
        if expected is None or any(texts.get(at, "") != text for at, text in enumerate(expected, 3)):
            spot = spot_of(ATTACHED, 1, row.number)
            yield Problem(str(path), None, F113.id, "这一行与签名的成绩不同", "从原件重新附一次", spot=spot)


def _expected(result: SignedResult) -> tuple[str, ...]:
    return attached_row(AttachedScore("", WHOLE, result))[_PERSON]


def _cards(folder: Path, officials: Officials) -> Iterator[Problem]:
    if not folder.is_dir():
        return
    numbers = {number for number in officials.names if any(one.score for _, one in officials.of(number))}
    by_stem = {stem: number for number, stem in file_stems(numbers).items()}
    printer = Printer(())
    for path in sorted(folder.rglob("*")):
        number = by_stem.get(path.stem)
        if path.is_symlink() or not path.is_file() or is_passing(path.relative_to(folder)):
            continue
        if number is None or path.suffix != ".pdf" or path.parent != folder:
            message = "签名的成绩里没有这个人的分数"
            yield Problem(str(path), None, F113.id, message, "移出这个文件夹")
        else:
            yield from _differs(path, number, officials, printer)


def _differs(path: Path, number: str, officials: Officials, printer: Printer) -> Iterator[Problem]:
    """A card that does not match this person; without a rule if another program printed it."""
    data, made = read_bytes(path), []
    for exam, score in officials.of(number):
        if score.score is not None:
            try:
                made.append(card_pdf(exam.result(score), printer))
            except QuizgenError as error:
                yield Problem(str(path), None, F113.id, f"没有比对：{str(error).rstrip('。')}")
                return
    if data in made:
        return
    program, theirs = _PROGRAM.search(made[0]) if made else None, _PROGRAM.search(data)
    if program is not None and theirs is not None and program[0] != theirs[0]:
        yield Problem(str(path), None, "", "")
    else:
        message = "与按签名的成绩重新印的不同"
        yield Problem(str(path), None, F113.id, message, "用 quizgen review card 重印")

"""A whole document understood: what in it is a question, what its frame, what is left over."""

from __future__ import annotations

from dataclasses import replace

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft, Understood
from quizgen.interchange.plain_words import TRADITIONAL
from quizgen.interchange.shares import OnShare, reported, unheard
from quizgen.interchange.soundness import said, with_repeats
from quizgen.interchange.understand.asked import OpenQuestion, TakenApart
from quizgen.interchange.understand.assemble import assemble
from quizgen.interchange.understand.assign import answerable, assign_keys
from quizgen.interchange.understand.choosing import are_truths
from quizgen.interchange.understand.divided import divided
from quizgen.interchange.understand.lines import DocumentPiece, TextLine, pieces_of, said_of
from quizgen.interchange.understand.outline import outline
from quizgen.interchange.understand.truth_legend import truth_legend
from quizgen.model.rules.drafts import D013, D015, D201, D202, D203, D204, D205
from quizgen.office.document import Document

_MANY_TRADITIONAL = 8


def understand(document: Document, on_share: OnShare = unheard) -> Understood:
    """Every piece of a document as a question, part of its frame, or left over."""
    pieces = divided(pieces_of(document))
    found = outline(pieces, lambda share: on_share(share / 2))
    _tell_truths(pieces, found)
    assign_keys(found)
    file = document.shown_as
    drafts = _counted(found, [assemble(file, asked) for asked in reported(found.asked, on_share, 0.5, 1)])
    drafts = _mixed(found, drafts)
    if not found.asked:
        found.leftover, found.frame = [*found.leftover, *found.frame], []
    used = {piece.index for piece in found.used_keys} - {piece.index for piece in found.leftover}
    frame = [said_of(file, piece, D201.id) for piece in _once(found.frame) if piece.index not in used]
    frame += [said_of(file, piece, D202.id) for piece in _once(found.used_keys) if piece.index in used]
    leftover = [said_of(file, piece, D203.id, hint=D203.mend) for piece in _once(found.leftover)]
    leftover += [
        Problem(
            file,
            entry.lines[0].line if entry.lines else None,
            D204.id,
            _unused(entry.number, entry.text),
            D204.mend,
        )
        for entry in found.unused
    ]
    return Understood(
        file,
        with_repeats(drafts),
        tuple(sorted(frame, key=_by_line)),
        tuple(sorted(leftover, key=_by_line)),
        (*document.notes, *_notes(file, pieces)),
        _held(found),
    )


def _tell_truths(pieces: tuple[DocumentPiece, ...], found: TakenApart) -> None:
    """Tell all questions what the file says of A and B: in a line of its own, by options of some."""
    lines = (piece for piece in pieces if isinstance(piece, TextLine))
    asking = {line.index for one in found.asked for line in (one.start, *one.stem)}
    truths = truth_legend(line.text for line in lines if line.index not in asking)
    asked = answerable(found.asked)
    if not truths:
        shown = [one.options for one in asked if are_truths(one.options)]
        truths = truth_legend("，".join(f"{one.letter}.{one.text}" for one in options) for options in shown)
    for one in asked:
        one.truths = truths


def _by_line(problem: Problem) -> int:
    return problem.line or 0


def _once(pieces: list[DocumentPiece]) -> list[DocumentPiece]:
    return list({piece.index: piece for piece in sorted(pieces, key=lambda one: one.index)}.values())


def _unused(number: int | None, text: str) -> str:
    named = f"第 {number} 题的答案" if number is not None else "答案"
    return f"{named}“{text[:20]}”没有对应的题目"


def _counted(found: TakenApart, drafts: list[Draft]) -> list[Draft]:
    """The drafts, all of a section doubted whose heading says another number of questions."""
    out = list(drafts)
    for section in found.sections:
        count = section.head.count if section.head else None
        places = [at for at, one in enumerate(found.asked) if one.section is section]
        number = len(answerable(found.asked[at] for at in places))
        if count is None or count in {number, len(places)} or not places:
            continue
        message = f"标题写了 {count} 题，认出 {len(places)} 题"
        for at in places:
            out[at] = replace(out[at], doubts=(*out[at].doubts, said(out[at], D015, message)))
    return out


def _mixed(found: TakenApart, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those doubted whose key is only shown where others of the section have it written."""
    written = {one.section.index for one in found.asked if one.shown_key is False}
    out = list(drafts)
    for at, one in enumerate(found.asked):
        if one.shown_key and one.section.index in written:
            problem = said(out[at], D013, "别的题写明了答案，这一题只有括号里或标出的字母")
            out[at] = replace(out[at], doubts=(*out[at].doubts, problem))
    return out


def _held(found: TakenApart) -> int | None:
    """How many questions the file holds by its own numbers: in every section from the first to the last."""
    if all(one.number is None for one in found.asked):
        return None
    total = sum(one.number is None for one in found.asked)
    for section in found.sections:
        numbered = [one.number for one in _numbered(found.asked, section.index) if one.number is not None]
        if numbered:
            total += max(numbered) - min(numbered) + 1
    return total


def _numbered(asked: list[OpenQuestion], section: int) -> list[OpenQuestion]:
    """Questions of a section, those of a range of numbers (回答1-3题) as one."""
    return [one for one in asked if one.section.index == section]


def _notes(file: str, pieces: tuple[DocumentPiece, ...]) -> list[Problem]:
    """What is said of the file as a whole: that it is in traditional characters."""
    texts = (piece.text for piece in pieces if isinstance(piece, TextLine))
    many = sum(sum(one in TRADITIONAL for one in text) for text in texts)
    return [Problem(file, None, D205.id, D205.title, D205.why)] if many > _MANY_TRADITIONAL else []

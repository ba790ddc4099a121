"""A whole document understood: what in it is a question, what its frame, what is left over."""

from __future__ import annotations

import re

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft, DraftOption, Understood
from quizgen.interchange.key_words import blanks_of, letters_of, truth_of
from quizgen.model.kinds import Kind
from quizgen.model.rules.drafts import D104, D203
from quizgen.office.document import Document, Paragraph

_QUESTION = re.compile(r"\s*(\d{1,4})\s*[.、．]\s*(?!\d)(.+)")
_OPTION = re.compile(r"\s*([A-Z])\s*[.、．]\s*(.+)")
_KEY = re.compile(r"\s*(?:参考|正确)?答案\s*[:：]\s*(.+)")


def understand(document: Document) -> Understood:
    """Every piece of a document as a question, part of its frame, or left over."""
    drafts: list[Draft] = []
    leftover: list[Problem] = []
    lines: list[Paragraph] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or not block.text.strip():
            continue
        if _QUESTION.match(block.text):
            drafts += [_draft(document.shown_as, lines)] if lines else []
            lines = [block]
        elif lines:
            lines.append(block)
        else:
            leftover.append(Problem(document.shown_as, block.line, D203.id, block.text[:40], spot=block.spot))
    drafts += [_draft(document.shown_as, lines)] if lines else []
    return Understood(
        document.shown_as, tuple(drafts), (), tuple(leftover), document.notes, len(drafts) or None
    )


def _draft(file: str, lines: list[Paragraph]) -> Draft:
    found = _QUESTION.match(lines[0].text)
    number, stem = (found[1], found[2]) if found else ("", lines[0].text)
    options: list[DraftOption] = []
    key = ""
    for line in lines[1:]:
        if option := _OPTION.match(line.text):
            options.append(DraftOption(option[2].strip(), option[1]))
        elif said := _KEY.match(line.text):
            key = said[1].strip()
    refusals = () if key else (Problem(file, lines[0].line, D104.id, D104.title, D104.mend),)
    letters = letters_of(key) if options else None
    if letters:
        given = tuple(DraftOption(one.text, one.letter, right=one.letter in letters) for one in options)
        kind = Kind.SINGLE if len(letters) == 1 else Kind.MULTIPLE
        return Draft(kind, stem, file, lines[0].line, lines[0].spot, number, given, refusals=refusals)
    if (truth := truth_of(key)) is not None:
        return Draft(Kind.TRUE_FALSE, stem, file, lines[0].line, lines[0].spot, number, truth=truth)
    blanks = blanks_of(key, len(re.findall("__+", stem))) or ()
    kind = Kind.FILL if blanks else Kind.SHORT
    return Draft(
        kind, stem, file, lines[0].line, lines[0].spot, number, blanks=blanks, sample=key, refusals=refusals
    )

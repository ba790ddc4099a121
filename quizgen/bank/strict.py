"""What a question of a strict bank must have, and what a plain bank is merely advised to write."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.entries import Entry
from quizgen.bank.form_rules import B005, B011
from quizgen.errors import Problem
from quizgen.files.yaml_nodes import Key
from quizgen.model.question import CaseBody, ChoiceBody, MatchingBody, asked_in


def unwritten(entry: Entry) -> Iterator[tuple[Key, str]]:
    """The grounds, reasons and explanations that a question lacks: the way to each, what it is called.

    What is written but empty is a fault of form and told as such.
    """
    question = entry.question
    if not question.cites:
        yield ("cites",), "依据（cites）"
    if question.explain is None:
        yield ("explain",), "解析（explain）"
    if isinstance(question, CaseBody):
        for number, part in enumerate(question.parts):
            if part.explain is None:
                yield ("parts", number, "explain"), f"小题（parts）第{number + 1}个的解析（explain）"
    for part_number, body in asked_in(question):
        way: Key = () if part_number is None else ("parts", part_number)
        holder = "" if part_number is None else f"小题（parts）第{part_number + 1}个的"
        for number, option in enumerate(body.wrong if isinstance(body, ChoiceBody | MatchingBody) else ()):
            if option.why is None:
                yield (*way, "wrong", number, "why"), f"{holder}错误项（wrong）第{number + 1}个的错因（why）"


def strict_faults(entry: Entry, label: str) -> Iterator[Problem]:
    """B005 and B011 for a question of a strict bank; ``label`` is its id as written."""
    for key, name in unwritten(entry):
        if key == ("cites",):
            yield Problem(entry.file, entry.line(key), B011.id, "没有写依据（cites）", B011.mend, label)
        elif key not in entry.layout:
            holder, _, last = name.rpartition("的")
            message = f"{holder}缺少{last}"
            yield Problem(entry.file, entry.line(key), B005.id, message, B005.mend, label)

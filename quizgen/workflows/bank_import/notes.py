"""What was changed or left behind on the way, counted by rule, with where to find a few of each."""

from __future__ import annotations

from quizgen.errors import Problem
from quizgen.model.rules import drafts, imports
from quizgen.workflows.bank_import.rows import SeenFiles

_NAMED = 3
_TITLES = {rule.id: rule.title for rule in (*imports.RULES, *drafts.RULES)}


def counted_notes(seen: SeenFiles) -> tuple[str, ...]:
    """One line a rule: how many questions, the first of them with what is said of each."""
    by_rule: dict[str, list[Problem]] = {}
    for row in seen.rows:
        for note in row.made.notes:
            by_rule.setdefault(note.rule, []).append(note)
    return tuple(_line(rule, notes) for rule, notes in sorted(by_rule.items()))


def _line(rule: str, notes: list[Problem]) -> str:
    title = _TITLES.get(rule, "")
    places = "；".join(f"{_place(note)}{note.message}" for note in notes[:_NAMED])
    more = f"……等 {len(notes)} 处" if len(notes) > _NAMED else ""
    if len({note.message for note in notes}) == 1:
        return f"[{rule}] {notes[0].message}：{len(notes)} 题"
    return f"[{rule}] {title}，{len(notes)} 题：{places}{more}"


def _place(note: Problem) -> str:
    return f"{note.where}：" if note.where else ""

"""What was understood, written as the expected files of the corpus are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.interchange.draft import Draft, Understood
from quizgen.model.kinds import Kind

Row = tuple[str, str, str, str, str]
"""Kind, key, stem, options, rules of its doubts and refusals; a sub-question has ``>`` before its kind."""
_TRUTHS = {True: "√", False: "×", None: ""}


def key_of(draft: Draft) -> str:  # noqa: PLR0911 - one return a kind of key
    """The key on one line."""
    if draft.kind is Kind.TRUE_FALSE:
        return _TRUTHS[draft.truth]
    if draft.options:
        return "".join(one.letter for one in draft.options if one.right)
    if draft.blanks:
        return " + ".join(" / ".join(blank) for blank in draft.blanks)
    if draft.pairs:
        return " + ".join(f"{pair.left}={pair.right}" for pair in draft.pairs)
    if draft.items:
        return " + ".join(draft.items)
    if draft.scoring:
        return " + ".join(point.text for point in draft.scoring)
    return draft.sample.replace("\n", "\\n")


def row_of(draft: Draft, before: str = "") -> Row:
    """A draft on one line."""
    kind = f"{before}{draft.kind.value if draft.kind else 'none'}"
    options = "" if draft.kind is Kind.TRUE_FALSE else " / ".join(one.text for one in draft.options)
    rules = " ".join(sorted({one.rule for one in (*draft.doubts, *draft.refusals)}))
    return kind, key_of(draft), draft.stem.replace("\n", "\\n"), options, rules


def rows_of(understood: Understood) -> list[Row]:
    """All questions, the sub-questions of a case behind it."""
    return [row for draft in understood.drafts for row in _rows(draft)]


def _rows(draft: Draft) -> Iterator[Row]:
    yield row_of(draft)
    yield from (row_of(part, "> ") for part in draft.parts)


def expected_rows(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of an expected file with the texts that are left over."""
    rows: list[Row] = []
    left: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0] == "left":
            left.append(cells[1])
        else:
            kind, key, stem, options, rules = [*cells, "", "", ""][:5]
            rows.append((kind, key, stem, options, rules))
    return rows, left

"""A bank as plain text: the list that ``bank import`` reads, in the inline syntax of the bank."""

from __future__ import annotations

from quizgen.interchange.formats import BankToWrite, WrittenBank
from quizgen.interchange.listing.lines import LineKind, ListLine, question_list
from quizgen.interchange.listing.readback import list_unlike
from quizgen.interchange.text_file import text_document


def write_text(bank: BankToWrite) -> WrittenBank:
    """The list in UTF-8 with a mark, as editors on Windows like it."""
    made = question_list(bank)
    text = "\r\n".join(line for one in made.lines for line in _lines(one))
    remarks = [*made.remarks, *list_unlike(bank, made, text_document(text, ""), words_only=True)]
    return WrittenBank(f"\ufeff{text}\r\n".encode(), made.written, tuple(remarks))


def _lines(line: ListLine) -> list[str]:
    match line.kind:
        case LineKind.PICTURE:
            return [f"［图：{line.text or '没有说明'}］"]
        case LineKind.TABLE:
            return ["｜".join(row) for row in line.table]
        case LineKind.ROOM:
            return [""]
        case _:
            return f"{line.label}{line.text}".split("\n")

"""Fill-in answers that a spreadsheet may have rewritten, named instead of marked wrong."""

from __future__ import annotations

from quizgen.entry.rewritten import is_spreadsheets_spelling, may_stand_for
from quizgen.entry.typed import AS_TYPED, Meaning, TypingFault
from quizgen.markup.words import comparable
from quizgen.model.question import FillBody
from quizgen.model.shown import ShownItem

_HINT = (
    "对照答卷：不同的，把单元格设为文本格式后重新填写（CSV 用文本编辑器改）；"
    f"答卷上确实是这样写的，前面加一个 {AS_TYPED}"
)


def undoubted(place: ShownItem, read: Meaning, shown: str, stored: str) -> Meaning:
    """The same meaning, or a fault where an answer that counts as wrong may be a right one rewritten.

    ``shown`` is what the cell shows, ``stored`` what it holds. The fault tells nothing of what is right.
    """
    body = place.body
    if not isinstance(body, FillBody):
        return read
    single = len(read.blanks) == 1
    for index, blank in enumerate(read.blanks):
        groups = body.answers if body.any_order else body.answers[index : index + 1]
        accepted = [text for group in groups for text in group]
        if not blank or comparable(blank) in map(comparable, accepted) or f"{AS_TYPED}{blank}" in shown:
            continue
        spellings = {blank, stored} if single else {blank}
        doubtful = any(may_stand_for(one, text) for one in spellings for text in accepted)
        if doubtful or is_spreadsheets_spelling(blank):
            message = f"“{blank[:20]}”像是表格软件改写过的（前导的 0、百分号、短横、斜线、长数等会被改掉）"
            return Meaning(fault=TypingFault("A036", message, _HINT))
    return read

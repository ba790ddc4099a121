"""注意事项 of a paper whose blueprint gives none: points and minutes, names, where answers go."""

from __future__ import annotations

from quizgen.markup.figures import book_text, paper_points
from quizgen.model.blueprint import Blueprint
from quizgen.model.kinds import BUBBLED, WRITTEN, Answering, Kind, traits_of
from quizgen.model.terms import Terms


def check_printed(terms: Terms) -> str:
    """What somebody is told to do whose name is printed already."""
    return f"请核对印好的{terms.listed}"


def notices_about(  # noqa: PLR0913 - what the notices speak of
    blueprint: Blueprint,
    kinds: frozenset[Kind],
    terms: Terms,
    *,
    squares: bool,
    named: bool,
    on_sheet: bool = False,
) -> tuple[str, ...]:
    """What the notices say where these kinds are answered; ``squares``: something is written in squares.

    ``named``: the candidate is printed on the paper already; ``on_sheet``: the sheet has boxes to write in.
    """
    book = book_text(closed=blueprint.closed_book)
    fields = check_printed(terms) if named else f"请在密封线左侧填写{terms.listed}"
    written = on_sheet and bool(kinds & WRITTEN)
    handed_in = "试卷（有答题卡的，连同答题卡）" if kinds & BUBBLED else "试卷"
    if written:
        handed_in = "试卷和答题卡"
    return (
        f"本试卷满分{paper_points(blueprint.total_points)}分，考试时间{blueprint.minutes}分钟，{book}作答。",
        f"答题前，{fields}；密封线左侧不要答题。",
        _where_on_sheet(_bubbled_in_words(kinds)) if written else _where_to_answer(kinds, squares=squares),
        f"考试结束，{handed_in}交回，不得带离考场。",
    )


def _where_to_answer(kinds: frozenset[Kind], *, squares: bool) -> str:
    """Where answers to these kinds go: the sheet, the brackets, the lines or squares."""
    if not kinds & BUBBLED:
        return "答案直接写在试卷的格子里、横线上。" if squares else "答案直接写在试卷的横线上。"
    names = _bubbled_in_words(kinds)
    rest = "其余题目直接写在试卷上。" if kinds - BUBBLED else ""
    if not rest:
        return "有答题卡的，在答题卡上填涂，写在试卷上不计分；没有答题卡的，写在题目的括号内。"
    return f"有答题卡的，{names}在答题卡上填涂，写在试卷上不计分；没有答题卡的，写在题目的括号内。{rest}"


def _bubbled_in_words(kinds: frozenset[Kind]) -> str:
    """``选择题和判断题``; empty where nothing is filled in."""
    responses = {traits_of(kind).answering for kind in kinds}
    named = {
        Answering.LETTERS: "选择题",
        Answering.TRUTH: "判断题",
        Answering.PAIRS: "配对题",
        Answering.SEQUENCE: "排序题",
    }
    names = [name for response, name in named.items() if response in responses]
    return "和".join(("、".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _where_on_sheet(bubbled: str) -> str:
    """Where answers go when the sheet has boxes; ``bubbled`` names what is filled in (empty: nothing)."""
    begin = f"{bubbled}在答题卡上填涂，其余题目" if bubbled else "答案"
    return f"{begin}写在答题卡上各题的答题区域内，写在试卷上、写出边框的不计分。"

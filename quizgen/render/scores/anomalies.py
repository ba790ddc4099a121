"""Pairs of people whose wrong answers agree beyond chance, as a workbook and a text, for people to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.markup.width import wrap
from quizgen.office.columns import column_letters
from quizgen.office.write import (
    CENTRE,
    FONT,
    GRID,
    LEFT,
    Dress,
    dress,
    fit_width,
    head_row,
    print_setup,
    put_text,
    workbook_bytes,
)

PAIRS, EVIDENCE, NOTES = "线索", "逐题", "说明"
_PAIR_HEADS = (
    "序",
    "编号一",
    "单位一",
    "编号二",
    "单位二",
    "座位",
    "共同的题",
    "一方答错",
    "相同的错",
    "碰巧应有",
    "概率",
)
_PAIR_WIDTHS = (6, 14, 24, 14, 24, 22, 10, 10, 10, 10, 12)
_ITEM_HEADS = (
    "序",
    "题目",
    "一：题号",
    "一：答",
    "二：题号",
    "二：答",
    "应为（一）",
    "答错的人里这样答的",
    "碰巧的机会",
)
_ITEM_WIDTHS = (6, 16, 10, 16, 10, 16, 16, 20, 14)
_TEXT_WIDTH = 76


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A wrong answer that both gave: its question, its number and the answer on each of the two forms."""

    question: str
    first_number: str
    first_answer: str
    second_number: str
    second_answer: str
    key: str
    popular: float
    chance: float


@dataclass(frozen=True, slots=True)
class Clue:
    """A pair: 编号 and 单位 of both, how far apart they sat in words, the figures, the shared answers."""

    first: str
    first_unit: str
    second: str
    second_unit: str
    seats: str
    common: int
    wrong: int
    shared: int
    expected: float
    probability: float
    items: tuple[SharedItem, ...]


@dataclass(frozen=True, slots=True)
class Clues:
    """All of an exam: its title, the version of the scores, how many people and comparisons, the pairs."""

    title: str
    marked: str
    people: int
    comparisons: int
    limit: float
    risk: float
    clues: tuple[Clue, ...]


_METHOD = (
    (
        "怎样算：一个人答错的题里，另一个人给出相同错误答案的有几道；假定两人各答各的，照另一个人答错的机会"
        "（Wesolowsky 2000）和这个错误答案在全场的热门程度，算出碰巧有这么多道或更多的精确概率"
        "（泊松二项分布，同 van der Linden 与 Sotaridona 2006 的 GBT）。题按题号、选项按题库里的原始次序比，"
        "卷面次序不同不影响。"
    ),
    (
        "这不是结论。相同的错误还可以这样来：上过同一次课、用过同一份有误的资料；题目本身误导；"
        "同一单位的人有同样的误解；登记或读卡时把一个人的答卷算了两遍。"
        "算法假定各题互不相关、各人选错项的喜好一样，不完全如此。"
    ),
    "没有列出也不等于没有问题：抄得少的看不出来（见 docs/dev/marking.md 的模拟）。谁抄谁，算不出来。",
    "怎样用：由不知道姓名的人核对两份答卷的原件、座位、监考记录，听本人说明，再由单位照规定认定。",
)
"""How it is worked out, what else may explain it, what follows from it."""


def clues_notes(found: Clues) -> tuple[str, ...]:
    """What a reader must know: the figures, the method, what else may explain it, what follows from it."""
    count = f"{len(found.clues)} 对" if found.clues else "没有"
    figures = (
        f"{found.title}　{found.marked}。参加 {found.people} 人，两两比较、两个方向，"
        f"共 {found.comparisons} 次；碰巧的概率不超过 {_share(found.limit)} 的才列出（Holm 法），"
        f"这样全场出现一对误报的机会不超过 {found.risk:.0%}。列出的：{count}。"
    )
    return (
        figures,
        *_METHOD,
    )


def clues_text(found: Clues) -> bytes:
    """The text, 80 columns wide."""
    lines: list[str] = ["雷同线索（供人核对，不是结论）", ""]
    for note in clues_notes(found):
        lines += [*wrap(note, _TEXT_WIDTH), ""]
    for at, one in enumerate(found.clues, 1):
        said = (
            f"{at}. 编号 {one.first}（{one.first_unit}）和 {one.second}（{one.second_unit}）"
            f"{'，' + one.seats if one.seats else ''}：共同的题 {one.common} 道；一方答错 {one.wrong} 道，"
            f"其中 {one.shared} 道两人错得一样，碰巧应有 {one.expected:.1f} 道，"
            f"概率 {_share(one.probability)}。"
        )
        lines += [*wrap(said, _TEXT_WIDTH), ""]
    return "\n".join(lines).encode("utf-8-sig")


def clues_book(found: Clues) -> bytes:
    """The workbook; the same findings give the same bytes."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = PAIRS
    _fill(sheet, found.title, _PAIR_HEADS, _PAIR_WIDTHS, [_pair(at, one) for at, one in _numbered(found)])
    rows = [_item(at, item) for at, one in _numbered(found) for item in one.items]
    _fill(book.create_sheet(EVIDENCE), found.title, _ITEM_HEADS, _ITEM_WIDTHS, rows)
    notes = book.create_sheet(NOTES)
    notes.column_dimensions["A"].width = 110
    for row, text in enumerate(clues_notes(found), 1):
        dress(put_text(notes.cell(row, 1), text), Dress(Font(name=FONT, size=11), LEFT))
        notes.row_dimensions[row].height = 15.0 * (1 + len(text) // 50)
    print_setup(notes, f"{found.title}　雷同线索", rows="1:1")
    fit_width(notes)
    return workbook_bytes(book)


def _numbered(found: Clues) -> list[tuple[int, Clue]]:
    return [*enumerate(found.clues, 1)]


def _pair(at: int, one: Clue) -> tuple[str, ...]:
    figures = (one.common, one.wrong, one.shared)
    return (
        *(str(at), one.first, one.first_unit, one.second, one.second_unit, one.seats or "不知道"),
        *map(str, figures),
        *(f"{one.expected:.1f}", _share(one.probability)),
    )


def _item(at: int, one: SharedItem) -> tuple[str, ...]:
    return (
        *(str(at), one.question, one.first_number, one.first_answer, one.second_number, one.second_answer),
        *(one.key, f"{one.popular:.0%}", f"{one.chance:.1%}"),
    )


def _fill(
    sheet: Worksheet,
    title: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
) -> None:
    look = Dress(Font(name=FONT, size=10), CENTRE, GRID)
    for number, width in enumerate(widths, 1):
        letter = column_letters(number)
        sheet.column_dimensions[letter] = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
    head_row(sheet, 1, heads)
    for at, texts in enumerate(rows, 2):
        for column, text in enumerate(texts, 1):
            dress(put_text(sheet.cell(at, column), text), look)
    sheet.freeze_panes = "B2"
    print_setup(sheet, f"{title}　雷同线索（供人核对，不是结论）", rows="1:1")
    fit_width(sheet)


def _share(probability: float) -> str:
    """``2.3e-09`` as ``2.3×10⁻⁹``."""
    digits, _, power = f"{probability:.1e}".partition("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits}×10{raised}"

"""Word banks laid out as tables, one question a row; beside them tables that are none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx

from quizgen.interchange.columns.in_documents import understand_with_tables
from quizgen.interchange.draft import Understood
from quizgen.model.kinds import Kind
from quizgen.office.word.reading import read_word

Piece = str | Sequence[Sequence[str]]
SINGLE = (
    ("序号", "题目", "A", "B", "C", "D", "答案"),
    ("1", "火警电话是多少？", "110", "119", "120", "122", "B"),
    ("2", "水的化学式是", "H2O", "CO2", "O2", "N2", "A"),
)
JUDGED = (("题号", "题干", "答案"), ("1", "可以乘电梯逃生。", "×"), ("2", "湿毛巾可以捂住口鼻。", "√"))
KEYS = (("题号", "1", "2"), ("答案", "B", "A"))


def understood(folder: Path, *pieces: Piece) -> Understood:
    """A document of these paragraphs and tables, saved, read, understood."""
    document = docx.Document()
    for piece in pieces:
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        table = document.add_table(rows=len(piece), cols=len(piece[0]))
        for row, texts in zip(table.rows, piece, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    path = folder / "题库.docx"
    document.save(str(path))
    return understand_with_tables(read_word(path, "题库.docx", None))


def told(found: Understood) -> list[tuple[Kind | None, str, str]]:
    """Every question: its kind, its stem, the right letters or √ ×."""
    return [
        (
            draft.kind,
            draft.stem,
            "".join(one.letter for one in draft.options if one.right)
            or ("√" if draft.truth else "×" if draft.truth is not None else ""),
        )
        for draft in found.drafts
    ]


def certain(found: Understood) -> bool:
    return not any(draft.doubts or draft.refusals for draft in found.drafts)


def test_each_row_is_a_question_of_the_kind_that_the_heading_above_says(tmp_path: Path) -> None:
    found = understood(tmp_path, "消防题库", "一、单选题", SINGLE, "二、判断题", JUDGED)
    assert told(found) == [
        (Kind.SINGLE, "火警电话是多少？", "B"),
        (Kind.SINGLE, "水的化学式是", "A"),
        (Kind.TRUE_FALSE, "可以乘电梯逃生。", "×"),
        (Kind.TRUE_FALSE, "湿毛巾可以捂住口鼻。", "√"),
    ]
    assert certain(found)
    assert found.leftover == ()
    assert found.held == 4
    assert str(found.drafts[2].spot).startswith("第 2 个表格")


def test_lines_and_tables_add_up(tmp_path: Path) -> None:
    lines = ("一、单选题", "1. 地球是什么形状？", "A. 球形  B. 方形", "答案：A", "二、判断题")
    found = understood(tmp_path, *lines, JUDGED)
    assert [one[:2] for one in told(found)] == [
        (Kind.SINGLE, "地球是什么形状？"),
        (Kind.TRUE_FALSE, "可以乘电梯逃生。"),
        (Kind.TRUE_FALSE, "湿毛巾可以捂住口鼻。"),
    ]
    assert certain(found)


def test_a_table_of_keys_is_none_of_questions(tmp_path: Path) -> None:
    lines = (
        *("一、单选题", "1. 火警电话是", "A. 110  B. 119", "2. 水的化学式是", "A. H2O  B. O2", "参考答案"),
    )
    found = understood(tmp_path, *lines, KEYS)
    assert [one[2] for one in told(found)] == ["B", "A"]


def test_a_table_below_a_stem_stays_with_it(tmp_path: Path) -> None:
    data = (("液体", "闪点"), ("乙醚", "-45"), ("煤油", "38"))
    found = understood(tmp_path, "一、单选题", "1. 哪种最容易着？", data, "A. 乙醚  B. 煤油", "答案：A")
    (draft,) = found.drafts
    assert draft.table == data

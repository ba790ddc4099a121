"""A bank written as a workbook and read again is the same bank, but for what was named as lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from openpyxl import load_workbook

from quizgen.bank.load import load_bank
from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, ExportFormat, WrittenBank
from quizgen.interchange.listing.excel import write_excel
from quizgen.interchange.losses import losses
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.model.question import Question
from tests.chance import examples
from tests.interchange.exported import BODIES, HOSTILE, all_kinds, bank_of, going_out, of_kind, question
from tests.interchange.random_questions import questions
from tests.interchange.test_list_round import both, certain, same
from tests.libreoffice import convert

ROOT = Path(__file__).parents[2]


def read(written: WrittenBank, folder: Path) -> dict[str, Draft]:
    """What came back, by id."""
    path = folder / "题库.xlsx"
    path.write_bytes(written.content)
    return {one.source_id: one for one in read_bank_table(path, "题库.xlsx").drafts}


def sheet(written: WrittenBank, folder: Path) -> Any:
    path = folder / "题库.xlsx"
    path.write_bytes(written.content)
    return load_workbook(path).active


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_kind_comes_back_as_it_was(kind: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {}
    if kind in {"true_false", "single"}:  # a formula, bold: D510
        changes["stem"] = "x^2^ 与 H~2~O 说的是一回事。\nA. 不是选项"
    if kind == "multiple":
        changes["wrong"] = [{"text": "丁项"}, {"text": "=1+1 @SUM(A1) <b> 𠮷"}]
    (sent,) = going_out(of_kind(kind, **changes))
    same(sent, read(write_excel(BankToWrite("测试题库", (sent,))), tmp_path)[sent.question.id])


def test_the_whole_bank_comes_back_but_for_bold(tmp_path: Path) -> None:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    sent = tuple(outgoing(one, bank.picture) for one in bank.active)
    written = write_excel(BankToWrite("测试题库", sent))
    found = read(written, tmp_path)
    assert len(found) == len(sent) > 500
    sure = [one for one in sent if certain(one, written) and not marked_up(one)]
    assert len(sure) > len(sent) * 0.95
    differing = [one.question.id for one in sure if differs(one, found[one.question.id])]
    assert differing == []


def fill(stem: str, *answers: str) -> Question:
    return question({"kind": "fill", "stem": stem, "answers": [[one] for one in answers]})


def short(*points: str) -> Question:
    return question({"kind": "short", "stem": "甲？", "points_for": [{"point": one} for one in points]})


@example(asked=fill("甲（____）甲", "161"))
@example(asked=short("乙&lt;", "丙，（2）丁"))
@settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=questions())
def test_a_random_question_of_which_nothing_is_said_comes_back(asked: Question, tmp_path: Path) -> None:
    (sent,) = going_out(asked)
    written = write_excel(BankToWrite("测试题库", (sent,)))
    if written.written and certain(sent, written) and not marked_up(sent):
        same(sent, read(written, tmp_path)[sent.question.id])


def test_a_letter_before_some_options_only_belongs_to_their_texts(tmp_path: Path) -> None:
    body = {
        "kind": "single",
        "stem": "哪种？",
        "correct": ["维生素"],
        "wrong": [{"text": "乙"}, {"text": "丙"}],
    }
    (sent,) = going_out(question(body))
    texts = [f"{one.letter}、{one.text}" if one.right else one.text for one in sent.draft.options]
    options = tuple(replace(one, text=text) for one, text in zip(sent.draft.options, texts, strict=True))
    sent = replace(sent, draft=replace(sent.draft, options=options))
    found = read(write_excel(BankToWrite("测试题库", (sent,))), tmp_path)["CS-0001"]
    assert [one.text for one in found.options] == texts
    assert [one.rule for one in found.doubts] == ["D057"]


def marked_up(one: Outgoing) -> bool:
    """Whether D510 was said of it."""
    return any(remark.rule.id == "D510" for remark in losses(one, ExportFormat.EXCEL))


def differs(one: Outgoing, draft: Draft) -> bool:
    sent, found = both(one, draft)
    return sent != found or bool(draft.doubts or draft.refusals)


@pytest.mark.parametrize("text", ["=1+1", "+5", "@SUM(A1)", "001", "3-4", "１", "'甲", HOSTILE])
def test_a_text_stays_a_text(text: str, tmp_path: Path) -> None:
    body = {"kind": "single", "stem": "甲？", "correct": [text], "wrong": [{"text": "乙"}]}
    (sent,) = going_out(question(body))
    written = write_excel(BankToWrite("测试题库", (sent,)))
    cells = [cell for row in sheet(written, tmp_path).iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    right = [option.text for option in read(written, tmp_path)["CS-0001"].options if option.right]
    assert len(right) == 1
    assert right[0].replace("\\", "") == text.replace("\\", "")


def test_libreoffice_shows_what_was_written(tmp_path: Path) -> None:
    body = {"kind": "single", "stem": "H~2~O 与 𠮷？", "correct": ["=1+1"], "wrong": [{"text": "001"}]}
    (tmp_path / "题库.xlsx").write_bytes(write_excel(bank_of(question(body))).content)
    (shown,) = convert([tmp_path / "题库.xlsx"], "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "out")
    text = shown.read_text(encoding="utf-8-sig")
    for word in ("H2O 与 𠮷？", "=1+1", "001"):
        assert word in text


def test_it_is_ready_to_be_edited(tmp_path: Path) -> None:
    found = sheet(write_excel(bank_of(*all_kinds())), tmp_path)
    assert found.freeze_panes == "D2"
    lists = {
        str(one.sqref).rstrip("0123456789"): one.formula1 for one in found.data_validations.dataValidation
    }
    assert any("单项选择题,多项选择题,判断题" in formula for formula in lists.values())
    assert any(formula == '"易,中,难"' for formula in lists.values())
    assert found.cell(2, 4).alignment.wrap_text


def test_without_answers_nothing_tells_the_key(tmp_path: Path) -> None:
    found = sheet(write_excel(bank_of(*all_kinds(), answers=False)), tmp_path)
    heads = [cell.value for cell in found[1]]
    assert "题干" in heads
    assert not {"答案", "错因", "解析", "出处"} & set(heads)


def test_equal_banks_give_equal_bytes() -> None:
    assert write_excel(bank_of(*all_kinds())).content == write_excel(bank_of(*all_kinds())).content

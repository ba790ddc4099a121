"""A bank written as a list, text or Word, and read again is the same bank, but for what was named as lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings

from quizgen.bank.load import load_bank
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, ExportFormat, WrittenBank
from quizgen.interchange.listing.text import write_text
from quizgen.interchange.listing.word import write_word
from quizgen.interchange.losses import losses, texts_of
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.interchange.text_file import text_document
from quizgen.interchange.understand.whole import understand
from quizgen.model.question import Question
from quizgen.office.word.reading import read_word
from tests.chance import examples
from tests.interchange.exported import BODIES, all_kinds, bank_of, going_out, of_kind, question, said
from tests.interchange.random_questions import questions
from tests.libreoffice import convert

ROOT = Path(__file__).parents[2]
LOST = ("last", "any_order", "why", "picture", "right")
"""Named losses: D503, D513, D504, D509; whether an extra item is wrong goes without saying."""


def read(written: WrittenBank) -> dict[str, Draft]:
    """What came back, by id."""
    text = written.content.decode("utf-8-sig")
    return {one.source_id: one for one in understand(text_document(text, "题库.txt")).drafts}


def both(one: Outgoing, draft: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was sent and what came back, without what is named as lost."""
    sent, found = said(one.draft, *LOST), said(draft, *LOST)
    for asked in (sent, found, *sent["parts"], *found["parts"]):
        if len(asked["scoring"]) == 1:  # one point is an answer as a whole
            asked["sample"], asked["scoring"] = asked["scoring"][0]["text"], []
        shares = {point["share"] for point in asked["scoring"]}
        if None in shares:
            left = 1 - sum(share for share in shares if share is not None)
            unwritten = [point for point in asked["scoring"] if point["share"] is None]
            for point in unwritten:
                point["share"] = left / len(unwritten) if shares != {None} else None
    if found["shares"]:
        whole = sum(found["shares"])
        found["shares"] = tuple(share / whole for share in found["shares"])
    return sent, found


def read_back(written: WrittenBank, folder: Path) -> dict[str, Draft]:
    """The same of a Word document."""
    path = folder / "题库.docx"
    path.write_bytes(written.content)
    return {one.source_id: one for one in understand(read_word(path, "题库.docx", None)).drafts}


def certain(one: Outgoing, written: WrittenBank) -> bool:
    """Whether nothing was said about it besides what every file of this kind loses."""
    return not any(remark.about is one for remark in written.remarks)


def same(one: Outgoing, draft: Draft) -> None:
    assert (draft.refusals, draft.doubts) == ((), ())
    sent, found = both(one, draft)
    assert found == sent


@pytest.mark.parametrize("kind", sorted(set(BODIES) - {"single"}))
def test_every_kind_comes_back_as_it_was(kind: str) -> None:
    (sent,) = going_out(of_kind(kind))
    same(sent, read(write_text(BankToWrite("测试题库", (sent,))))[sent.question.id])


@pytest.mark.parametrize("kind", sorted(set(BODIES) - {"single"}))
def test_every_kind_comes_back_from_word(kind: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {}
    if kind == "true_false":
        changes["stem"] = "甲与乙说的是一回事。"  # its formula: D510
    if kind == "multiple":
        changes["wrong"] = [{"text": "丁项"}, {"text": "戊_项"}]
    (sent,) = going_out(of_kind(kind, **changes))
    found = read_back(write_word(BankToWrite("测试题库", (sent,))), tmp_path)
    same(sent, found[sent.question.id])


def test_picture_and_table_come_back_from_word(tmp_path: Path) -> None:
    table = [["部门", "件数"], ["甲 <科>", "3"]]
    changes: dict[str, Any] = {"image": "a.png", "alt": "示意图", "width": "40mm", "table": table}
    (sent,) = going_out(of_kind("multiple", wrong=[{"text": "丁项"}], **changes))
    draft = read_back(write_word(BankToWrite("测试题库", (sent,))), tmp_path)[sent.question.id]
    same(sent, draft)
    assert draft.picture is not None
    assert draft.picture.alt == "示意图"
    assert draft.picture.width_mm == pytest.approx(40, abs=0.2)


def test_without_answers_nothing_tells_the_key() -> None:
    text = write_text(bank_of(*all_kinds(), answers=False)).content.decode()
    for word in ("答案", "解析", "第一点", "出处", "难度", "专题", "CS-0001"):
        assert word not in text
    assert "（不少于600字）" in text


def test_without_answers_it_is_a_paper_to_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "试题.docx"
    path.write_bytes(write_word(bank_of(*all_kinds(), answers=False)).content)
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "A. 这不是选项（　　）" in lines
    assert any(line.startswith("(1) 立项（　　）") for line in lines)
    assert f"正确次序：{'→'.join(['（　　）'] * 4)}" in lines
    assert document.element.xml.count("<w:pBdr>") >= 6 + 28


def test_libreoffice_shows_what_was_written(tmp_path: Path) -> None:
    stem = "a<b & H~2~O 与 𠮷 =1+1"
    path = tmp_path / "题库.docx"
    path.write_bytes(
        write_word(bank_of(question({"kind": "true_false", "stem": stem, "answer": True}))).content
    )
    (shown,) = convert([path], "txt:Text (encoded):UTF8", tmp_path / "out")
    text = " ".join(shown.read_text(encoding="utf-8-sig").split())
    assert "1. a<b & H2O 与 𠮷 =1+1" in text
    assert "答案：√" in text


def test_a_stem_with_a_line_like_an_option_is_named() -> None:
    written = write_text(bank_of(of_kind("single")))
    assert [remark.rule.id for remark in written.remarks] == ["D521"]


def whole_bank() -> tuple[Outgoing, ...]:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    return tuple(outgoing(one, bank.picture) for one in bank.active)


def different(sent: Sequence[Outgoing], written: WrittenBank, found: Mapping[str, Draft]) -> list[Any]:
    """The questions of which nothing was said and that are not the same, or are doubted."""
    sure = [one for one in sent if certain(one, written)]
    assert len(sent) > 500
    assert len(sure) > len(sent) * 0.95
    differing = []
    for one in sure:
        before, after = both(one, found[one.question.id])
        if before != after or found[one.question.id].doubts:
            differing.append((one.question.id, found[one.question.id].doubts, before, after))
    return differing


def test_the_whole_bank_comes_back() -> None:
    sent = whole_bank()
    written = write_text(BankToWrite("测试题库", sent))
    assert different(sent, written, read(written)) == []


def is_bold(one: Outgoing) -> bool:
    return any("**" in text for draft in (one.draft, *one.draft.parts) for text in texts_of(draft))


def test_the_whole_bank_comes_back_from_word(tmp_path: Path) -> None:
    sent = [one for one in whole_bank() if not is_bold(one)]  # D510
    written = write_word(BankToWrite("测试题库", sent))
    assert different(sent, written, read_back(written, tmp_path)) == []


LIST = question(
    {"kind": "short", "stem": "简述：\n（1）甲\n1", "points_for": [{"point": "乙；"}, {"point": "丙（2）"}]}
)
WORDS = question({"kind": "true_false", "stem": "甲\n乙", "answer": True, "explain": "看下面。答案：丙"})
BLANKS = question({"kind": "fill", "stem": "甲（____）甲", "answers": [["1", "2；3"]]})


@example(LIST)
@example(WORDS)
@example(BLANKS)
@examples(60)
@given(questions())
def test_a_random_question_of_which_nothing_is_said_comes_back(asked: Question) -> None:
    (sent,) = going_out(asked)
    written = write_text(BankToWrite("测试题库", (sent,)))
    if certain(sent, written):
        same(sent, read(written)[sent.question.id])


@example(BLANKS, LIST)
@examples(30)
@given(questions(), questions())
def test_two_questions_of_which_nothing_is_said_come_back(one: Question, other: Question) -> None:
    sent = going_out(
        one, other.model_copy(update={"id": f"{one.id[:-4]}{(int(one.id[-4:]) % 9999) + 1:04d}"})
    )
    written = write_text(BankToWrite("测试题库", sent))
    found = read(written)
    for asked in sent:
        if certain(asked, written):
            same(asked, found[asked.question.id])


@example(LIST)
@example(BLANKS)
@settings(examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions())
def test_a_random_question_comes_back_from_word(tmp_path: Path, asked: Question) -> None:
    (sent,) = going_out(asked)
    written = write_word(BankToWrite("测试题库", (sent,)))
    marked_up = any(remark.rule.id == "D510" for remark in losses(sent, ExportFormat.WORD))
    if certain(sent, written) and not marked_up:
        same(sent, read_back(written, tmp_path)[sent.question.id])


def test_what_does_not_come_back_is_said_without_its_words() -> None:
    sent = going_out(
        WORDS,
        question({"kind": "single", "stem": "甲\nA. 乙", "correct": ["乙"], "wrong": [{"text": "丙"}]}, 2),
    )
    written = write_text(BankToWrite("测试题库", sent))
    assert [remark.message for remark in written.remarks] == ["读回来解析不一样", "读回来会存疑，要核对"]

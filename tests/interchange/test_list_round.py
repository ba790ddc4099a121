"""A bank written as a list, text or Word, and read again is the same bank, but for what was named as lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given

from quizgen.bank.load import load_bank
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, WrittenBank
from quizgen.interchange.listing.text import write_text
from quizgen.interchange.listing.word import write_word
from quizgen.interchange.losses import texts_of
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


@examples(60)
@given(questions())
def test_the_key_of_a_random_question_is_never_another_without_a_doubt(asked: Question) -> None:
    """Hostile texts may break a question apart; what comes back whole and undoubted has its own key."""
    (sent,) = going_out(asked)
    written = write_text(BankToWrite("测试题库", (sent,)))
    found = read(written).get(sent.question.id)
    if found is None or found.doubts or found.refusals or not certain(sent, written):
        return
    assert found.kind == sent.draft.kind
    assert key(found) == key(sent.draft)


def key(draft: Draft) -> tuple[object, ...]:
    """What is right, by the places where it stands."""
    right = tuple(place for place, option in enumerate(draft.options) if option.right)
    return (right, draft.truth, len(draft.blanks), len(draft.pairs), len(draft.items), len(draft.parts))

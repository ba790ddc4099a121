"""``quizgen bank preview``: a booklet to be approved, with or without what is behind the questions."""

from __future__ import annotations

import stat
from pathlib import Path

import pypdfium2
import pytest

from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "bank")


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def test_without_answers_every_question_is_shown_and_nothing_that_is_behind_it(
    tmp_path: Path, bank: Path
) -> None:
    run = quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank)
    assert run.status == 0, run.err
    text = text_of(tmp_path / "a.pdf")
    assert [one["id"] for one in small_questions() if one["id"] not in text] == []
    assert [one["stem"] for one in small_questions() if one["stem"] not in text] == []
    for words in ("正确）", "解析", "依据", "出自别处", "要点"):
        assert words not in text


def test_with_answers_key_reasons_explanation_and_facts_are_shown(tmp_path: Path, bank: Path) -> None:
    quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank, "--answers")
    text = text_of(tmp_path / "a.pdf")
    assert text.count("【解析】") == len(small_questions())
    assert "甲甲项正确做法之一（正确）" in text
    assert "——出自别处" in text
    assert "xiamen-019厦门：" in text


def test_one_topic_can_be_chosen(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank, "--topic", "问责", "--json")
    assert '"questions": 36' in run.out
    assert "明责（" not in text_of(tmp_path / "a.pdf")


def test_an_unknown_topic_names_those_that_have_questions(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank, "--topic", "问题")
    assert (run.status, "有题的专题：明责、问责" in run.err) == (1, True)


def test_it_is_private_and_never_overwrites(tmp_path: Path, bank: Path) -> None:
    quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    before = (tmp_path / "a.pdf").read_bytes()
    run = quizgen("bank", "preview", tmp_path / "a.pdf", "--bank", bank, "--answers")
    assert (run.status, "不会覆盖" in run.err) == (1, True)
    assert (tmp_path / "a.pdf").read_bytes() == before

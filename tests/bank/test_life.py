"""The life of a question: who wrote it, who read it, whether it may be drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.bookkeeping import point_of
from quizgen.model.digest import question_digest
from quizgen.model.question import QUESTION
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen

LIFE: dict[str, Any] = {"status": "可用", "author": "张三", "reviewer": "李四", "reviewed": "2026-11-20"}


def bank_with(folder: Path, changes: dict[str, dict[str, Any]]) -> Path:
    """The small bank with some keys of some questions added."""
    bank = write_bank(folder)
    questions = [{**one, **changes.get(one["id"], {})} for one in small_questions()]
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    return bank


def exam_of(bank: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """The questions frozen with an exam that needs every statement there is."""
    (bank / "blueprints" / "small.yaml").write_text(
        dump_yaml(
            {
                "id": "small",
                "title": "小测试",
                "minutes": 20,
                "pass": 6,
                "sections": [{"kind": "true_false", "count": 17, "points": 1}],
            }
        ),
        encoding="utf-8",
    )
    run = quizgen(
        "exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--date", "2026-12-01"
    )
    assert run.status == 0, run.out + run.err
    lines = (tmp_path / "exam" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


@pytest.mark.parametrize("status", ["草稿", "审核"])
def test_an_unfinished_question_is_never_drawn(tmp_path: Path, status: str) -> None:
    drawn = exam_of(bank_with(tmp_path / "bank", {"TS-0040": {"status": status}}), tmp_path)
    assert len(drawn) == 17
    assert "TS-0040" not in {one["id"] for one in drawn}


def test_a_stopped_question_is_never_drawn(tmp_path: Path) -> None:
    stopped = {"status": "停用", "retired": "2026-11-20 过时"}
    drawn = exam_of(bank_with(tmp_path / "bank", {"TS-0040": stopped}), tmp_path)
    assert len(drawn) == 17
    assert "TS-0040" not in {one["id"] for one in drawn}


def test_an_exam_keeps_the_level_but_no_names(tmp_path: Path) -> None:
    extra = {one["id"]: {**LIFE, "level": "应用"} for one in small_questions()}
    drawn = exam_of(bank_with(tmp_path / "bank", extra), tmp_path)
    assert [one["level"] for one in drawn] == ["应用"] * 17
    assert not {"status", "author", "reviewer", "reviewed"} & {key for one in drawn for key in one}
    assert quizgen("exam", "verify", tmp_path / "exam").status == 0


def test_a_question_without_the_new_keys_has_the_digest_it_always_had() -> None:
    question = QUESTION.validate_python(small_questions()[0])
    known = "6858284c5e48467bcfeedf04de9b8b0d47e130cbd2d6874a596639087796b1b7"
    assert question_digest(question) == known


def test_reviewing_a_question_does_not_change_its_digest_but_its_level_does() -> None:
    plain = small_questions()[0]
    digest = question_digest(QUESTION.validate_python(plain))
    assert question_digest(QUESTION.validate_python({**plain, **LIFE})) == digest
    assert question_digest(QUESTION.validate_python({**plain, "level": "记忆"})) != digest


def test_the_point_is_the_first_fact_cited_unless_it_is_written() -> None:
    plain = {**small_questions()[0], "cites": ["xiamen-019", "xiamen-018"]}
    assert point_of(QUESTION.validate_python(plain)) == "xiamen-019"
    assert point_of(QUESTION.validate_python({**plain, "point": "xiamen-018"})) == "xiamen-018"


def test_a_date_may_be_written_plainly_or_in_quotes(tmp_path: Path) -> None:
    bank = bank_with(tmp_path / "bank", {"TS-0001": LIFE})
    file = bank / "questions.yaml"
    text = file.read_text(encoding="utf-8")
    plain = text.replace("'2026-11-20'", "2026-11-20").replace('"2026-11-20"', "2026-11-20")
    for written in (text, plain):
        file.write_text(written, encoding="utf-8")
        shown = quizgen("bank", "show", "TS-0001", "--bank", bank).out
        assert "审题：李四  审题日期：2026-11-20" in shown


def test_drafts_are_counted_apart(tmp_path: Path) -> None:
    bank = bank_with(tmp_path / "bank", {"TS-0040": {"status": "草稿"}})
    assert "72 道题（停用 0 道，未审完 1 道）" in quizgen("bank", "check", bank).out

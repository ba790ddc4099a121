"""A trainer of another subject, in an empty folder, meets no word of this project's own."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from tests.plain_yaml import plain_yaml
from tests.workflows.another_subject import BANK, EXAM, Project, made_everywhere, text_of

OURS = ("主体责任", "从严治党", "述职评议")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Everything made once; nobody may change it."""
    made = Project(tmp_path_factory.mktemp("elsewhere"))
    with contextlib.chdir(made.folder):
        made_everywhere(made)
    return made


def test_none_of_our_words_is_anywhere(project: Project) -> None:
    texts = dict(project.texts())
    kinds = {Path(name).suffix for name in texts}
    assert {".pdf", ".docx", ".xlsx", ".html", ".yaml", ".jsonl", ".txt", ""} <= kinds
    assert [(name, word) for name, text in texts.items() for word in OURS if word in text] == []


def test_none_of_our_words_is_in_any_help() -> None:
    shown = (ROOT / "docs" / "dev" / "commands.md").read_text(encoding="utf-8")
    assert [word for word in OURS if word in shown] == []


def test_the_words_are_those_of_the_bank(project: Project) -> None:
    texts = dict(project.texts())
    sentence = "是上岗的参考之一；须与实操考核一并使用，不单独决定上岗的结论"
    for name in ("考试/cards/001.pdf", "考试/cards/001.docx", "001.pdf", "附成绩/测试甲.docx"):
        assert sentence in texts[name], name
    for name in ("papers/001.pdf", "papers/001.docx", "sheets/001.pdf", "cards/001.pdf", "scores.xlsx"):
        assert "所在部门" in texts[f"考试/{name}"], name
        assert "岗位" in texts[f"考试/{name}"], name
    for name in ("analysis.pdf", "analysis.html"):
        assert "各所在部门合格率" in texts[f"考试/{name}"], name
    assert "按所在部门" in texts["考试/scores.xlsx"]


def test_what_no_question_says_is_not_printed(project: Project) -> None:
    key = dict(project.texts())["考试/keys/001.pdf"]
    assert key.count("【解析】") == 1
    assert "【解析】说得清，才来得快。" in key
    assert key.count("【出处】") == key.count("《消防法》第四十四条") <= 1
    booklet = "".join(text_of(project.folder / "题库.pdf").split())
    assert "消防安全题库" in booklet
    assert "某市消防培训中心" in booklet
    assert booklet.count("【依据】") == 1


def test_the_preset_for_any_subject_is_called_after_this_one(project: Project) -> None:
    settings = plain_yaml((project.folder / "小测" / "exam.yaml").read_text(encoding="utf-8"))
    assert settings["title"] == "消防安全知识小测"
    assert settings["terms"]["beside"] == "实操考核"


def test_words_are_signed_with_the_scores(project: Project) -> None:
    head = (project.folder / EXAM / "scores.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(head)["terms"]["unit"] == "所在部门"


def test_the_bank_is_checked_without_a_register_or_a_word_about_one(project: Project) -> None:
    assert not (project.folder / "docs").exists()
    said = "".join(project.said)
    assert "知识库" not in said
    assert f"{BANK}/questions.yaml" in said
    assert "口试题 1 道" in said

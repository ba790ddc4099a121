"""``quizgen new``: a project of one's own, with samples or a bank; what is refused leaves nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.load import load_bank
from quizgen.files.yaml_write import dump_yaml
from quizgen.model.kinds import Kind
from tests.found import contents, things_in
from tests.tool import Run, quizgen

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9v9z"/></svg>'
TITLE = ("--title", "保密知识")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def question(number: int, kind: str = "single", **changes: Any) -> dict[str, Any]:
    """A question of a bank that says no more than it must."""
    bodies: dict[str, dict[str, Any]] = {
        "single": {
            "correct": [f"对的说法{number}"],
            "wrong": [{"text": f"错的说法{number}之{at}"} for at in "甲乙丙"],
        },
        "true_false": {"answer": number % 2 == 0},
        "short": {"points_for": [{"point": f"先做{number}"}, {"point": f"再做{number}"}]},
    }
    stem = f"保密的第{number}件事" + ("有规定。" if kind == "true_false" else "是怎样规定的？")
    said = {"id": f"BM-{number:04d}", "kind": kind, "stem": stem, **bodies[kind]}
    return {**said, "topic": "涉密载体/保管", "difficulty": "中", **changes}


def bank_of(*questions: dict[str, Any], file: str = "题库.yaml") -> Path:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_yaml(list(questions)), encoding="utf-8")
    return path


def refused(run: Run, sentence: str, *, left: list[str] | None = None) -> None:
    """The command said why, in one place, and made nothing."""
    assert sentence in run.out + run.err
    assert run.status == 1
    assert [path.name for path in sorted(Path().iterdir())] == (left or [])


def test_a_project_with_samples_is_in_order() -> None:
    run = quizgen("new", "保密", *TITLE)
    assert run.status == 0
    assert "quizgen exam new exams/diyici --blueprint kaoshi" in run.out
    assert quizgen("bank", "check", "--bank", "保密/question_bank").status == 0
    assert quizgen("site", "check", "--docs", "保密/docs").status == 0
    names = {path.name for path in things_in(Path("保密"))}
    assert names == {".gitignore", "README.md", "docs", "mkdocs.yml", "pack.yaml", "question_bank"}
    assert (Path("保密") / "docs").stat().st_mode & 0o777 == 0o755


def test_the_samples_show_every_kind_but_the_case_and_the_first_paper_asks_them_all() -> None:
    made = quizgen("new", "保密", *TITLE)
    samples = load_bank([Path("保密/question_bank")]).questions
    blueprint, _ = load_blueprint(Path("保密/question_bank/blueprints/kaoshi.yaml"), "kaoshi.yaml", ())
    assert blueprint is not None
    assert Counter(one.kind for one in samples) == {one.kind: one.count for one in blueprint.sections}
    assert {one.kind for one in samples} == set(Kind) - {Kind.CASE}
    assert blueprint.total_points == 100
    assert f"题库里有 {len(samples)} 道样题" in made.out
    advised = quizgen("bank", "check", "--advice", "--bank", "保密/question_bank").out.splitlines()
    assert [line for line in advised if "[B066]" not in line][1:] == ["没有发现错误。"]


def test_an_empty_folder_is_taken() -> None:
    Path("保密").mkdir()
    assert quizgen("new", "保密", *TITLE).status == 0
    assert Path("保密/mkdocs.yml").is_file()


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_what_is_there_is_never_overwritten(what: str, desk: Path) -> None:
    if what == "folder":
        (desk / "保密").mkdir()
        (desk / "保密" / "我的.txt").write_text("我的", encoding="utf-8")
    elif what == "file":
        (desk / "保密").write_text("我的", encoding="utf-8")
    else:
        (desk / "保密").symlink_to("别处")
    (desk / "旁边.txt").write_text("旁边", encoding="utf-8")
    before = contents(desk)
    refused(quizgen("new", "保密", *TITLE), "“保密”已经存在，不会覆盖", left=["保密", "旁边.txt"])
    assert contents(desk) == before


def test_not_inside_a_bank_nor_among_pages_nor_here(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quizgen("new", "甲", *TITLE)
    for place, what in (("甲/question_bank/乙", "题库"), ("甲/docs/深/乙", "网页的文件夹")):
        run = quizgen("new", place, *TITLE)
        assert f"在{what}“" in run.err
        assert run.status == 1
        assert not Path(place).exists()
    (desk / "空").mkdir()
    monkeypatch.chdir(desk / "空")
    refused(quizgen("new", ".", *TITLE), "不能就是当前的文件夹")
    bank = bank_of(question(1), file="里/a.yaml").parent
    refused(quizgen("new", "里/乙", *TITLE, "--bank", bank), "在题库“里”里面", left=["里"])


@pytest.mark.parametrize("title", ["<b>保密", '保密"知识', "保密*知识", "保密🔥"])
def test_a_name_that_cannot_be_printed_or_shown_is_refused(title: str) -> None:
    refused(quizgen("new", "保密", "--title", title), "不能用")


def test_a_file_of_questions_becomes_a_bank_with_topics_and_a_blueprint() -> None:
    kinds = [*["single"] * 30, *["true_false"] * 12, *["short"] * 3]
    bank = bank_of(*(question(at, kind) for at, kind in enumerate(kinds, 1)))
    run = quizgen("new", "保密", *TITLE, "--bank", bank)
    assert "（题库里有 45 道题）" in run.out
    made = Path("保密/question_bank")
    assert (made / "题库.yaml").read_bytes() == bank.read_bytes()
    assert "涉密载体:\n  - 保管\n" in (made / "topics.yaml").read_text(encoding="utf-8")
    blueprint, faults = load_blueprint(made / "blueprints" / "kaoshi.yaml", "kaoshi.yaml", ())
    assert faults == ()
    assert blueprint is not None
    assert sum(section.count * section.points for section in blueprint.sections) == 100
    assert [(one.kind, one.count) for one in blueprint.sections] == [
        ("single", 20),
        ("true_false", 8),
        ("short", 2),
    ]
    assert quizgen("site", "check", "--docs", "保密/docs").status == 0
    exam = quizgen("exam", "new", "卷", "--blueprint", "kaoshi", "--bank", made, "--by", "张三")
    assert exam.status == 0, exam.err


def test_questions_in_a_file_with_the_name_of_another_get_a_name_of_their_own() -> None:
    bank = bank_of(question(1, image="1.svg"), file="旧/bank.yaml")
    bank.with_name("1.svg").write_text(SVG, encoding="utf-8")
    assert quizgen("new", "保密", *TITLE, "--bank", bank).status == 0
    assert "保密知识题库" in Path("保密/question_bank/bank.yaml").read_text(encoding="utf-8")
    assert Path("保密/question_bank/questions.yaml").read_bytes() == bank.read_bytes()
    assert Path("保密/question_bank/1.svg").is_file()
    assert quizgen("bank", "check", "--bank", "保密/question_bank").status == 0


def test_a_bank_keeps_its_own_topics_words_blueprints_and_pictures() -> None:
    folder = bank_of(question(1, image="图/1.svg"), question(2, topic="人员"), file="旧题库/题.yaml").parent
    (folder / "topics.yaml").write_text("人员: []\n涉密载体: [保管]\n", encoding="utf-8")
    (folder / "bank.yaml").write_text("title: 旧题库\nsubject: 保密\n", encoding="utf-8")
    (folder / "blueprints").mkdir()
    blueprint = {"id": "nian", "title": "年考", "minutes": 10, "pass": 1}
    sections = [{"kind": "single", "count": 2, "points": 1}]
    (folder / "blueprints" / "nian.yaml").write_text(
        dump_yaml({**blueprint, "sections": sections}), encoding="utf-8"
    )
    (folder / "图").mkdir()
    for name in ("1.svg", "2.svg"):
        (folder / "图" / name).write_text(SVG, encoding="utf-8")
    (folder / "笔记.txt").write_text("不抄", encoding="utf-8")
    run = quizgen("new", "保密", *TITLE, "--bank", folder)
    assert "--blueprint nian" in run.out
    made = {path.name for path in things_in(Path("保密/question_bank"))}
    assert made == {"题.yaml", "topics.yaml", "bank.yaml", "blueprints", "图"}
    assert [path.name for path in things_in(Path("保密/question_bank/图"))] == ["1.svg"]
    assert "旧题库" in Path("保密/question_bank/bank.yaml").read_text(encoding="utf-8")
    assert Path("保密/docs/zhuanti.md").read_text(encoding="utf-8").count("人员") == 3


def test_a_file_of_questions_brings_the_pictures_that_it_shows() -> None:
    rich = Path(__file__).parents[1] / "data" / "rich" / "a.yaml"
    run = quizgen("new", "理化", *TITLE, "--bank", rich)
    assert run.status == 0, run.err
    shown = {path.name for path in things_in(Path("理化/question_bank/fig"))}
    assert shown == {"ball.jpg", "cells.svg", "line.png"}
    assert quizgen("bank", "check", "理化/question_bank").status == 0


def test_the_faults_of_a_bank_are_all_named_and_nothing_is_made() -> None:
    cited = question(3, cites=["xiamen-019"], explain="解析", wrong=[{"text": "错", "why": "不对"}])
    bank = bank_of(question(1), question(1, stem="编号重复了吗？"), cited)
    text = bank.read_text(encoding="utf-8").replace("difficulty: 中", "difficulty: 中等", 1)
    bank.write_text(text, encoding="utf-8")
    run = quizgen("new", "保密", *TITLE, "--bank", bank)
    refused(run, "没有写出任何文件", left=["题库.yaml"])
    assert "difficulty" in run.out
    assert "[B017] BM-0003：这道题引用了事实（cites），新项目没有知识登记" in run.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("题库.docx", "题库.docx"),
        ("没有.yaml", "没有.yaml"),
        ("空的", "题库里没有题"),
    ],
)
def test_what_is_no_bank_is_said(name: str, said: str) -> None:
    if name == "空的":
        Path(name).mkdir()
    elif name != "没有.yaml":
        Path(name).write_bytes(b"PK")
    left = [] if name == "没有.yaml" else [name]
    refused(quizgen("new", "保密", *TITLE, "--bank", name), said, left=left)


def test_a_bank_of_retired_questions_is_no_bank() -> None:
    bank = bank_of(question(1, retired="2026-11-22 旧了"))
    refused(quizgen("new", "保密", *TITLE, "--bank", bank), "里面没有能用的题", left=["题库.yaml"])


def test_a_topic_whose_name_is_no_heading_still_has_its_page() -> None:
    bank = bank_of(*(question(at, topic="A*B 的*题") for at in range(1, 4)))
    assert quizgen("new", "保密", *TITLE, "--bank", bank).status == 0
    page = Path("保密/docs/zhuanti.md").read_text(encoding="utf-8")
    assert "# 第一个专题\n" in page
    assert "```selftest BM-000" in page
    assert quizgen("site", "check", "--docs", "保密/docs").status == 0


def test_a_project_without_a_blueprint_says_which_there_are() -> None:
    quizgen("new", "保密", *TITLE)
    Path("保密/question_bank/blueprints/kaoshi.yaml").unlink()
    run = quizgen(
        "exam", "new", "卷", "--blueprint", "kaoshi", "--bank", "保密/question_bank", "--by", "张三"
    )
    assert "没有“kaoshi”这个蓝图；现有：" in run.err
    assert not Path("卷").exists()


QUESTIONS = """1. 涉密载体放在哪里？
A. 密码文件柜
B. 抽屉
C. 桌面
答案：A
2. 涉密载体可以带回家。
答案：×
"""


def test_a_bank_of_another_format_is_brought_in() -> None:
    Path("保密.txt").write_text(QUESTIONS, encoding="utf-8")
    run = quizgen("new", "保密", *TITLE, "--bank", "保密.txt")
    assert run.status == 0, run.err
    made = {path.name for path in things_in(Path("保密/question_bank"))}
    assert made >= {"保密.yaml", "topics.yaml", "bank.yaml", "blueprints", "import.json"}
    assert quizgen("bank", "check", "保密/question_bank").status == 0
    Path("保密.txt").write_text(QUESTIONS.replace("×", "√"), encoding="utf-8")
    run = quizgen("bank", "import", "保密.txt", "--to", "保密/question_bank", "--update")
    assert "BMZS-0002：答案“×”→“√”" in run.out


def test_a_bank_of_another_format_with_something_to_look_at_is_no_bank_yet() -> None:
    Path("保密.txt").write_text(QUESTIONS + "3. 没有答案？\nA. 甲\nB. 乙\n", encoding="utf-8")
    refused(quizgen("new", "保密", *TITLE, "--bank", "保密.txt"), "1 处要先核对", left=["保密.txt"])

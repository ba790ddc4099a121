"""Banks of one's own: ``bank.yaml``, both profiles, rules that are off, what a question need not say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.load import load_bank
from quizgen.bank.presets import Preset, presets
from quizgen.files.yaml_write import dump_yaml
from quizgen.model.bank import Profile
from quizgen.model.digest import question_digest
from tests.small_bank import SMALL_REGISTER
from tests.tool import Run, quizgen

GROUNDED: dict[str, Any] = {"cites": ["xiamen-019"], "explain": "先报警，再扑救。"}


def question(number: int, **more: Any) -> dict[str, Any]:
    """A statement without grounds or explanation."""
    return {
        "id": f"XF-{number:04d}",
        "kind": "true_false",
        "stem": f"第{number}层楼着火时可以乘电梯下楼。",
        "answer": False,
        "topic": "逃生",
        "difficulty": "易",
        **more,
    }


def write(folder: Path, settings: str | None, *questions: dict[str, Any]) -> Path:
    """A bank folder of its own; ``settings`` is the text of its bank.yaml (None: it has none)."""
    folder.mkdir(parents=True)
    (folder / "topics.yaml").write_text("逃生: []\n", encoding="utf-8")
    (folder / "questions.yaml").write_text(dump_yaml(list(questions)), encoding="utf-8")
    if settings is not None:
        (folder / "bank.yaml").write_text(settings, encoding="utf-8")
    return folder


def check(*banks: Path) -> Run:
    return quizgen("bank", "check", "--advice", *banks)


def rules(run: Run) -> set[str]:
    """The numbers of the rules that are told as faults."""
    return {line.split("[")[1][:4] for line in run.out.splitlines() if "[B" in line and "建议" not in line}


PLAIN, STRICT = "title: 消防安全题库\nprofile: plain\n", "title: 消防安全题库\nprofile: strict\n"


THREE_OPTIONS: dict[str, Any] = {
    "kind": "single",
    "stem": "以下哪一项,不属于灭火器",
    "correct": ["拖把。"],
    "wrong": [{"text": "干粉灭火器"}, {"text": "水基灭火器"}],
}


def test_how_well_a_question_is_written_is_advice_in_a_plain_bank_and_law_in_a_strict_one(
    tmp_path: Path,
) -> None:
    crafted = {**question(1), **THREE_OPTIONS}
    del crafted["answer"]
    plain = check(write(tmp_path / "plain", PLAIN, crafted))
    strict = check(write(tmp_path / "strict", STRICT, crafted))
    craft = {"B042", "B044", "B052"}
    assert plain.status == 0
    assert rules(plain) == set()
    assert all(f"[{rule}]" in plain.out for rule in craft)
    assert craft | {"B030"} <= rules(strict)


def test_more_options_than_a_paper_has_letters_are_a_fault_in_any_bank(tmp_path: Path) -> None:
    many = {**question(1), **THREE_OPTIONS, "wrong": [{"text": f"{number}号灭火器"} for number in range(8)]}
    del many["answer"]
    run = check(write(tmp_path / "plain", PLAIN, many))
    assert rules(run) == {"B030"}
    assert "有9个选项，最多 8 个" in run.out


def test_a_plain_bank_needs_no_grounds_and_is_advised_to_write_them(tmp_path: Path) -> None:
    run = check(write(tmp_path / "bank", PLAIN, question(1), question(2, basis="《消防法》第五条")))
    assert run.status == 0
    assert "XF-0001：没有写出处（basis）、解析（explain）" in run.out
    assert "XF-0002：没有写解析（explain）" in run.out
    assert "知识库" not in run.out


def test_a_bank_without_a_description_is_told_what_it_is_held_to(tmp_path: Path) -> None:
    bank = write(tmp_path / "bank", None, question(1))
    assert f"{bank}：没有 bank.yaml，也没有题引用事实" in check(bank).out
    (bank / "bank.yaml").write_text(f"{PLAIN}rules: {{B066: 都在讲义里}}\n", encoding="utf-8")
    assert "bank.yaml" not in check(bank).out
    told = json.loads(quizgen("bank", "check", bank, "--json").out)["banks"]
    assert told == [{"name": "bank", "profile": "plain", "off": ["B066"]}]


def test_a_strict_bank_needs_grounds_and_explanations(tmp_path: Path) -> None:
    run = check(write(tmp_path / "bank", STRICT, question(1), question(2, **GROUNDED)))
    assert run.status == 1
    assert {"B005", "B011"} <= rules(run)
    assert "XF-0002" not in run.out
    assert "B066" not in run.out


@pytest.mark.parametrize(
    ("settings", "cited", "profile"),
    [
        (None, [], Profile.PLAIN),
        (None, ["xiamen-019"], Profile.STRICT),
        ("title: 消防安全题库\n", ["xiamen-019"], Profile.PLAIN),
        (STRICT, [], Profile.STRICT),
    ],
    ids=["none", "none-but-facts", "unsaid", "said"],
)
def test_a_bank_that_says_nothing_is_strict_as_soon_as_it_cites_facts(
    tmp_path: Path, settings: str | None, cited: list[str], profile: Profile
) -> None:
    bank = write(tmp_path / "bank", settings, question(1), question(2, cites=cited))
    assert load_bank([bank]).banks[0].profile is profile


def test_a_file_of_questions_that_is_called_bank_yaml_is_still_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "bank", None, question(1, **GROUNDED))
    file = (folder / "questions.yaml").rename(folder / "bank.yaml")
    assert load_bank([file]).problems == ()
    told = {problem.rule: problem.hint for problem in load_bank([folder]).problems}
    assert set(told) == {"B003", "B064"}
    assert "给文件换一个名字" in told["B064"]


def test_a_bank_yaml_holds_for_a_file_of_the_bank_and_folders_below(tmp_path: Path) -> None:
    bank = write(tmp_path / "bank", STRICT)
    (bank / "escape").mkdir()
    file = bank / "escape" / "one.yaml"
    file.write_text(dump_yaml([question(1)]), encoding="utf-8")
    assert load_bank([file]).banks[0].profile is Profile.STRICT
    assert load_bank([bank / "escape"]).banks[0].profile is Profile.STRICT


def test_a_rule_that_is_off_is_off_in_its_own_bank_alone(tmp_path: Path) -> None:
    stem = {"stem": "请见正文，电梯里可以躲火"}
    off = write(
        tmp_path / "off", f"{PLAIN}rules:\n  B052: 题干是半句话\n  B066: 都在讲义里\n", question(1, **stem)
    )
    on = write(tmp_path / "on", PLAIN, question(2, **stem))
    run = check(off, on)
    told = [line for line in run.out.splitlines() if "[B052]" in line or "[B066]" in line]
    assert len(told) == 2
    assert all("XF-0002" in line for line in told)


def test_each_bank_is_held_to_its_own_profile(tmp_path: Path) -> None:
    strict = write(tmp_path / "strict", STRICT, question(1))
    plain = write(tmp_path / "plain", PLAIN, question(2))
    run = check(strict, plain)
    assert run.status == 1
    faults = [line for line in run.out.splitlines() if line.startswith(str(tmp_path))]
    assert {line.split("：")[0].split()[-1] for line in faults} == {"XF-0001"}


def test_a_fingerprint_written_as_basis_in_former_times_is_no_place(tmp_path: Path) -> None:
    old = question(1, basis="0123456789ab", **GROUNDED)
    new = question(2, fingerprint="0123456789ab", **GROUNDED)
    loaded = load_bank([write(tmp_path / "bank", None, old, new)])
    assert loaded.problems == ()
    assert [one.fingerprint for one in loaded.questions] == ["0123456789ab"] * 2
    assert [one.basis for one in loaded.questions] == [None] * 2
    without = load_bank([write(tmp_path / "without", None, question(1, **GROUNDED))]).questions[0]
    assert question_digest(loaded.questions[0]) == question_digest(without)


def test_what_is_not_said_is_not_shown(tmp_path: Path) -> None:
    bare = {
        "id": "XF-0009",
        "kind": "single",
        "stem": "报火警拨打哪一个号码？",
        "correct": ["119"],
        "wrong": [{"text": "110"}, {"text": "120", "why": "这是急救电话"}, {"text": "122"}],
        "topic": "逃生",
        "difficulty": "易",
    }
    bank = write(tmp_path / "bank", PLAIN, bare, question(2, basis="《消防法》第五条", explain="电梯会停。"))
    shown = quizgen("bank", "show", "XF-0009", "--bank", bank).out
    assert shown.count("错在：") == 1
    assert "解析" not in shown
    assert "依据" not in shown
    other = quizgen("bank", "show", "XF-0002", "--bank", bank).out
    assert "解析：电梯会停。" in other
    assert "出处：《消防法》第五条" in other
    as_data = json.loads(quizgen("bank", "show", "XF-0009", "--bank", bank, "--json").out)
    assert "explain" not in as_data["question"]


def new(folder: Path, blueprint: object, *banks: Path) -> Run:
    """Draw an exam from banks, as one does outside any project."""
    named = [word for bank in banks for word in ("--bank", bank)]
    return quizgen("exam", "new", folder, "--blueprint", blueprint, *named, "--no-cache", "--by", "张三")


STATEMENTS = (
    "id: one\ntitle: 小测\nminutes: 10\npass: 1\nsections:\n  - {kind: true_false, count: 2, points: 1}\n"
)


@pytest.fixture
def blueprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blueprint of two statements, in a folder without anything of a project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text(STATEMENTS, encoding="utf-8")
    return tmp_path / "one.yaml"


def test_banks_of_both_profiles_go_into_one_exam_with_the_words_of_the_first(
    tmp_path: Path, blueprint: Path
) -> None:
    register = {"cites": [], "explain": "电梯会停。"}
    plain = write(tmp_path / "plain", f"{PLAIN}terms: {{unit: 车间}}\n", question(1))
    strict = write(tmp_path / "strict", f"{STRICT}terms: {{unit: 班组}}\n", question(2, **register))
    refused = new(tmp_path / "exam", blueprint, plain, strict)
    assert refused.status == 1
    assert "[B011] XF-0002" in refused.out + refused.err
    assert "XF-0001" not in refused.out + refused.err
    (strict / "bank.yaml").write_text(f"{PLAIN}terms: {{unit: 班组}}\n", encoding="utf-8")
    assert new(tmp_path / "exam", blueprint, plain, strict).status == 0
    assert "unit: 车间" in (tmp_path / "exam" / "exam.yaml").read_text(encoding="utf-8")


def test_a_bank_yaml_with_faults_stops_an_exam_with_every_fault(tmp_path: Path, blueprint: Path) -> None:
    terms = "terms: {unit: 所在的部门, post: 身份证号}"
    settings = f"title: 消防\u202e安全题库\npublsher: 某中心\n{terms}\nrules: {{B049: off}}\n"
    bank = write(tmp_path / "bank", settings, question(1), question(2))
    run = new(tmp_path / "exam", blueprint, bank)
    assert run.status == 1
    said = run.out + run.err
    assert "title 里有看不见、会改变显示的字符（U+202E）" in said
    assert "不认识的键“publsher”" in said
    assert "“所在的部门”不合规定的写法（考生的单位怎样叫，一至四个汉字" in said
    assert "post 不能叫“身份证号”" in said
    assert "停用 B049 没有写理由" in said
    assert not (tmp_path / "exam").exists()


def test_words_that_no_font_prints_stop_an_exam(tmp_path: Path, blueprint: Path) -> None:
    bank = write(tmp_path / "bank", f"{PLAIN}terms: {{unit: 𠀀车间}}\n", question(1), question(2))
    run = new(tmp_path / "exam", blueprint, bank)
    assert run.status == 1
    assert "[B043] bank.yaml 里有字体印不出的字：“𠀀”" in run.out + run.err


@pytest.mark.parametrize("terms", ["{unit: 岗位, post: 岗位}", "{unit: 姓名}", "{unit: 职务}"])
def test_two_things_are_not_called_the_same(tmp_path: Path, terms: str) -> None:
    bank = write(tmp_path / "bank", f"{PLAIN}terms: {terms}\n", question(1))
    assert "与另一栏重名" in check(bank).out


def test_a_roster_may_use_the_words_of_the_bank(tmp_path: Path, blueprint: Path) -> None:
    bank = write(tmp_path / "bank", f"{PLAIN}terms: {{unit: 班组, post: 工种}}\n", question(1), question(2))
    roster = tmp_path / "名册.csv"
    roster.write_text("编号,姓名,班组,工种\n001,测试甲,一班,电工\n", encoding="utf-8")
    command = ("exam", "new", tmp_path / "exam", "--blueprint", blueprint, "--bank", bank, "--roster", roster)
    assert quizgen(*command, "--by", "张三").status == 0
    assert (tmp_path / "exam" / "roster.csv").read_text(encoding="utf-8-sig") == (
        "编号,姓名,单位,职务\n001,测试甲,一班,电工\n"
    )


def test_a_bank_that_cites_facts_needs_the_register(tmp_path: Path, blueprint: Path) -> None:
    bank = write(tmp_path / "bank", PLAIN, question(1, cites=["law-005"]), question(2))
    run = new(tmp_path / "exam", blueprint, bank)
    assert run.status == 1
    assert "用 --knowledge 指明它在哪里" in run.err
    assert quizgen("bank", "due", bank).status == 1


def test_presets_are_those_of_the_bank_and_then_those_for_any_subject(
    tmp_path: Path, blueprint: Path
) -> None:
    bank = write(tmp_path / "bank", PLAIN, question(1), question(2))
    (bank / "blueprints").mkdir()
    blueprint.rename(bank / "blueprints" / "one.yaml")
    assert new(tmp_path / "exam", "one", bank / "questions.yaml").status == 0
    run = new(tmp_path / "other", "two", bank)
    assert run.status == 1
    assert "现有：one、mixed-100、quick-10、short-20、standard-80" in run.err


@pytest.mark.parametrize("preset", presets(()), ids=lambda preset: preset.name)
def test_a_preset_for_any_subject_is_sound(preset: Preset) -> None:
    found, problems = load_blueprint(preset.path, str(preset.path), ())
    assert problems == ()
    assert found is not None
    assert found.total_points == 100
    assert found.id == preset.name


def test_a_review_writes_the_fingerprint_where_it_stands_now(tmp_path: Path) -> None:
    old = question(1, basis="0123456789ab", **GROUNDED)
    bank = write(tmp_path / "bank", STRICT, old)
    shutil.copytree(SMALL_REGISTER, tmp_path / "docs" / "_data")
    sheet = tmp_path / "审题表.xlsx"
    assert quizgen("bank", "review", sheet, "--bank", bank).status == 0
    book = load_workbook(sheet)
    table = book.worksheets[0]
    heads = [str(cell.value) for cell in table[1]]
    for head, value in (("结论", "通过"), ("命题人", "张三"), ("姓名", "李四"), ("日期", "2026-11-20")):
        table.cell(2, heads.index(head) + 1, value)
    book.save(sheet)
    run = quizgen("bank", "review", sheet, "--read", "--bank", bank)
    assert run.status == 0, run.out + run.err
    (read,) = load_bank([bank]).questions
    assert read.fingerprint not in {None, "0123456789ab"}
    assert read.basis is None
    assert quizgen("bank", "check", "--bank", bank).status == 0

"""``quizgen bank import`` from outside: looked at first, written whole, updated without touching the rest."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from tests.found import contents, none_like, things_in
from tests.tool import Run, quizgen

FILE = Path("消防题库.txt")
SINGLE = """1. 任何人发现火灾，首先应当（  ）。
A. 立即报警
B. 先拍照
C. 先找原因
D. 自行离开
答案：A
"""
MULTIPLE = """2. 我国消防工作的方针包括（  ）。
A. 预防为主
B. 防消结合
C. 以罚代管
答案：AB
"""
STATEMENT = """3. 单位和个人不得损坏、挪用消防设施、器材。
答案：√
"""
FILL = """4. 在我国,火警电话是______。
答案：119
"""
ALL = SINGLE + MULTIPLE + STATEMENT + FILL
NO_KEY = "5. 这道题没有答案吗？\nA. 甲\nB. 乙\n"
EQUAL = "5. 哪两个选项一样？\nA. 甲\nB. 甲\nC. 丙\n答案：A\n"
LETTERS = "5. 灭火用什么？\nA. 水\nB. 沙\nC. A和B都可以\nD. 汽油\n答案：C\n"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder with a text of four questions."""
    monkeypatch.chdir(tmp_path)
    FILE.write_text(ALL, encoding="utf-8")
    return tmp_path


def numbered(*texts: str) -> str:
    """Questions numbered from 1 on."""
    return "".join(re.sub(r"^\d+", str(at), text) for at, text in enumerate(texts, 1))


def bring(*words: object, file: Path = FILE) -> Run:
    return quizgen("bank", "import", file, *words)


def questions(bank: str = "xf") -> dict[str, dict[str, Any]]:
    """The questions of the bank, by id."""
    files = [
        path for path in things_in(Path(bank), "*.yaml") if path.name not in {"bank.yaml", "topics.yaml"}
    ]
    assert files
    return {one["id"]: one for path in files for one in yaml.safe_load(path.read_text(encoding="utf-8"))}


def brought(*words: object, text: str = ALL) -> dict[str, dict[str, Any]]:
    """The bank ``xf`` after a text was brought in."""
    FILE.write_text(text, encoding="utf-8")
    run = bring("--to", "xf", *words)
    assert run.status == 0, run.out + run.err
    return questions()


def test_looking_writes_nothing() -> None:
    run = bring()
    assert run.status == 0, run.err
    assert "消防题库.txt：4 题（单选 1，多选 1，判断 1，填空 1）；文件自己的题号有 4 个。" in run.out
    assert "合计 4 题 = 认得 4 + 存疑 0 + 不收 0。" in run.out
    assert "写成题库：quizgen bank import 消防题库.txt --to 消防题库" in run.out
    assert none_like(Path(), "*.yaml")


def test_a_bank_is_written_that_passes_the_check_and_that_only_its_owner_reads() -> None:
    found = brought()
    assert {id_: one["kind"] for id_, one in found.items()} == {
        "XF-0001": "single",
        "XF-0002": "multiple",
        "XF-0003": "true_false",
        "XF-0004": "fill",
    }
    assert found["XF-0001"]["stem"] == "任何人发现火灾，首先应当"
    assert found["XF-0004"]["stem"] == "在我国，火警电话是____。"
    assert quizgen("bank", "check", "xf").status == 0
    assert Path("xf").stat().st_mode & 0o777 == 0o700
    assert all(Path("xf", name).stat().st_mode & 0o077 == 0 for name in contents(Path("xf")))


def test_the_words_of_the_order_reach_the_bank() -> None:
    found = brought("--prefix", "AQ", "--topic", "消防/灭火", "--title", "安全题库", "--sealed")
    assert [*found] == ["AQ-0001", "AQ-0002", "AQ-0003", "AQ-0004"]
    assert {(one["topic"], one["pool"]) for one in found.values()} == {("消防/灭火", "exam")}
    assert yaml.safe_load(Path("xf/topics.yaml").read_text(encoding="utf-8")) == {"消防": ["灭火"]}
    settings = yaml.safe_load(Path("xf/bank.yaml").read_text(encoding="utf-8"))
    assert settings == {"title": "安全题库", "subject": "安全", "profile": "plain"}


@pytest.mark.parametrize(
    ("text", "said"),
    [(ALL + NO_KEY, "没有答案"), (ALL + EQUAL, "错误项“甲”同时也是正确项")],
)
def test_nothing_is_written_while_something_is_open(text: str, said: str) -> None:
    FILE.write_text(text, encoding="utf-8")
    run = bring("--to", "xf")
    assert run.status == 1
    assert said in run.out
    assert "没有写出任何文件" in run.err
    assert not Path("xf").exists()


def test_what_is_refused_is_left_out_once_that_is_accepted() -> None:
    found = brought("--accept-doubts", text=ALL + NO_KEY + EQUAL.replace("5.", "6."))
    assert len(found) == 4
    assert quizgen("bank", "check", "xf").status == 0


def test_options_that_are_named_by_letters_keep_their_order() -> None:
    FILE.write_text(ALL + LETTERS, encoding="utf-8")
    assert "[N203] 选项照原来的次序印，不打乱：1 题" in bring().out
    found = brought(text=ALL + LETTERS)
    assert found["XF-0005"]["last"] == ["水", "沙", "A和B都可以", "汽油"]
    assert quizgen("bank", "check", "xf").status == 0


def test_an_option_about_all_others_stands_last() -> None:
    found = brought(
        text=LETTERS.replace("5.", "1.").replace("A和B都可以", "沙土").replace("汽油", "以上都对")
    )
    assert found["XF-0001"]["last"] == ["以上都对"]
    assert "status" not in found["XF-0001"]


def test_a_corrected_file_updates_its_questions_and_touches_nothing_else() -> None:
    brought()
    bank = Path("xf/消防题库.yaml")
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("- id: XF-0003", "# 手写的一行\n- id: XF-0003"), encoding="utf-8")
    before = contents(Path("xf"))
    found = brought(
        "--update", text=numbered(SINGLE.replace("答案：A", "答案：B"), STATEMENT, FILL, MULTIPLE)
    )
    assert found["XF-0001"]["correct"] == ["先拍照"]
    assert found["XF-0001"]["wrong"][0] == {"text": "立即报警"}
    after = contents(Path("xf"))
    assert {name for name in after if before.get(name) != after[name]} == {"消防题库.yaml", "import.json"}
    rest = before["消防题库.yaml"].decode().partition("- id: XF-0002")[2]
    assert after["消防题库.yaml"].decode().endswith(f"- id: XF-0002{rest}")
    assert "# 手写的一行\n- id: XF-0003" in rest


def test_the_same_file_again_changes_nothing() -> None:
    brought()
    before = contents(Path("xf"))
    run = bring("--to", "xf", "--update")
    assert run.status == 0
    assert "相同 4 题；xf 没有要改的。" in run.out
    assert contents(Path("xf")) == before


def test_a_question_edited_by_hand_is_kept_and_named_unless_it_is_to_be_replaced() -> None:
    brought()
    bank = Path("xf/消防题库.yaml")
    edited = bank.read_text(encoding="utf-8").replace("先找原因", "先查原因")
    bank.write_text(edited, encoding="utf-8")
    text = ALL.replace("自行离开", "离开现场")
    FILE.write_text(text, encoding="utf-8")
    run = bring("--to", "xf", "--update")
    assert run.status == 0
    assert "XF-0001：题库里的手工改过，照旧" in run.out
    assert bank.read_text(encoding="utf-8") == edited
    found = brought("--update", "--replace-edited", text=text)
    assert [one["text"] for one in found["XF-0001"]["wrong"]] == ["先拍照", "先找原因", "离开现场"]


def test_a_question_that_is_gone_from_the_file_is_named_and_stays() -> None:
    brought()
    FILE.write_text(numbered(SINGLE, MULTIPLE, FILL), encoding="utf-8")
    run = bring("--to", "xf", "--update")
    assert "XF-0003（原来的第 3 题）文件里已经没有" in run.out
    assert "XF-0003" in questions()


def test_a_new_question_gets_the_next_id() -> None:
    brought()
    found = brought("--update", text=ALL + "5. 灭火器每月检查。\n答案：√\n")
    assert [*found] == ["XF-0001", "XF-0002", "XF-0003", "XF-0004", "XF-0005"]


def test_a_question_that_the_bank_has_already_is_a_doubt() -> None:
    brought()
    Path("另一份.txt").write_text(numbered(FILL, "2. 逃生时要乘电梯。\n答案：×\n"), encoding="utf-8")
    run = bring("--to", "xf", file=Path("另一份.txt"))
    assert run.status == 1
    assert "[N001] 第 1 题：与题库里的 XF-0004 相同" in run.out
    assert bring("--to", "xf", "--accept-doubts", file=Path("另一份.txt")).status == 0
    assert questions()["XF-0005"]["status"] == "审核"
    assert "status" not in questions()["XF-0006"]


def test_a_doubt_that_was_settled_in_the_file_lifts_the_status() -> None:
    formula = "5. 由 $\\foo{x}$ 可知压力不变。\n答案：×\n"
    found = brought("--accept-doubts", text=ALL + formula)
    assert found["XF-0005"]["status"] == "审核"
    found = brought("--update", text=ALL + formula.replace("\\foo{x}", "x=1"))
    assert "status" not in found["XF-0005"]
    assert found["XF-0005"]["stem"] == "由 $x=1$ 可知压力不变。"


def test_a_doubt_waits_for_a_review_and_is_drawn_after_it() -> None:
    brought("--accept-doubts", text=ALL + "5. 由 $\\foo{x}$ 可知压力不变。\n答案：×\n")
    sheet = Path("审题表.xlsx")
    assert quizgen("bank", "review", sheet, "--status", "审核", "--bank", "xf").status == 0
    book = load_workbook(sheet)
    page = book.active
    assert page is not None
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=3) for cell in row if cell.value}
    row = next(cell.row for cell in page["A"] if cell.value == "XF-0005")
    for head, value in (("结论", "通过"), ("姓名", "李四"), ("命题人", "张三"), ("日期", "2026-12-01")):
        page.cell(row, heads[head], value)
    book.save(sheet)
    run = quizgen("bank", "review", sheet, "--read", "--bank", "xf")
    assert run.status == 0, run.out + run.err
    assert questions()["XF-0005"]["status"] == "可用"
    assert quizgen("bank", "check", "xf").status == 0
    assert bring("--to", "xf", "--update").status == 0
    assert questions()["XF-0005"]["status"] == "可用"


def test_several_files_at_once_and_the_same_question_in_two_of_them() -> None:
    other = Path("乙.txt")
    other.write_text(numbered(FILL), encoding="utf-8")
    run = quizgen("bank", "import", FILE, other)
    assert run.status == 1
    assert "[N002] 第 1 题：与 消防题库.txt 第 4 题相同" in run.out
    other.write_text("1. 逃生时要乘电梯。\n答案：×\n", encoding="utf-8")
    assert quizgen("bank", "import", FILE, other, "--to", "xf").status == 0
    assert {path.name for path in things_in(Path("xf"), "*.yaml")} == {
        "bank.yaml",
        "topics.yaml",
        "消防题库.yaml",
        "乙.yaml",
    }


def test_a_bank_made_by_hand_gets_a_file_more_and_no_other_change() -> None:
    bank = Path("手写")
    bank.mkdir()
    (bank / "topics.yaml").write_text("消防: []\n", encoding="utf-8")
    own = {"id": "XF-0007", "kind": "true_false", "stem": "火灾时要乘电梯。", "answer": False}
    (bank / "题.yaml").write_text(
        yaml.safe_dump([{**own, "topic": "消防", "difficulty": "易"}], allow_unicode=True), encoding="utf-8"
    )
    before = contents(bank)
    run = bring("--to", bank)
    assert run.status == 1
    assert "专题表里没有“未分类”" in run.out
    assert bring("--to", bank, "--topic", "消防").status == 0
    after = contents(bank)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"消防题库.yaml", "import.json"}
    assert [*questions("手写")] == ["XF-0008", "XF-0009", "XF-0010", "XF-0011", "XF-0007"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("题.wps", "用 WPS 或 Word 打开，另存为 .docx 再导入"),
        ("题.et", "用 WPS 或 Excel 打开，另存为 .xlsx 再导入"),
        ("题.pdf", "找到原来的 Word 文档"),
        ("题.rar", "先解开"),
        ("题.yaml", "已经是题库的格式"),
        ("题.xyz", "不认得"),
        ("没有.txt", "没有这个文件"),
    ],
)
def test_a_file_that_is_not_read_is_one_sentence_with_what_to_do(name: str, said: str) -> None:
    if name != "没有.txt":
        Path(name).write_bytes(b"\x00\x01")
    run = bring("--to", "xf", file=Path(name))
    assert run.status == 1
    assert said in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert not Path("xf").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--preview", "a.html", "--accept-doubts", "--to", "xf"), "只看不写"),
        (("--update",), "要同 --to 一起用"),
        (("--prefix", "xf"), "2 至 6 个大写字母"),
        (("--topic", "甲/乙/丙"), "写“一级”或“一级/二级”"),
    ],
)
def test_what_makes_no_sense_is_misuse(words: tuple[str, ...], said: str) -> None:
    run = bring(*words)
    assert run.status == 2
    assert said in run.err


def test_what_lies_in_the_way_is_left_alone() -> None:
    Path("别的").mkdir()
    Path("别的/信.txt").write_text("信", encoding="utf-8")
    assert "不是题库" in bring("--to", "别的").err
    assert "不是文件夹" in bring("--to", FILE).err
    assert "没有可更新的" in bring("--to", "新的", "--update").err
    assert contents(Path("别的")) == {"信.txt": "信".encode()}


def test_the_preview_is_a_page_without_scripts_that_only_its_owner_reads() -> None:
    FILE.write_text(ALL + NO_KEY + "6. <b>标记</b>也是文字。\n答案：√\n", encoding="utf-8")
    page = Path("预览.html")
    run = bring("--preview", page, "--to", "xf")
    assert run.status == 1
    assert not Path("xf").exists()
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600
    assert "&lt;b&gt;标记&lt;/b&gt;也是文字" in text
    assert "<script" not in text
    assert "http" not in text
    assert text.count("<article") == 6
    assert bring("--preview", page).status == 1, "an earlier preview is replaced"
    page.write_text("别的网页", encoding="utf-8")
    assert "已经存在" in bring("--preview", page).err


def test_programs_get_the_same_numbers() -> None:
    FILE.write_text(ALL + NO_KEY, encoding="utf-8")
    run = bring("--to", "xf", "--json")
    assert run.status == 1
    data = json.loads(run.out)
    (file,) = data["files"]
    assert (file["questions"], file["fine"], file["doubtful"], file["refused"]) == (5, 4, 0, 1)
    last = data["questions"][-1]
    assert (last["line"], last["standing"], last["id"]) == (16, "refused", None)
    assert data["written"] is None
    assert [problem["rule"] for problem in data["problems"]] == ["D104"]


def test_from_a_text_to_a_paper_in_three_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_BY", "张三")
    assert bring("--to", "xf").status == 0
    run = quizgen("exam", "new", "卷", "--bank", "xf")
    assert run.status == 0, run.err
    run = quizgen("exam", "build", "卷", "--only", "papers", "--format", "docx")
    assert run.status == 0, run.err
    assert Path("卷/papers/A.docx").is_file()


GIFT = "::甲:: 发现火灾怎么办？ {=立即报警 ~先拍照 ~先找原因}\n\n::乙:: 火灾时要乘电梯。 {F}\n"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="truefalse"><name><text>甲</text></name>
<questiontext format="html"><text>&lt;p&gt;火灾时要乘电梯。&lt;/p&gt;</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer>
</question></quiz>
"""


@pytest.mark.parametrize(
    ("name", "text", "kinds"),
    [
        ("题.gift", GIFT, ["single", "true_false"]),
        ("题.txt", GIFT, ["single", "true_false"]),
        ("题.xml", MOODLE, ["true_false"]),
    ],
)
def test_files_of_other_programs_are_known_by_what_they_are(name: str, text: str, kinds: list[str]) -> None:
    Path(name).write_text(text, encoding="utf-8")
    run = bring("--to", "xf", file=Path(name))
    assert run.status == 0, run.out + run.err
    assert [one["kind"] for one in questions().values()] == kinds


def test_a_format_that_is_named_is_believed() -> None:
    Path("题.dat").write_text(GIFT, encoding="utf-8")
    assert "不认得" in bring(file=Path("题.dat")).err
    assert bring("--from", "gift", file=Path("题.dat")).status == 0


def test_a_workbook_is_written_as_a_bank_that_can_be_drawn_from(desk: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["题型", "题干", "选项A", "选项B", "选项C", "答案", "知识点"])
    for number in range(1, 5):
        sheet.append(["单选题", f"第 {number} 类火灾用什么扑救（　　）", "水", "沙土", "干粉", "B", "灭火"])
    book.save(desk / "消防.xlsx")
    run = bring("--to", "xf", file=Path("消防.xlsx"))
    assert run.status == 0, run.err
    assert [one["correct"] for one in questions().values()] == [["沙土"]] * 4
    assert quizgen("bank", "check", "--bank", "xf").status == 0


def test_a_map_of_columns_with_a_fault_stops_everything(desk: Path) -> None:
    (desk / "列.yaml").write_text("columns: {题甘: A}\n", encoding="utf-8")
    (desk / "题.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    run = bring("--to", "xf", "--map", "列.yaml", file=Path("题.csv"))
    assert run.status == 1
    assert "列.yaml:1: [D340] 不认识“题甘”" in run.err + run.out
    assert not Path("xf").exists()

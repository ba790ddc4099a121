"""The roster: four columns in any order, every fault named by line, nothing private let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.model.exam import Candidate
from quizgen.records.roster import load_roster, roster_csv

HEAD = "编号,姓名,单位,职务\n"


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[tuple[Candidate, ...], list[str]]:
    path = tmp_path / "名册.csv"
    path.write_bytes(text.encode(encoding))
    candidates, problems = load_roster(path, "名册.csv")
    return candidates, [str(problem) for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_is_read_in_the_encodings_of_chinese_excel(tmp_path: Path, encoding: str) -> None:
    candidates, problems = read(tmp_path, HEAD + "001,张三,测试一局,科长\n", encoding)
    assert problems == []
    assert candidates == (Candidate(number="001", name="张三", unit="测试一局", post="科长"),)


def test_columns_may_stand_in_any_order_and_be_tab_separated(tmp_path: Path) -> None:
    candidates, problems = read(tmp_path, "职务\t单位\t姓名\t编号\n\t测试一局\t张三\t001\n")
    assert problems == []
    assert candidates == (Candidate(number="001", name="张三", unit="测试一局"),)


def test_spaces_of_any_width_around_a_cell_and_inside_a_name_are_dropped(tmp_path: Path) -> None:
    candidates, _ = read(tmp_path, HEAD + "\u3000001 ,\u3000张\u3000三\u00a0,测试一局,\n")
    assert candidates[0].number == "001"
    assert candidates[0].name == "张三"


def test_a_doubled_number_names_both_lines(tmp_path: Path) -> None:
    _, problems = read(tmp_path, HEAD + "001,张三,测试一局,\n002,李四,测试一局,\n001,王五,测试二局,\n")
    assert problems == ["名册.csv:4: [R006] 编号“001”与第 2 行重复（编号一人一个，不能相同）"]


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "编号,姓名\n001,张三\n")
    assert problems == [
        "名册.csv:1: [R003] 缺少列：单位、职务（表头应当是：编号、姓名、单位、职务；职务可以留空）"
    ]


@pytest.mark.parametrize("column", ["身份证号", "手机", "电子邮箱", "备注"])
def test_a_further_column_is_left_behind(tmp_path: Path, column: str) -> None:
    found = read(tmp_path, f"编号,姓名,单位,职务,{column}\n001,张三,测试一局,,x\n")
    assert found == ((Candidate(number="001", name="张三", unit="测试一局"),), [])


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("110101199001011234", "R009"),
        ("13812345678", "R009"),
        ("2.026E+06", "R010"),
        ("张三", "R010"),
        ("../../x", "R010"),
    ],
)
def test_a_number_that_is_none_is_refused(tmp_path: Path, number: str, rule: str) -> None:
    _, problems = read(tmp_path, HEAD + f"{number},张三,测试一局,\n")
    assert [rule in problem for problem in problems] == [True]


def test_every_fault_of_the_file_is_named_in_one_run(tmp_path: Path) -> None:
    _, problems = read(tmp_path, HEAD + ",张三,测试一局,\n002,,,\n003,李四,测试一局,,多\n")
    assert [problem.split("]")[0] for problem in problems] == [
        "名册.csv:2: [R008",
        "名册.csv:3: [R008",
        "名册.csv:3: [R008",
        "名册.csv:4: [R007",
    ]


def test_faults_of_rows_are_named_beside_those_of_the_headings(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "编号,姓名,单位,职务,单位\n,张三,测试一局,,\n002,李四,测试一局\n")
    assert [problem.split("]")[0] for problem in problems] == [
        "名册.csv:1: [R004",
        "名册.csv:2: [R008",
        "名册.csv:3: [R007",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("002,李四测试一局,科长", "[R007] 这一行只有 3 格，表头有 4 格"),
        ("002，李四，测试一局，科长", "这一行用了“，”，表头用的是“,”"),
        ("002\t李四\t测试一局\t科长", "这一行用了“制表符”，表头用的是“,”"),
        ("李四", "[R007] 这一行只有 1 格，表头有 4 格"),
        ("002李四测试一局科长", "[R007] 这一行只有 1 格，表头有 4 格"),
        ("002,李四,测试一局,科长,多", "[R007] 这一行有 5 格，比表头的 4 格多"),
        ('002,"李四,测试一局,科长', "[R013] 引号没有配对"),
        ('002,"李四"甲,测试一局,科长', "[R013] 引号没有配对"),
        ("002,李?,测试一局,科长", "[R014] “姓名”中的“李?”有认不出的字"),
        ("002,李四,测试\ufffd局,科长", "[R014] “单位”中的“测试\ufffd局”有认不出的字"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_alone(tmp_path: Path, line: str, said: str) -> None:
    more = "".join(f"{number:03d},测试{number},测试一局,\n" for number in range(3, 4000))
    candidates, problems = read(tmp_path, f"{HEAD}001,张三,测试一局,\n{line}\n{more}004,重号,测试一局,\n")
    assert len(candidates) == 3998
    assert [problem.split(":")[1] for problem in problems] == ["3", "4001"]
    assert said in problems[0]


@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "；", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_any_separator_in_any_encoding_reads_the_same(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f"{HEAD}001,张三,测试一局,科长\n".replace(",", separator)
    assert read(tmp_path, text, encoding) == (
        (Candidate(number="001", name="张三", unit="测试一局", post="科长"),),
        [],
    )


def test_what_keeps_zeros_in_a_spreadsheet_is_not_part_of_a_number(tmp_path: Path) -> None:
    candidates, problems = read(
        tmp_path, f'sep=,\n测试名册,,,\n{HEAD}="001",张三,测试一局,\n\'002,李四,测试一局,\n'
    )
    assert problems == []
    assert [one.number for one in candidates] == ["001", "002"]


def test_a_zero_byte_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="第 3 行有空字符"):
        read(tmp_path, f"{HEAD}001,张三,测试一局,\n002,李\0四,测试一局,\n")


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_bytes(f"{HEAD}001,张三,测试一局,\n".encode() + b"002,\xff\xff,,\n")
    with pytest.raises(CannotRead, match="第 3 行既不是 UTF-8 也不是 GBK"):
        load_roster(tmp_path / "名册.csv", "名册.csv")


def test_text_that_was_converted_wrongly_is_recognised(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="转坏了"):
        read(tmp_path, HEAD.encode().decode("gb18030"))


def test_a_frozen_roster_is_read_as_it_was_accepted(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(f"{HEAD}001,张?,测试一局,\n", encoding="utf-8")
    candidates, problems = load_roster(path, "roster.csv", frozen=True)
    assert (len(candidates), problems) == (1, ())


def test_a_character_that_cannot_be_printed_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(HEAD + "001,张\U0001f600,测试一局,\n", encoding="utf-8")
    _, problems = load_roster(path, "名册.csv", lambda character: character != "\U0001f600")
    assert [str(problem) for problem in problems] == [
        "名册.csv:2: [R012] “姓名”中的“\U0001f600”（U+1F600）印不出来（换用通行的字，或安装含有该字的字体）"
    ]


def test_five_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{number:05d},测试{number},测试一局,\n" for number in range(5000))
    candidates, problems = read(tmp_path, HEAD + rows)
    assert problems == []
    assert len(candidates) == 5000


@pytest.mark.parametrize("text", ["", "\n", HEAD])
def test_a_roster_of_nobody_is_a_fault(tmp_path: Path, text: str) -> None:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    candidates = (Candidate(number="001", name="𠮷㛃", unit='测试,"一"局', post="科长"),)
    assert read(tmp_path, roster_csv(candidates)) == (candidates, [])


@pytest.mark.parametrize(
    ("post", "what"), [("13812345678", "手机号"), ("科长 110101199001011234", "身份证号"), ("a@b.cn", "邮箱")]
)
def test_a_private_number_in_any_column_is_refused_without_repeating_it(
    tmp_path: Path, post: str, what: str
) -> None:
    candidates, problems = read(tmp_path, HEAD + f"001,张三,测试一局,{post}\n")
    assert candidates == ()
    assert "[R009]" in problems[0]
    assert what in problems[0]
    assert post not in problems[0]


def test_numbers_that_differ_in_case_only_would_share_their_files(tmp_path: Path) -> None:
    _, problems = read(tmp_path, HEAD + "a1,张三,测试一局,\nb1,李四,测试一局,\nA1,王五,测试二局,\n")
    (problem,) = problems
    assert problem.startswith("名册.csv:4: [R006] 编号“A1”与第 2 行只差大小写，在 Windows 上会是同一个文件")


@pytest.mark.parametrize("number", ["CON", "aux", "NUL", "com1", "Lpt9", "../1", "a b", "x" * 21])
def test_numbers_that_cannot_name_a_file_are_refused(tmp_path: Path, number: str) -> None:
    candidates, problems = read(tmp_path, f"{HEAD}{number},张三,测试一局,\n")
    assert candidates == ()
    assert ["[R010]" in one for one in problems] == [True]

"""The limits of what is kept: cells of a roster, rows above its headings, the links of a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import CannotWrite
from quizgen.model.ledger import FIRST_PREV, Act, LedgerEntry
from quizgen.records.form_lines import find_forms
from quizgen.records.ledger import (
    DamagedLedger,
    append,
    broken,
    check_ledger,
    latest_outputs,
    line_text,
    link,
    read_ledger,
)
from quizgen.records.names import LEDGER
from quizgen.records.roster import load_roster
from tests.records.made import act

HEAD = "编号,姓名,单位,职务\n"


def said(folder: Path, text: str) -> list[str]:
    """What is wrong with a roster: line, rule and sentence."""
    (folder / "名册.csv").write_text(text, encoding="utf-8")
    candidates, problems = load_roster(folder / "名册.csv", "名册.csv")
    assert candidates or problems
    return [str(problem).partition(":")[2] for problem in problems]


@pytest.mark.parametrize(("place", "name"), [(1, "姓名"), (2, "单位"), (3, "职务")])
def test_a_cell_has_at_most_sixty_characters(place: int, name: str, tmp_path: Path) -> None:
    def row(size: int) -> str:
        cells = ["001", "张三", "测试一局", "科长"]
        cells[place] = "测" * size
        return HEAD + ",".join(cells) + "\n"

    assert said(tmp_path, row(60)) == []
    assert said(tmp_path, row(61)) == [f"2: [R011] “{name}”超过 60 个字（写简称）"]


@pytest.mark.parametrize("number", ["1E10", "1e10", "1E+10", "2.026E+06", "2.0E6", "12e3"])
def test_a_number_that_a_spreadsheet_made_scientific_is_named_so(number: str, tmp_path: Path) -> None:
    assert said(tmp_path, f"{HEAD}{number},张三,测试一局,\n") == [
        f"2: [R010] 编号“{number}”被表格软件改成了科学计数（把编号列设为文本格式后重新填写）"
    ]


@pytest.mark.parametrize(
    "number", ["E10", "1E", "1E10A", "A1E10", "1-E10", "0", "a", "A-1", "9" * 14, "x" * 20]
)
def test_a_number_that_only_looks_like_it_is_taken(number: str, tmp_path: Path) -> None:
    assert said(tmp_path, f"{HEAD}{number},张三,测试一局,\n") == []


@pytest.mark.parametrize("number", ["-1", "", "1_1", "1.5", "１", "1" * 14 + "-" + "1" * 6, "1 1"])
def test_a_number_that_is_none_is_named(number: str, tmp_path: Path) -> None:
    (problem,) = said(tmp_path, f"{HEAD}{number},张三,测试一局,\n")
    assert problem.startswith(("2: [R010]", "2: [R008] “编号”是空的"))


def test_a_title_may_stand_in_nine_rows_above_the_headings_and_no_more(tmp_path: Path) -> None:
    row = "001,张三,测试一局,\n"
    title = "测试名册,,,\n"
    assert said(tmp_path, title * 9 + HEAD + row) == []
    found = said(tmp_path, title * 10 + HEAD + row)
    assert (
        found[0]
        == "1: [R003] 缺少列：编号、姓名、单位、职务（表头应当是：编号、姓名、单位、职务；职务可以留空）"
    )


@pytest.mark.parametrize("missing", ["编号", "姓名", "单位"])
def test_a_missing_column_is_named_whichever_it_is(missing: str, tmp_path: Path) -> None:
    heads = [name for name in ("编号", "姓名", "单位", "职务") if name != missing]
    (problem,) = said(tmp_path, f"{','.join(heads)}\n001,张三,测试一局\n")
    assert problem.startswith(f"1: [R003] 缺少列：{missing}（")


def test_full_width_commas_in_a_row_are_named_and_inside_a_cell_they_stay(tmp_path: Path) -> None:
    assert said(tmp_path, f"{HEAD}001,张三,测试一局，测试二局,\n") == []
    (problem,) = said(tmp_path, f"{HEAD}001，张三，测试一局，科长\n002,李四,测试一局,\n")
    assert problem.startswith("2: [R007]")
    assert "，" in problem


def test_only_the_post_may_be_empty_and_every_fault_of_a_row_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, f"{HEAD}001,张三,测试一局,\n") == []
    found = said(tmp_path, f"{HEAD}13812345678,,{'测' * 61},a@b.cn\n")
    assert [one.split("]")[0] for one in found] == ["2: [R008", "2: [R009", "2: [R011", "2: [R009"]


def test_a_row_without_a_number_does_not_stop_the_doubles_from_being_found(tmp_path: Path) -> None:
    rows = "001,张三,测试一局,\n,李四,测试一局,\n,,,\n001,王五,测试一局,\n001,赵六,测试一局,\n"
    assert [one.split("（")[0] for one in said(tmp_path, HEAD + rows)] == [
        "3: [R008] “编号”是空的",
        "5: [R006] 编号“001”与第 2 行重复",
        "6: [R006] 编号“001”与第 2 行重复",
    ]


def test_a_column_twice_is_named_once(tmp_path: Path) -> None:
    found = said(tmp_path, "编号,姓名,单位,职务,姓名,姓名\n001,张三,测试一局,,李四,王五\n")
    assert found[0] == "1: [R004] 列“姓名”出现了两次（只保留一列）"
    assert sum("R004" in one for one in found) == 1


# The ledger


def entries(*minutes: int, **more: object) -> list[LedgerEntry]:
    return [act(minute, **more) for minute in minutes]


def written(folder: Path, *minutes: int) -> list[str]:
    append(folder, *entries(*minutes))
    return (folder / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)


def put(folder: Path, lines: list[str]) -> list[tuple[int | None, str]]:
    """The faults of these lines."""
    (folder / LEDGER).write_text("".join(lines), encoding="utf-8")
    return [(problem.line, problem.rule) for problem in read_ledger(folder).problems]


def test_several_acts_are_appended_in_order_at_once(tmp_path: Path) -> None:
    head = append(tmp_path, *entries(0, 1, 2))
    ledger = read_ledger(tmp_path)
    assert [line.seq for line in ledger.lines] == [1, 2, 3]
    assert head == ledger.head == ledger.lines[2].hash
    assert append(tmp_path) == head, "nothing to note changes nothing"
    assert read_ledger(tmp_path) == ledger


def test_linking_goes_on_from_any_line(tmp_path: Path) -> None:
    lines = written(tmp_path, 0, 1, 2)
    ledger = read_ledger(tmp_path)
    again = link(entries(1, 2), 1, ledger.lines[0].hash)
    assert [line_text(line) for line in again] == lines[1:]
    assert link([], 5, FIRST_PREV) == ()


def test_each_fault_is_named_on_its_own_line_and_only_there(tmp_path: Path) -> None:
    lines = written(tmp_path, 0, 1, 2, 3, 4)
    assert put(tmp_path, lines) == []
    assert put(tmp_path, [*lines[:2], "{}\n", *lines[3:]]) == [(3, "L001")]
    assert put(tmp_path, lines[1:]) == [(1, "L002"), (2, "L002"), (3, "L002"), (4, "L002")]
    assert put(tmp_path, [*lines[:2], *lines[3:]]) == [(3, "L002"), (4, "L002")]
    assert put(tmp_path, [lines[0], lines[0], *lines[1:]])[0] == (2, "L002")
    assert put(tmp_path, [lines[0], lines[2], lines[1], lines[3]])[:2] == [(2, "L002"), (3, "L002")]


def test_a_line_with_another_form_of_the_same_words_is_damaged(tmp_path: Path) -> None:
    lines = written(tmp_path, 0, 1)
    assert put(tmp_path, [lines[0], lines[1].replace(":", ": ", 1)]) == [(2, "L001")]
    assert put(tmp_path, [lines[0], "\n", lines[1]])[0] == (2, "L001")


def test_equal_times_follow_each_other_and_a_backward_clock_forbids_nothing(tmp_path: Path) -> None:
    written(tmp_path, 5, 5)
    assert read_ledger(tmp_path).problems == ()
    append(tmp_path, *entries(4))
    (problem,) = read_ledger(tmp_path).problems
    assert (problem.line, problem.rule) == (3, "L003")
    assert broken(read_ledger(tmp_path)) is None
    assert check_ledger(tmp_path).head == append(tmp_path)


def test_the_first_fault_that_forbids_is_named_past_a_backward_clock(tmp_path: Path) -> None:
    lines = written(tmp_path, 5, 4, 6)
    put(tmp_path, [lines[0], lines[1], "{}\n"])
    found = broken(read_ledger(tmp_path))
    assert found is not None
    assert (found.line, found.rule) == (3, "L001")
    with pytest.raises(DamagedLedger, match="L001"):
        append(tmp_path, *entries(7))


@pytest.mark.parametrize("left", [1, 2, 40])
def test_a_cut_line_is_dropped_whole_when_the_next_is_written(left: int, tmp_path: Path) -> None:
    lines = written(tmp_path, 0, 1, 2)
    assert put(tmp_path, [*lines[:2], lines[2][:left]]) == []
    assert read_ledger(tmp_path).cut
    append(tmp_path, *entries(2))
    assert (tmp_path / LEDGER).read_text(encoding="utf-8") == "".join(lines)


def test_a_ledger_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        append(tmp_path / "nowhere", *entries(0))


def test_of_a_file_named_twice_the_last_digest_counts(tmp_path: Path) -> None:
    append(tmp_path, act(0, outputs={"a": "1" * 64, "b": "2" * 64}), act(1, outputs={"a": "3" * 64}))
    assert latest_outputs(read_ledger(tmp_path).lines) == {"a": "3" * 64, "b": "2" * 64}
    assert latest_outputs([]) == {}


def test_every_act_is_kept_as_it_was_said(tmp_path: Path) -> None:
    more = {"act": Act.PURGED, "details": {"reason": "到期", "count": 3}, "inputs": {"x": "4" * 64}}
    append(tmp_path, act(0, **more))
    (line,) = read_ledger(tmp_path).lines
    assert {key: getattr(line, key) for key in more} == more


def test_forms_in_other_spacing_are_still_found(tmp_path: Path) -> None:
    """A file that went through another program: same records, another spelling."""
    file = tmp_path / "forms.jsonl"
    lines = ['{"code": "B2", "candidate": "7", "sections": [], "spare": true}', '{"code":"A","sections":[]}']
    file.write_text("\n".join(lines), encoding="utf-8")
    found = [(one.code, one.candidate, one.spare, one.line) for one in find_forms(file)]
    assert found == [("B2", "7", True, lines[0]), ("A", None, False, lines[1])]

"""Matching and ordering through the command line: paper, key, Word, sheet, entry, marks, statistics."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from quizgen.model.question import MatchingBody, OrderingBody, matched_texts
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.render.reading import page_texts, squeezed
from tests.tool import quizgen
from tests.workflows.filled import scores_of
from tests.written_bank import BODIES, case, question, write_bank

KINDS = ("matching", "matching", "ordering", "ordering")
SECTIONS = [
    {"kind": "matching", "count": 2, "points": 4},
    {"kind": "ordering", "count": 2, "points": 4, "rule": "相邻对得分"},
    {"kind": "case", "count": 1, "points": 6},
]
PEOPLE = "编号,姓名,单位,职务\n001,测试甲,一局,\n002,测试乙,一局,\n003,测试丙,二局,\n"


def letters(place: ShownItem) -> str:
    """The right letters on that form, told from what the bank says and from the printed order alone."""
    body, order = place.body, place.order
    if isinstance(body, OrderingBody):
        return "".join("ABCDEFGH"[order.index(item)] for item in range(len(body.items)))
    assert isinstance(body, MatchingBody)
    count = len(body.pairs)
    return "".join("ABCDEFGH"[order.index(count + left) - count] for left in order[:count])


def places_of(folder: Path, code: str) -> dict[str, ShownItem]:
    return {place.number: place for place in entry_exam(ExamFolder(folder)).places(code)}


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms, answers entered: all right; last pair left out, first step put last; A taken for B."""
    desk = tmp_path_factory.mktemp("lettered")
    questions = [*(question(at, kind) for at, kind in enumerate(KINDS, 1)), case(5, ("matching", "ordering"))]
    bank, folder = write_bank(desk / "bank", questions, SECTIONS), desk / "exam"
    (desk / "名册.csv").write_text(PEOPLE, encoding="utf-8")
    done = (
        quizgen(
            *("exam", "new", folder, "--blueprint", "written", "--bank", bank, "--no-cache"),
            *("--mode", "reordered", "--forms", 2, "--roster", desk / "名册.csv", "--date", "2026-12-01"),
        ),
        quizgen("exam", "build", folder, "--jobs", 1, "--form", "A"),
        quizgen("exam", "entry", folder),
    )
    assert [run.status for run in done] == [0, 0, 0], [run.out + run.err for run in done]
    forms = {code: places_of(folder, code) for code in "AB"}
    right = {code: {number: letters(place) for number, place in forms[code].items()} for code in "AB"}
    partly = {
        number: key[:-1] + "-" if isinstance(forms["B"][number].body, MatchingBody) else key[1:] + key[0]
        for number, key in right["B"].items()
    }
    rows = [("001", "A", right["A"]), ("002", "B", partly), ("003", "B", right["A"])]
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "卷号", "状态", *right["A"]])
        writer.writerows([person, code, "参加", *typed.values()] for person, code, typed in rows)
    (folder / "answers.xlsx").rename(desk / "answers.xlsx")
    return folder


@pytest.fixture(scope="module")
def told(exam: Path) -> str:
    """What marking says."""
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err
    return run.out + run.err


def test_the_key_of_an_order_stands_in_its_brackets_and_nowhere_on_the_paper(exam: Path) -> None:
    paper, key = ("".join(page_texts((exam / name / "A.pdf").read_bytes())) for name in ("papers", "keys"))
    orders = [letters(one) for one in places_of(exam, "A").values() if isinstance(one.body, OrderingBody)]
    said = ["正确次序：" + "→".join(f"（{letter}）" for letter in order) for order in orders]
    assert len(said) == 3
    assert all(one in key for one in said)
    assert paper.count("正确次序：（）→（）→（）→（）→（）") == 3


def test_word_has_every_pair_beside_its_letters(exam: Path) -> None:
    key, paper = (docx.Document(str(exam / name / "A.docx")) for name in ("keys", "papers"))
    matched = [one for one in places_of(exam, "A").values() if isinstance(one.body, MatchingBody)]
    tables = [table for table in key.tables if table.cell(0, 0).tables]
    assert len(tables) == len(matched) == 3
    for place, table in zip(matched, tables, strict=True):
        rights = dict(squeezed(line.text).split(".", 1) for line in table.cell(0, 1).paragraphs)
        rows = [[squeezed(cell.text) for cell in row.cells] for row in table.cell(0, 0).tables[0].rows]
        assert isinstance(place.body, MatchingBody)
        found = {item[3:]: rights[bracket[1]] for item, bracket in rows}
        assert found == {pair.left: pair.right for pair in place.body.pairs}
    blank = [table.cell(0, 0).tables[0].cell(0, 1).text for table in paper.tables if table.cell(0, 0).tables]
    assert [squeezed(text) for text in blank] == ["（）"] * 3


def test_the_sheet_has_a_row_for_every_item_and_every_place(exam: Path) -> None:
    bubbles = json.loads((exam / "sheets" / "A.json").read_text(encoding="utf-8"))["bubbles"]
    rows: dict[str, list[dict[str, Any]]] = {}
    for bubble in bubbles:
        if bubble["kind"] != "digit":
            rows.setdefault(bubble["question"], []).append(bubble)
    wanted = {
        f"{number}({at})": ("matching", "ABCDE")
        if isinstance(place.body, MatchingBody)
        else ("ordering", "ABCDE")
        for number, place in places_of(exam, "A").items()
        for at in range(1, len(letters(place)) + 1)
    }
    assert {
        name: (row[0]["kind"], "".join(one["option"] for one in row)) for name, row in rows.items()
    } == wanted
    firsts = [(name.rpartition("(")[0], row[0]) for name, row in rows.items()]
    for (one, above), (other, below) in pairwise(firsts):
        beside = above["x_mm"] != below["x_mm"]
        assert one == other or beside or below["y_mm"] - above["y_mm"] > 5.6 + 1


def test_the_entry_workbook_says_what_to_type(exam: Path) -> None:
    sheet = load_workbook(exam.parent / "answers.xlsx")["作答"]
    said = {one.promptTitle: one.prompt for one in sheet.data_validations.dataValidation}
    assert said["配对"] == "照左项的次序填字母，如 CAB，或 1C2A3B；没有写的一项填 -"
    assert said["排序"].startswith("照答卷的次序填字母，如 ")


def test_everything_right_everything_but_one_and_the_marks_that_follow(exam: Path, told: str) -> None:
    assert "阅卷结果" in told
    scores: Mapping[str, Any] = scores_of(exam)
    points = {person: [one["points"] for one in scores[person]["sections"]] for person in ("001", "002")}
    assert points == {"001": ["8", "8", "6"], "002": ["6", "6", "9/4"]}
    assert scores["001"]["score"] == "22"


def test_letters_of_another_form_are_noticed(told: str) -> None:
    assert "answers.csv!B4: [A108]" in told
    assert told.count("[A108]") == 1


def test_a_number_without_its_letter_is_told_with_its_cell(exam: Path, tmp_path: Path) -> None:
    again = tmp_path / "exam"
    shutil.copytree(exam, again, ignore=shutil.ignore_patterns("papers", "keys", "sheets"))
    answers = again / "answers.csv"
    rows = list(csv.reader(answers.read_text(encoding="utf-8").splitlines()))
    rows[1][rows[0].index("1")] = "1D2B3E4"
    with answers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    run = quizgen("exam", "mark", again, "--by", "张三", "--reason", "登记更正")
    assert run.status == 1
    said = squeezed(run.out + run.err)
    assert "answers.csv!D2:[A037]“1D2B3E4”里左项4后面没有字母（写成1A2B3C4D这样，" in said
    assert "没有写的填-）" in said


def test_an_explanation_says_pair_by_pair(exam: Path, told: str) -> None:
    assert told
    said = squeezed(quizgen("exam", "explain", exam, "002").out)
    assert said.count("，他配—") == 3
    assert said.count("规则：每对得分") == 3
    assert said.count("规则：相邻对得分") == 2
    place = places_of(exam, "B")["3"]
    key = letters(place)
    assert f"他的答案：{key[1:]}{key[0]}正确答案：{key}规则：相邻对得分" in said


def test_statistics_and_cards_know_them(exam: Path, told: str) -> None:
    assert told
    run = quizgen("exam", "results", exam, "--cards")
    assert run.status == 0, run.out + run.err
    said = "".join(page_texts((exam / "analysis-questions.pdf").read_bytes()))
    assert "√明责→列出责任清单" in said
    assert "√第1位→下发通知" in said
    assert "配对" in "".join(page_texts((exam / "cards" / "002.pdf").read_bytes()))


@pytest.fixture(scope="module")
def accepting(exam: Path, told: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same marked again: what 002 put in order and one pair that 003 made are accepted."""
    assert told
    again = tmp_path_factory.mktemp("again") / "exam"
    shutil.copytree(exam, again)
    order, pair = places_of(exam, "B")["3"], wrong_pair(exam)
    run = quizgen(
        *("exam", "mark", again, "--by", "张三", "--reason", "两种说法都有依据"),
        *("--accept", f"{order.question.id}=23451", "--accept", f"{pair[0]}={pair[1]}＝{pair[2]}"),
    )
    assert run.status == 0, run.out + run.err
    return again


def put_by(exam: Path, person: str, number: str) -> tuple[ShownItem, dict[str, str]]:
    """What somebody's letters say of a matching question: the right item put beside each left one."""
    with (exam / "answers.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["编号"] == person)
    place = places_of(exam, row["卷号"])[number]
    body, order = place.body, place.order
    assert isinstance(body, MatchingBody)
    texts, count = matched_texts(body), len(body.pairs)
    typed = zip(order[:count], row[number], strict=True)
    return place, {
        texts[left]: texts[order[count + "ABCDEFGH".index(letter)]] for left, letter in typed if letter != "-"
    }


def wrong_pair(exam: Path) -> tuple[str, str, str]:
    """A question, left and right of a wrong pair of 003, who put the letters of the other form."""
    for number in ("1", "2"):
        place, put = put_by(exam, "003", number)
        assert isinstance(place.body, MatchingBody)
        for pair in place.body.pairs:
            if put[pair.left] != pair.right:
                return place.question.id, pair.left, put[pair.left]
    pytest.fail("the two forms have the same letters")


def points_by_section(exam: Path) -> dict[tuple[str, int], Fraction]:
    """What everybody has in every section (from 0)."""
    scores: Mapping[str, Any] = scores_of(exam)
    return {
        (person, at): Fraction(section["points"])
        for person, one in scores.items()
        for at, section in enumerate(one["sections"])
    }


def test_accepted_pairs_and_orders_count_for_those_who_put_them(exam: Path, accepting: Path) -> None:
    before, after = points_by_section(exam), points_by_section(accepting)
    gained = {place: after[place] - before[place] for place in before}
    assert gained.pop(("003", 1)) >= 0  # letters of another form may happen to follow the accepted order
    assert {place: points for place, points in gained.items() if points} == {("002", 1): 1, ("003", 0): 1}


def test_statistics_count_who_put_what_in_which_place(exam: Path, accepting: Path) -> None:
    run = quizgen("exam", "results", accepting)
    assert run.status == 0, run.out + run.err
    said = "".join(page_texts((accepting / "analysis-questions.pdf").read_bytes()))
    accepted = wrong_pair(exam)
    made: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for person in ("001", "002", "003"):
        for number in ("1", "2"):
            place, put = put_by(exam, person, number)
            made[place.question.id].update(put.items())
    right = {(pair["left"], pair["right"]) for pair in BODIES["matching"]["pairs"]}
    assert len(made) == 2
    for question_id, pairs in made.items():
        about = said.partition(question_id)[2].partition("TW-")[0]
        for pair, people in pairs.items():
            told = f"{'→'.join(pair)}{people}/3"
            assert told in about
            assert (f"√{told}" in about) is (pair in right or (question_id, *pair) == accepted)

"""Papers that are not all choice questions, through the command line: what is made, what is printed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.found import things_in
from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.written_bank import case, question, write_bank

BEFORE = Path(__file__).parents[1] / "data" / "exams" / "exact-points"
"""An exam of before points were made printable: 简答 of 5 points in three, a case of 10 points in three."""

LONG = ("--despite", "B037", "--despite", "B041", "--written", "paper")
"""The banks of these tests have scoring points that are too long, or the same twice; no boxes on sheets."""

MIXED = "在答题卡上填涂，写在试卷上不计分；没有答题卡的，写在题目的括号内。其余题目直接写在试卷上。"

Made = Callable[[Sequence[dict[str, Any]], Sequence[dict[str, Any]]], Path]


@pytest.fixture
def exam_of(tmp_path: Path) -> Made:
    """Makes an exam of questions in sections."""

    def make(questions: Sequence[dict[str, Any]], sections: Sequence[dict[str, Any]]) -> Path:
        bank, folder = write_bank(tmp_path / "bank", questions, sections), tmp_path / "exam"
        run = quizgen("exam", "new", folder, "--blueprint", "written", "--bank", bank, "--no-cache", *LONG)
        assert run.status == 0, run.out + run.err
        return folder

    return make


def built(folder: Path, *options: object) -> str:
    run = quizgen("exam", "build", folder, "--jobs", 1, "--format", "pdf", *options)
    assert run.status == 0, run.out + run.err
    return run.out


def of_kind(kind: str, **changes: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return [question(1, kind, **changes)], [{"kind": kind, "count": 1, "points": 5}]


def notices(folder: Path) -> str:
    text = page_texts((folder / "papers/A.pdf").read_bytes())[0]
    return text[text.index("注意事项") : text.index("题号")]


@pytest.mark.parametrize(
    ("kind", "changes", "where"),
    [("short", {}, "横线上"), ("fill", {}, "横线上"), ("essay", {"grid": "20x5"}, "格子里、横线上")],
)
def test_a_paper_without_choices_has_no_sheet_and_does_not_speak_of_one(
    exam_of: Made, kind: str, changes: dict[str, str], where: str
) -> None:
    folder = exam_of(*of_kind(kind, **changes))
    assert "没有能填涂的题，不做答题卡：试卷 A。" in built(folder)
    assert not (folder / "sheets").exists()
    assert f"3.答案直接写在试卷的{where}。4.考试结束，试卷交回，不得带离考场。" in notices(folder)
    for word in ("选择题", "判断题", "答题卡", "填涂", "括号"):
        assert word not in notices(folder)
    assert "新生成 0 个文件" in built(folder, "--only", "sheets")
    assert quizgen("exam", "verify", folder, "--jobs", 1).status == 0


@pytest.mark.parametrize(
    ("kinds", "where"),
    [
        (("true_false",), "有答题卡的，在答题卡上填涂，写在试卷上不计分；没有答题卡的，写在题目的括号内。"),
        (("true_false", "short"), f"有答题卡的，判断题{MIXED}"),
        (("single", "true_false", "fill"), f"有答题卡的，选择题和判断题{MIXED}"),
        (("multiple", "fill"), f"有答题卡的，选择题{MIXED}"),
    ],
)
def test_notices_speak_of_what_the_paper_holds(exam_of: Made, kinds: Sequence[str], where: str) -> None:
    questions = [question(number, kind) for number, kind in enumerate(kinds, 1)]
    folder = exam_of(questions, [{"kind": kind, "count": 1, "points": 5} for kind in kinds])
    built(folder)
    assert f"3.{where}4." in notices(folder)
    assert (folder / "sheets/A.pdf").exists()


@pytest.mark.parametrize(
    ("kinds", "expected", "absent"),
    [
        (("true_false",), "修改时用橡皮擦干净，再涂新的答案。", ("多项选择题把", "写在试卷上")),
        (("multiple",), "再涂新的答案；多项选择题把选中的各项都涂上。", ("写在试卷上",)),
        (("single", "short"), "简答题的答案写在试卷上，不写在答题卡上。", ("多项选择题把", "填空题")),
        (("single", "fill", "short"), "填空题、简答题的答案写在试卷上", ("多项选择题把",)),
    ],
)
def test_a_sheet_speaks_of_what_the_paper_holds(
    exam_of: Made, kinds: Sequence[str], expected: str, absent: Sequence[str]
) -> None:
    questions = [question(number, kind) for number, kind in enumerate(kinds, 1)]
    folder = exam_of(questions, [{"kind": kind, "count": 1, "points": 5} for kind in kinds])
    built(folder, "--only", "sheets")
    text = page_texts((folder / "sheets/A.pdf").read_bytes())[0]
    assert expected in text
    assert [word for word in absent if word in text] == []


@pytest.mark.parametrize(("kinds", "sheet"), [(("short", "fill"), False), (("short", "single"), True)])
def test_a_case_has_a_sheet_when_one_of_its_parts_is_bubbled(
    exam_of: Made,
    kinds: Sequence[str],
    sheet: bool,  # noqa: FBT001 - a parameter
) -> None:
    folder = exam_of([case(1, kinds)], [{"kind": "case", "count": 1, "points": 10}])
    built(folder)
    assert (folder / "sheets/A.pdf").exists() is sheet
    assert ("答题卡" in notices(folder)) is sheet


@pytest.mark.parametrize(
    ("points", "each"),
    [(10, ["4分", "3分", "3分"]), (5, ["2分", "1.5分", "1.5分"]), (9, ["3分", "3分", "3分"])],
)
def test_points_that_do_not_divide_are_printed_as_whole_or_half_points(
    exam_of: Made, points: int, each: Sequence[str]
) -> None:
    questions = [case(1, ["single", "true_false", "fill"]), question(2, "short")]
    sections = [{"kind": kind, "count": 1, "points": points} for kind in ("case", "short")]
    folder = exam_of(questions, sections)
    built(folder)
    paper = "".join(page_texts((folder / "papers/A.pdf").read_bytes()))
    stems = ("第1个环节是什么？", "第2份清单同步建立。", "第3轮共组。")
    assert [stem for stem, one in zip(stems, each, strict=True) if f"{stem}（{one}）" not in paper] == []
    key = "".join(page_texts((folder / "keys/A.pdf").read_bytes()))
    assert "（1）先研究（{}）（2）再分解（{}）（3）后检查（{}）".format(*each) in key
    assert "/3分" not in paper + key


def test_points_of_a_blueprint_that_no_decimal_prints_are_refused(tmp_path: Path) -> None:
    bank = write_bank(
        tmp_path / "bank", [question(1, "short")], [{"kind": "short", "count": 1, "points": "10/3"}]
    )
    run = quizgen(
        "exam", "new", tmp_path / "exam", "--blueprint", "written", "--bank", bank, "--no-cache", *LONG
    )
    assert (run.status, (tmp_path / "exam").exists()) == (1, False)
    assert "每题分值 10/3 印不成两位以内的小数（改成 3或3.5，或改题数）" in run.out + run.err


def test_an_exam_of_before_prints_marks_and_verifies_with_its_exact_points(tmp_path: Path) -> None:
    folder = tmp_path / "exam"
    shutil.copytree(BEFORE, folder)
    for path in (folder, *things_in(folder)):
        path.chmod(0o700 if path.is_dir() else 0o600)
    scores = (folder / "scores.jsonl").read_bytes()
    built(folder)
    assert "（10/3分）" in "".join(page_texts((folder / "papers/A.pdf").read_bytes()))
    run = quizgen("exam", "verify", folder, "--jobs", 1)
    assert run.status == 0, run.out
    assert "从答案重算成绩 2 人" in run.out
    again = quizgen("exam", "mark", folder, "--by", "张三", "--sign-key", tmp_path / "key.pem")
    assert again.status == 0, again.out + again.err
    assert points_of(folder / "scores.jsonl") == points_of(BEFORE / "scores.jsonl")
    assert scores == (BEFORE / "scores.jsonl").read_bytes()


def points_of(path: Path) -> list[Any]:
    return [json.loads(line).get("points") for line in path.read_text(encoding="utf-8").splitlines()]


def rules(pdf: bytes) -> list[int]:
    """How many writing lines stand on each page."""
    document = pypdfium2.PdfDocument(pdf)
    counts = []
    for page in document:
        lines = {
            round(one.get_bounds()[1])
            for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=3)
            if one.get_bounds()[2] - one.get_bounds()[0] > 300
            and one.get_bounds()[3] - one.get_bounds()[1] < 1
        }
        counts.append(len(lines))
    return counts


def test_lines_of_a_question_are_as_many_as_it_says(exam_of: Made) -> None:
    folder = exam_of(*of_kind("short", lines=13))
    built(folder)
    assert rules((folder / "papers/A.pdf").read_bytes()) == [13]


def test_lines_of_a_part_are_as_many_as_it_says(exam_of: Made) -> None:
    asked = case(1, ["short", "short"])
    asked["parts"][0]["lines"], asked["parts"][1]["lines"] = 9, 2
    folder = exam_of([asked], [{"kind": "case", "count": 1, "points": 10}])
    built(folder)
    assert sum(rules((folder / "papers/A.pdf").read_bytes())) == 11


def test_a_long_model_answer_gets_room_that_runs_on_to_the_next_page(exam_of: Made) -> None:
    points = [{"point": "按照次序逐项落实责任清单，" * 16} for _ in range(4)]
    folder = exam_of(*of_kind("short", points_for=points))
    built(folder)
    counts = rules((folder / "papers/A.pdf").read_bytes())
    assert sum(counts) >= 40
    assert len(counts) == 2
    assert min(counts) >= 2


def test_five_questions_of_twenty_points_leave_no_page_half_empty(exam_of: Made) -> None:
    questions = [question(number, "short") for number in range(1, 6)]
    folder = exam_of(questions, [{"kind": "short", "count": 5, "points": 20}])
    built(folder)
    pdf = pypdfium2.PdfDocument((folder / "papers/A.pdf").read_bytes())
    counts = rules((folder / "papers/A.pdf").read_bytes())
    assert len(pdf) == 3
    assert sum(counts) == 55
    assert min(counts[:-1]) >= 17


@pytest.mark.parametrize("lines", [0, 61, "3行"])
def test_lines_out_of_range_are_named_by_bank_check(tmp_path: Path, lines: object) -> None:
    bank = write_bank(tmp_path / "bank", *of_kind("short", lines=lines))
    run = quizgen("bank", "check", bank)
    assert run.status == 1
    assert "lines" in run.out
    assert "questions.yaml" in run.out


def test_lines_belong_to_short_answers_only(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", *of_kind("fill", lines=3))
    run = quizgen("bank", "check", bank)
    assert (run.status, "不认识的键“lines”" in run.out) == (1, True)


def test_a_group_of_one_in_the_quick_key_has_one_number(exam_of: Made) -> None:
    questions = [question(number, "true_false") for number in range(1, 7)]
    folder = exam_of(questions, [{"kind": "true_false", "count": 6, "points": 1}])
    built(folder, "--only", "keys")
    text = "".join(page_texts((folder / "keys/compact.pdf").read_bytes()))
    assert "1-5√√√√√6√" in text


def test_an_answer_in_the_key_runs_on_to_the_next_page(exam_of: Made) -> None:
    points = [{"point": "按照次序逐项落实责任清单，" * 10} for _ in range(4)]
    questions = [question(number, "short", points_for=points) for number in range(1, 6)]
    folder = exam_of(questions, [{"kind": "short", "count": 5, "points": 5}])
    built(folder, "--only", "keys")
    first, second = page_texts((folder / "keys/A.pdf").read_bytes())
    last_on_first = first[first.rindex("步怎样走？") :]
    assert "【采分点】（1）按照次序" in last_on_first
    assert "【出处】" not in last_on_first
    assert not second.startswith("1.")

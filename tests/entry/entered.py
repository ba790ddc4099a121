"""A made-up exam of every kind of question, with two forms, for tests of answer entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook, load_workbook

from quizgen.entry.exam import EntryExam, FormOwner
from quizgen.entry.read_answers import ReadAnswers, read_answers
from quizgen.model.bookkeeping import Difficulty
from quizgen.model.exam import Candidate
from quizgen.model.options import Distractor
from quizgen.model.question import (
    AskedBody,
    CaseQuestion,
    FillQuestion,
    MultipleQuestion,
    Question,
    ScoringPoint,
    ShortPart,
    ShortQuestion,
    SingleQuestion,
    TrueFalsePart,
    TrueFalseQuestion,
)
from quizgen.model.shown import ShownItem, worth_of

ROSTER = (
    Candidate(number="001", name="张三", unit="测试一局", post="科长"),
    Candidate(number="002", name="李四", unit="测试一局", post="科员"),
    Candidate(number="003", name="张三", unit="测试二局"),
    Candidate(number="004", name="测试甲", unit="测试二局"),
)
HEADS = ("编号", "姓名", "单位", "职务", "卷号", "状态", "1 单选", "2 多选", "3 判断", "4 填空", "5(1) 判断")


def _common(number: int) -> dict[str, object]:
    return {
        "id": f"TS-{number:04d}",
        "topic": "明责",
        "difficulty": Difficulty.EASY,
        "cites": ("xiamen-019",),
        "explain": "记住它。",
    }


_WRONG = (Distractor(text="错一", why="出自别处"), Distractor(text="错二", why="出自别处"))
SINGLE = SingleQuestion.model_validate(
    {**_common(1), "kind": "single", "stem": "单选？", "correct": ("对",), "wrong": _WRONG}
)
MULTIPLE = MultipleQuestion.model_validate(
    {**_common(2), "kind": "multiple", "stem": "多选？", "correct": ("甲", "乙"), "wrong": _WRONG}
)
TRUTH = TrueFalseQuestion.model_validate(
    {**_common(3), "kind": "true_false", "stem": "对吗。", "answer": True}
)
FILL = FillQuestion.model_validate(
    {**_common(4), "kind": "fill", "stem": "____和____。", "answers": (("明责",), ("问责",))}
)
CASE = CaseQuestion.model_validate(
    {
        **_common(5),
        "kind": "case",
        "text": "材料。",
        "parts": (
            TrueFalsePart(kind="true_false", stem="对吗。", answer=False, explain="因为。"),
            ShortPart(
                kind="short",
                stem="怎么办？",
                explain="因为。",
                points_for=(ScoringPoint(point="先做甲"), ScoringPoint(point="后做乙")),
            ),
        ),
    }
)
SHORT = ShortQuestion.model_validate(
    {
        **_common(6),
        "kind": "short",
        "stem": "简述。",
        "points_for": (
            ScoringPoint(point="=第一点", share=Fraction(1, 3)),
            ScoringPoint(point="第二点", share=Fraction(2, 3)),
        ),
    }
)


def _worth(body: AskedBody, points: int) -> tuple[Fraction, ...]:
    return worth_of(body, Fraction(points), printable=False)


def _place(number: str, question: Question, order: tuple[int, ...] = (), points: int = 2) -> ShownItem:
    body = question
    assert not isinstance(body, CaseQuestion)
    return ShownItem(number, 0, question, "0" * 64, None, body, order, Fraction(points), _worth(body, points))


def _places(code: str) -> tuple[ShownItem, ...]:
    """Form A prints the options as written, form B the other way round; only A has question 6."""
    turned = code != "A"
    parts = tuple(
        ShownItem(f"5({index + 1})", 1, CASE, "0" * 64, index, part, (), Fraction(4), _worth(part, 4))
        for index, part in enumerate(CASE.parts)
        if not isinstance(part, CaseQuestion)
    )
    places = (
        _place("1", SINGLE, (2, 1, 0) if turned else (0, 1, 2)),
        _place("2", MULTIPLE, (3, 2, 1, 0) if turned else (0, 1, 2, 3)),
        _place("3", TRUTH),
        _place("4", FILL),
        *parts,
    )
    return (*places, _place("6", SHORT, points=6)) if not turned else places


EXAM = EntryExam("测试考试", False, ROSTER, {"A": FormOwner(), "B": FormOwner()}, _places)  # noqa: FBT003 - a record
INDIVIDUAL = EntryExam(
    "测试考试",
    True,  # noqa: FBT003 - a record
    ROSTER[:2],
    {"001": FormOwner("001"), "002": FormOwner("002"), "S01": FormOwner(None, spare=True)},
    _places,
)
NOBODY = EntryExam("测试考试", False, (), {"A": FormOwner()}, _places)  # noqa: FBT003 - a record


def row(number: str = "001", **changes: object) -> list[object]:
    """A row in good order: everything answered on form A."""
    person = {one.number: one for one in ROSTER}.get(number, ROSTER[0])
    cells: dict[str, object] = {
        "编号": number,
        "姓名": person.name,
        "单位": person.unit,
        "职务": person.post,
        "卷号": "A",
        "状态": "参加",
        "q1": "A",
        "q2": "AB",
        "q3": "√",
        "q4": "明责；问责",
        "q5": "×",
    }
    unknown = changes.keys() - cells.keys()
    assert not unknown
    return list({**cells, **changes}.values())


def save(path: Path, rows: Sequence[Sequence[object]], heads: Sequence[object] = HEADS) -> Path:
    """A workbook of one sheet, or a CSV file, by the name's ending."""
    if path.suffix == ".csv":
        filled = [[*line, *[None] * (len(heads) - len(line))] for line in (heads, *rows)]
        lines = [",".join("" if cell is None else str(cell) for cell in line) for line in filled]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "作答"
    for line in (heads, *rows):
        sheet.append(list(line))
    book.save(path)
    return path


def read(
    tmp_path: Path, rows: Sequence[Sequence[object]], exam: EntryExam = EXAM, name: str = "answers.xlsx"
) -> ReadAnswers:
    """Write the rows (everybody missing is absent), then read them back."""
    listed = {str(line[0]) for line in rows}
    absent = [
        [one.number, one.name, one.unit, one.post, "", "缺考"]
        for one in exam.roster
        if one.number not in listed and not any(one.number.lstrip("0") == known for known in listed)
    ]
    return read_answers(save(tmp_path / name, [*rows, *absent]), name, exam)


def rules(reading: ReadAnswers) -> list[tuple[str, str]]:
    """Cell and rule of every fault."""
    return [(str(problem.place).removeprefix("answers.xlsx!"), problem.rule) for problem in reading.problems]


def answers_of(reading: ReadAnswers, number: str = "001") -> Mapping[tuple[str, int | None], object]:
    """What one person answered, by question."""
    sheet = next(sheet for sheet in reading.sheets if sheet.candidate.number == number)
    return {(one.question, one.part): one for one in sheet.answers}


def edit(path: Path, **cells: str | float) -> Path:
    """Put values into cells of the first sheet of a workbook."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for name, value in cells.items():
        sheet[name] = value
    book.save(path)
    return path

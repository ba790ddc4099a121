"""Lines of forms found in their file; lines of answers taken apart say what the whole line says."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.digest import record_json
from quizgen.model.exam import Candidate, Form, FormItem, FormSection
from quizgen.model.form_text import form_json
from quizgen.records.answers_file import DamagedAnswers, answers_bytes, parse_sheet, stored_sheets
from quizgen.records.form_lines import DamagedForm, UnreadableLine, find_forms
from quizgen.records.names import ANSWERS

DIGEST = "0123456789abcdef" * 4
SINGLE = FormItem(question="XM-0001", digest=DIGEST, options=(2, 0, 1, 3))
CASE = FormItem(question="AN-0002", digest=DIGEST[::-1], parts=((1, 0), (), (2, 0, 1)))
TRUTH = FormItem(question="PD-0003", digest=DIGEST)


def form(*sections: tuple[FormItem, ...], candidate: str | None = None, spare: bool = False) -> Form:
    return Form(
        code="S01" if spare else "001",
        paper_id="B8YM4W3Z83",
        candidate=candidate,
        spare=spare,
        sections=tuple(FormSection(items=items) for items in sections),
    )


FORMS = (
    form((SINGLE, TRUTH), (CASE,)),
    form((SINGLE,), candidate="00001"),
    form((SINGLE, SINGLE), candidate='引"号\\}]}]', spare=True),
    form((TRUTH,), (), spare=True),
    form(),
)
NASTY = '},{"question":"XM-0009"}],"form":"002"'


@pytest.mark.parametrize("one", FORMS)
def test_a_form_is_written_as_records_are(one: Form) -> None:
    assert form_json(one) == record_json(one)


def test_forms_are_found_with_owner_and_place(tmp_path: Path) -> None:
    file = tmp_path / "forms.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(map(record_json, FORMS[:4])).encode())
    found = tuple(find_forms(file))
    assert [one.form() for one in found] == list(FORMS[:4])
    assert [one.line for one in found] == [record_json(one) for one in FORMS[:4]]
    assert [(one.code, one.candidate, one.spare) for one in found] == [
        (one.code, one.candidate, one.spare) for one in FORMS[:4]
    ]


def test_a_damaged_form_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "forms.jsonl"
    file.write_text(record_json(FORMS[0]).replace('"options":[2', '"options":[x'), encoding="utf-8")
    (found,) = find_forms(file)
    with pytest.raises(DamagedForm, match="试卷 001"):
        found.form()


@pytest.mark.parametrize("line", [b"", b"nothing", b'{"code":"001"'])
def test_a_line_that_is_no_form_is_named(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "forms.jsonl"
    file.write_bytes(record_json(FORMS[0]).encode() + b"\n" + line + b"\n")
    with pytest.raises(UnreadableLine) as caught:
        tuple(find_forms(file))
    assert caught.value.number == 2


def test_forms_that_are_not_utf8_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "forms.jsonl"
    file.write_bytes(record_json(form((SINGLE,), candidate="张三")).encode("gb18030"))
    with pytest.raises(CannotRead, match="GBK"):
        tuple(find_forms(file))


def sheet(*answers: Answer, number: str = "1", name: str = "测试甲") -> AnswerSheet:
    who = Candidate(number=number, name=name, unit="测试局")
    return AnswerSheet(candidate=who, form="001", answers=answers)


TICKED = Answer(question="XM-0001", options=(0, 2), typed="AC")
SHEETS = (
    sheet(TICKED, Answer(question="PD-0003", truth=False, typed="×")),
    sheet(Answer(question="BY-0004", blanks=(NASTY, "}],"), typed=NASTY), TICKED, number="2"),
    sheet(TICKED, number="3", name='甲}],"form":"002'),
    sheet(number="4"),
    sheet(number="5").model_copy(update={"form": None, "attendance": Attendance.ABSENT}),
)


@pytest.mark.parametrize("one", SHEETS)
def test_a_sheet_is_written_as_records_are_and_read_back(one: AnswerSheet) -> None:
    line = answers_bytes([one])
    assert line.decode() == f"{record_json(one)}\n"
    assert parse_sheet(line.rstrip()) == one


def test_sheets_are_sorted_by_number_and_share_equal_answers(tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_bytes(answers_bytes(reversed(SHEETS)))
    stored = tuple(stored_sheets(tmp_path))
    assert stored == SHEETS
    assert stored[0].answers[0] is stored[2].answers[0]


def test_of_two_lists_of_answers_the_last_counts_as_in_any_json() -> None:
    line = record_json(SHEETS[0])[:-1] + ',"answers":[]}'
    assert parse_sheet(line.encode()) == AnswerSheet.model_validate_json(line)


@pytest.mark.parametrize("cut", [5, 40, 90])
def test_a_damaged_sheet_is_named_by_its_line(tmp_path: Path, cut: int) -> None:
    lines = answers_bytes(SHEETS[:2]).splitlines()
    (tmp_path / ANSWERS).write_bytes(lines[0] + b"\n" + lines[1][:-cut] + b"\n")
    with pytest.raises(DamagedAnswers, match="第 2 行"):
        tuple(stored_sheets(tmp_path))

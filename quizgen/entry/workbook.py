"""The entry workbook: a row per candidate, a column per question, drop-downs that help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.exam import IDENTITY, Column, EntryExam
from quizgen.entry.typed import BLANK_WORDS, FILL_BLANK_WORDS, RIGHT_WORDS, WRONG_WORDS
from quizgen.model.answers import ENTERED_STATES
from quizgen.model.kinds import Kind
from quizgen.model.lettered import LETTERS
from quizgen.office.columns import column_letters
from quizgen.office.write import (
    CENTRE,
    FONT,
    GRID,
    LEFT,
    TEXT_FORMAT,
    UNLOCKED,
    Dress,
    dress,
    fit_width,
    head_row,
    lock,
    print_setup,
    put_text,
    workbook_bytes,
)

SHEET, NOTES = "作答", "填写说明"
_SMALL = Font(name=FONT, size=10)
_LOOKS = {
    (left, unlocked): Dress(_SMALL, LEFT if left else CENTRE, GRID, protection=UNLOCKED if unlocked else None)
    for left in (False, True)
    for unlocked in (False, True)
}
"""The looks of a cell of the roster's columns by (to the left, to be filled in)."""
_NOTE, _NAME_OF_NOTE = (Dress(Font(name=FONT, size=11, bold=bold), LEFT, GRID) for bold in (False, True))
EMPTY_ROWS = 100
"""Rows offered where there is no roster."""
_HEAD_ROW = 1
_FIRST = len(IDENTITY) + 1
_WIDTHS = (11, 10, 18, 12, 8, 8)
_NARROW, _WIDE, _PER_BLANK = 6.5, 12, 12
_NOTE_CHARACTERS, _NOTE_LINE = 42, 16
"""Characters on a line of the instructions, the height of one in points."""
_LONGEST_LIST = 250
_SEPARATORS_IN_CELLS = "、，, "
_DIGITS = "12345678"


def entry_workbook(exam: EntryExam, empty_rows: int = EMPTY_ROWS) -> bytes:
    """The workbook to be filled in; ``empty_rows`` are offered when there is no roster.

    Cells are text, headings (and the roster's columns) locked without a password, the rest open.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    rows = list(_rows(exam, empty_rows))
    _lay_columns(sheet, exam)
    head_row(sheet, _HEAD_ROW, [*IDENTITY, *(column.head for column in exam.columns)])
    sheet.row_dimensions[_HEAD_ROW].height = 32
    for number, row in enumerate(rows, _HEAD_ROW + 1):
        _write_row(sheet, number, row, locked=4 if exam.roster else 0)
    _validate(sheet, exam, max(len(rows), 1) + _HEAD_ROW)
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    lock(sheet)
    print_setup(sheet, f"{exam.title}　答案登记表", rows=f"{_HEAD_ROW}:{_HEAD_ROW}", columns="A:B")
    _write_notes(book.create_sheet(NOTES), exam)
    return workbook_bytes(book)


def _rows(exam: EntryExam, empty_rows: int) -> Iterator[tuple[str, ...]]:
    """编号 姓名 单位 职务 卷号; 状态 and answers are for staff alone."""
    for one in exam.roster:
        yield one.number, one.name, one.unit, one.post, exam.own_form.get(one.number, "")
    if not exam.roster:
        only = next(iter(exam.forms)) if len(exam.forms) == 1 else ""
        yield from (("", "", "", "", only) for _ in range(empty_rows))


def _lay_columns(sheet: Worksheet, exam: EntryExam) -> None:
    """Widths and styles of empty cells, set for whole columns so that files stay small."""
    widths = [*_WIDTHS, *(_width(column) for column in exam.columns)]
    for column, width in enumerate(widths, 1):
        letter = column_letters(column)
        dimension = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
        dimension.number_format = TEXT_FORMAT
        dimension.font = _SMALL
        dimension.alignment = CENTRE
        dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension


def _width(column: Column) -> float:
    if Kind.FILL in column.kinds:
        return _PER_BLANK * min(max(column.blanks, 1), 3)
    if Kind.MATCHING in column.kinds:
        return _WIDE
    wide = column.letters > 5 and not {Kind.MULTIPLE, Kind.ORDERING}.isdisjoint(column.kinds)  # noqa: PLR2004 - six letters are wide
    return _WIDE if wide else _NARROW


def _write_row(sheet: Worksheet, number: int, texts: Sequence[str], locked: int) -> None:
    for column in range(1, len(IDENTITY) + 1):
        cell = sheet.cell(number, column)
        text = texts[column - 1] if column <= len(texts) else ""
        if text:
            put_text(cell, text)
        dress(cell, _LOOKS[column in {3, 4}, column > locked])


def _validate(sheet: Worksheet, exam: EntryExam, last: int) -> None:
    codes = list(exam.forms)
    offers = {"F": _list(ENTERED_STATES, "状态", "填参加、缺考、作废或违纪", stop=True)}
    if len(",".join(codes)) <= _LONGEST_LIST:
        offers["E"] = _list(codes, "卷号", "填卷面上的卷号", stop=True)
    for letter, validation in offers.items():
        validation.add(f"{letter}{_HEAD_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(validation)
    groups: dict[tuple[tuple[Kind, ...], int], list[str]] = {}
    for place, column in enumerate(exam.columns, _FIRST):
        groups.setdefault((column.kinds, column.letters), []).append(column_letters(place))
    for (kinds, letters), columns in groups.items():
        helped = _answer_validation(kinds, letters, columns[0])
        if helped is not None:
            for one in columns:
                helped.add(f"{one}{_HEAD_ROW + 1}:{one}{last}")
            sheet.add_data_validation(helped)


def _list(words: Sequence[str], title: str, message: str, *, stop: bool) -> DataValidation:
    validation = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    return _with_messages(validation, title, message, stop=stop)


def _with_messages(validation: DataValidation, title: str, message: str, *, stop: bool) -> DataValidation:
    """Other values are refused (``stop``) or questioned: a candidate may have ticked two options."""
    validation.promptTitle = validation.errorTitle = title
    validation.prompt = message
    validation.error = message if stop else f"{message}。答卷上确实如此的，可以继续。"
    validation.errorStyle = "stop" if stop else "warning"
    validation.showInputMessage = validation.showErrorMessage = True
    return validation


def _answer_validation(  # noqa: PLR0911 - one return a kind
    kinds: tuple[Kind, ...], letters: int, first: str
) -> DataValidation | None:
    if len(kinds) != 1:
        return None
    known = LETTERS[:letters]
    match kinds[0]:
        case Kind.TRUE_FALSE:
            return _list(("√", "×", "-"), "判断", "填 √ 或 ×；未作答填 -", stop=False)
        case Kind.SINGLE:
            message = f"填 {known[0]} 到 {known[-1]} 中的一个字母；未作答填 -"
            return _list((*known, "-"), "单选", message, stop=False)
        case Kind.MULTIPLE:
            return _letters_only(known, first, "多选", f"填选中的字母，如 {known[:3]}；未作答填 -")
        case Kind.MATCHING:
            message = "照左项的次序填字母，如 CAB，或 1C2A3B；没有写的一项填 -"
            return _letters_only(f"{known}{_DIGITS[:letters]}-", first, "配对", message)
        case Kind.ORDERING:
            message = f"照答卷的次序填字母，如 {known[::-1]}；没有写的位置填 -"
            return _letters_only(f"{known}-", first, "排序", message)
        case Kind.FILL:
            shorter = DataValidation(type="textLength", operator="lessThan", formula1="500", allow_blank=True)
            message = "照答卷填写；几个空用“；”隔开，未填的空填 -"
            return _with_messages(shorter, "填空", message, stop=False)
        case Kind.SHORT | Kind.ESSAY | Kind.CASE:
            return None


def _letters_only(known: str, first: str, title: str, message: str) -> DataValidation:
    rest = f"UPPER({first}{_HEAD_ROW + 1})"
    for one in (*known, *_SEPARATORS_IN_CELLS):
        rest = f'SUBSTITUTE({rest},"{one}","")'
    formula = f'OR({first}{_HEAD_ROW + 1}="-",LEN({rest})=0)'
    validation = DataValidation(type="custom", formula1=formula, allow_blank=True)
    return _with_messages(validation, title, message, stop=False)


def _write_notes(sheet: Worksheet, exam: EntryExam) -> None:
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 88
    head_row(sheet, 1, ["填什么", "怎么填"])
    for number, (name, text) in enumerate(notes(exam), 2):
        lines = -(-len(text) // _NOTE_CHARACTERS)
        sheet.row_dimensions[number].height = _NOTE_LINE * lines + 6
        for column, words in ((1, name), (2, text)):
            dress(put_text(sheet.cell(number, column), words), _NAME_OF_NOTE if column == 1 else _NOTE)
    lock(sheet)
    print_setup(sheet, f"{exam.title}　填写说明", rows="1:1")
    fit_width(sheet)


def notes(exam: EntryExam) -> tuple[tuple[str, str], ...]:
    """What the instructions say, by heading; the accepted spellings come from the reader itself."""
    right, wrong = (" ".join(one.upper() for one in words) for words in (RIGHT_WORDS, WRONG_WORDS))
    person = (
        "已按名册填好；行、列可以换次序，不要改编号。"
        if exam.roster
        else "这次考试没有名册：每人一行，编号、姓名、单位必填，职务可以不填。编号用单位自编的，一人一个。"
    )
    form = (
        "已填好本人的卷号；用了备用卷的，改成备用卷的卷号。"
        if exam.individual
        else "照卷面上的卷号填，从下拉框里选。"
    )
    return (
        ("编号 姓名 单位 职务", person + "不收身份证号、手机号等别的个人信息。"),
        ("卷号", form),
        (
            "状态",
            f"必填，每人一个：{'、'.join(ENTERED_STATES)}。没来的填缺考，其余各格留空。状态由人填写，程序不推测。",
        ),
        ("单选题", "填一个字母，大写、小写、全角都可以。答卷上选了两个的照填（如 AB），按错误计分。"),
        ("多选题", "填全部选中的字母：ACD、a、c、d 或 A；C；D 都可以，次序不限。"),
        *_notes_on_letters(exam),
        ("判断题", f"对：{right}；错：{wrong}。"),
        (
            "填空题",
            (
                "照答卷填写。几个空的，按次序写在同一格，用“；”隔开；答案里本来有“；”的，"
                "改为一空一行（Alt+回车）。只有一个空的，整格就是答案。"
            ),
        ),
        *_notes_on_judged(exam),
        (
            "未作答",
            (
                f"填 -。也可以填：{' '.join(BLANK_WORDS[1:])}；填空题只认 {' '.join(FILL_BLANK_WORDS)}。"
                "空着的格按未作答计，并逐格列出，以便核对有没有漏登。"
            ),
        ),
        (
            "不要用的写法",
            "公式、合并单元格、日期、错误值都不读，会逐格指出。选项不能写成 1、2、3，判断不能写成 1、0。",
        ),
        ("自用说明", "可以加一列“备注”，程序不读；别的列名会被指出。"),
        ("改完以后", "保存为 .xlsx，或另存为 answers.csv（UTF-8、GBK 都可以），放回考试文件夹。"),
        ("双人登记", "第二个人另用一份，存为 answers-2.xlsx；两份逐格比对，不同的列出来由第三人裁定。"),
    )


def _notes_on_judged(exam: EntryExam) -> Iterator[tuple[str, str]]:
    """About answers that people read; exams without 论述 get the note that they always got."""
    if exam.essays:
        yield "简答题、论述题", "不在这张表里登记；按采分点或档次在评分表 marks.xlsx 中给分。"
    else:
        yield "简答题", "不在这张表里登记；按采分点在评分表 marks.xlsx 中给分。"


def _notes_on_letters(exam: EntryExam) -> Iterator[tuple[str, str]]:
    """About kinds that few exams have; other exams get the notes that they always got."""
    kinds = {kind for column in exam.columns for kind in column.kinds}
    if Kind.MATCHING in kinds:
        words = "照左项（1）（2）的次序填字母，如 CAB；也可以带编号，如 1C2A3B。没有写的一项填 -，如 C-B。"
        yield "配对题", words
    if Kind.ORDERING in kinds:
        yield "排序题", "照答卷写的次序填全部字母，如 CABD。没有写的位置填 -；写了两次的字母照填。"

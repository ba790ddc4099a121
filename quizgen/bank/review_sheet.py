"""The workbook in which people review questions, written out, then read back as decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quizgen.errors import Problem
from quizgen.markup import plain_text
from quizgen.markup.below_stem import in_words
from quizgen.markup.words import narrow
from quizgen.model.digest import question_digest
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.knowledge import Fact
from quizgen.model.lettered import neutral_name, neutral_order, shown_key, shown_lefts, shown_options
from quizgen.model.question import CaseQuestion, Question, asked_in
from quizgen.model.rule import Rule
from quizgen.model.shown import explain_of, words_note
from quizgen.office.cells import Cell, CellKind
from quizgen.office.open_table import OpenColumn, open_table
from quizgen.office.table import Table, read_table

SHEET = "审题"


class Verdict(StrEnum):
    """What a reviewer concludes."""

    PASS = "通过"  # noqa: S105 - no password
    MEND = "修改"
    STOP = "停用"


COLUMNS = (
    OpenColumn("编号", 10),
    OpenColumn("题型", 6),
    OpenColumn("题面", 44),
    OpenColumn("答案和解析", 40),
    OpenColumn("依据", 40),
    OpenColumn("命题人", 9, open=True),
    OpenColumn("意见", 30, open=True),
    OpenColumn("结论", 8, open=True, words=tuple(Verdict)),
    OpenColumn("姓名", 9, open=True),
    OpenColumn("日期", 12, open=True),
    OpenColumn("指纹", 14),
)
_HEADS = tuple(column.head for column in COLUMNS)

Q001 = Rule("Q001", "审题表缺少列", "要有程序写出的各列。", "用 quizgen bank review 写出的表")
Q002 = Rule("Q002", "审题表里的题题库里没有", "编号对不上，多半是别的题库的表。", "检查编号和题库")
Q003 = Rule("Q003", "题目后来改过", "表写出以后题目改了，这个结论说的不是现在的题。", "重新写出审题表再审")
Q004 = Rule("Q004", "结论写得不对", "结论只有通过、修改、停用。", "从列表里选")
Q005 = Rule("Q005", "有结论没有署名", "每个结论要有审题人的姓名。", "写上姓名")
Q006 = Rule("Q006", "日期不对", "要写审题的日期。", "写成 2026-11-22 这样")
Q007 = Rule("Q007", "命题人审自己的题", "命题人和审题人要是两个人。", "请另一个人审")
Q008 = Rule("Q008", "没有命题人", "通过的题要写明命题人。", "在命题人一列写上姓名")
Q009 = Rule("Q009", "没有写意见", "修改、停用要写明为什么。", "写上意见")
Q010 = Rule("Q010", "同一题审了两次", "一张表里一题只能有一个结论。", "只留一行")
Q011 = Rule("Q011", "格子读不了", "公式、错误值不是填写的内容。", "复制后选择性粘贴为数值")


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer's conclusion on a question; ``author`` is empty where the sheet does not say."""

    id: str
    verdict: Verdict
    remark: str
    reviewer: str
    day: datetime.date
    author: str


def review_workbook(title: str, questions: Iterable[Question], facts: Mapping[str, Fact]) -> bytes:
    """A row for every question with what it asks, its key, the facts it rests on."""
    return open_table(title, SHEET, COLUMNS, (_row(question, facts) for question in questions))


def _row(question: Question, facts: Mapping[str, Fact]) -> Sequence[str]:
    grounds = [f"{cite}：{facts[cite].statement}" if cite in facts else cite for cite in question.cites]
    grounds += [question.basis] if question.basis else []
    key = [*_key(question), *_explained(question.explain)]
    return (
        question.id,
        KIND_SHORT_TITLES[Kind(question.kind)],
        "\n".join(_asked(question)),
        "\n".join(key),
        "\n".join(grounds),
        question.author or "",
        "",
        "",
        "",
        "",
        _mark(question),
    )


def _mark(question: Question) -> str:
    return question_digest(question)[:12]


def _asked(question: Question) -> Iterator[str]:
    if isinstance(question, CaseQuestion):
        yield in_words(question.text, question)
    for part, body in asked_in(question):
        lines = [in_words(body.stem, body) + words_note(body)]
        order = neutral_order(body, neutral_name(question.id, part))
        lines += [f"（{left.number}）{plain_text(left.text)}" for left in shown_lefts(body, order)]
        options = shown_options(body, order)
        lines += [f"{option.letter}. {plain_text(option.text)}" for option in options]
        yield _label(part) + "\n".join(lines)


def _key(question: Question) -> Iterator[str]:
    for part, body in asked_in(question):
        order = neutral_order(body, neutral_name(question.id, part))
        key = shown_key(body, order)
        lines = [f"· {plain_text(point)}" for point in key.points]
        lines += [plain_text(band.line()) for band in key.bands]
        lines = lines or [f"答案：{plain_text(key.text())}"]
        wrong = sorted(shown_options(body, order), key=lambda one: one.original)
        lines += [f"{plain_text(one.text)}：{plain_text(one.why)}" for one in wrong if one.why]
        yield _label(part) + "\n".join(lines)
        if part is not None:
            yield from _explained(explain_of(question, part))


def _explained(explain: str | None) -> Iterator[str]:
    if explain:
        yield f"解析：{plain_text(explain)}"


def _label(part: int | None) -> str:
    return "" if part is None else f"（{part + 1}）"


def read_reviews(
    path: Path, shown_as: str, questions: Mapping[str, Question]
) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The conclusions in a filled workbook, with all faults; rows without a conclusion say nothing.

    Raises CannotRead, RefusedFile.
    """
    table = read_table(path, shown_as, SHEET)
    columns = {head: column for column, head in table.heads.items()}
    missing = [head for head in _HEADS if head not in columns]
    if missing:
        return (), (Problem(shown_as, None, Q001.id, f"缺少列：{'、'.join(missing)}", Q001.mend),)
    reader = _Reader(table, columns, questions)
    return tuple(reader.reviews()), tuple(reader.problems)


class _Reader:
    def __init__(self, table: Table, columns: Mapping[str, int], questions: Mapping[str, Question]) -> None:
        self._table = table
        self._columns = columns
        self._questions = questions
        self.problems: list[Problem] = []

    def reviews(self) -> Iterator[Review]:
        seen: dict[str, int] = {}
        for row in self._table.rows:
            cells = {cell.column: cell for cell in row.cells}
            texts = {
                head: self._text(cells.get(column), row.number) for head, column in self._columns.items()
            }
            if not any(texts.get(head) for head in ("意见", "结论", "姓名", "日期")):
                continue
            before = len(self.problems)
            review = self._review(texts, row.number)
            if review is None or len(self.problems) > before:
                continue
            if review.id in seen:
                self._fault(Q010, "编号", row.number, f"{review.id} 在第 {seen[review.id]} 行已有结论")
                continue
            seen[review.id] = row.number
            yield review

    def _text(self, cell: Cell | None, row: int) -> str:
        if cell is None:
            return ""
        if cell.kind in {CellKind.FORMULA, CellKind.ERROR}:
            place = self._table.where(cell.column, row)
            message = f"“{cell.text[:20]}”是{cell.kind}，不是填写的内容"
            self.problems.append(Problem.at(place, Q011.id, message, Q011.mend))
            return ""
        return (cell.text if cell.kind is CellKind.DATE else cell.seen).strip()

    def _fault(self, rule: Rule, head: str, row: int, message: str) -> None:
        place = self._table.where(self._columns[head], row)
        self.problems.append(Problem.at(place, rule.id, message, rule.mend))

    def _review(self, texts: Mapping[str, str], row: int) -> Review | None:
        id_ = narrow(texts["编号"])
        question = self._questions.get(id_)
        if question is None:
            self._fault(Q002, "编号", row, f"题库里没有 {id_ or '（空）'}")
            return None
        if texts["指纹"] != _mark(question):
            self._fault(Q003, "指纹", row, f"{id_} 后来改过，这个结论没有采用")
        verdict = self._verdict(texts["结论"], row)
        day = self._day(texts["日期"], row)
        author = texts["命题人"] or question.author or ""
        self._people(texts["姓名"], author, verdict, row)
        if verdict in {Verdict.MEND, Verdict.STOP} and not texts["意见"]:
            self._fault(Q009, "意见", row, f"{id_} 的结论是{verdict}，没有写意见")
        if verdict is None or day is None:
            return None
        return Review(id_, verdict, " ".join(texts["意见"].split()), texts["姓名"], day, author)

    def _verdict(self, text: str, row: int) -> Verdict | None:
        if text in tuple(Verdict):
            return Verdict(text)
        self._fault(Q004, "结论", row, f"不认识的结论“{text}”" if text else "写了别的，没有写结论")
        return None

    def _day(self, text: str, row: int) -> datetime.date | None:
        plain = narrow(text).replace("/", "-").replace(".", "-")[:10]
        try:
            return datetime.date(*(int(part) for part in plain.split("-")))
        except (TypeError, ValueError):
            self._fault(Q006, "日期", row, f"“{text}”不是日期" if text else "没有写日期")
            return None

    def _people(self, reviewer: str, author: str, verdict: Verdict | None, row: int) -> None:
        if not reviewer:
            self._fault(Q005, "姓名", row, "有结论，没有写审题人的姓名")
        elif author and "".join(reviewer.split()) == "".join(author.split()):
            self._fault(Q007, "姓名", row, f"{reviewer}是命题人，不能审自己的题")
        if verdict is Verdict.PASS and not author:
            self._fault(Q008, "命题人", row, "通过的题没有命题人")

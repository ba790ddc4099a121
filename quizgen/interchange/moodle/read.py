"""Moodle XML read as drafts, a doubt beside everything that a bank would say otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from lxml import etree

from quizgen.errors import CannotRead, Problem
from quizgen.interchange.draft import Draft, Understood
from quizgen.interchange.moodle.embedded import embedded
from quizgen.interchange.moodle.texts import pictures_of, read_text, text_in, tree_of
from quizgen.interchange.moodle.types import choice, pairs, sequence, truth, typed, written
from quizgen.interchange.rich.html_in import read_nodes
from quizgen.interchange.rich.ours import (
    CASE_TAG,
    DIFFICULTY_TAG,
    KIND_TAG,
    LEVEL_TAG,
    OWN_TAGS,
    WORDS_CLASS,
    OwnFeedback,
    read_explained,
    tagged,
    taken_out,
)
from quizgen.interchange.rich.parted import PartedCases
from quizgen.interchange.rich.said import Said
from quizgen.markup import plain_text
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.rules.exchange import D409, D451, D452, D471
from quizgen.office.xml_reading import parser

_UNKNOWN = {
    "numerical": "数值题", "calculated": "计算题", "calculatedsimple": "简单计算题",
    "calculatedmulti": "计算选择题", "ddwtos": "拖字填空题", "gapselect": "选词填空题",
    "ddmarker": "拖放标记题", "ddimageortext": "拖放图片题", "random": "随机题",
    "randomsamatch": "随机简答配对题", "multichoiceset": "全对才得分的多选题（插件）",
}  # fmt: skip
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONG = 40


def read_moodle(content: bytes, shown_as: str) -> Understood:
    """What the file holds. Raises CannotRead when it is no Moodle XML."""
    reader = _Reader(shown_as)
    for question in _root(content, shown_as).iter("question"):
        reader.question(question)
    return reader.finished()


def _root(content: bytes, shown_as: str) -> Any:
    if _DECLARATION.search(content):
        raise CannotRead(shown_as, "里面有 DOCTYPE 或实体声明，Moodle 不会写出这样的文件")
    if (control := _CONTROL.search(content)) is not None:
        line = content[: control.start()].count(b"\n") + 1
        raise CannotRead(shown_as, f"第 {line} 行有看不见的控制字符（U+{control[0][0]:04X}），请删去", line)
    try:
        root = etree.fromstring(content, parser())
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise CannotRead(shown_as, f"第 {line} 行起不是完整的 XML，请从 Moodle 重新导出", line) from error
    if root.tag != "quiz":
        raise CannotRead(shown_as, "不是 Moodle XML（最外层应当是 quiz）")
    return root


class _Reader:
    """Goes through the questions in order, remembering the category."""

    def __init__(self, shown_as: str) -> None:
        self._shown_as = shown_as
        self._topic = ""
        self._drafts: list[Draft] = []
        self._frame: list[Problem] = []
        self._leftover: list[Problem] = []
        self._notes: list[Problem] = []
        self._cases = PartedCases()
        self._ids: set[str] = set()
        self._count = 0

    def finished(self) -> Understood:
        """Everything, cases put together from their parts."""
        self._cases.into(self._drafts)
        drafts, notes = tuple(self._drafts), tuple(self._notes)
        return Understood(
            self._shown_as, drafts, tuple(self._frame), tuple(self._leftover), notes, self._count
        )

    def question(self, question: Any) -> None:
        """One element ``<question>``."""
        sort = question.get("type") or ""
        if sort == "category":
            self._category(question)
            return
        self._count += 1
        said = Said(self._shown_as, question.sourceline, self._where(question))
        tags = [str(tag.findtext("text") or "").strip() for tag in question.findall("tags/tag")]
        mark = next((tag.removeprefix(CASE_TAG) for tag in tags if tag.startswith(CASE_TAG)), None)
        if sort == "description" and mark is None:
            self._count -= 1
            self._put(self._leftover, question, "说明，不是题目", said)
            return
        draft = self._draft(question, sort, tags, said)
        self._notes += said.notes
        if mark is not None and sort == "description":
            self._cases.begin(mark, len(self._drafts))
        elif self._cases.add(mark, draft):
            self._count -= 1
            return
        self._drafts.append(replace(draft, points=None) if sort == "cloze" else draft)

    def _where(self, question: Any) -> str:
        return text_in(question, "idnumber") or text_in(question, "name")[:_LONG] or f"第 {self._count} 题"

    def _category(self, question: Any) -> None:
        path = re.split(r"(?<!/)/(?!/)", text_in(question, "category"))
        kept = [one.replace("//", "／") for one in path if one and not one.startswith("$")]
        self._topic = "/".join(kept[1:] if kept[:1] == ["top"] else kept)
        message = f"分类：{self._topic or '（最上层）'}"
        self._frame.append(Problem(self._shown_as, question.sourceline, D471.id, message))

    def _put(self, among: list[Problem], question: Any, what: str, said: Said) -> None:
        text = plain_text(read_text(question.find("questiontext")).text)
        told = text if len(text) <= _LONG else f"{text[:_LONG]}…"
        among.append(
            Problem(self._shown_as, question.sourceline, D471.id, f"{what}：{told}", where=said.where)
        )

    def _draft(self, question: Any, sort: str, tags: list[str], said: Said) -> Draft:
        explained = _feedback(question, said)
        draft = said.on(self._with_parts(_asked(question, sort, tags, said), explained.parts))
        grade = _grade(question)
        if not draft.stem:
            draft = replace(draft, refusals=(*draft.refusals, self._problem(question, "没有题干", said)))
        return replace(
            draft,
            points=draft.points if sort in {"cloze", "description"} else grade if grade != 1 else None,
            explain=explained.text,
            basis=explained.basis,
            topic=self._topic,
            difficulty=tagged(tags, DIFFICULTY_TAG),
            level=tagged(tags, LEVEL_TAG),
            tags=tuple(tag for tag in tags if tag and not tag.startswith(OWN_TAGS)),
            source_id=self._identifier(question, said),
        )

    def _problem(self, question: Any, message: str, said: Said) -> Problem:
        return Problem(self._shown_as, question.sourceline, D452.id, message, D452.mend, said.where)

    def _identifier(self, question: Any, said: Said) -> str:
        identifier = text_in(question, "idnumber")
        if identifier and identifier in self._ids:
            message = f"编号 {identifier} 前面用过了，这一道没有用"
            self._notes.append(
                Problem(self._shown_as, question.sourceline, D409.id, message, D409.mend, said.where)
            )
            return ""
        self._ids.add(identifier)
        return identifier

    @staticmethod
    def _with_parts(draft: Draft, explained: dict[int, str]) -> Draft:
        parts = tuple(
            replace(part, explain=explained.get(number, "")) for number, part in enumerate(draft.parts, 1)
        )
        return replace(draft, parts=parts)


def _asked(question: Any, sort: str, tags: list[str], said: Said) -> Draft:  # noqa: PLR0911 - one return a type
    if sort == "cloze":
        return embedded(question, said)
    stem = _stem(question, said)
    match sort:
        case "multichoice":
            return choice(question, stem, said)
        case "truefalse":
            return truth(question, stem, said)
        case "shortanswer":
            return typed(question, stem, said)
        case "matching":
            return pairs(question, stem, said)
        case "ordering":
            return sequence(question, stem, said)
        case "essay":
            essay = tagged(tags, KIND_TAG) == KIND_SHORT_TITLES[Kind.ESSAY]
            return written(question, stem, said, essay=essay)
        case "description":
            return replace(stem, kind=Kind.CASE)
        case _:
            said.refuse(D451, f"题库没有这种题：{_UNKNOWN.get(sort, sort or '没有写明题型')}")
            return stem


def _stem(question: Any, said: Said) -> Draft:
    element = question.find("questiontext")
    tree = None if element is None else tree_of(element)
    if tree is None:
        found = read_text(element)
    else:
        taken_out(tree, WORDS_CLASS)
        found = read_nodes((tree,), pictures_of(element))
    return said.below(Draft(None, said.words(found), said.shown_as), found)


def _feedback(question: Any, said: Said) -> OwnFeedback:
    element = question.find("generalfeedback")
    if element is None or not text_in(question, "generalfeedback"):
        return OwnFeedback()
    tree = tree_of(element)
    if tree is None:
        return OwnFeedback(said.text(read_text(element), "解析"))
    return read_explained(tree, pictures_of(element), said)


def _grade(question: Any) -> Fraction:
    try:
        return Fraction(text_in(question, "defaultgrade") or "1")
    except (ValueError, ZeroDivisionError):
        return Fraction(1)

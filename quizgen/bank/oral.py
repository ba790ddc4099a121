"""The spoken questions of a bank, read from its ``oral`` folder with every fault named."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from quizgen.bank.checks.base import KnowledgeView, shorten
from quizgen.errors import CannotRead, Problem
from quizgen.files.entries import is_passing
from quizgen.files.yaml_lines import LinedYaml, load_yaml
from quizgen.markup.inline import bad_formulas, open_mark
from quizgen.model.bank import Profile
from quizgen.model.base import Way
from quizgen.model.oral import ORAL_QUESTION, OralQuestion
from quizgen.model.reading import ReadingFault, read_record
from quizgen.model.rule import Rule

FOLDER = "oral"

O001 = Rule(
    "O001", "口试题文件读不了", "不是 UTF-8、不是 YAML，或不是题目的列表。", "照 oral/ 里现有的文件写"
)
O002 = Rule("O002", "口试题格式不对", "缺字段、键写错、要点少于 2 条或多于 6 条。", "照现有的题改")
O003 = Rule("O003", "口试题编号重复", "编号一题一个，永久不变。", "换一个没有用过的编号")
O004 = Rule("O004", "口试题专题不在专题表里", "专题用 topics.yaml 里的名称。", "改成表里的专题")
O005 = Rule("O005", "口试题引用了没有的事实", "cites 里的编号在知识登记里找不到。", "核对事实编号")
O006 = Rule(
    "O006", "口试题问到的条目不对", "about 里的编号找不到，或 cites 里没有它的事实。", "核对条目和事实"
)
O007 = Rule("O007", "要点重复", "两条要点写得一样。", "删去一条")
O008 = Rule(
    "O008",
    "口试题的上下标、公式不对",
    "下标 H~2~O、上标 x^2^、公式 $x^2+1$ 要成对，公式要读得懂，写法同题库的题。",
    "照 question_bank/README.md 改；要印符号本身，前面加反斜杠",
)

RULES = (O001, O002, O003, O004, O005, O006, O007, O008)


def load_oral(
    bank: Path,
    topics: Collection[str],
    knowledge: KnowledgeView | None,
    profile: Profile = Profile.STRICT,
) -> tuple[tuple[OralQuestion, ...], tuple[Problem, ...]]:
    """The spoken questions of a bank folder (none without an ``oral`` folder), with all faults.

    Empty ``topics`` or no ``knowledge``: what depends on them is not checked. A plain bank need not cite.
    """
    questions: list[OralQuestion] = []
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for path in sorted(path for path in (bank / FOLDER).glob("*.yaml") if not is_passing(Path(path.name))):
        document, faults = _document(path)
        problems += faults
        if document is None:
            continue
        for number, data in enumerate(document.data):
            question, reasons = _record(data, document.broken_in((number,)))
            where = str(data.get("id", "")) if isinstance(data, dict) else ""
            problems += [
                Problem(
                    str(path),
                    document.line((number, *reason.way)),
                    O002.id,
                    reason.message,
                    reason.hint or O002.mend,
                    where,
                )
                for reason in reasons
            ]
            if question is None:
                continue
            questions.append(question)
            if profile is Profile.STRICT and not question.cites:
                line = document.line((number, "cites"))
                problems.append(Problem(str(path), line, O002.id, *_NO_GROUNDS, question.id))
            for key, rule, message in _faults(question, topics, knowledge, first):
                line = document.line((number, *key))
                problems.append(Problem(str(path), line, rule.id, message, rule.mend, question.id))
            first.setdefault(question.id, str(path))
    return tuple(questions), tuple(problems)


_NO_GROUNDS = ("没有写依据（cites）", "写上 cites: [事实编号]")


def _record(data: object, broken: Collection[Way]) -> tuple[OralQuestion | None, tuple[ReadingFault, ...]]:
    return read_record(ORAL_QUESTION, data, broken)


def _document(path: Path) -> tuple[LinedYaml | None, list[Problem]]:
    try:
        document, faults = load_yaml(path, str(path), O001.id)
    except CannotRead as error:
        return None, [Problem(str(path), error.line, O001.id, error.reason, O001.mend)]
    if document is not None and not isinstance(document.data, list):
        return None, [*faults, Problem(str(path), 1, O001.id, "文件里应当是题目的列表", O001.mend)]
    return document, faults


def _faults(
    question: OralQuestion,
    topics: Collection[str],
    knowledge: KnowledgeView | None,
    first: Mapping[str, str],
) -> Iterator[tuple[tuple[str | int, ...], Rule, str]]:
    if question.id in first:
        yield ("id",), O003, f"“{question.id}”在 {first[question.id]} 里已经用过"
    if topics and question.topic not in topics:
        near = difflib.get_close_matches(question.topic, topics, 1)
        hint = f"，是不是“{near[0]}”？" if near else ""
        yield ("topic",), O004, f"没有“{question.topic}”这个专题{hint}"
    for index, point in enumerate(question.points):
        if point in question.points[:index]:
            yield ("points", index), O007, f"要点“{point}”写了两次"
    yield from _mark_faults(question)
    if knowledge is not None:
        yield from _ground_faults(question, knowledge)


def _mark_faults(question: OralQuestion) -> Iterator[tuple[tuple[str | int, ...], Rule, str]]:
    points = ((("points", index), point) for index, point in enumerate(question.points))
    for key, text in ((("stem",), question.stem), *points):
        if sign := open_mark(text):
            yield key, O008, f"“{shorten(text)}”里的 {sign} 没有成对"
        for source, what in bad_formulas(text):
            yield key, O008, f"公式 ${shorten(source)}$：{what}"


def _ground_faults(
    question: OralQuestion, knowledge: KnowledgeView
) -> Iterator[tuple[tuple[str | int, ...], Rule, str]]:
    for index, fact in enumerate(question.cites):
        if fact not in knowledge.facts:
            yield ("cites", index), O005, f"没有“{fact}”这条事实"
    cited = frozenset(question.cites)
    for index, row in enumerate(question.about):
        facts = knowledge.rows.get(row)
        if row not in knowledge.rows:
            yield ("about", index), O006, f"没有“{row}”这个条目"
        elif facts is not None and not cited & facts:
            yield ("about", index), O006, f"cites 里没有 {row} 的事实"

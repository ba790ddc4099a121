"""New questions held against the rules of a plain bank before they are written."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.bank.checks import BINDING, check_bank
from quizgen.bank.checks.answers import B041
from quizgen.bank.checks.options import B024, B025, B027, B030
from quizgen.bank.checks.pairs import B067
from quizgen.bank.checks.wording import B026
from quizgen.bank.load import load_bank
from quizgen.bank.positions import is_about_options
from quizgen.bank.topics import TOPICS_FILE
from quizgen.errors import Problem
from quizgen.files.yaml_write import dump_yaml
from quizgen.interchange.record_options import option_names
from quizgen.interchange.record_told import problem_of
from quizgen.interchange.records import MadeRecord
from quizgen.model.bank import BANK_FILE
from quizgen.model.rules.imports import N005, N203, N205
from quizgen.render.fonts.glyphs import packaged_codepoints

_REFUSED = frozenset(rule.id for rule in (*BINDING, B024, B025, B030, B067))
"""A question that breaks one of these cannot be printed, or cannot be marked."""
_ABOUT_ORDER = frozenset({B026.id, B027.id})
_AS_IT_WAS = frozenset({B041.id})
"""Rules that banks of others need not have heard of."""


@dataclass(frozen=True, slots=True)
class JudgedRecords:
    """The questions as they may be written, the rules that have to be off for it with the reason of each."""

    made: tuple[MadeRecord, ...]
    off: Mapping[str, str]


def judge(made: Sequence[MadeRecord], pictures: Mapping[str, bytes]) -> JudgedRecords:
    """Check what is to be written as a plain bank of its own.

    A question that names options by letters keeps their order; one that cannot be printed or marked is
    refused; what else breaks a rule is doubtful, unless banks of others need not know the rule.
    """
    found = list(made)
    faults = _faults(found, pictures)
    fixed = [at for at, told in faults.items() if any(one.rule in _ABOUT_ORDER for one in told)]
    if fixed:
        for at in fixed:
            found[at] = _with_fixed_order(found[at])
        faults = _faults(found, pictures)
    off: defaultdict[str, int] = defaultdict(int)
    for at, told in faults.items():
        found[at], rules = _judged(found[at], told)
        for rule in rules:
            off[rule] += 1
    return JudgedRecords(
        tuple(found), {rule: f"导入的题照原样收下，有 {count} 题不合" for rule, count in off.items()}
    )


def _judged(made: MadeRecord, told: Sequence[Problem]) -> tuple[MadeRecord, frozenset[str]]:
    """The question with what was found, and the rules that have to be off for it."""
    refusing = [one for one in told if one.rule in _REFUSED]
    if refusing:
        return made.refused(*(_moved(made, one) for one in refusing)), frozenset()
    doubts: list[Problem] = []
    notes: list[Problem] = []
    for one in told:
        if one.rule in _AS_IT_WAS:
            notes.append(problem_of(made.draft, N205, one.message, ""))
        elif one.rule in _ABOUT_ORDER:
            if not _order_is_fixed(made):
                doubts.append(problem_of(made.draft, N005, one.message))
        else:
            doubts.append(_moved(made, one))
    return (
        replace(made, doubts=(*made.doubts, *doubts), notes=(*made.notes, *notes)),
        frozenset(one.rule for one in told),
    )


def _order_is_fixed(made: MadeRecord) -> bool:
    """Whether the letters that a question names are those that will be printed."""
    return any("last" in one for one in (made.fields or {}, *(made.fields or {}).get("parts", ())))


def _moved(made: MadeRecord, fault: Problem) -> Problem:
    """A fault of the bank at the place in the file that the question came from."""
    placed = problem_of(made.draft, N205, fault.message, fault.hint)
    return replace(placed, rule=fault.rule)


def _with_fixed_order(made: MadeRecord) -> MadeRecord:
    """The question with all its options in the order of the file, wherever they would be shuffled."""
    fields = dict(made.fields or {})
    if "correct" in fields:
        fields["last"] = _last(made.order)
    if "parts" in fields:
        orders = list(map(option_names, made.draft.parts))
        fields["parts"] = [
            {**part, "last": _last(order)} if "correct" in part else part
            for part, order in zip(fields["parts"], orders, strict=True)
        ]
    only_last = len(fields.get("last", made.order)) == 1
    said = "“以上都对”这样的选项总在最后" if only_last else "选项照原来的次序印，不打乱"
    return replace(made, fields=fields, notes=(*made.notes, problem_of(made.draft, N203, said, "")))


_OF_ALL = re.compile(
    r"(?:(?:以上|上述)(?:各|所有|全部)?(?:项|选项|说法|答案|内容|情形)?)?(?:都|均|皆|全|全都|全部)不?"
    r"(?:对|是|正确|错|错误|包括|符合|属于|可以?|选)|以上(?:全|各|皆)?(?:对|是)|都不选"
)
"""Options about all the others, which may stand in any order before them."""


def _last(order: Sequence[str]) -> list[str]:
    """What is not shuffled: the option about all others where it is the only such one, else all of them."""
    about_all = [text for text in order if _OF_ALL.fullmatch(text)]
    others = any(is_about_options(text) for text in order if text not in about_all)
    return about_all if about_all == list(order[-1:]) and not others else list(order)


def _faults(made: Sequence[MadeRecord], pictures: Mapping[str, bytes]) -> dict[int, list[Problem]]:
    """What is wrong with each, by its place."""
    questions = [
        {"id": f"ZZ-{at:06d}", **one.fields} for at, one in enumerate(made) if one.fields is not None
    ]
    if not questions:
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / BANK_FILE).write_text("title: 导入\n", encoding="utf-8")
        (folder / TOPICS_FILE).write_text(topics_text(one["topic"] for one in questions), encoding="utf-8")
        (folder / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
        for name, data in pictures.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        problems = check_bank(load_bank((folder,)), None, printable())
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.where.startswith("ZZ-"):
            found[int(problem.where[3:])].append(problem)
    return found


def printable() -> Callable[[str], bool] | None:
    """Whether the packaged fonts have a character; None without these fonts."""
    glyphs = packaged_codepoints()
    return (lambda character: ord(character) in glyphs) if glyphs else None


def tree_of(topics: Iterable[str]) -> dict[str, list[str]]:
    """The topics as their table has them."""
    tree: dict[str, list[str]] = {}
    for topic in topics:
        top, _, child = topic.partition("/")
        below = tree.setdefault(top, [])
        if child and child not in below:
            below.append(child)
    return tree


def topics_text(topics: Iterable[str]) -> str:
    """A table of these topics, in their order."""
    return dump_yaml(tree_of(topics), "专题表：一级专题和它的二级专题，照导入的题列出。")

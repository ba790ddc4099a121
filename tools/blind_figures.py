"""What readers' answers say: shares of right answers, expected points on a preset, agreement on levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.marking.rules import choice_share
from quizgen.model.blueprint import Blueprint
from quizgen.model.kinds import ScoringRule
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    TrueFalseBody,
)
from tools.blind_review import LETTERS, agrees, bodies, key_of, letters_in, written

_TRUE = {"√", "✓", "对", "正确", "true", "t", "yes", "是", "a"}
_FALSE = {"×", "✗", "x", "错", "错误", "false", "f", "no", "否", "b"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked: its name, what is asked, the question it belongs to."""

    name: str
    body: AskedBody
    question: Question

    @property
    def sort(self) -> str:
        """The kind; sub-questions of cases are counted apart."""
        kind = str(self.body.kind)
        return f"case/{kind}" if isinstance(self.question, CaseBody) else kind

    @property
    def machine_read(self) -> bool:
        """Whether a program can tell right from wrong (written answers are left to people)."""
        return not written(self.body)


def asked_by_name(questions: Iterable[Question]) -> dict[str, Asked]:
    """Everything asked, by the name that its answer goes by."""
    return {name: Asked(name, body, question) for question in questions for name, body in bodies(question)}


def plain_answer(asked: Asked, answer: object) -> object:
    """An answer as the key is written: letters in order (of 配对 and 排序 in the order given), √ or ×."""
    if isinstance(asked.body, FillBody) or written(asked.body):
        return answer
    text = "".join(map(str, answer)) if isinstance(answer, list) else str(answer)
    if isinstance(asked.body, MatchingBody | OrderingBody):
        return letters_in(text)
    if isinstance(asked.body, TrueFalseBody):
        word = text.strip().lower()
        return "√" if word in _TRUE else "×" if word in _FALSE else text
    return "".join(sorted({letter for letter in text.upper() if letter in LETTERS}))


def is_right(asked: Asked, answer: object) -> bool:
    """Whether an answer is wholly right."""
    return agrees(asked.body, asked.name, plain_answer(asked, answer))


def share(asked: Asked, answer: object, rule: ScoringRule) -> Fraction:
    """The share of the points that an answer earns."""
    if isinstance(asked.body, MultipleBody):
        ticked, right = (
            frozenset(LETTERS.index(letter) for letter in str(letters))
            for letters in (plain_answer(asked, answer), key_of(asked.name, asked.body))
        )
        return choice_share(rule, ticked, right)
    return Fraction(is_right(asked, answer))


Answers = Mapping[str, Sequence[object]]
"""For everything asked, the answers of all readers who had it."""


def table(asked: Mapping[str, Asked], answers: Answers) -> Iterator[str]:
    """Answers and right ones per kind, per level, per kind in each level."""
    rows: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, given in answers.items():
        one = asked[name]
        if not one.machine_read:
            continue
        level = str(one.question.level or "未标")
        source = one.question.id.partition("-")[0]
        right = [is_right(one, answer) for answer in given]
        for key in (
            ("题型", one.sort),
            ("层次", level),
            ("来源", source),
            ("题型和层次", f"{one.sort} {level}"),
        ):
            rows[key] += right
    heading = ""
    for (group, name), right in sorted(rows.items()):
        if group != heading:
            heading = group
            yield f"{group}："
        yield f"  {name:<22} {sum(right):>5} / {len(right):<5} {100 * sum(right) / len(right):5.1f} %"


def right_by_all(asked: Mapping[str, Asked], answers: Answers, least: int) -> list[str]:
    """Everything that at least ``least`` readers answered, all of them rightly."""
    return [
        name
        for name, given in answers.items()
        if asked[name].machine_read
        and len(given) >= least
        and all(is_right(asked[name], one) for one in given)
    ]


def expected_points(
    blueprint: Blueprint, asked: Mapping[str, Asked], answers: Answers
) -> tuple[Fraction, list[str]]:
    """What a form of the blueprint is worth to such readers, section by section, in lines.

    Every question of a kind counts the same, however many readers had it. Parts of a case count by
    equal shares; what no program can mark (short answers) counts nothing, and a line says so.
    """
    total = Fraction()
    lines = []
    for section in blueprint.sections:
        rule = section.rule or ScoringRule.ALL_OR_NOTHING
        by_question: defaultdict[str, list[Fraction]] = defaultdict(list)
        for name, given in answers.items():
            one = asked[name]
            if one.question.kind == section.kind and one.machine_read:
                shares = [share(one, answer, rule) for answer in given]
                by_question[one.question.id].append(sum(shares, Fraction()) / len(shares))
        means = [sum(parts, Fraction()) / len(parts) for parts in by_question.values()]
        mean = sum(means, Fraction()) / len(means) if means else Fraction()
        points = mean * section.points * section.count
        total += points
        note = "" if means else "（没有作答可算）"
        lines.append(
            f"  {section.kind!s:<12} {section.count} 题 {float(section.points * section.count):g} 分：得分率 "
            f"{100 * float(mean):.1f} %，{float(points):.1f} 分{note}"
        )
    return total, lines


def kappa(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[Fraction, Fraction, list[str]]:
    """Agreement, Cohen's kappa, disagreeing ids, over what both have judged.

    kappa = (p_o - p_e) / (1 - p_e), with p_e from the two judges' own shares of every level
    (J. Cohen, A coefficient of agreement for nominal scales, 1960). 1 when p_e is 1.
    """
    both = sorted(set(one) & set(other))
    if not both:
        return Fraction(), Fraction(), []
    differ = [name for name in both if one[name] != other[name]]
    observed = Fraction(len(both) - len(differ), len(both))
    first, second = Counter(one[name] for name in both), Counter(other[name] for name in both)
    by_chance = Fraction(sum(first[level] * second[level] for level in first), len(both) ** 2)
    value = Fraction(1) if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return observed, value, differ

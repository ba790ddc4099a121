"""The kinds of questions: what each is called, how it is answered, what its section says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Kind(StrEnum):
    """The kind of a question; the value is what a bank file writes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    FILL = "fill"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT = "short"
    ESSAY = "essay"
    CASE = "case"


class Answering(StrEnum):
    """How an answer is put down.

    Letters of options, √ or ×, texts in blanks, a letter for every item on the left, letters in the right
    order, lines of text, part by part.
    """

    LETTERS = auto()
    TRUTH = auto()
    BLANKS = auto()
    PAIRS = auto()
    SEQUENCE = auto()
    LINES = auto()
    PARTS = auto()


class ScoringRule(StrEnum):
    """How an answer with several parts earns points; the golden tables are in tests/marking."""

    ALL_OR_NOTHING = "全对得分"
    HALF_IF_INCOMPLETE = "漏选一半"
    PER_RIGHT_OPTION = "漏选按项"
    PLUS_MINUS = "按项增减"
    PER_PAIR = "每对得分"
    ADJACENT = "相邻对得分"
    FIXED_EACH = "少选每项"


_MULTIPLE_RULES = (
    ScoringRule.ALL_OR_NOTHING,
    ScoringRule.HALF_IF_INCOMPLETE,
    ScoringRule.PER_RIGHT_OPTION,
    ScoringRule.PLUS_MINUS,
    ScoringRule.FIXED_EACH,
)
_MATCHING_RULES = (ScoringRule.PER_PAIR, ScoringRule.ALL_OR_NOTHING)
_ORDERING_RULES = (ScoringRule.ALL_OR_NOTHING, ScoringRule.ADJACENT)


@dataclass(frozen=True, slots=True)
class KindTraits:
    """What is known of a kind without looking at a question.

    ``title`` is what a section is called on a paper, ``short_title`` the same for tables and messages.
    ``instruction`` tells candidates how to answer. ``own_key`` is the key of a bank file that only this
    kind has (empty: it has none). ``rules`` are those that a section may mark it by, the usual one first
    (none: there is one way only).
    """

    title: str
    short_title: str
    answering: Answering
    instruction: str
    own_key: str = ""
    rules: tuple[ScoringRule, ...] = ()


def traits_of(kind: Kind) -> KindTraits:  # noqa: PLR0911 - one return a kind
    """The traits of a kind."""
    match kind:
        case Kind.SINGLE:
            return KindTraits("单项选择题", "单选", Answering.LETTERS, "每小题只有一个选项符合题意")
        case Kind.MULTIPLE:
            instruction = "每小题有两个或两个以上选项符合题意"
            return KindTraits("多项选择题", "多选", Answering.LETTERS, instruction, rules=_MULTIPLE_RULES)
        case Kind.TRUE_FALSE:
            return KindTraits("判断题", "判断", Answering.TRUTH, "正确的打“√”，错误的打“×”", "answer")
        case Kind.FILL:
            instruction = "把答案写在横线上；一题有几个空的，各空平分该题分值"
            return KindTraits("填空题", "填空", Answering.BLANKS, instruction, "answers")
        case Kind.MATCHING:
            instruction = "左边每一项只配右边的一项，把右边的字母写在括号内"
            return KindTraits("配对题", "配对", Answering.PAIRS, instruction, "pairs", _MATCHING_RULES)
        case Kind.ORDERING:
            instruction = "按正确的次序写出全部字母，每个字母只写一次"
            return KindTraits("排序题", "排序", Answering.SEQUENCE, instruction, "items", _ORDERING_RULES)
        case Kind.SHORT:
            return KindTraits("简答题", "简答", Answering.LINES, "按采分点给分", "points_for")
        case Kind.ESSAY:
            return KindTraits("论述题", "论述", Answering.LINES, "按采分点和档次给分", "bands")
        case Kind.CASE:
            return KindTraits("案例分析题", "案例", Answering.PARTS, "阅读材料，回答问题", "parts")


KIND_TITLES = {kind: traits_of(kind).title for kind in Kind}
"""What a section of that kind is called on a paper."""

KIND_SHORT_TITLES = {kind: traits_of(kind).short_title for kind in Kind}
"""The same for tables and messages."""

BRACKETED = frozenset(
    kind for kind in Kind if traits_of(kind).answering in {Answering.LETTERS, Answering.TRUTH}
)
"""Kinds answered in one bracket at the end of the stem."""

BUBBLED = BRACKETED | {Kind.MATCHING, Kind.ORDERING}
"""Kinds answered in brackets on the paper, or by bubbles on the answer sheet."""

PENALISED = BRACKETED
"""Kinds whose wrong answers may cost points: where it is beyond doubt what a wrong answer is."""

JUDGED = frozenset(kind for kind in Kind if traits_of(kind).answering is Answering.LINES)
"""Kinds whose answers a person reads; they are marked on a sheet of their own."""

WRITTEN = JUDGED | {Kind.FILL}
"""Kinds whose answers are written in words, in a box of the answer sheet or on the paper."""

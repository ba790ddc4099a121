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
    SHORT = "short"
    CASE = "case"


class Answering(StrEnum):
    """How an answer is put down: letters of options, √ or ×, texts in blanks, lines of text, part by part."""

    LETTERS = auto()
    TRUTH = auto()
    BLANKS = auto()
    LINES = auto()
    PARTS = auto()


@dataclass(frozen=True, slots=True)
class KindTraits:
    """What is known of a kind without looking at a question.

    ``title`` is what a section is called on a paper, ``short_title`` the same for tables and messages.
    ``instruction`` tells candidates how to answer. ``own_key`` is the key of a bank file that only this
    kind has (empty: it has none).
    """

    title: str
    short_title: str
    answering: Answering
    instruction: str
    own_key: str = ""


def traits_of(kind: Kind) -> KindTraits:
    """The traits of a kind."""
    match kind:
        case Kind.SINGLE:
            return KindTraits("单项选择题", "单选", Answering.LETTERS, "每小题只有一个选项符合题意")
        case Kind.MULTIPLE:
            return KindTraits("多项选择题", "多选", Answering.LETTERS, "每小题有两个或两个以上选项符合题意")
        case Kind.TRUE_FALSE:
            return KindTraits("判断题", "判断", Answering.TRUTH, "正确的打“√”，错误的打“×”", "answer")
        case Kind.FILL:
            instruction = "把答案写在横线上；一题有几个空的，各空平分该题分值"
            return KindTraits("填空题", "填空", Answering.BLANKS, instruction, "answers")
        case Kind.SHORT:
            return KindTraits("简答题", "简答", Answering.LINES, "按采分点给分", "points_for")
        case Kind.CASE:
            return KindTraits("案例分析题", "案例", Answering.PARTS, "阅读材料，回答问题", "parts")


KIND_TITLES = {kind: traits_of(kind).title for kind in Kind}
"""What a section of that kind is called on a paper."""

KIND_SHORT_TITLES = {kind: traits_of(kind).short_title for kind in Kind}
"""The same for tables and messages."""

BUBBLED = frozenset(
    kind for kind in Kind if traits_of(kind).answering in {Answering.LETTERS, Answering.TRUTH}
)
"""Kinds answered in a bracket on the paper, or by a bubble on the answer sheet."""

JUDGED = frozenset(kind for kind in Kind if traits_of(kind).answering is Answering.LINES)
"""Kinds whose answers a person reads; they are marked on a sheet of their own."""

"""Questions of every kind, as a bank keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from quizgen.model.base import Exact, Record, Text, Way
from quizgen.model.bookkeeping import Explain, QuestionFields
from quizgen.model.essay import GRID_PATTERN, Band, WordCount
from quizgen.model.illustrated import Illustrated, Pictured
from quizgen.model.options import (
    Distractor,
    Option,
    PicturedOption,
    RightOption,
    WrongOption,
    name_of_option,
)

MOST_LINES = 60
"""As many ruled lines as a written answer may have: two pages."""

_KIND = Field(
    title="题型",
    description="题型：single 单选、multiple 多选、true_false 判断、fill 填空、matching 配对、ordering 排序、"
    "short 简答、essay 论述、case 案例",
)

_Stem = Annotated[
    Text,
    Field(
        title="题干", description="题干；不写答题括号和选项字母；** ** 加粗，____ 是空，H~2~O、x^2^、$x^2+1$"
    ),
]

_Share = Annotated[Exact | None, Field(title="份额", description="份额，例如 1/2；都不写则平分")]


class ScoringPoint(Record):
    """采分点: what an answer must say, and its share of the question's points (None: equal shares)."""

    point: Text = Field(title="采分点文字", description="采分点文字")
    share: _Share = None


class _Choice(Illustrated):
    """Options are numbered from 0: the correct ones first, then the wrong ones, as written."""

    stem: _Stem
    wrong: Annotated[tuple[WrongOption, ...], Field(min_length=1)] = Field(
        title="错误项", description="错误项，每项可以写明错因；可以是图片"
    )
    show: Annotated[int, Field(ge=2, le=8)] | None = Field(
        None, title="抽取的选项数", description="每份试卷抽取的选项数；不写则全部使用"
    )
    last: tuple[Text, ...] = Field(
        (), title="放在最后的选项", description="固定放在最后、不打乱的选项，与选项原文一字不差"
    )


class SingleBody(_Choice):
    """单选: exactly one correct option."""

    kind: Annotated[Literal["single"], _KIND]
    correct: Annotated[tuple[RightOption, ...], Field(min_length=1, max_length=1)] = Field(
        title="正确项", description="正确项；可以是图片"
    )


class MultipleBody(_Choice):
    """多选: two or more correct options; a strict bank wants a wrong one as well (B030)."""

    kind: Annotated[Literal["multiple"], _KIND]
    correct: Annotated[tuple[RightOption, ...], Field(min_length=2)] = Field(
        title="正确项", description="正确项；可以是图片"
    )
    wrong: tuple[WrongOption, ...] = Field(
        (), title="错误项", description="错误项，每项可以写明错因；可以是图片；全都对的不写"
    )


class TrueFalseBody(Illustrated):
    """判断: a statement that is right (√) or wrong (×)."""

    kind: Annotated[Literal["true_false"], _KIND]
    stem: _Stem
    answer: bool = Field(title="判断题答案", description="判断题答案：true 对，false 错")


class FillBody(Illustrated):
    """填空: one group of accepted answers for every ``____`` in the stem, in order."""

    kind: Annotated[Literal["fill"], _KIND]
    stem: _Stem
    answers: Annotated[tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...], Field(min_length=1)] = (
        Field(title="填空答案", description="每空一组可接受的写法，数字要加引号")
    )
    any_order: bool = Field(default=False, title="可换次序", description="几个空的答案可以互换次序")


class Pair(Record):
    """An item on the left with the one item on the right that belongs to it."""

    left: Text = Field(title="左项", description="左边的一项")
    right: Text = Field(title="右项", description="右边与它配对的一项")


MOST_LETTERED = 8
"""As many items as a paper has letters for: A to H."""


class MatchingBody(Illustrated):
    """配对: every item on the left has one on the right; the right may have some that belong to none.

    Items are numbered from 0: those on the left, then their partners in the same order, then the others.
    """

    kind: Annotated[Literal["matching"], _KIND]
    stem: _Stem
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=MOST_LETTERED)] = Field(
        title="配对", description="左项和与它配对的右项，2 至 8 对"
    )
    wrong: tuple[Distractor, ...] = Field(
        (), title="错误项", description="右边多余的项，与哪一个左项都不配，每项写明错因"
    )


class OrderingBody(Illustrated):
    """排序: items to be put in order, written in the right one; numbered from 0 as written."""

    kind: Annotated[Literal["ordering"], _KIND]
    stem: _Stem
    items: Annotated[tuple[Text, ...], Field(min_length=3, max_length=MOST_LETTERED)] = Field(
        title="各项", description="要排序的各项，照正确的次序写，3 至 8 项"
    )


class ShortBody(Illustrated):
    """简答: marked by a person against scoring points."""

    kind: Annotated[Literal["short"], _KIND]
    stem: _Stem
    points_for: Annotated[tuple[ScoringPoint, ...], Field(min_length=1)] = Field(
        title="采分点", description="采分点，2 至 6 个"
    )
    lines: Annotated[int, Field(ge=1, le=MOST_LINES)] | None = Field(
        None, title="横线的行数", description="试卷上留几行横线，1 至 60；不写则按分值和采分点的长短"
    )


class EssayBody(Illustrated):
    """论述: a longer text, marked by a person against scoring points, or as a whole by bands, or both."""

    kind: Annotated[Literal["essay"], _KIND]
    stem: _Stem
    points_for: tuple[ScoringPoint, ...] = Field(
        (), title="采分点", description="采分点，2 至 10 个；只按档次给分的不写"
    )
    bands: tuple[Band, ...] = Field(
        (), title="档次", description="从高到低的档次，2 至 6 档；只按采分点给分的可以不写"
    )
    lines: Annotated[int, Field(ge=1, le=MOST_LINES)] | None = Field(
        None, title="横线的行数", description="试卷上留几行横线，1 至 60；不写则按字数"
    )
    grid: Annotated[str, Field(pattern=GRID_PATTERN)] | None = Field(
        None, title="作文格", description="每行 20 格，写成 20x行数，例如 20x40；与 lines 只写一样"
    )
    words: WordCount | None = Field(None, title="字数", description="字数，例如 {min: 600, max: 1000}")


class _PartFields(Record):
    share: _Share = None
    explain: Explain = None


class SinglePart(_PartFields, SingleBody):
    """A single-choice sub-question of a case."""


class MultiplePart(_PartFields, MultipleBody):
    """A multiple-choice sub-question of a case."""


class TrueFalsePart(_PartFields, TrueFalseBody):
    """A true-false sub-question of a case."""


class FillPart(_PartFields, FillBody):
    """A fill-in sub-question of a case."""


class MatchingPart(_PartFields, MatchingBody):
    """A matching sub-question of a case."""


class OrderingPart(_PartFields, OrderingBody):
    """An ordering sub-question of a case."""


class ShortPart(_PartFields, ShortBody):
    """A short-answer sub-question of a case."""


class EssayPart(_PartFields, EssayBody):
    """An essay as a sub-question of a case."""


Part = Annotated[
    SinglePart
    | MultiplePart
    | TrueFalsePart
    | MatchingPart
    | OrderingPart
    | FillPart
    | ShortPart
    | EssayPart,
    Field(discriminator="kind"),
]
"""A sub-question of a case."""


class CaseBody(Illustrated):
    """案例分析: a text with two or more sub-questions that stay together and in order."""

    kind: Annotated[Literal["case"], _KIND]
    text: Text = Field(title="文字", description="案例正文")
    parts: Annotated[tuple[Part, ...], Field(min_length=2, max_length=6)] = Field(
        title="小题", description="小题，一起出现，次序不变"
    )


class SingleQuestion(QuestionFields, SingleBody):
    """A single-choice question of a bank."""


class MultipleQuestion(QuestionFields, MultipleBody):
    """A multiple-choice question of a bank."""


class TrueFalseQuestion(QuestionFields, TrueFalseBody):
    """A true-false question of a bank."""


class FillQuestion(QuestionFields, FillBody):
    """A fill-in question of a bank."""


class MatchingQuestion(QuestionFields, MatchingBody):
    """A matching question of a bank."""


class OrderingQuestion(QuestionFields, OrderingBody):
    """An ordering question of a bank."""


class ShortQuestion(QuestionFields, ShortBody):
    """A short-answer question of a bank."""


class EssayQuestion(QuestionFields, EssayBody):
    """An essay question of a bank."""


class CaseQuestion(QuestionFields, CaseBody):
    """A case of a bank."""


Question = Annotated[
    SingleQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | MatchingQuestion
    | OrderingQuestion
    | FillQuestion
    | ShortQuestion
    | EssayQuestion
    | CaseQuestion,
    Field(discriminator="kind"),
]
"""A question of any kind."""

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
"""Validates and serialises a question of any kind."""

ChoiceBody = SingleBody | MultipleBody
"""A question or sub-question that is answered with option letters."""

WrittenBody = ShortBody | EssayBody
"""A question or sub-question whose answer a person reads."""

AskedBody = (
    SingleBody | MultipleBody | TrueFalseBody | MatchingBody | OrderingBody | FillBody | ShortBody | EssayBody
)
"""Something that gets one answer: a question that is no case, or a sub-question of one."""

Body = AskedBody | CaseBody
"""What is asked, without the bookkeeping: every question and every sub-question is one."""


def asked_in(question: Question) -> tuple[tuple[int | None, AskedBody], ...]:
    """What gets an answer of its own, with the number of the sub-question from 0 (None: it is no case)."""
    if isinstance(question, CaseQuestion):
        return tuple(enumerate(question.parts))
    return ((None, question),)


def pictures_of(question: Question) -> tuple[str, ...]:
    """The names of all pictures of a question, those of its sub-questions and options included."""
    return tuple(one.image for _, one in pictured_in(question) if one.image is not None)


def pictured_in(question: Question) -> Iterator[tuple[Way, Pictured]]:
    """Everything that may have a picture with the way to it: stems, the text of a case, options."""
    yield (), question
    for part, body in asked_in(question):
        way: Way = () if part is None else ("parts", part)
        if part is not None:
            yield way, body
        if isinstance(body, ChoiceBody):
            for side, options in (("correct", body.correct), ("wrong", body.wrong)):
                for number, option in enumerate(options):
                    if isinstance(option, PicturedOption):
                        yield (*way, side, number), option


def option_texts(body: ChoiceBody) -> tuple[str, ...]:
    """The options by original index as they are called: correct ones first, then the wrong ones."""
    return tuple(name_of_option(option) for option in options_of(body))


def options_of(body: ChoiceBody) -> tuple[Option, ...]:
    """The options by original index: correct ones first, then the wrong ones."""
    return (*body.correct, *body.wrong)


def shows_pictures(body: ChoiceBody) -> bool:
    """Whether some of its options are pictures, so that their words alone say little."""
    return any(isinstance(option, PicturedOption) for option in options_of(body))


def right_option_texts(body: ChoiceBody) -> tuple[str, ...]:
    """The correct options as they are called."""
    return option_texts(body)[: len(body.correct)]


def correct_indices(body: ChoiceBody) -> frozenset[int]:
    """The original indices of the correct options."""
    return frozenset(range(len(body.correct)))


def matched_texts(body: MatchingBody) -> tuple[str, ...]:
    """All items by their number: those on the left, their partners, those that belong to none."""
    lefts, rights = (pair.left for pair in body.pairs), (pair.right for pair in body.pairs)
    return (*lefts, *rights, *(one.text for one in body.wrong))


def right_places(body: MatchingBody | OrderingBody) -> tuple[int, ...]:
    """What is right: for each item on the left its partner's number; the items in the right order."""
    if isinstance(body, OrderingBody):
        return tuple(range(len(body.items)))
    return tuple(range(len(body.pairs), 2 * len(body.pairs)))

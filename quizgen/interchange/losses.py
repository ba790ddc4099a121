"""What each kind of file does not carry of a question, told before the file is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from quizgen.files.pictures import PictureKind
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import ExportFormat, Remark
from quizgen.interchange.outgoing import Outgoing
from quizgen.interchange.rich.html_out import unfit
from quizgen.interchange.rich.pictures_in import picture_kind
from quizgen.markup import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse
from quizgen.model.kinds import Kind
from quizgen.model.question import Question
from quizgen.model.rule import Rule
from quizgen.model.rules.exchange import (
    D502,
    D503,
    D504,
    D505,
    D506,
    D507,
    D508,
    D509,
    D510,
    D511,
    D512,
    D513,
    D514,
    D516,
    D517,
)


class Aspect(Enum):
    """Something of a question that a kind of file may have no place for."""

    RULE = auto()
    LAST = auto()
    WHY = auto()
    FACTS = auto()
    SHOW = auto()
    KEEPING = auto()
    ESSAY = auto()
    PICTURE = auto()
    DRAWING = auto()
    MARKUP = auto()
    TABLE = auto()
    SHARES = auto()
    ANY_ORDER = auto()
    CONTROLS = auto()
    PLACE = auto()
    EXPLAIN = auto()


_RULES: Mapping[Aspect, Rule] = {
    Aspect.RULE: D502,
    Aspect.LAST: D503,
    Aspect.WHY: D504,
    Aspect.FACTS: D505,
    Aspect.SHOW: D506,
    Aspect.KEEPING: D507,
    Aspect.ESSAY: D508,
    Aspect.PICTURE: D509,
    Aspect.DRAWING: D509,
    Aspect.MARKUP: D510,
    Aspect.TABLE: D511,
    Aspect.SHARES: D512,
    Aspect.ANY_ORDER: D513,
    Aspect.CONTROLS: D514,
    Aspect.PLACE: D516,
    Aspect.EXPLAIN: D517,
}
_EVERYWHERE: Mapping[Aspect, str] = {
    Aspect.FACTS: "依据的事实和条目不写出，读回来没有",
    Aspect.SHOW: "每份卷抽几个选项不写出，全部选项都写",
    Aspect.KEEPING: "用途、互斥、考点、命题审题的记录不写出",
    Aspect.ESSAY: "字数、档次写成文字，横线、作文格不写出，读回来都没有",
    Aspect.CONTROLS: "去掉了看不见的控制字符",
}
_LISTED: Mapping[Aspect, str] = {
    Aspect.RULE: "多选怎样给分不写出",
    Aspect.LAST: "固定在最后的选项排在最后，读回来不再是固定的（“以上都对”那样的除外）",
    Aspect.WHY: "错因不写出",
    Aspect.ANY_ORDER: "几个空可以换次序，没有写出",
}
_PICTURE: Mapping[Aspect, str] = {Aspect.PICTURE: "图片写成一行说明"}
_TABLE: Mapping[Aspect, str] = {Aspect.TABLE: "表格写成几行文字，读回来不再是表格"}
_LOST: Mapping[ExportFormat, Mapping[Aspect, str]] = {
    ExportFormat.MOODLE: {
        Aspect.RULE: "多选按项给分：选对一项得一份，选了错项整题不得分；全对才得分要另装插件",
        Aspect.LAST: "整题的选项不打乱，最后一项才留在最后；读回来不再是固定的",
        Aspect.ANY_ORDER: "几个空不能换次序，各空只认自己的答案",
    },
    ExportFormat.GIFT: {
        Aspect.RULE: "多选按项给分：选对一项得一份，选了错项整题不得分",
        Aspect.LAST: "GIFT 不能把选项固定在最后，导入后会打乱",
    },
    ExportFormat.EXCEL: {
        **_LISTED,
        **_PICTURE,
        **_TABLE,
        Aspect.WHY: "错因写在一列里，读回来不带",
        Aspect.MARKUP: "公式照题库的写法写成文字，读回来就是文字；加粗读回来没有",
    },
    ExportFormat.WORD: {
        **_LISTED,
        Aspect.MARKUP: "公式写成 Word 的公式，读回来写法可能不同；加粗读回来没有",
        Aspect.DRAWING: "矢量图（SVG）写成点阵图（PNG），读回来是 PNG",
    },
    ExportFormat.TEXT: {**_LISTED, **_PICTURE, **_TABLE},
    ExportFormat.ANKI: {
        Aspect.RULE: "卡片不给分",
        Aspect.LAST: "选项照排好的次序，不打乱",
        Aspect.SHARES: "卡片不给分，份额只写在背面",
    },
    ExportFormat.QTI: {
        Aspect.RULE: "多选按项给分：选对一项得一份，选了错项整题不得分",
        Aspect.WHY: "错因没有写出",
        Aspect.PLACE: "出处、难度、层次、专题不写出",
        Aspect.ANY_ORDER: "几个空不能换次序，各空只认自己的答案",
    },
}
"""What a kind of file loses besides what they all lose."""


def losses(one: Outgoing, form: ExportFormat) -> Iterator[Remark]:
    """Everything of a question that this kind of file never carries."""
    has = frozenset(_aspects(one))
    for aspect, message in {**_EVERYWHERE, **_LOST[form]}.items():
        if aspect in has:
            yield Remark(one, _RULES[aspect], message)


def _aspects(one: Outgoing) -> Iterator[Aspect]:
    yield from _of_record(one.question)
    for draft in (one.draft, *one.draft.parts):
        yield from _of_draft(draft)
    draft = one.draft
    if draft.basis or draft.difficulty or draft.level or draft.topic:
        yield Aspect.PLACE


def _of_record(question: Question) -> Iterator[Aspect]:
    if question.cites or question.about:
        yield Aspect.FACTS
    kept = (question.enemies, question.point, question.status, question.author, question.reviewer)
    if any(kept) or question.reviewed is not None or question.fingerprint is not None:
        yield Aspect.KEEPING
    for body in question.parts if question.kind == "case" else (question,):
        if body.kind in {"single", "multiple"} and body.show is not None:
            yield Aspect.SHOW
        if body.kind == "essay":
            yield Aspect.ESSAY
        if body.kind == "short" and body.lines is not None:
            yield Aspect.ESSAY


def _of_draft(draft: Draft) -> Iterator[Aspect]:
    texts = tuple(texts_of(draft))
    shares = (draft.points, *(point.share for point in draft.scoring))
    has = {
        Aspect.RULE: draft.kind is Kind.MULTIPLE,
        Aspect.LAST: any(option.last for option in draft.options),
        Aspect.WHY: any(option.why for option in (*draft.options, *draft.extra)),
        Aspect.PICTURE: any(
            one is not None for one in (draft.picture, *(one.picture for one in draft.options))
        ),
        Aspect.DRAWING: any(
            one is not None and picture_kind(one.content) is PictureKind.SVG
            for one in (draft.picture, *(option.picture for option in draft.options))
        ),
        Aspect.TABLE: bool(draft.table),
        Aspect.ANY_ORDER: draft.any_order,
        Aspect.EXPLAIN: bool(draft.explain),
        Aspect.SHARES: any(share is not None for share in shares),
        Aspect.MARKUP: any(map(is_marked_up, texts)),
        Aspect.CONTROLS: any(map(unfit, texts)),
    }
    yield from (aspect for aspect, there in has.items() if there)


def texts_of(draft: Draft) -> Iterator[str]:
    """All texts of a draft in inline syntax, those of its parts aside."""
    yield draft.stem
    yield from (option.text for option in (*draft.options, *draft.extra))
    yield from (option.why for option in (*draft.options, *draft.extra))
    yield from (text for blank in draft.blanks for text in blank)
    yield from (text for pair in draft.pairs for text in (pair.left, pair.right))
    yield from draft.items
    yield from (point.text for point in draft.scoring)
    yield from (cell for row in draft.table for cell in row)
    yield from (draft.explain, draft.basis, draft.sample)


def is_marked_up(text: str) -> bool:
    """Whether a text has more than words, blanks and line breaks."""
    for piece in parse(text):
        match piece:
            case Bold() | Sub() | Sup() | Formula():
                return True
            case Plain() | Blank() | Break():
                pass
    return False

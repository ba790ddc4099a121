"""A bank as Moodle XML, kept to what its importer takes without skipping or storing halves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, CannotHold, Remark, WrittenBank
from quizgen.interchange.losses import is_marked_up
from quizgen.interchange.moodle import cloze
from quizgen.interchange.moodle.elements import (
    NO_HTML,
    Html,
    answer,
    below,
    category,
    combined_feedback,
    name_of,
    option,
    rich,
    tags,
    value,
)
from quizgen.interchange.moodle.marks import TOP, WRONG_SHARE, one_of, spellings, whole_weights
from quizgen.interchange.outgoing import Aside, Outgoing
from quizgen.interchange.rich.html_out import inline_html
from quizgen.interchange.rich.ours import (
    CASE_CLASS,
    CASE_TAG,
    PART_CLASS,
    WORDS_CLASS,
    explained_html,
    points_html,
    tags_of,
)
from quizgen.markup import blank_count, plain_text
from quizgen.model.kinds import Answering, Kind, traits_of
from quizgen.model.rules.exchange import D501, D510, D515
from quizgen.model.rules.exchange import D504 as WHY_LOST
from quizgen.model.split import equal_shares

_HOLE = "\ue000"
"""Stands for a blank until its field is put there; no character of any language."""

_ORDERING = (
    ("layouttype", "VERTICAL"),
    ("selecttype", "ALL"),
    ("selectcount", "0"),
    ("gradingtype", "ALL_OR_NOTHING"),
    ("showgrading", "SHOW"),
    ("numberingstyle", "none"),
)
_ESSAY = (
    ("responseformat", "editor"),
    ("responserequired", "1"),
    ("attachments", "0"),
    ("attachmentsrequired", "0"),
    ("maxbytes", "0"),
    ("filetypeslist", ""),
)


def write_moodle(bank: BankToWrite) -> WrittenBank:
    """The questions as one file, a category for every topic."""
    writer = _Writer()
    for one in bank.questions:
        writer.put(one)
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(writer.out)}</quiz>\n'
    return WrittenBank(content.encode(), writer.written, tuple(writer.remarks))


@dataclass(slots=True)
class _Writer:
    """Gathers the elements of the file."""

    out: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    written: int = 0
    topic: str | None = None

    def put(self, one: Outgoing) -> None:
        try:
            elements = list(self._question(one))
        except CannotHold as error:
            self.remarks.append(Remark(one, D501, str(error)))
            return
        if one.draft.topic != self.topic:
            self.topic = one.draft.topic
            self.out.append(category((*TOP.split("/"), *(self.topic.split("/") if self.topic else ()))))
        self.out += elements
        self.written += 1

    def _question(self, one: Outgoing) -> Iterator[str]:
        if any(extra.why for draft in (one.draft, *one.draft.parts) for extra in draft.extra):
            self.remarks.append(Remark(one, WHY_LOST, "配对题多余的右项为什么错，没有地方写"))
        if any(map(is_marked_up, _plain_only(one.draft))):
            self.remarks.append(Remark(one, D510, "填空的答案、配对的右项只能是普通文字"))
        if one.draft.kind is not Kind.CASE:
            yield _asked(one.draft, one, one.asides[0])
        elif cloze.parts_fit(one.draft.parts):
            yield _embedded_case(one)
        else:
            self.remarks.append(Remark(one, D515, "案例写成一段说明和几道题，抽题时要一起抽"))
            yield from _parted_case(one)


def _plain_only(draft: Draft) -> Iterator[str]:
    """Texts that Moodle keeps without any mark-up."""
    for one in (draft, *draft.parts):
        yield from (text for blank in one.blanks for text in blank)
        yield from (pair.right for pair in one.pairs)
        yield from (extra.text for extra in one.extra)


def _asked(draft: Draft, one: Outgoing, aside: Aside, *, weight: int = 1, more: tuple[str, ...] = ()) -> str:
    """A question that gets one answer; of several blanks, each has this weight."""
    body = ""
    stem = Html(inline_html(draft.stem))
    sort, kind = "", draft.kind
    if kind is None or kind is Kind.CASE:
        raise TypeError(kind)
    match traits_of(kind).answering:
        case Answering.LETTERS:
            sort, body = "multichoice", _choice(draft)
        case Answering.TRUTH:
            sort, body = "truefalse", _truth(draft)
        case Answering.BLANKS:
            sort = "cloze" if len(draft.blanks) > 1 else "shortanswer"
            stem, body = _typed(draft, weight)
            weight *= len(draft.blanks)
        case Answering.PAIRS:
            sort, body = "matching", _pairs(draft)
        case Answering.SEQUENCE:
            sort, body = "ordering", _sequence(draft)
        case Answering.LINES:
            sort, body = "essay", _written(draft, aside)
            stem += Html(f'<span class="{WORDS_CLASS}">{aside.words}</span>' if aside.words else "")
        case Answering.PARTS:
            raise TypeError(kind)
        case unknown:
            assert_never(unknown)
    stem += below(draft, draft.source_id)
    head = _head(sort, draft, stem, explained_html(draft), weight)
    return f"{head}{body}{tags((*tags_of(one.draft, kind), *more))}  </question>\n"


def _head(sort: str, draft: Draft, stem: Html, explained: str, weight: int) -> str:
    identifier = draft.source_id
    penalty = "1" if sort == "truefalse" else "0" if sort in {"essay", "description"} else "0.3333333"
    name = f"    <name>{value('text', name_of(identifier, plain_text(draft.stem))).strip()}</name>\n"
    texts = rich("questiontext", stem) + rich("generalfeedback", Html(explained))
    return (
        f'  <question type="{sort}">\n{name}{texts}'
        f"{value('defaultgrade', str(weight))}{value('penalty', penalty)}{value('hidden', '0')}"
        f"{value('idnumber', identifier)}"
    )


def _choice(draft: Draft) -> str:
    right = sum(one.right is True for one in draft.options)
    share = one_of(right)
    if share is None:
        message = f"有 {right} 个正确项，Moodle 按项给分只认 1 至 10 个和 20 个"
        raise CannotHold(message)
    shuffled = not any(one.last for one in draft.options)
    single = draft.kind is Kind.SINGLE
    wrong = "0" if single else WRONG_SHARE
    answers = (
        answer(
            share if one.right else wrong, option(one, f"{draft.source_id}-{number}"), inline_html(one.why)
        )
        for number, one in enumerate(draft.options, 1)
    )
    return (
        f"{value('single', _truth_word(truth=single))}{value('shuffleanswers', _truth_word(truth=shuffled))}"
        f"{value('answernumbering', 'ABCD')}{value('showstandardinstruction', '0')}"
        f"{combined_feedback()}{''.join(answers)}"
    )


def _truth_word(*, truth: bool) -> str:
    return "true" if truth else "false"


def _truth(draft: Draft) -> str:
    return "".join(
        answer("100" if (word == "true") is draft.truth else "0", Html(word), form="moodle_auto_format")
        for word in ("true", "false")
    )


def _typed(draft: Draft, weight: int) -> tuple[Html, str]:
    """The stem with what belongs to it: several blanks are fields in the stem."""
    if blank_count(draft.stem) != len(draft.blanks):
        message = "空的个数与答案的个数不同"
        raise CannotHold(message)
    if len(draft.blanks) > 1:
        return _blanks(draft, (weight,) * len(draft.blanks)), ""
    texts = spellings(map(plain_text, draft.blanks[0]))
    plain = "moodle_auto_format"
    answers = (answer("100", Html(text.replace("*", r"\*")), form=plain) for text in texts)
    return Html(inline_html(draft.stem)), value("usecase", "0") + "".join(answers)


def _blanks(draft: Draft, weights: tuple[int, ...]) -> Html:
    """The stem with a field in place of every blank."""
    pieces = cloze.around(inline_html(draft.stem, _HOLE)).split(_HOLE)
    fields = (cloze.blank_field(*pair) for pair in zip(draft.blanks, weights, strict=True))
    return Html(pieces[0] + "".join(f"{one}{piece}" for one, piece in zip(fields, pieces[1:], strict=True)))


def _pairs(draft: Draft) -> str:
    pairs = [(inline_html(pair.left), pair.right) for pair in draft.pairs]
    pairs += [("", option.text) for option in draft.extra]
    inside = (
        rich("subquestion", Html(left), inside=f"<answer>{value('text', plain_text(right)).strip()}</answer>")
        for left, right in pairs
    )
    return value("shuffleanswers", "true") + combined_feedback() + "".join(inside)


def _sequence(draft: Draft) -> str:
    settings = "".join(value(*pair) for pair in _ORDERING)
    items = (answer(str(number), Html(inline_html(item))) for number, item in enumerate(draft.items, 1))
    return settings + combined_feedback() + "".join(items)


def _written(draft: Draft, aside: Aside) -> str:
    told = points_html(draft.scoring, aside.bands)
    lines = "20" if draft.kind is Kind.ESSAY else "10"
    settings = "".join(value(*pair) for pair in (*_ESSAY, ("responsefieldlines", lines)))
    return settings + rich("graderinfo", Html(told)) + rich("responsetemplate", NO_HTML)


def _weights(case: Draft) -> tuple[int, ...]:
    """What each sub-question weighs, each blank of a fill-in one."""
    shares = equal_shares(tuple(part.points for part in case.parts))
    each = (share / max(len(part.blanks), 1) for share, part in zip(shares, case.parts, strict=True))
    return whole_weights(each)


def _embedded_case(one: Outgoing) -> str:
    """A case as one question: its text, its sub-questions with their fields."""
    draft = one.draft
    weights, counts = _weights(draft), [max(len(part.blanks), 1) for part in draft.parts]
    text = f'<div class="{CASE_CLASS}">{cloze.around(inline_html(draft.stem))}</div>'
    stem = Html(text) + below(draft, draft.source_id)
    explained = [explained_html(draft)]
    for part, weight, count in zip(draft.parts, weights, counts, strict=True):
        kind = f"{PART_CLASS} quizgen-{part.kind}"
        asked, behind = _embedded(part, weight, count)
        shown = f"<p>（{part.number}）{asked}</p>{behind}"
        stem += Html(f'<div class="{kind}">{shown}</div>')
        if part.explain:
            explained.append(f'<div class="{PART_CLASS}">（{part.number}）{inline_html(part.explain)}</div>')
    grade = sum(weight * count for weight, count in zip(weights, counts, strict=True))
    head = _head("cloze", draft, stem, "".join(explained), grade)
    return f"{head}{tags(tags_of(draft, Kind.CASE))}  </question>\n"


def _embedded(part: Draft, weight: int, count: int) -> tuple[str, str]:
    """The stem of a sub-question, the field behind it."""
    stem = cloze.around(inline_html(part.stem))
    if part.kind is Kind.FILL:
        return _blanks(part, (weight,) * count).source, ""
    if part.kind is Kind.TRUE_FALSE:
        return stem, cloze.truth_field(truth=part.truth is True, weight=weight)
    if part.kind is Kind.SINGLE:
        return stem, cloze.choice_field(part.options, weight)
    return stem, cloze.several_field(part.options, weight)


def _parted_case(one: Outgoing) -> Iterator[str]:
    """A case as a description with a question for every part, all of them tagged with its id."""
    draft = one.draft
    mark = f"{CASE_TAG}{draft.source_id}"
    stem = Html(inline_html(draft.stem)) + below(draft, draft.source_id)
    head = _head("description", draft, stem, explained_html(draft), 0)
    parts = [
        _asked(part, one, aside, weight=weight, more=(mark,))
        for part, aside, weight in zip(draft.parts, one.asides, _weights(draft), strict=True)
    ]
    yield f"{head}{tags((*tags_of(draft, Kind.CASE), mark))}  </question>\n"
    yield from parts

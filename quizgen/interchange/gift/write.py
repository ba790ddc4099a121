"""A bank as GIFT: what can be written by hand can be edited by hand, so most texts are plain."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from quizgen.files.pictures import MEDIA_TYPES
from quizgen.interchange.draft import Draft, DraftOption, DraftPicture
from quizgen.interchange.formats import BankToWrite, CannotHold, Remark, WrittenBank
from quizgen.interchange.gift.signs import escaped
from quizgen.interchange.losses import is_marked_up, texts_of
from quizgen.interchange.moodle.marks import WRONG_SHARE, one_of, spellings
from quizgen.interchange.outgoing import Aside, Outgoing
from quizgen.interchange.rich.html_out import inline_html, picture_html, table_html, without_unfit
from quizgen.interchange.rich.ours import (
    BASIS,
    CASE_TAG,
    WORDS_CLASS,
    explained_html,
    points_html,
    tags_of,
)
from quizgen.interchange.rich.pictures_in import picture_kind
from quizgen.markup import blank_count, plain_text
from quizgen.model.kinds import Answering, Kind, traits_of
from quizgen.model.rules.exchange import D501, D504, D510, D512, D515, D517

_ARROW = "->"
_LONGEST_NAME = 60


def write_gift(bank: BankToWrite) -> WrittenBank:
    """The questions as one file in UTF-8, a category for every topic."""
    blocks = [f"// {' '.join(without_unfit(bank.title).split())}"]
    remarks: list[Remark] = []
    topic, written = "", 0
    for one in bank.questions:
        try:
            made = list(_question(one, remarks))
        except CannotHold as error:
            remarks.append(Remark(one, D501, str(error)))
            continue
        if one.draft.topic != topic:
            topic = one.draft.topic
            blocks.append(f"$CATEGORY: $course$/top/{escaped(topic)}")
        blocks += made
        written += 1
    return WrittenBank(("\n\n".join(blocks) + "\n").encode(), written, tuple(remarks))


def _question(one: Outgoing, remarks: list[Remark]) -> Iterator[str]:
    draft = one.draft
    drafts = (draft, *draft.parts)
    if draft.kind is Kind.CASE:
        made = [_case(one), *_parts(one)]
        remarks.append(Remark(one, D515, "案例写成一段说明和几道题，抽题时要一起抽"))
        if draft.explain or draft.basis:
            remarks.append(Remark(one, D517, "案例自己的解析和出处没有地方写"))
    else:
        made = [_asked(draft, one.asides[0], ())]
    if any(option.why for part in drafts for option in part.extra):
        remarks.append(Remark(one, D504, "配对题多余的右项为什么错，没有地方写"))
    if any(is_marked_up(text) for part in drafts for text in _plain_only(part)):
        remarks.append(Remark(one, D510, "填空的答案、配对的右项只能是普通文字"))
    if any(part.points is not None for part in draft.parts):
        remarks.append(Remark(one, D512, "GIFT 没有分值，小题的份额不写出"))
    yield from made


def _plain_only(draft: Draft) -> Iterator[str]:
    yield from (text for blank in draft.blanks for text in blank)
    yield from (pair.right for pair in draft.pairs)
    yield from (option.text for option in draft.extra)


def _case(one: Outgoing) -> str:
    draft = one.draft
    head = _head(draft, (*tags_of(draft, Kind.CASE), f"{CASE_TAG}{draft.source_id}"))
    return head + _Voice(draft).stem(draft)


def _parts(one: Outgoing) -> Iterator[str]:
    mark = f"{CASE_TAG}{one.draft.source_id}"
    for part, aside in zip(one.draft.parts, one.asides, strict=True):
        yield _asked(part, aside, (mark,))


def _head(draft: Draft, tags: tuple[str, ...]) -> str:
    """The comment that carries id and tags, the name."""
    told = " ".join(f"[tag:{_bracketed(tag)}]" for tag in tags)
    words = " ".join(without_unfit(plain_text(draft.stem)).split())
    name = f"{draft.source_id} {words}"
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return f"// [id:{_bracketed(draft.source_id)}] {told}\n::{escaped(short)}::"


def _bracketed(text: str) -> str:
    """Inside brackets of a comment; signs that Moodle takes out of tags become blanks."""
    cleaned = "".join(" " if one in "<>`" else one for one in without_unfit(text))
    return " ".join(cleaned.split()).replace("]", "\\]")


@dataclass(slots=True)
class _Voice:
    """Writes the texts of one question, all plain or all HTML."""

    draft: Draft
    html: bool = field(init=False)

    def __post_init__(self) -> None:
        one = self.draft
        pictures = (one.picture, *(option.picture for option in one.options))
        shown = any(picture is not None for picture in pictures) or bool(one.table)
        rich = shown or any(map(is_marked_up, texts_of(one)))
        arrows = any(_ARROW in pair.left for pair in one.pairs)
        held = any("&&0" in text for text in texts_of(one))  # what Moodle's importer puts aside signs as
        self.html = rich or arrows or held

    def stem(self, draft: Draft, words: str = "") -> str:
        """The stem with what stands below it."""
        if not self.html and not words:
            return f"[plain]{escaped(without_unfit(plain_text(draft.stem)))}"
        below = table_html(draft.table)
        if draft.picture is not None:
            below = _picture(draft.picture) + below
        span = f'<span class="{WORDS_CLASS}">{words}</span>' if words else ""
        return f"[html]{escaped(inline_html(draft.stem) + below + span)}"

    def option(self, option: DraftOption) -> str:
        """What an option shows."""
        return self.text(option.text) + ("" if option.picture is None else escaped(_picture(option.picture)))

    def text(self, text: str) -> str:
        """A text that takes the format of the stem."""
        said = inline_html(text).replace(_ARROW, "-&gt;") if self.html else without_unfit(plain_text(text))
        begins = said.startswith(("[", "%"))
        return f"{'[html]' if self.html else '[plain]'}{escaped(said)}" if begins else escaped(said)

    def typed(self, text: str) -> str:
        """A text without mark-up in any format."""
        said = without_unfit(text)
        return f"[plain]{escaped(said)}" if said.startswith(("[", "%")) else escaped(said)

    def explained(self, draft: Draft, told: str = "") -> str:
        """The general feedback; ``told`` is HTML behind the explanation."""
        if self.html or told or BASIS in draft.explain or BASIS in draft.basis:
            source = explained_html(draft) + told
            return f"####[html]{escaped(source)}" if source else ""
        lines = [draft.explain] if draft.explain else []
        lines += [f"{BASIS}{draft.basis}"] if draft.basis else []
        return f"####{self.text(chr(10).join(lines))}" if lines else ""


def _picture(picture: DraftPicture) -> str:
    kind = MEDIA_TYPES[picture_kind(picture.content)]
    data = f"data:{kind};base64,{base64.b64encode(picture.content).decode()}"
    return f"<p>{picture_html(data, picture.alt, picture.width_mm)}</p>"


def _asked(draft: Draft, aside: Aside, more: tuple[str, ...]) -> str:
    kind = draft.kind
    if kind is None:
        raise TypeError
    voice, told, words = _Voice(draft), "", ""
    match traits_of(kind).answering:
        case Answering.LETTERS:
            body = _choice(draft, voice)
        case Answering.TRUTH:
            body = "T" if draft.truth else "F"
        case Answering.BLANKS:
            body = _typed(draft, voice)
        case Answering.PAIRS:
            body = _pairs(draft, voice)
        case Answering.LINES:
            body, words, told = "", aside.words, points_html(draft.scoring, aside.bands)
        case Answering.SEQUENCE | Answering.PARTS:
            message = "GIFT 没有排序题"
            raise CannotHold(message)
        case unknown:
            assert_never(unknown)
    voice.html = voice.html or bool(words)
    explained = voice.explained(draft, told)
    if "\n" in body and explained:
        explained = f"\t{explained}\n"
    head = _head(draft, (*tags_of(draft, kind), *more))
    return f"{head}{voice.stem(draft, words)}{{{body}{explained}}}"


def _choice(draft: Draft, voice: _Voice) -> str:
    count = sum(option.right is True for option in draft.options)
    share = one_of(count)
    if share is None:
        message = f"有 {count} 个正确项，Moodle 按项给分只认 1 至 10 个和 20 个"
        raise CannotHold(message)
    right, wrong = ("=", "~") if draft.kind is Kind.SINGLE else (f"~%{share}%", f"~%{WRONG_SHARE}%")
    lines = [
        f"\t{right if option.right else wrong}{voice.option(option)}"
        + (f"#{voice.text(option.why)}" if option.why else "")
        for option in draft.options
    ]
    return "\n" + "\n".join(lines) + "\n"


def _typed(draft: Draft, voice: _Voice) -> str:
    if len(draft.blanks) != 1 or blank_count(draft.stem) != 1:
        message = "GIFT 没有几个空的填空题"
        raise CannotHold(message)
    texts = spellings(map(plain_text, draft.blanks[0]))
    if any(_ARROW in text for text in texts):
        message = "答案里有“->”，GIFT 会当作配对题"
        raise CannotHold(message)
    ways = [f"\t={voice.typed(text.replace('*', chr(92) + '*'))}" for text in texts]
    return "\n" + "\n".join(ways) + "\n"


def _pairs(draft: Draft, voice: _Voice) -> str:
    pairs = [(voice.text(pair.left), pair.right) for pair in draft.pairs]
    pairs += [("", option.text) for option in draft.extra]
    lines = [f"\t={left} -> {escaped(without_unfit(plain_text(right)))}" for left, right in pairs]
    return "\n" + "\n".join(lines) + "\n"

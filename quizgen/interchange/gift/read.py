"""GIFT read as drafts, the way Moodle reads it; what Moodle would take silently for something is a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from quizgen.errors import CannotRead, Problem
from quizgen.files.text import any_chinese
from quizgen.interchange.draft import Draft, DraftOption, DraftPair, Understood
from quizgen.interchange.gift.blocks import GiftBlock, GiftCategory, GiftComment, gift_blocks
from quizgen.interchange.gift.signs import released
from quizgen.interchange.moodle.types import (
    FULL,
    accepted,
    checked_choice,
    checked_pairs,
    one_right,
    several_right,
    with_blanks,
)
from quizgen.interchange.rich.formats_in import formatted_tree, read_formatted
from quizgen.interchange.rich.html_in import RichText, read_nodes
from quizgen.interchange.rich.ours import (
    BASIS,
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
from quizgen.interchange.rich.pictures_in import picture_of_data
from quizgen.interchange.rich.said import Said
from quizgen.markup import plain_text
from quizgen.markup.inline_source import literal
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.rules.exchange import D408, D409, D451, D452, D471

_FORMATS = ("html", "plain", "moodle", "markdown")
_FORMAT = re.compile(rf"\[({'|'.join(_FORMATS)})\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ORDERING = re.compile(r">\s*\d+[^\n]*\n")
_LONG = 40


def read_gift(content: bytes, shown_as: str) -> Understood:
    """What the file holds, in UTF-8 or an encoding of Chinese Windows. Raises CannotRead."""
    text = any_chinese(Path(shown_as), content)
    blocks = tuple(gift_blocks(text))
    if not any(isinstance(one, GiftBlock) for one in blocks):
        raise CannotRead(shown_as, "里面没有 GIFT 的题")
    reader = _Reader(shown_as)
    for block in blocks:
        match block:
            case GiftCategory():
                reader.category(block)
            case GiftComment():
                reader.comment(block)
            case GiftBlock():
                reader.question(block)
    return reader.finished()


class _Reader:
    """Goes through the blocks in order, remembering the category."""

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
        return Understood(
            self._shown_as,
            tuple(self._drafts),
            tuple(self._frame),
            tuple(self._leftover),
            tuple(self._notes),
            self._count,
        )

    def category(self, block: GiftCategory) -> None:
        """Where the next questions belong."""
        kept = [one for one in block.path.split("/") if one and not one.startswith("$")]
        self._topic = "/".join(kept[1:] if kept[:1] == ["top"] else kept)
        self._frame.append(self._told(block.line, f"分类：{self._topic or '（最上层）'}"))

    def comment(self, block: GiftComment) -> None:
        """A remark between questions."""
        self._frame.append(self._told(block.line, f"注释：{block.text}"))

    def _told(self, line: int, message: str) -> Problem:
        return Problem(self._shown_as, line, D471.id, message)

    def question(self, block: GiftBlock) -> None:
        """A question, or a description."""
        self._count += 1
        said = Said(self._shown_as, block.line, self._where(block))
        mark = next((tag.removeprefix(CASE_TAG) for tag in block.tags if tag.startswith(CASE_TAG)), None)
        draft = said.on(_asked(block, said))
        if block.answers is None and not block.torn and mark is None:
            self._count -= 1
            words = plain_text(draft.stem)
            told = words if len(words) <= _LONG else f"{words[:_LONG]}…"
            self._leftover.append(self._told(block.line, f"说明，不是题目：{told}"))
            return
        draft = replace(
            draft,
            topic=self._topic,
            difficulty=tagged(block.tags, DIFFICULTY_TAG),
            level=tagged(block.tags, LEVEL_TAG),
            tags=tuple(tag for tag in block.tags if not tag.startswith(OWN_TAGS)),
            source_id=self._identifier(block, said),
        )
        self._notes += said.notes
        if mark is not None and block.answers is None:
            self._cases.begin(mark, len(self._drafts))
        elif self._cases.add(mark, draft):
            self._count -= 1
            return
        self._drafts.append(draft)

    def _where(self, block: GiftBlock) -> str:
        return block.identifier or released(block.name)[:_LONG] or f"第 {self._count} 题"

    def _identifier(self, block: GiftBlock, said: Said) -> str:
        if block.identifier in self._ids:
            said.note(D409, f"编号 {block.identifier} 前面用过了，这一道没有用")
            return ""
        if block.identifier:
            self._ids.add(block.identifier)
        return block.identifier


@dataclass(frozen=True, slots=True)
class _Hearing:
    """Reads the texts of one question; those without a format of their own have that of the stem."""

    form: str
    said: Said

    def rich(self, text: str) -> RichText:
        """A text with all that it shows."""
        form, rest = _format(text.strip(), self.form)
        return read_formatted(released(rest).strip(), form, picture_of_data)

    def text(self, text: str, what: str) -> str:
        """A text that has no room for pictures."""
        return self.said.text(self.rich(text), what)

    def typed(self, text: str) -> str:
        """A text that is compared with what somebody types."""
        return released(_format(text.strip(), self.form)[1]).strip()


def _format(text: str, otherwise: str) -> tuple[str, str]:
    found = _FORMAT.match(text)
    return (found[1], text[found.end() :]) if found is not None else (otherwise, text)


def _asked(block: GiftBlock, said: Said) -> Draft:
    form, rest = _format(block.stem, "moodle")
    hearing = _Hearing(form, said)
    behind = block.behind.strip()
    if behind and block.answers is not None:
        rest = f"{rest}____{block.behind.rstrip()}"
    answers, explained = _explained(block.answers or "", hearing)
    found = _stem(rest, form)
    stem = said.below(Draft(None, said.words(found), said.shown_as), found)
    stem = replace(stem, explain=explained.text, basis=explained.basis)
    if block.torn:
        said.refuse(D452, "{ 和 } 没有配成对（一道题中间不能有空行）")
        return stem
    if not stem.stem:
        said.refuse(D452, "没有题干")
    if block.answers is None:
        return replace(stem, kind=Kind.CASE)
    return _sorted_out(answers, stem, hearing, block, explained)


def _stem(text: str, form: str) -> RichText:
    tree = formatted_tree(released(text).strip(), form)
    if tree is None:
        return read_formatted(released(text).strip(), form, picture_of_data)
    taken_out(tree, WORDS_CLASS)
    return read_nodes((tree,), picture_of_data)


def _explained(answers: str, hearing: _Hearing) -> tuple[str, OwnFeedback]:
    """What the braces hold without the general feedback, and that."""
    before, separator, told = answers.rpartition("####")
    if not separator:
        return answers, OwnFeedback()
    form, rest = _format(told.strip(), hearing.form)
    source = released(rest).strip()
    tree = formatted_tree(source, form)
    if tree is not None and form == "html":
        return before.strip(), read_explained(tree, picture_of_data, hearing.said)
    text = hearing.said.text(read_formatted(source, form, picture_of_data), "解析")
    explain, separator, basis = f"\n{text}".rpartition(f"\n{BASIS}")
    if separator and "\n" not in basis:
        return before.strip(), OwnFeedback(explain.removeprefix("\n"), basis)
    return before.strip(), OwnFeedback(text)


def _sorted_out(  # noqa: PLR0911 - one return a type
    answers: str, stem: Draft, hearing: _Hearing, block: GiftBlock, explained: OwnFeedback
) -> Draft:
    """What kind it is, decided in the order in which Moodle decides."""
    if not answers:
        essay = tagged(block.tags, KIND_TAG) == KIND_SHORT_TITLES[Kind.ESSAY]
        if not explained.points and not explained.text:
            hearing.said.refuse(D452, "没有评分要点或参考答案")
        points = explained.points
        sample = "" if points else explained.text
        return replace(
            stem,
            kind=Kind.ESSAY if essay else Kind.SHORT,
            scoring=points,
            sample=sample,
            explain=explained.text if points else "",
        )
    if answers.startswith("#"):
        hearing.said.refuse(D451, "题库没有这种题：数值题")
        return stem
    if answers.startswith(">"):
        return _sequence(answers, stem, hearing)
    if "~" in answers:
        return _choice(answers, stem, hearing)
    if "=" in answers and "->" in answers:
        return _pairs(answers, stem, hearing)
    verdict, *told = answers.split("#")
    if verdict.strip() in _TRUTHS:
        if any(one.strip() for one in told):
            hearing.said.note(D408, "“对”“错”各自的反馈没有放进题里")
        return replace(stem, kind=Kind.TRUE_FALSE, truth=_TRUTHS[verdict.strip()])
    return _typed(answers, stem, hearing)


def _pieces(text: str, sign: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split(sign)]
    return pieces[1:] if not pieces[0] else pieces


def _weighed(piece: str, otherwise: Fraction) -> tuple[Fraction, str, str]:
    """Share in percent, text, feedback."""
    share = otherwise
    if (found := _WEIGHT.match(piece)) is not None:
        share, piece = Fraction(found[1].removesuffix(".")), piece[found.end() :]
    text, _, feedback = piece.partition("#")
    return share, text.strip(), feedback.strip()


def _choice(answers: str, stem: Draft, hearing: _Hearing) -> Draft:
    single = "=" in answers
    given: list[tuple[Fraction, str, str]] = []
    for piece in _pieces(answers.replace("=", "~="), "~"):
        right = piece.startswith("=")
        given.append(_weighed(piece.removeprefix("="), FULL if right else Fraction(0)))
    shares = [share for share, _, _ in given]
    rights, kind = (
        (one_right(shares, hearing.said), Kind.SINGLE) if single else several_right(shares, hearing.said)
    )
    options = tuple(
        _option(text, feedback, hearing, right=right)
        for (_, text, feedback), right in zip(given, rights, strict=True)
    )
    return checked_choice(replace(stem, kind=kind, options=options), hearing.said)


def _option(text: str, feedback: str, hearing: _Hearing, *, right: bool) -> DraftOption:
    found = hearing.rich(text)
    picture = found.pictures.pop(0) if found.pictures else None
    words, why = hearing.said.text(found, "选项"), hearing.text(feedback, "反馈") if feedback else ""
    if not words and picture is None:
        hearing.said.refuse(D452, "有一个选项是空的")
    if right and why:
        hearing.said.note(D408, "对的选项的反馈没有放进题里")
        why = ""
    return DraftOption(words, right=right, why=why, picture=picture)


def _pairs(answers: str, stem: Draft, hearing: _Hearing) -> Draft:
    pairs: list[DraftPair] = []
    extra: list[DraftOption] = []
    for piece in _pieces(answers, "="):
        left, arrow, right = piece.partition("->")
        if not arrow or not right.strip():
            hearing.said.refuse(D452, "配对题里有一项没有“->”")
            continue
        item, partner = hearing.text(left, "左边的项"), literal(released(right).strip())
        if item:
            pairs.append(DraftPair(item, partner))
        else:
            extra.append(DraftOption(partner, right=False))
    draft = replace(stem, kind=Kind.MATCHING, pairs=tuple(pairs), extra=tuple(extra))
    return checked_pairs(draft, hearing.said)


def _sequence(answers: str, stem: Draft, hearing: _Hearing) -> Draft:
    """The way of the ordering type: settings on the first line, then an item a line."""
    found = _ORDERING.match(answers)
    lines = answers[found.end() :].splitlines() if found is not None else []
    items = tuple(hearing.text(line, "要排序的项") for line in lines if line.strip())
    if len(items) < 3:  # noqa: PLR2004 - as few as a bank has
        hearing.said.refuse(D452, "排序题要有 3 至 8 项")
    return replace(stem, kind=Kind.ORDERING, items=items)


def _typed(answers: str, stem: Draft, hearing: _Hearing) -> Draft:
    given: list[tuple[str, Fraction]] = []
    for piece in _pieces(answers, "="):
        share, text, feedback = _weighed(piece, FULL)
        if feedback:
            hearing.said.note(D408, "各个答案的反馈没有放进题里")
        given.append((hearing.typed(text), share))
    group = accepted(given, hearing.said)
    return with_blanks(replace(stem, kind=Kind.FILL, blanks=(group,) if group else ()), hearing.said)

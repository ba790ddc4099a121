"""``cloze`` questions of Moodle as drafts: blanks in a stem, a case of our own, a text with gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from quizgen.interchange.draft import Draft, DraftOption
from quizgen.interchange.moodle.cloze import MULTIPLE, NUMERICAL, SHORT, SINGLE, Embedded, take_apart
from quizgen.interchange.moodle.texts import pictures_of, source_of
from quizgen.interchange.moodle.types import accepted, checked_choice, one_right, several_right, with_blanks
from quizgen.interchange.rich.html_in import PictureAt, RichText, html_tree, read_html, read_nodes
from quizgen.interchange.rich.ours import CASE_CLASS, PART_CLASS, of_class
from quizgen.interchange.rich.parted import FEWEST_PARTS, MOST_PARTS
from quizgen.interchange.rich.said import Said
from quizgen.model.kinds import Kind
from quizgen.model.rules.exchange import D407, D408, D410, D451, D452

_HOLE = re.compile("\ue000(\\d+)\ue001")
_NUMBERED = re.compile(r"^（(\d+)）")
_TRUTHS = ({"对", "错"}, {"正确", "错误"}, {"√", "×"}, {"true", "false"})
_FIRST = frozenset(("对", "正确", "√", "true"))


def embedded(question: Any, said: Said) -> Draft:
    """A question with embedded answers."""
    element = question.find("questiontext")
    source, fields = take_apart(source_of(element), "\ue000{}\ue001".format)
    tree, picture_at = html_tree(source), pictures_of(element)
    own = of_class(tree, PART_CLASS)
    if not fields:
        said.refuse(D452, "没有嵌入的空")
        return Draft(Kind.FILL, "", said.shown_as)
    if any(field.sort == NUMERICAL for field in fields):
        said.refuse(D451, "里面有数值题")
    if own:
        return _own_case(tree, own, fields, said, picture_at)
    found = read_nodes((tree,), picture_at)
    stem = said.words(found)
    if all(field.sort == SHORT for field in fields):
        blanks = tuple(_accepted(field, said) for field in fields)
        weight = Fraction(sum(field.weight for field in fields))
        draft = Draft(Kind.FILL, _HOLE.sub("____", stem), said.shown_as, blanks=blanks, points=weight)
        if len({field.weight for field in fields}) > 1:
            said.doubt(D407, "几个空的分值不同，题库里各空平分")
        return with_blanks(said.below(draft, found), said)
    if len(fields) == 1:
        draft = _choice(fields[0], _HOLE.sub("____", stem), said, picture_at)
        return said.below(draft, found)
    return _gaps(stem, found, fields, said, picture_at)


def _accepted(field: Embedded, said: Said) -> tuple[str, ...]:
    if any(way.feedback for way in field.ways):
        said.note(D408, "空里各个答案的反馈没有放进题里")
    if field.exact:
        said.doubt(D410, "原来的程序在这里区分大小写")
    return accepted([(way.text, way.share) for way in field.ways], said)


def _choice(field: Embedded, stem: str, said: Said, picture_at: PictureAt) -> Draft:
    shares = [way.share for way in field.ways]
    kind = Kind.SINGLE
    if field.sort == MULTIPLE:
        rights, kind = several_right(shares, said)
    else:
        rights = one_right(shares, said)
    options = tuple(
        DraftOption(
            said.text(read_html(way.text, picture_at), "选项"),
            right=right,
            why="" if right else said.text(read_html(way.feedback, picture_at), "反馈"),
        )
        for way, right in zip(field.ways, rights, strict=True)
    )
    return checked_choice(Draft(kind, stem, said.shown_as, options=options), said)


def _own_case(
    tree: Any, own: list[Any], fields: tuple[Embedded, ...], said: Said, picture_at: PictureAt
) -> Draft:
    """A case as this program writes it."""
    for one in own:
        one.drop_tree()
    for one in of_class(tree, CASE_CLASS):
        one.tag = "p"
    found = read_nodes((tree,), picture_at)
    parts = [_own_part(one, fields, said, picture_at) for one in own]
    weights = [weight for _, weight in parts]
    shares = [None if len(set(weights)) == 1 else Fraction(one, sum(weights) or 1) for one in weights]
    drafts = tuple(
        replace(part, number=str(number), points=share)
        for number, ((part, _), share) in enumerate(zip(parts, shares, strict=True), 1)
    )
    return said.below(Draft(Kind.CASE, said.words(found), said.shown_as, parts=drafts), found)


def _own_part(
    element: Any, fields: tuple[Embedded, ...], said: Said, picture_at: PictureAt
) -> tuple[Draft, int]:
    """A sub-question with its weight."""
    stem = _NUMBERED.sub("", said.text(read_nodes((element,), picture_at), "小题"))
    mine = [fields[int(number)] for number in _HOLE.findall(stem)]
    weight = sum(field.weight for field in mine)
    if not mine:
        said.refuse(D452, "有一个小题没有作答的地方")
        return Draft(None, stem, said.shown_as), 0
    if all(field.sort == SHORT for field in mine):
        blanks = tuple(_accepted(field, said) for field in mine)
        return Draft(Kind.FILL, _HOLE.sub("____", stem), said.shown_as, blanks=blanks), weight
    bare = _HOLE.sub("", stem).strip("\n ")
    draft = _choice(mine[0], bare, said, picture_at)
    if "quizgen-true_false" in (element.get("class") or "").split():
        draft = _truth(draft)
    return draft, weight


def _truth(draft: Draft) -> Draft:
    """A choice between 对 and 错 as what it was."""
    words = {option.text: option.right for option in draft.options}
    if set(words) not in _TRUTHS:
        return draft
    right = next(text for text, is_right in words.items() if is_right)
    return replace(draft, kind=Kind.TRUE_FALSE, options=(), truth=right in _FIRST)


def _gaps(
    stem: str, found: RichText, fields: tuple[Embedded, ...], said: Said, picture_at: PictureAt
) -> Draft:
    """A text with gaps of several sorts: a case whose text has numbered blanks."""
    if not FEWEST_PARTS <= len(fields) <= MOST_PARTS:
        said.refuse(D451, f"一段文字里有 {len(fields)} 个空，案例题最多 {MOST_PARTS} 个小题")
    said.doubt(D407, "案例的小题是从一段文字里的几个空分出来的")
    text = _HOLE.sub(lambda hole: f"（{int(hole[1]) + 1}）____", stem)
    parts: list[Draft] = []
    for number, field in enumerate(fields, 1):
        asked = f"材料中（{number}）处应填"
        if field.sort in {SINGLE, MULTIPLE}:
            parts.append(_choice(field, asked, said, picture_at))
        else:
            parts.append(Draft(Kind.FILL, f"{asked}____", said.shown_as, blanks=(_accepted(field, said),)))
    return said.below(Draft(Kind.CASE, text, said.shown_as, parts=tuple(parts)), found)

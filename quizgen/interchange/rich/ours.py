"""The HTML and the tags by which our own exports are known again: points, shares, sources, parts of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from quizgen.interchange.draft import Draft, DraftPoint
from quizgen.interchange.rich.html_in import PictureAt, read_nodes
from quizgen.interchange.rich.html_out import inline_html
from quizgen.interchange.rich.said import Said
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind

KIND_TAG, DIFFICULTY_TAG, LEVEL_TAG, CASE_TAG = "题型：", "难度：", "层次：", "案例："
"""What tags begin with that hold a field of the question."""

OWN_TAGS = (KIND_TAG, DIFFICULTY_TAG, LEVEL_TAG, CASE_TAG)

CASE_CLASS, PART_CLASS, POINTS_CLASS, BANDS_CLASS, SHARE_CLASS, BASIS_CLASS, WORDS_CLASS = (
    f"quizgen-{word}" for word in ("case", "part", "points", "bands", "share", "basis", "words")
)
BASIS = "出处："
_NUMBERED = re.compile(r"^（(\d+)）")


def tags_of(draft: Draft, kind: Kind) -> Iterator[str]:
    """The tags of a question; those of a part of a case are the case's, but for the kind."""
    yield f"{KIND_TAG}{KIND_SHORT_TITLES[kind]}"
    if draft.difficulty:
        yield f"{DIFFICULTY_TAG}{draft.difficulty}"
    if draft.level:
        yield f"{LEVEL_TAG}{draft.level}"
    yield from draft.tags


def tagged(tags: Sequence[str], beginning: str) -> str:
    """What a tag of ours holds; empty without it."""
    return next((tag.removeprefix(beginning) for tag in tags if tag.startswith(beginning)), "")


def explained_html(draft: Draft) -> str:
    """The explanation with the source behind it."""
    basis = f'<p class="{BASIS_CLASS}">{BASIS}{inline_html(draft.basis)}</p>' if draft.basis else ""
    return inline_html(draft.explain) + basis


def points_html(points: Sequence[DraftPoint], bands: Sequence[str]) -> str:
    """Scoring points with their shares, bands."""
    items = "".join(f"<li>{_point_html(point)}</li>" for point in points)
    rows = "".join(f"<li>{inline_html(band)}</li>" for band in bands)
    told = f'<ol class="{POINTS_CLASS}">{items}</ol>' if items else ""
    return told + (f'<ul class="{BANDS_CLASS}">{rows}</ul>' if rows else "")


def _point_html(point: DraftPoint) -> str:
    share = f'<span class="{SHARE_CLASS}">（占 {point.share}）</span>' if point.share is not None else ""
    return inline_html(point.text) + share


def of_class(tree: Any, name: str) -> list[Any]:
    """All elements of this class."""
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def taken_out(tree: Any, name: str) -> list[Any]:
    """All elements of this class, removed from the tree; the text behind each stays."""
    found = of_class(tree, name)
    for one in found:
        one.drop_tree()
    return found


@dataclass(frozen=True, slots=True)
class OwnFeedback:
    """What a feedback of ours holds; ``parts`` are explanations of sub-questions by their number."""

    text: str = ""
    basis: str = ""
    parts: dict[int, str] = field(default_factory=dict)
    points: tuple[DraftPoint, ...] = ()


def read_explained(tree: Any, picture_at: PictureAt, said: Said) -> OwnFeedback:
    """A feedback taken apart; of another program, all of it is the explanation."""
    parts: dict[int, str] = {}
    for one in taken_out(tree, PART_CLASS):
        text = said.text(read_nodes((one,), picture_at), "解析")
        if (number := _NUMBERED.match(text)) is not None:
            parts[int(number[1])] = text[number.end() :]
    bases = [
        said.text(read_nodes((one,), picture_at), "出处").removeprefix(BASIS)
        for one in taken_out(tree, BASIS_CLASS)
    ]
    points = read_points(tree, picture_at, said)
    for name in (POINTS_CLASS, BANDS_CLASS):
        taken_out(tree, name)
    text = said.text(read_nodes((tree,), picture_at), "解析")
    return OwnFeedback(text, "；".join(bases), parts, points)


def read_points(tree: Any, picture_at: PictureAt, said: Said) -> tuple[DraftPoint, ...]:
    """Scoring points as we write them; none in other HTML."""
    lists = of_class(tree, POINTS_CLASS)
    return tuple(_point(item, picture_at, said) for item in lists[0].iter("li")) if lists else ()


def _point(item: Any, picture_at: PictureAt, said: Said) -> DraftPoint:
    shares = [re.search(r"\d+(?:/\d+|\.\d+)?", one.text_content()) for one in taken_out(item, SHARE_CLASS)]
    share = Fraction(shares[0][0]) if shares and shares[0] is not None else None
    item.tag = "span"
    return DraftPoint(said.text(read_nodes((item,), picture_at), "采分点"), share)

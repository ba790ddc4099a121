"""A question as the two sides of a card, in HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.outgoing import Outgoing
from quizgen.interchange.rich.html_out import inline_html, picture_html, table_html
from quizgen.interchange.rich.pictures_in import picture_kind
from quizgen.model.kinds import KIND_SHORT_TITLES, Answering, Kind, traits_of
from quizgen.model.lettered import truth_mark

FIELDS = ("编号", "题型", "题面", "答案", "解析", "出处")
"""The fields of a note; the first tells two notes apart where somebody lists them."""


@dataclass(slots=True)
class CardSides:
    """The fields of a note, the pictures they show by name."""

    texts: tuple[str, ...] = ()
    media: dict[str, bytes] = field(default_factory=dict)


def card_of(one: Outgoing) -> CardSides:
    """The question whole: a case with its parts stands on one card."""
    made = CardSides()
    draft = one.draft
    kind = draft.kind or Kind.SHORT
    if draft.kind is Kind.CASE:
        front = _stem(draft, made)
        back = ""
        for part, aside in zip(draft.parts, one.asides, strict=True):
            front += f"<p>（{part.number}）{_front(part, made)}{aside.words}</p>"
            why = f"<br>{_html(part.explain)}" if part.explain else ""
            back += f"<p>（{part.number}）{_back(part, aside.bands)}{why}</p>"
    else:
        front, back = _front(draft, made) + one.asides[0].words, _back(draft, one.asides[0].bands)
    made.texts = (
        draft.source_id,
        KIND_SHORT_TITLES[kind],
        front,
        back,
        _html(draft.explain),
        _html(draft.basis),
    )
    return made


def tags_of_card(draft: Draft) -> Iterator[str]:
    """Tags without spaces, in levels as Anki has them."""
    if draft.kind is not None:
        yield f"题型::{KIND_SHORT_TITLES[draft.kind]}"
    yield from (
        f"{name}::{value}" for name, value in (("难度", draft.difficulty), ("层次", draft.level)) if value
    )
    if draft.topic:
        yield f"专题::{'::'.join('_'.join(one.split()) for one in draft.topic.split('/'))}"


def _html(text: str) -> str:
    """Inline text; a bracket is written as a number, for Anki plays what stands in ``[sound:…]``."""
    return inline_html(text).replace("[", "&#91;")


def _stem(draft: Draft, made: CardSides) -> str:
    picture = "" if draft.picture is None else _picture(draft.picture, made)
    return _html(draft.stem) + picture + table_html(draft.table)


def _picture(picture: DraftPicture, made: CardSides) -> str:
    told = hashlib.sha256(picture.content).hexdigest()[:16]
    name = f"quizgen-{told}.{picture_kind(picture.content)}"
    made.media[name] = picture.content
    return f"<br>{picture_html(name, picture.alt, picture.width_mm)}"


def _listed(items: list[str], letters: str) -> str:
    return f'<ol type="{letters}">{"".join(f"<li>{item}</li>" for item in items)}</ol>'


def _front(draft: Draft, made: CardSides) -> str:
    """What is asked, nothing of what is right."""
    stem = _stem(draft, made)
    items = [
        _html(option.text) + ("" if option.picture is None else _picture(option.picture, made))
        for option in draft.options
    ]
    if items:
        return stem + _listed(items, "A")
    if draft.pairs:
        rights = sorted([*(pair.right for pair in draft.pairs), *(one.text for one in draft.extra)])
        return (
            stem
            + _listed([_html(pair.left) for pair in draft.pairs], "1")
            + _listed(list(map(_html, rights)), "A")
        )
    if draft.items:
        return stem + _listed([_html(item) for item in sorted(draft.items)], "A")
    return stem


def _back(draft: Draft, bands: tuple[str, ...]) -> str:
    kind = draft.kind
    if kind is None:
        raise TypeError
    match traits_of(kind).answering:
        case Answering.LETTERS:
            right = [f"{one.letter}. {_html(one.text)}" for one in draft.options if one.right]
            whys = [f"{one.letter}：{_html(one.why)}" for one in draft.options if one.why]
            return "<br>".join([*right, *whys])
        case Answering.TRUTH:
            return truth_mark(truth=draft.truth is True)
        case Answering.BLANKS:
            return "；".join(" 或 ".join(map(_html, blank)) for blank in draft.blanks)
        case Answering.PAIRS:
            pairs = [f"{_html(pair.left)} —— {_html(pair.right)}" for pair in draft.pairs]
            return "<br>".join(
                [*pairs, *(f"{_html(one.text)}：{_html(one.why)}" for one in draft.extra if one.why)]
            )
        case Answering.SEQUENCE:
            return _listed(list(map(_html, draft.items)), "1")
        case Answering.LINES:
            points = [
                _html(one.text) + (f"（占 {one.share}）" if one.share is not None else "")
                for one in draft.scoring
            ]
            return (_listed(points, "1") if points else "") + "<br>".join(map(_html, bands))
        case Answering.PARTS:
            raise TypeError(kind)
        case unknown:
            assert_never(unknown)

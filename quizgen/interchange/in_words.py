"""A draft in a few words: where it stood, what it asks, what its key is."""

from __future__ import annotations

from quizgen.interchange.draft import Draft, DraftOption
from quizgen.markup import plain_text
from quizgen.model.kinds import KIND_SHORT_TITLES

_KIND_UNKNOWN = "认不出"


def place_in_words(draft: Draft) -> str:
    """Where it begins in its file: a line, a cell, a paragraph."""
    if draft.line is not None:
        return f"第 {draft.line} 行"
    return str(draft.spot)


def kind_in_words(draft: Draft) -> str:
    """The kind, as tables name it."""
    return _KIND_UNKNOWN if draft.kind is None else KIND_SHORT_TITLES[draft.kind]


def key_in_words(draft: Draft) -> str:
    """The key as it was understood, whatever the kind; empty: none."""
    if draft.truth is not None:
        return "√" if draft.truth else "×"
    if draft.items:
        return " → ".join(map(plain_text, draft.items))
    right = [option for option in draft.options if option.right]
    if right and all(option.letter for option in right):
        return "".join(map(_letter, right))
    said = [
        *(f"（{number}）{key_in_words(part)}" for number, part in enumerate(draft.parts, 1)),
        *map(_text, right),
        *(" 或 ".join(map(plain_text, group)) for group in draft.blanks),
        *(f"{plain_text(pair.left)}—{plain_text(pair.right)}" for pair in draft.pairs),
        *(plain_text(point.text) for point in draft.scoring),
    ]
    return "；".join(said) or plain_text(draft.sample)


def _letter(option: DraftOption) -> str:
    return option.letter.strip(" .、．").upper()


def _text(option: DraftOption) -> str:
    return plain_text(option.text)

"""Fill-in answers compared with what is accepted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from quizgen.marking.rules import part
from quizgen.markup.words import comparable


def fill_share(
    blanks: Sequence[str],
    accepted: Sequence[Collection[str]],
    *,
    any_order: bool = False,
    anywhere: Collection[str] = (),
) -> Fraction:
    """The share of a fill-in question's points: every blank counts the same.

    ``accepted`` holds for every blank the accepted texts, already ``comparable``. With ``any_order`` the
    texts are matched to the blanks in the way that earns most, no blank's answer counting twice;
    ``anywhere`` are further texts that then stand for any one blank, each once. Missing texts are blank.
    """
    typed = [comparable(text) for text in blanks]
    if any_order:
        return part(_most_matched(typed, accepted, anywhere), len(accepted))
    right = sum(text in group for text, group in zip(typed, accepted, strict=False) if text)
    return part(right, len(accepted))


def _most_matched(
    typed: Sequence[str], accepted: Sequence[Collection[str]], anywhere: Collection[str]
) -> int:
    """The size of a maximum matching of texts to blanks (Kuhn's algorithm, by augmenting paths)."""
    holder: dict[int, int] = {}
    choices: list[list[int]] = []
    seen: set[str] = set()
    for text in typed:
        own = [index for index, group in enumerate(accepted) if text and text in group]
        if not own and text in anywhere and text not in seen:
            own = list(range(len(accepted)))
        seen.add(text)
        choices.append(own)

    def settle(text: int, tried: set[int]) -> bool:
        for blank in choices[text]:
            if blank in tried:
                continue
            tried.add(blank)
            if blank not in holder or settle(holder[blank], tried):
                holder[blank] = text
                return True
        return False

    return sum(settle(text, set()) for text in range(len(typed)))

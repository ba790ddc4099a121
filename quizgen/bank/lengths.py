"""How much the length of an option reveals about whether it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizgen.bank.texts import Item, length
from quizgen.model.question import MultipleBody, SingleBody, option_texts, shows_pictures


@dataclass(frozen=True, slots=True)
class LengthBias:
    """Single choice, sub-questions included: how often the key is the one longest or shortest option.

    ``longest_by_chance`` is the share that would be expected if length told nothing: the questions that
    have one longest option at all, each with one chance in as many as it has options; the same for
    the shortest. All are shares of ``singles`` (0 when there are none). ``longest_ids`` names the questions.
    ``right_mean`` and ``wrong_mean`` are characters per option in multiple choice (``multiples`` questions).
    """

    singles: int
    longest: Fraction
    longest_by_chance: Fraction
    shortest: Fraction
    shortest_by_chance: Fraction
    longest_ids: tuple[str, ...]
    multiples: int
    right_mean: Fraction
    wrong_mean: Fraction


def length_bias(items: Iterable[Item]) -> LengthBias:
    """Measure over the questions given."""
    longest_ids: list[str] = []
    shortest = singles = multiples = 0
    longest_chance = shortest_chance = Fraction()
    right: list[int] = []
    wrong: list[int] = []
    for item in items:
        for _, body in item.choices:
            if shows_pictures(body):
                continue
            sizes = [length(text) for text in option_texts(body)]
            if isinstance(body, MultipleBody):
                multiples += 1
                right += sizes[: len(body.correct)]
                wrong += sizes[len(body.correct) :]
            elif isinstance(body, SingleBody):
                singles += 1
                if sizes.count(max(sizes)) == 1:
                    longest_chance += Fraction(1, len(sizes))
                    longest_ids += [item.question.id] if sizes[0] == max(sizes) else []
                if sizes.count(min(sizes)) == 1:
                    shortest_chance += Fraction(1, len(sizes))
                    shortest += sizes[0] == min(sizes)
    return LengthBias(
        singles,
        _share(len(longest_ids), singles),
        _share(longest_chance, singles),
        _share(shortest, singles),
        _share(shortest_chance, singles),
        tuple(longest_ids),
        multiples,
        _share(sum(right), len(right)),
        _share(sum(wrong), len(wrong)),
    )


def _share(part: int | Fraction, whole: int) -> Fraction:
    return Fraction(part) / whole if whole else Fraction()

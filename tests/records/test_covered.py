"""Which lines of a ledger are signed by somebody who may, and which line is the marking of the scores."""

from __future__ import annotations

import pytest

from quizgen.model.ledger import FIRST_PREV, Act, LedgerLine
from quizgen.model.score import ScoresHead
from quizgen.records.covered import marking_place, uncovered
from quizgen.records.ledger import link
from quizgen.records.names import SCORES
from quizgen.records.signing import SigningKey
from quizgen.records.trust import Trust
from tests.records.made import act, head
from tests.signed_scores import KEY, OTHER_KEY

TRUST_OTHER = Trust((OTHER_KEY.public.fingerprint[:16],))
TRUST_KEY = Trust((KEY.public.fingerprint,))
DIGEST, ELSE = "a" * 64, "b" * 64


def scores_head(**fields: object) -> ScoresHead:
    """The head of scores signed by ``KEY`` that ask for signed lines."""
    return head(KEY.public, 1).model_copy(update={"ledger_signed": True, **fields})


def one_line(what: Act, key: SigningKey | None) -> LedgerLine:
    """A line of this act by this key."""
    return link([act(act=what)], 0, FIRST_PREV, key)[0]


@pytest.mark.parametrize(
    ("what", "key", "trusted", "covered"),
    [
        (Act.MARKED, KEY, None, True),
        (Act.MARKED, None, None, False),
        (Act.ATTACHED, None, None, False),
        (Act.ATTACHED, OTHER_KEY, None, True),
        (Act.VOIDED, OTHER_KEY, None, False),
        (Act.MARKED, OTHER_KEY, None, False),
        (Act.ATTACHED, OTHER_KEY, TRUST_KEY, False),
        (Act.ATTACHED, OTHER_KEY, TRUST_OTHER, True),
        (Act.VOIDED, OTHER_KEY, TRUST_OTHER, True),
        (Act.VOIDED, OTHER_KEY, TRUST_KEY, False),
        (Act.VOIDED, KEY, TRUST_OTHER, True),
        (Act.ATTACHED, None, TRUST_OTHER, False),
    ],
)
def test_whose_signature_covers_a_line(
    what: Act, key: SigningKey | None, trusted: Trust | None, *, covered: bool
) -> None:
    line = one_line(what, key)
    assert list(uncovered([line], scores_head(), trusted)) == ([] if covered else [line])


def test_every_line_is_looked_at() -> None:
    lines = [one_line(Act.MARKED, KEY), one_line(Act.VOIDED, None), one_line(Act.PURGED, OTHER_KEY)]
    assert list(uncovered(lines, scores_head())) == lines[1:]


def test_scores_of_before_ask_for_no_signed_line() -> None:
    assert list(uncovered([one_line(Act.MARKED, None)], scores_head(ledger_signed=False))) == []


def marked_twice(digests: tuple[str, str]) -> tuple[LedgerLine, ...]:
    """A draw, two markings that made scores with these digests, and something after them."""
    markings = [act(outputs={SCORES: digest}) for digest in digests]
    return link([act(act=Act.DRAWN), *markings, act(act=Act.ATTACHED)], 0, FIRST_PREV)


@pytest.mark.parametrize(
    ("digests", "after", "place"),
    [
        ((ELSE, DIGEST), 1, 2),
        ((DIGEST, DIGEST), 0, None),
        ((DIGEST, ELSE), 0, None),
        ((DIGEST, ELSE), 1, None),
    ],
    ids=["the last marking", "not after the line named", "an earlier marking", "other scores"],
)
def test_the_line_of_the_marking(digests: tuple[str, str], after: int, place: int | None) -> None:
    lines = marked_twice(digests)
    assert marking_place(lines, scores_head(ledger=lines[after].hash), DIGEST) == place


def test_where_nothing_was_marked_there_is_no_such_line() -> None:
    assert marking_place(link([act(act=Act.DRAWN)], 0, FIRST_PREV), scores_head(), DIGEST) is None

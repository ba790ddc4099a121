"""Which ledger lines the signature over the scores covers, and which need a signature of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.score import ScoresHead
from quizgen.records.ledger import signer_of
from quizgen.records.names import SCORES
from quizgen.records.trust import Trust


def marking_place(lines: Sequence[LedgerLine], head: ScoresHead, digest: str) -> int | None:
    """Where (from 0) the line of the marking stands that signed these scores, with this SHA-256.

    It must be the last marking, right after the line that the head names. None: the ledger does not say so.
    """
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.act is Act.MARKED:
            fits = line.outputs.get(SCORES) == digest and line.prev == head.ledger
            return at if fits else None
    return None


def uncovered(
    lines: Iterable[LedgerLine], head: ScoresHead, trusted: Trust | None = None
) -> Iterator[LedgerLine]:
    """The lines from the marking on that no known key signed.

    The lines before are covered by the scores, whose head names the last of them. Known are the key that
    signed the scores and those trusted; without ``trusted`` a line about reviews may be of any key, for
    attaching is another office's work. Scores of before lines were signed ask for none.
    """
    if not head.ledger_signed:
        return
    for line in lines:
        key = signer_of(line)
        if key is not None:
            if key.hex == head.public_key or (trusted is not None and trusted.accepts(key)):
                continue
            if trusted is None and line.act is Act.ATTACHED:
                continue
        yield line

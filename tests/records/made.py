"""Scores and acts made up for tests of what is kept."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Act, LedgerEntry
from quizgen.model.score import CandidateScore, ScorePolicy, ScoresHead
from quizgen.records.names import PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.records.scores_file import scores_bytes, signature_note
from quizgen.records.signing import PublicKey, load_or_make_key

NOON = dt.datetime(2026, 12, 1, 12, 0, tzinfo=dt.UTC)


def act(minutes: int = 0, **fields: Any) -> LedgerEntry:
    """An act, so many minutes after noon."""
    time = NOON + dt.timedelta(minutes=minutes)
    return LedgerEntry(**{"act": Act.MARKED, "time": time, "by": "张三", "tool": "quizgen 0", **fields})


def score(number: str, points: Fraction) -> CandidateScore:
    """A candidate's score."""
    candidate = Candidate(number=number, name="测试甲", unit="测试一局")
    return CandidateScore(
        candidate=candidate, form="A", attendance=Attendance.SAT, points=points, score=f"{float(points):.1f}"
    )


def head(key: PublicKey, candidates: int) -> ScoresHead:
    """The head of the scores below."""
    return ScoresHead.model_validate(
        {
            "title": "测试",
            "date": dt.date(2026, 12, 1),
            "full": 100,
            "pass": 80,
            "closed_book": True,
            "policy": ScorePolicy(),
            "exam_digest": "1" * 64,
            "forms_digest": "2" * 64,
            "answers_digest": "3" * 64,
            "ledger": "4" * 64,
            "candidates": candidates,
            "marked_at": NOON,
            "marked_by": "张三",
            "public_key": key.hex,
            "tool": "quizgen 0",
        }
    )


def write_signed_scores(folder: Path, key_file: Path) -> PublicKey:
    """Scores of two people with signature, key and note; returns the signer."""
    key, _ = load_or_make_key(key_file)
    data = scores_bytes(head(key.public, 2), [score("002", Fraction(80)), score("001", Fraction(181, 2))])
    folder.mkdir(exist_ok=True)
    (folder / SCORES).write_bytes(data)
    (folder / SIGNATURE).write_bytes(key.sign(data))
    (folder / PUBLIC_KEY).write_bytes(key.public.pem)
    (folder / "签名说明.txt").write_bytes(signature_note(key.public))
    return key.public

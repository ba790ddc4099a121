"""Folders of signed scores of made-up people, without an exam behind them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Act, Stamp, stamped
from quizgen.model.score import CandidateScore, ScorePolicy, ScoresHead, Tally
from quizgen.records.ledger import append
from quizgen.records.names import PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.records.scores_file import scores_bytes
from quizgen.records.signing import SigningKey

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
STAMP = Stamp(time=dt.datetime(2026, 12, 20, 9, tzinfo=dt.UTC), by="张三", tool="quizgen test")
EXAM_DATE = dt.date(2026, 12, 1)
REVIEW_DATE = dt.date(2026, 12, 20)
NAMES = ("测试甲", "测试乙", "测试丙", "测试丁", "测试戊", "测试己")


def person(index: int, name: str | None = None) -> Candidate:
    """Number ``index`` (from 1) of the made-up people."""
    return Candidate(number=f"20260{index:02}", name=name or NAMES[index - 1], unit="测试一局", post="科长")


def score(
    who: Candidate,
    points: str = "85.5",
    *,
    missed: tuple[str, ...] = (),
    valid_until: dt.date | None = dt.date(2028, 12, 1),
    rank: int | None = 1,
) -> CandidateScore:
    """A score of somebody who sat; 80 passes."""
    exact = Fraction(points)
    passed = exact >= 80 and not missed
    return CandidateScore(
        candidate=who,
        form=who.number[-3:],
        attendance=Attendance.SAT,
        points=exact,
        score=points,
        sections=(Tally(name="单项选择题", points=exact / 2, full=Fraction(50)),),
        parts=(
            Tally(name="理论", points=exact * Fraction(7, 10), full=Fraction(70)),
            Tally(name="纪律", points=exact * Fraction(3, 10), full=Fraction(30)),
        ),
        topics=(Tally(name="明责", points=Fraction(8), full=Fraction(10)),),
        missed=missed,
        passed=passed,
        grade="良好" if passed else "不合格",
        rank=rank,
        valid_until=valid_until if passed else None,
        resit=not passed,
    )


def no_score(who: Candidate, attendance: Attendance) -> CandidateScore:
    """Somebody who has none."""
    return CandidateScore(candidate=who, form=None, attendance=attendance)


def signed_folder(  # noqa: PLR0913 - what a score file says
    folder: Path,
    candidates: Sequence[CandidateScore],
    *,
    title: str = "主体责任知识测试",
    date: dt.date = EXAM_DATE,
    attempt: int = 1,
    full: Fraction = Fraction(100),
    key: SigningKey = KEY,
    ledger_signed: bool = False,
) -> Path:
    """A folder with scores, signature, public key and a ledger of one line."""
    folder.mkdir(parents=True)
    head = ScoresHead.model_validate(
        {
            "title": title,
            "date": date,
            "full": full,
            "pass": 80,
            "closed_book": True,
            "attempt": attempt,
            "policy": ScorePolicy(),
            "exam_digest": "1" * 64,
            "forms_digest": "2" * 64,
            "answers_digest": "3" * 64,
            "ledger": "4" * 64,
            "candidates": len(candidates),
            "marked_at": STAMP.time,
            "marked_by": "张三",
            "public_key": key.public.hex,
            "tool": "quizgen test",
            "ledger_signed": ledger_signed,
        }
    )
    data = scores_bytes(head, candidates)
    (folder / SCORES).write_bytes(data)
    (folder / SIGNATURE).write_bytes(key.sign(data))
    (folder / PUBLIC_KEY).write_bytes(key.public.pem)
    outputs = {SCORES: hashlib.sha256(data).hexdigest()}
    append(folder, stamped(Act.MARKED, STAMP, outputs=outputs), key=key if ledger_signed else None)
    return folder

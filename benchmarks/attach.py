"""What attaching costs: 5,000 scores into a review workbook of 5,000 rows, verifying them, cards.

Run: ``python -m benchmarks.attach [--people 5000] [--cards 100]``. The limit for attaching is 30 s.

Seen on 2026-11-30, with other work on the machine: 6 s of CPU for 5,000 people (before: 7 s, without the look
at how every cell is shown, which costs 1 s). By samples, a third is 汇总.xlsx, 65,000 cells one by one
by openpyxl; a quarter is eight new cells a person in the copy, put into its XML so that nothing else in it
changes; the rest is reading the workbook, the signed scores, importing what all of it needs. No part alone is
half of it; a faster writer of workbooks (openpyxl is the slowest part) was not tried.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import resource
import sys
import tempfile
import time
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
from quizgen.render.scores.cards import card_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.marks.official import read_officials
from quizgen.workflows.review.attach import attach_scores
from quizgen.workflows.review.order import AttachOrder
from quizgen.workflows.review.verify import verify_reviews
from tools.demo_reviews import Person, write_workbook

LIMIT_SECONDS = 30
_DAY = dt.date(2026, 12, 20)
_STAMP = Stamp(time=dt.datetime(2026, 12, 20, tzinfo=dt.UTC), by="测试甲", tool="benchmark")


def made_people(count: int) -> list[Candidate]:
    """Made-up people with plain numbers."""
    return [
        Candidate(number=f"{index:07}", name=f"测试{index}", unit=f"测试{index % 40}局", post="科长")
        for index in range(1, count + 1)
    ]


def write_scores(folder: Path, people: list[Candidate]) -> None:
    """A signed score file with its ledger."""
    key = SigningKey(Ed25519PrivateKey.generate())
    zeros = "0" * 64
    head = {
        "title": "主体责任知识测试", "date": dt.date(2026, 12, 1), "full": 100, "pass": 80,
        "closed_book": True,
        "policy": ScorePolicy(), "exam_digest": zeros, "forms_digest": zeros, "answers_digest": zeros,
        "ledger": zeros, "candidates": len(people), "marked_at": _STAMP.time, "marked_by": "测试甲",
        "public_key": key.public.hex, "tool": "benchmark",
    }  # fmt: skip
    data = scores_bytes(ScoresHead.model_validate(head), [_score(one) for one in people])
    folder.mkdir()
    (folder / SCORES).write_bytes(data)
    (folder / SIGNATURE).write_bytes(key.sign(data))
    (folder / PUBLIC_KEY).write_bytes(key.public.pem)
    outputs = {SCORES: hashlib.sha256(data).hexdigest()}
    append(folder, stamped(Act.MARKED, _STAMP, outputs=outputs))


def _score(who: Candidate) -> CandidateScore:
    points = Fraction(60 + int(who.number) % 41)
    half = Tally(name="单项选择题", points=points / 2, full=Fraction(50))
    return CandidateScore(
        candidate=who,
        form=who.number[-4:],
        attendance=Attendance.SAT,
        points=points,
        score=str(points),
        sections=(half, half),
        topics=(half,) * 6,
        passed=points >= 80,
        grade="合格" if points >= 80 else "不合格",
        valid_until=dt.date(2028, 12, 1) if points >= 80 else None,
    )


def main() -> int:
    """Measure and print; 1 when attaching takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--cards", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = made_people(options.people)
        write_scores(folder / "exam", people)
        book = folder / "述职评议.xlsx"
        write_workbook(book, [Person(one.number, one.name, one.unit, one.post) for one in people])
        size = book.stat().st_size / 1e6
        out = folder / "out"
        order = AttachOrder((folder / "exam",), book, out, _STAMP, _DAY, cards=False)
        begun, worked = time.perf_counter(), time.process_time()
        attached = len(attach_scores(order, lambda _done, _total: None).attached)
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        rows = f"{options.people} rows ({size:.1f} MB)"
        print(f"attach: {attached} scores into {rows}: {seconds:.1f} s ({worked:.1f} s CPU)")
        begun = time.perf_counter()
        verified = verify_reviews(out, [folder / "exam"], date=_DAY)
        spent = time.perf_counter() - begun
        print(f"verify: {verified.people} people, {len(verified.problems)} faults: {spent:.1f} s")
        _measure_cards(folder / "exam", options.cards)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {memory:.0f} MB at most")
    return int(seconds > LIMIT_SECONDS or attached != options.people)


def _measure_cards(exam: Path, count: int) -> None:
    (official,) = read_officials([exam]).exams
    printer = Printer()
    results = [official.result(score) for score in official.scores.candidates[: count + 1]]
    card_pdf(results[0], printer)
    begun = time.perf_counter()
    for result in results[1:]:
        card_pdf(result, printer)
    spent = (time.perf_counter() - begun) / max(len(results) - 1, 1)
    print(f"cards: {spent * 1000:.0f} ms a card")


if __name__ == "__main__":
    sys.exit(main())

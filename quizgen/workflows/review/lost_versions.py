"""核验码 of scores that the history no longer holds, recognised by what the ledger kept of them."""

from __future__ import annotations

from quizgen.model.ledger import Act
from quizgen.records.ledger import read_ledger
from quizgen.records.signing import plain_code, verification_code
from quizgen.workflows.marks.official import Official, Officials


def lost_code(code: str, officials: Officials) -> tuple[Official, str, int] | None:
    """Exam, 编号 and version that a code stands for, by the seals in the ledger; None where none fits.

    Versions that were signed before the ledger kept seals are not recognised.
    """
    wanted = plain_code(code)
    for exam in officials.exams:
        marked = [line for line in read_ledger(exam.folder).lines if line.act is Act.MARKED]
        for version, line in enumerate(marked, 1):
            seal = line.details.get("seal")
            if not isinstance(seal, str):
                continue
            for number in exam.scores.by_number:
                if verification_code(seal, number) == wanted:
                    return exam, number, version
    return None

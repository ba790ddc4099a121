"""Signed results for everything that is attached to."""

from __future__ import annotations

import pytest

from quizgen.model.review import SignedResult
from quizgen.workflows.marks.official import read_officials
from tests.signed_scores import person, score, signed_folder


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[SignedResult]:
    """The signed results of three made-up people."""
    folder = signed_folder(
        tmp_path_factory.mktemp("scores") / "exam",
        [score(person(1)), score(person(2), "79"), score(person(3), "91.25")],
    )
    (exam,) = read_officials([folder]).exams
    return [exam.result(one) for one in exam.scores.candidates]

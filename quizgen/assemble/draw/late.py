"""One more form for a person who was added after the exam was drawn, from its key and its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import bound_to, frame_of
from quizgen.assemble.draw.groups import EnemiesEverywhere
from quizgen.assemble.draw.maker import FormMaker
from quizgen.assemble.draw.sets import Dealer, Drawn, TooMuchOverlap
from quizgen.assemble.draw.wanted import WantedForm
from quizgen.assemble.plan.demands import drawing_limit, overlap_limit
from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Exam, Form, PoolEntry
from quizgen.model.question import Question

_DIGITS = 3


class NoFurtherForm(QuizgenError):
    """No further form can be drawn from the questions that the exam folder holds."""

    def __init__(self) -> None:
        super().__init__(
            "考试文件夹里冻结的题组不出又一份合乎蓝图的试卷（互斥题太密，或与别的试卷相同的题太多）；"
            "请用 --form 给一份备用卷。没有写出任何文件。"
        )


def late_code(codes: Sequence[str]) -> str:
    """The code of one more form: the next number after those of the forms that belong to people."""
    numbers = [code for code in codes if code.isdigit()]
    width = max(map(len, numbers), default=_DIGITS)
    return f"{max(map(int, numbers), default=0) + 1:0{width}d}"


def late_form(  # noqa: PLR0913, PLR0917 - everything such a form depends on
    exam: Exam,
    pool: Sequence[PoolEntry],
    questions: Mapping[str, Question],
    key: bytes,
    others: Sequence[Form],
    number: str,
) -> Form:
    """The form of the person with this 编号, ``others`` being all the forms that there are so far.

    It is drawn like theirs, by the same plan and from the same key with a stream of its own, but only from
    ``questions``: those that are frozen whole, so that neither the bank nor any frozen file is needed or
    touched. Such a form exists always, for each of the others is one. A pure function, so that it can be
    drawn again to verify it. Raises NoFurtherForm.
    """
    blueprint = exam.blueprint
    source = Streams(key, bound_to(blueprint, exam.cells, pool))
    entries = sorted(pool, key=lambda entry: entry.id)
    frame = frame_of(exam.cells, entries, len(blueprint.sections)).only(_places(entries, questions))
    name = f"late/{number}"
    wanted = WantedForm(late_code([one.code for one in others]), name, name, candidate=number)
    dealer = Dealer(source, frame, exchanges=blueprint.exchanges)
    place = {entry.id: at for at, entry in enumerate(entries)}
    sets = [
        [place[item.question] for part in form.sections for item in part.items if item.question in place]
        for form in others
    ]
    try:
        drawn = _drawn(dealer, name, sets, blueprint, len(entries))
    except (EnemiesEverywhere, TooMuchOverlap):
        raise NoFurtherForm from None
    return FormMaker(key, source, entries, questions.__getitem__, blueprint).form(wanted, drawn)


def _drawn(
    dealer: Dealer, name: str, others: Sequence[Sequence[int]], blueprint: Blueprint, questions: int
) -> Drawn:
    """As far from the others as the exam was drawn; where only a limit of our own forbids it, any.

    Raises EnemiesEverywhere, TooMuchOverlap.
    """
    limit = drawing_limit(blueprint)
    if limit is None:
        return dealer.single(name)
    try:
        return dealer.beside(name, others, limit, questions)
    except TooMuchOverlap:
        if overlap_limit(blueprint) is not None:
            raise
        return dealer.single(name)


def _places(entries: Sequence[PoolEntry], questions: Mapping[str, Question]) -> frozenset[int]:
    return frozenset(at for at, entry in enumerate(entries) if entry.id in questions)

"""The forms of an exam, made from its key with its frozen plan and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.groups import EnemiesEverywhere
from quizgen.assemble.draw.maker import FormMaker
from quizgen.assemble.draw.resit import frame_without, had_by_person, most_again
from quizgen.assemble.draw.sets import (
    FEW_ROUNDS,
    FEW_SETS,
    REDRAWS,
    ROUNDS,
    Dealer,
    Drawn,
    Frame,
    TooMuchOverlap,
)
from quizgen.assemble.draw.wanted import OF_PERSON, Order, WantedForm, wanted_forms
from quizgen.assemble.plan.demands import drawing_limit
from quizgen.assemble.plan.pool import pool_digest
from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import canonical_json, record_json, sha256_hex
from quizgen.model.exam import Form, Mode, PlanCell, PoolEntry
from quizgen.model.form_text import FormText, text_of
from quizgen.model.question import Question

Questions = Callable[[str], Question] | Mapping[str, Question]
"""Finds a question of the pool by its id."""

MANY_FORMS = 100
"""From so many forms on batches pay for loading numpy."""


class CannotSeparate(QuizgenError):
    """The forms cannot be kept as different as the blueprint asks."""

    def __init__(self, code: str, limit: int, best: int) -> None:
        self.least = f"试卷 {code} 反复抽取，与前面的仍有 {best} 道相同"
        super().__init__(
            f"试卷 {code} 与前面的试卷至少有 {best} 道题相同，蓝图只允许 {limit} 道；"
            "请放宽 max_overlap、减少份数或补充题目。"
        )


class CannotAvoidEnemies(QuizgenError):
    """Enemies are so many that no form without them was found by drawing."""

    def __init__(self, ids: Sequence[str]) -> None:
        shown = "、".join(ids[:6]) + ("等" if len(ids) > 6 else "")  # noqa: PLR2004 - enough to recognise
        super().__init__(
            f"互斥题太密，反复抽取仍避不开（{shown}）；请减少 enemies，或在这些题的题型和专题中补充题目。"
        )


def make_forms(  # noqa: PLR0913 - everything a form depends on, all but the key by name
    key: bytes,
    *,
    blueprint: Blueprint,
    cells: Sequence[PlanCell],
    pool: Sequence[PoolEntry],
    questions: Questions,
    mode: Mode,
    candidates: Sequence[str] = (),
    forms: int = 1,
    spare: int = 0,
    as_before: bool = False,
) -> MadeForms:
    """Make the forms one after another, the spare ones last.

    A pure function: the same arguments give the same forms in any process, on any Python version.
    ``candidates`` are the 编号 (individual mode only; one form each, ``forms`` is then ignored).
    ``as_before``: parallel forms as they were drawn until November 2026, to check an exam of that time.
    Raises MoreThanOne, RosterNotUsed or DoubledCandidates at once; CannotSeparate or
    CannotAvoidEnemies while forms are made.
    """
    wanted = wanted_forms(Order(mode, tuple(candidates), forms, spare))
    source = Streams(key, bound_to(blueprint, cells, pool))
    entries = sorted(pool, key=lambda entry: entry.id)
    frame = frame_of(cells, entries, len(blueprint.sections))
    dealer = Dealer(source, frame, exchanges=blueprint.exchanges)
    own = _own_dealers(source, frame, entries, blueprint) if any(entry.had for entry in pool) else None
    find = questions if callable(questions) else questions.__getitem__
    maker = FormMaker(key, source, entries, find, blueprint)
    limit = drawing_limit(blueprint)
    if mode is Mode.PARALLEL:
        sets = _parallel_sets(dealer, wanted, 0 if as_before else REDRAWS)
    else:
        sets = _sets(dealer, wanted, blueprint, own)
    independent = mode is not Mode.PARALLEL and limit is None and own is None
    return MadeForms(maker, wanted, sets, limit, dealer if independent else None)


class MadeForms(Iterator[Form]):
    """The forms of an exam, once: one after another as records, or as the lines that are frozen."""

    def __init__(
        self,
        maker: FormMaker,
        wanted: Sequence[WantedForm],
        sets: Iterator[tuple[WantedForm, Drawn]],
        limit: int | None,
        dealer: Dealer | None,
    ) -> None:
        self._maker = maker
        self._wanted = wanted
        self._sets = sets
        self._limit = limit or 0
        self._dealer = dealer

    def __next__(self) -> Form:
        with self._said():
            return self._maker.form(*next(self._sets))

    def texts(self, many: int = MANY_FORMS) -> Iterator[FormText]:
        """The lines. From so many forms on they are made in batches with numpy: the same, only sooner."""
        if len(self._wanted) < many:
            yield from map(text_of, self)
            return
        from quizgen.assemble.draw.batch import BatchMaker  # noqa: PLC0415 - numpy is for many forms

        batches = BatchMaker(self._maker, self._dealer)
        with self._said():
            yield from batches.forms(self._wanted, self._sets)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """The signals of the draw as what is said to people."""
        try:
            yield
        except EnemiesEverywhere as signal:
            raise CannotAvoidEnemies(self._maker.with_enemies(signal.groups)) from None
        except TooMuchOverlap as signal:
            code = next(one.code for one in self._wanted if one.set_name == signal.name)
            raise CannotSeparate(code, self._limit, signal.best) from None


def bound_to(blueprint: Blueprint, cells: Sequence[PlanCell], pool: Sequence[PoolEntry]) -> tuple[str, ...]:
    """The digests that the streams are bound to: pool, blueprint, table, avoided questions of the pool."""
    used = {cell.group for cell in cells if cell.used}
    avoided = sorted(entry.id for entry in pool if entry.group in used)
    return (
        pool_digest(pool),
        sha256_hex(record_json(blueprint)),
        sha256_hex("\n".join(record_json(cell) for cell in cells)),
        sha256_hex(canonical_json(avoided)),
    )


def frame_of(cells: Sequence[PlanCell], entries: Sequence[PoolEntry], sections: int) -> Frame:
    """The frozen plan in plain integers; a question is its position among ``entries``."""
    place = {entry.id: position for position, entry in enumerate(entries)}
    count = 1 + max((cell.group for cell in cells), default=-1)
    groups: list[list[int]] = [[] for _ in range(count)]
    for position, entry in enumerate(entries):
        groups[entry.group].append(position)
    fixed = [False] * count
    for cell in cells:
        fixed[cell.group] = cell.fixed
    tables = tuple(
        tuple((cell.section, cell.group, cell.draws[variant]) for cell in cells)
        for variant in range(len(cells[0].draws))
    )
    enemies = {
        place[entry.id]: frozenset(place[enemy] for enemy in entry.enemies if enemy in place)
        for entry in entries
        if entry.enemies
    }
    return Frame(sections, tuple(map(tuple, groups)), tuple(fixed), tables, enemies)


def _parallel_sets(
    dealer: Dealer, wanted: Sequence[WantedForm], redraws: int
) -> Iterator[tuple[WantedForm, Drawn]]:
    yield from zip(wanted, dealer.parallel("parallel", len(wanted), redraws=redraws), strict=True)


def _own_dealers(
    source: Streams, frame: Frame, entries: Sequence[PoolEntry], blueprint: Blueprint
) -> Callable[[str], Dealer]:
    """In a resit, who deals to each: from what that person has not had. They raise NothingFresh."""
    had = {OF_PERSON + number: (number, places) for number, places in had_by_person(entries).items()}
    everybody, most = Dealer(source, frame, exchanges=blueprint.exchanges), most_again(blueprint)

    def own(name: str) -> Dealer:
        if name not in had:
            return everybody
        without = frame_without(frame, source, *had[name], most)
        return Dealer(source, without, exchanges=blueprint.exchanges)

    return own


def _sets(
    dealer: Dealer,
    wanted: Sequence[WantedForm],
    blueprint: Blueprint,
    own: Callable[[str], Dealer] | None,
) -> Iterator[tuple[WantedForm, Drawn]]:
    names = tuple(dict.fromkeys(one.set_name for one in wanted))
    limit = drawing_limit(blueprint)
    hard = blueprint.max_overlap is not None or len(names) <= FEW_SETS
    rounds = ROUNDS if hard else FEW_ROUNDS
    if limit is not None:
        drawn_sets = dealer.apart(names, limit, rounds, own)
    else:
        drawn_sets = ((dealer if own is None else own(name)).single(name) for name in names)
    waiting = iter(wanted)
    one = next(waiting, None)
    for name, drawn in zip(names, drawn_sets, strict=True):
        while one is not None and one.set_name == name:
            yield one, drawn
            one = next(waiting, None)

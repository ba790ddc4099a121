"""Random blueprints on small banks: feasible exactly when trying everything finds a form, and then kept."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from quizgen.assemble.plan.impossible import Addition, ImpossibleBlueprint, Relaxation
from quizgen.assemble.plan.make import Plan, plan
from quizgen.assemble.plan.pool import Sorter
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Form, Mode
from quizgen.model.question import Question
from tests.assemble.brute import all_forms, complaints, pair_exists
from tests.assemble.made import blueprint, forms_of, ids, question

TOPICS = ("明责", "明责/责任书", "问责", "处置")
SWEEP = range(160)


@dataclass(frozen=True)
class Case:
    """A blueprint, a bank, the questions of an earlier exam."""

    wanted: Blueprint
    bank: list[Question]
    avoided: frozenset[str]


def make_case(seed: int, *, size: int = 11) -> Case:
    """A small case in which every kind of demand occurs now and then."""
    dice = random.Random(seed)  # noqa: S311 - test data
    bank = [random_question(dice, number, size) for number in range(1, size + 1)]
    names = [one.id for one in bank]
    sections: list[dict[str, Any]] = [
        {"kind": dice.choice(("single", "single", "true_false")), "count": dice.randint(1, 3)}
        for _ in range(dice.randint(1, 2))
    ]
    for section in sections:
        if dice.random() < 0.25:
            section["quotas"] = random_quotas(dice, section["count"])
        if dice.random() < 0.2:
            section["topics"] = dice.sample(TOPICS, 2)
    more: dict[str, Any] = {}
    if dice.random() < 0.6:
        more["quotas"] = random_quotas(dice, sum(section["count"] for section in sections))
    if dice.random() < 0.2:
        more["minima"] = {"topic": {dice.choice(TOPICS): dice.randint(1, 3)}}
    if dice.random() < 0.25:
        more["include"] = dice.sample(names, dice.randint(1, 2))
    if dice.random() < 0.25:
        more["exclude"] = dice.sample(names, dice.randint(1, 3))
    avoided = frozenset(dice.sample(names, dice.randint(1, 6))) if dice.random() < 0.4 else frozenset()
    if avoided:
        more["avoid"] = {"max_overlap": dice.choice((0, 0.3, 0.5))}
    return Case(blueprint(*sections, **more), bank, avoided)


def random_question(dice: random.Random, number: int, size: int) -> Question:
    """A question that now and then is retired or has enemies."""
    more: dict[str, Any] = {}
    if dice.random() < 0.05:
        more["retired"] = "2026-01-01 旧"
    if dice.random() < 0.25:
        others = [other for other in range(1, size + 1) if other != number]
        more["enemies"] = [f"QQ-{other:04d}" for other in dice.sample(others, dice.randint(1, 2))]
    kind = dice.choice(("single", "single", "true_false"))
    return question(number, kind, dice.choice(TOPICS), dice.choice("易中难"), **more)


def random_quotas(dice: random.Random, total: int) -> dict[str, Any]:
    """One or two quotas, exact ones, ranges or shares."""
    quotas: dict[str, dict[str, Any]] = {"topic": {}, "difficulty": {}}
    for _ in range(dice.randint(1, 2)):
        dimension, names = dice.choice((("topic", TOPICS), ("difficulty", "易中难")))
        low = dice.randint(0, total)
        quota = dice.choice(
            (low, {"min": low}, {"max": low}, {"min": low, "max": total}, dice.choice((0.25, 0.4, 0.5)))
        )
        quotas[dimension][dice.choice(names)] = quota
    return quotas


def attempt(case: Case, mode: Mode, forms: int) -> Plan | ImpossibleBlueprint:
    """The plan, or why there is none."""
    try:
        return plan(case.wanted, case.bank, mode=mode, forms=forms, spare=0, avoided=case.avoided)
    except ImpossibleBlueprint as error:
        return error


def sections_of(form: Form, bank: Sequence[Question]) -> list[list[Question]]:
    by_id = {one.id: one for one in bank}
    return [[by_id[item.question] for item in section.items] for section in form.sections]


@pytest.mark.parametrize("start", range(0, len(SWEEP), 20))
def test_feasible_exactly_when_a_form_exists_and_every_form_keeps_every_demand(start: int) -> None:
    for seed in SWEEP[start : start + 20]:
        case = make_case(seed)
        exists = any(True for _ in all_forms(case.wanted, case.bank, case.avoided))
        made = attempt(case, Mode.INDIVIDUAL, 6)
        assert isinstance(made, Plan) == exists, f"{seed}: {made}"
        if not isinstance(made, Plan):
            continue
        candidates = [str(number) for number in range(6)]
        for form in forms_of(case.wanted, case.bank, Mode.INDIVIDUAL, candidates=candidates, planned=made):
            assert not complaints(case.wanted, sections_of(form, case.bank), case.avoided), seed


@pytest.mark.parametrize("start", range(1000, 1080, 20))
def test_disjoint_parallel_forms_exist_exactly_when_trying_everything_finds_two(start: int) -> None:
    feasible = 0
    for seed in range(start, start + 20):
        case = make_case(seed)
        exists = pair_exists(case.wanted, case.bank, case.avoided, None)
        forms = pair(case)
        assert bool(forms) == exists, seed
        if forms:
            feasible += 1
            assert set(ids(forms[0])) & set(ids(forms[1])) == set(case.wanted.include)
        for form in forms:
            assert not complaints(case.wanted, sections_of(form, case.bank), case.avoided), seed
    assert feasible


def test_parallel_forms_that_may_overlap_exist_exactly_when_trying_everything_finds_two() -> None:
    overlaps = set()
    for seed in range(2000, 2060):
        drawn = make_case(seed)
        peaceful = [one.model_copy(update={"enemies": ()}) for one in drawn.bank]
        wanted = drawn.wanted.model_copy(update={"max_overlap": Fraction(1, 2)})
        limit = wanted.total_count // 2
        forms = pair(Case(wanted, peaceful, drawn.avoided))
        assert bool(forms) == pair_exists(wanted, peaceful, drawn.avoided, limit), seed
        if forms:
            shared = len(set(ids(forms[0])) & set(ids(forms[1])))
            assert shared <= limit
            overlaps.add(shared)
    assert len(overlaps) > 1


def pair(case: Case) -> list[Form]:
    """Two parallel forms, or none."""
    made = attempt(case, Mode.PARALLEL, 2)
    if not isinstance(made, Plan):
        return []
    return forms_of(case.wanted, case.bank, Mode.PARALLEL, forms=2, planned=made)


def relaxed(case: Case, relaxations: Sequence[Relaxation]) -> Case | None:
    """The case with what the explanation says to relax; None when that is not about quotas or counts."""
    data = case.wanted.model_dump(by_alias=True)
    cut = sum(
        one.demand.high - one.low for one in relaxations if one.demand and one.demand.subject == "section"
    )
    total = case.wanted.total_count - cut
    for relaxation in relaxations:
        demand = relaxation.demand
        if demand is None:
            return None
        bounds = {"min": relaxation.low, "max": relaxation.high}
        match demand.subject:
            case "section":
                data["sections"][demand.section]["count"] = relaxation.low
            case "minimum":
                data["minima"]["topic"][demand.name] = f"{relaxation.low}/{demand.scale}"
            case "used":
                data["avoid"]["max_overlap"] = f"{relaxation.high}/{total}"
            case subject:
                holder = data if demand.section is None else data["sections"][demand.section]
                holder["quotas"][subject.value][demand.name] = bounds
    if any(section["count"] == 0 for section in data["sections"]):
        return None
    return Case(Blueprint.model_validate(data), case.bank, case.avoided)


def enlarged(case: Case, additions: Sequence[Addition]) -> Case:
    """The case with the questions that the explanation says to add."""
    bank = list(case.bank)
    sorter = Sorter(case.wanted, all_apart=False)
    for addition in additions:
        kind = case.wanted.sections[addition.sections[0]].kind
        for _ in range(addition.count):
            drafts = (
                question(9000 + len(bank), kind, topic, difficulty)
                for topic in (*TOPICS, "其他")
                for difficulty in "易中难"
            )
            bank.append(next(draft for draft in drafts if suits(sorter, addition, draft)))
    return Case(case.wanted, bank, case.avoided)


def suits(sorter: Sorter, addition: Addition, draft: Question) -> bool:
    """Whether a question is of the sort that should be added."""
    fits = sorter.fits(draft.kind, draft.topic)
    return (fits, sorter.topic(fits, draft.topic), sorter.difficulty(fits, draft.difficulty)) == (
        addition.sections,
        addition.topic,
        addition.difficulty,
    )


def test_what_an_explanation_says_to_relax_or_to_add_is_enough() -> None:
    explained = relaxations = additions = 0
    for seed in range(80):
        case = make_case(seed)
        made = attempt(case, Mode.ONE, 1)
        if isinstance(made, Plan):
            continue
        found = made.diagnosis
        explained += 1
        assert found.faults or found.conflicts or found.deficits, f"{seed}: something is named"
        if found.faults:
            continue
        assert found.relaxations, f"{seed}: something can be relaxed"
        easier = relaxed(case, found.relaxations)
        if easier is not None:
            relaxations += 1
            assert isinstance(attempt(easier, Mode.ONE, 1), Plan), f"{seed}: {made}"
        if not found.conflicts:
            additions += 1
            larger = enlarged(case, found.additions)
            assert isinstance(attempt(larger, Mode.ONE, 1), Plan), f"{seed}: {made}"
    assert min(explained, relaxations, additions) > 15

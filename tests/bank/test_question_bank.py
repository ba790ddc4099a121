"""The bank that is shipped: as large, as even, as hard to guess as its readers are promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from quizgen.assemble.draw.forms import make_forms
from quizgen.assemble.plan.make import plan
from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.guessing import guess_rates
from quizgen.bank.load import load_bank
from quizgen.bank.oral import load_oral
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.model.blueprint import Blueprint
from quizgen.model.bookkeeping import Difficulty, Level, Pool, point_of, top_topic
from quizgen.model.exam import Mode
from quizgen.model.knowledge import BIBLIOGRAPHIC
from quizgen.model.question import Question, SingleBody, option_texts
from quizgen.workflows.bank import BankPlaces, check_banks
from tests.assemble.chance import equal_p

BANK, REGISTER = Path("question_bank"), Path("docs/_data")
PRESETS = ("cadre-80", "short-20", "theory-discipline", "mixed-100")
SIGNIFICANCE = 1e-4
"""A fair draw fails one run in ten thousand; the key below is fixed, so it never does by chance."""


@cache
def questions() -> tuple[Question, ...]:
    return load_bank([BANK]).active


@cache
def topics() -> tuple[str, ...]:
    return load_bank([BANK]).topics


@cache
def register() -> Knowledge:
    knowledge, problems = load_knowledge(REGISTER, str(REGISTER))
    assert problems == ()
    return knowledge


def preset(name: str) -> Blueprint:
    path = BANK / "blueprints" / f"{name}.yaml"
    blueprint, problems = load_blueprint(path, str(path), topics())
    assert problems == ()
    assert blueprint is not None
    return blueprint.model_copy(update={"exchanges": True})  # as every new exam has it


def count(counter: Mapping[str, int], wanted: Mapping[str, int]) -> dict[str, int]:
    """What is short of what is wanted."""
    return {name: counter.get(name, 0) for name, least in wanted.items() if counter.get(name, 0) < least}


def test_the_rules_find_nothing() -> None:
    report = check_banks(BankPlaces(banks=(BANK,), knowledge=REGISTER))
    assert [str(problem) for problem in report.problems] == []


def test_every_kind_has_its_number() -> None:
    kinds = Counter(str(question.kind) for question in questions())
    choices = {"single": 240, "multiple": 240, "true_false": 145}
    others = {"fill": 50, "short": 40, "case": 40, "matching": 20, "ordering": 15, "essay": 10}
    assert count(kinds, choices | others) == {}
    assert sum(kinds.values()) >= 800


def test_all_questions_are_for_practice() -> None:
    assert {question.pool for question in questions()} == {Pool.PRACTICE}


def test_cases_have_two_to_four_parts() -> None:
    assert {len(question.parts) for question in questions() if question.kind == "case"} <= {2, 3, 4}


def test_true_and_false_statements_are_about_even() -> None:
    answers = [question.answer for question in questions() if question.kind == "true_false"]
    assert 0.45 <= sum(answers) / len(answers) <= 0.55


def test_difficulty_is_spread_as_promised() -> None:
    levels = Counter(question.difficulty for question in questions())
    total = sum(levels.values())
    assert 0.35 <= levels[Difficulty.EASY] / total <= 0.45
    assert 0.35 <= levels[Difficulty.MEDIUM] / total <= 0.45
    assert 0.15 <= levels[Difficulty.HARD] / total <= 0.25


GENERAL_KNOWLEDGE = {"X21", "D27", "D28"}
"""What is known without the article: the duties of discipline organs, that failure is pursued."""


def test_every_system_procedure_and_disposition_is_asked_about_twice() -> None:
    asked = Counter(row for question in questions() for row in set(question.about))
    shelves = (register().systems, register().procedures, register().dispositions)
    rows = {row: 2 for shelf in shelves for row in shelf}
    assert len(rows) == 115 + 57 + 55
    assert set(count(asked, rows)) <= GENERAL_KNOWLEDGE


def test_three_facts_in_four_are_asked() -> None:
    cited = {fact for question in questions() for fact in question.cites}
    facts = [fact.id for fact in register().facts.values() if fact.section != BIBLIOGRAPHIC]
    assert sum(fact in cited for fact in facts) / len(facts) >= 0.75


def sources_of(question: Question) -> set[str]:
    return {fact.partition("-")[0] for fact in question.cites}


def test_every_source_has_a_hundred_questions() -> None:
    sources = Counter(source for question in questions() for source in sources_of(question))
    assert count(sources, dict.fromkeys(register().sources, 100)) == {}


def test_sixty_questions_compare_sources() -> None:
    assert sum(len(sources_of(question)) > 1 for question in questions()) >= 60


def test_sixty_spoken_questions_over_all_topics() -> None:
    spoken, problems = load_oral(BANK, topics(), None)
    assert problems == ()
    assert len(spoken) >= 60
    tops = {top_topic(topic) for topic in topics()}
    assert {top_topic(question.topic) for question in spoken} == tops


def test_a_guesser_who_knows_nothing_gains_nothing() -> None:
    telling = [f"{rate.kind} {rate.strategy}" for rate in guess_rates(questions()) if rate.gives_away]
    assert telling == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_three_times_what_it_draws_in_every_section(name: str) -> None:
    blueprint = preset(name)
    drawn_plan = plan(blueprint, questions(), mode=Mode.ONE, forms=1, spare=0)
    for index, section in enumerate(blueprint.sections):
        groups = {cell.group: cell.available for cell in drawn_plan.cells if cell.section == index}
        assert sum(groups.values()) >= 3 * section.count, (name, index)


def test_two_forms_of_cadre_80_need_share_no_question() -> None:
    made = plan(preset("cadre-80"), questions(), mode=Mode.PARALLEL, forms=2, spare=0)
    by_id = {question.id: question for question in questions()}
    forms = list(
        make_forms(
            bytes(32),
            blueprint=preset("cadre-80"),
            cells=made.cells,
            pool=made.pool,
            questions=by_id,
            mode=Mode.PARALLEL,
            forms=2,
        )
    )
    first, second = ({item.question for section in form.sections for item in section.items} for form in forms)
    assert len(first) == len(second) == 80
    assert first.isdisjoint(second)


def drawn(blueprint: Blueprint, mode: Mode, forms: int, avoided: frozenset[str]) -> list[list[Question]]:
    """The questions of each form, as a new exam draws them."""
    made = plan(blueprint, questions(), mode=mode, forms=forms, spare=0, avoided=avoided)
    by_id = {question.id: question for question in questions()}
    found = make_forms(
        bytes(range(32)),
        blueprint=blueprint,
        cells=made.cells,
        pool=made.pool,
        questions=by_id,
        mode=mode,
        forms=forms,
        candidates=[f"{number:03d}" for number in range(forms)] if mode is Mode.INDIVIDUAL else [],
    )
    return [[by_id[item.question] for section in form.sections for item in section.items] for form in found]


def ids(form: list[Question]) -> set[str]:
    return {question.id for question in form}


def quarrels(form: list[Question]) -> list[str]:
    """Questions of a form that give others away, or are on the same point as another."""
    points = Counter(point_of(question) for question in form)
    return [
        question.id
        for question in form
        if points[point_of(question)] > 1 or not ids(form).isdisjoint(question.enemies)
    ]


def test_four_forms_of_cadre_80_share_no_question() -> None:
    forms = drawn(preset("cadre-80"), Mode.PARALLEL, 4, frozenset())
    assert [len(ids(form)) for form in forms] == [80] * 4
    assert len(set().union(*map(ids, forms))) == 320
    assert [quarrels(form) for form in forms] == [[]] * 4


def test_two_hundred_people_sit_again_with_a_form_each_and_nothing_seen_before() -> None:
    first = ids(drawn(preset("cadre-80"), Mode.ONE, 1, frozenset())[0])
    again = drawn(preset("cadre-80"), Mode.INDIVIDUAL, 200, frozenset(first))
    assert len(again) == 200
    assert [form for form in again if len(ids(form)) != 80 or ids(form) & first or quarrels(form)] == []
    assert len({frozenset(ids(form)) for form in again}) == 200


@pytest.mark.parametrize("name", PRESETS)
def test_a_form_of_a_preset_asks_for_more_than_memory(name: str) -> None:
    form = drawn(preset(name), Mode.ONE, 1, frozenset())[0]
    levels = Counter(question.level for question in form)
    assert levels[Level.RECALL] <= 0.35 * len(form)
    assert levels[Level.APPLICATION] >= 0.25 * len(form)
    assert quarrels(form) == []


def key_positions() -> Iterator[tuple[int, bool]]:
    """Over 200 drawn forms: where the key of a single choice stands, whether it is alone the longest."""
    made = plan(preset("cadre-80"), questions(), mode=Mode.INDIVIDUAL, forms=200, spare=0)
    by_id = {question.id: question for question in questions()}
    forms = make_forms(
        bytes(range(32)),
        blueprint=preset("cadre-80"),
        cells=made.cells,
        pool=made.pool,
        questions=by_id,
        mode=Mode.INDIVIDUAL,
        candidates=[f"{number:03d}" for number in range(200)],
    )
    for form in forms:
        for item in (item for section in form.sections for item in section.items):
            question = by_id[item.question]
            if isinstance(question, SingleBody):
                lengths = [len(text) for text in option_texts(question)]
                yield item.options.index(0), all(lengths[0] > other for other in lengths[1:])


def test_the_key_stands_at_every_letter_equally_often_and_is_not_the_longest() -> None:
    positions = list(key_positions())
    assert len(positions) == 200 * 30
    assert equal_p((position for position, _ in positions), 4) > SIGNIFICANCE
    assert sum(longest for _, longest in positions) / len(positions) <= 0.25 + 0.05

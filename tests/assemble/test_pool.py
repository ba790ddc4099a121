"""Which questions may be drawn, which are treated alike, how the tables share the draws out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest

from quizgen.assemble.draw.forms import CannotAvoidEnemies, bound_to
from quizgen.assemble.plan.make import plan
from quizgen.assemble.plan.model import Task
from quizgen.assemble.plan.pool import (
    DrawPool,
    Group,
    Unfit,
    eligible_ids,
    enemies_among,
    make_pool,
    pool_digest,
    within,
)
from quizgen.assemble.plan.table import expected_counts
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.question import Question
from tests.assemble.made import blueprint, forms_of, ids, mixed_bank, question, some

SINGLE = {"kind": "single", "count": 2}


def pool(wanted: Blueprint, questions: list[Question], *avoided: str, all_apart: bool = False) -> DrawPool:
    return make_pool(wanted, questions, frozenset(avoided), all_apart=all_apart)


def groups(
    made: DrawPool,
) -> list[tuple[tuple[int, ...], str | None, str | None, bool, bool, tuple[str, ...]]]:
    return [(one.fits, one.topic, one.difficulty, one.used, one.fixed, one.ids) for one in made.groups]


@pytest.mark.parametrize(
    ("topic", "named", "inside"),
    [
        ("明责", "明责", True),
        ("明责/清单", "明责", True),
        ("明责任", "明责", False),
        ("明责", "明责/清单", False),
        (None, "明责", False),
    ],
)
def test_a_topic_holds_itself_and_its_children(topic: str | None, named: str, *, inside: bool) -> None:
    assert within(topic, named) == inside


BANK = [
    question(1, topic="明责/清单"),
    question(2, topic="明责", difficulty="难"),
    question(3, topic="问责"),
    question(4, kind="true_false", topic="问责"),
    question(5, topic="明责/清单", difficulty="难"),
]


def test_questions_no_quota_tells_apart_are_one_group() -> None:
    (one,) = groups(pool(blueprint(SINGLE), BANK))
    assert one == ((0,), None, None, False, False, ("QQ-0001", "QQ-0002", "QQ-0003", "QQ-0005"))


def test_the_longest_topic_that_a_quota_names_counts() -> None:
    wanted = blueprint(SINGLE, quotas={"topic": {"明责": {"min": 0}, "明责/清单": {"min": 0}}})
    assert [(one[1], one[5]) for one in groups(pool(wanted, BANK))] == [
        (None, ("QQ-0003",)),
        ("明责", ("QQ-0002",)),
        ("明责/清单", ("QQ-0001", "QQ-0005")),
    ]


def test_a_quota_of_a_section_tells_apart_only_what_it_may_draw() -> None:
    wanted = blueprint(
        {**SINGLE, "quotas": {"difficulty": {"难": {"min": 0}}}}, {"kind": "true_false", "count": 1}
    )
    assert [(one[0], one[2], one[5]) for one in groups(pool(wanted, BANK))] == [
        ((0,), None, ("QQ-0001", "QQ-0003")),
        ((0,), "难", ("QQ-0002", "QQ-0005")),
        ((1,), None, ("QQ-0004",)),
    ]


def test_parallel_forms_tell_every_top_topic_and_difficulty_apart() -> None:
    assert [(one[1], one[2]) for one in groups(pool(blueprint(SINGLE), BANK, all_apart=True))] == [
        ("明责", "易"),
        ("明责", "难"),
        ("问责", "易"),
    ]


def test_minima_tell_topics_apart_too() -> None:
    made = pool(blueprint(SINGLE, minima={"topic": {"问责": 1}}), BANK)
    assert [one[1] for one in groups(made)] == [None, "问责"]


def test_what_was_used_and_what_must_appear_stand_apart() -> None:
    made = pool(blueprint(SINGLE, include=["QQ-0003"]), BANK, "QQ-0001", "QQ-0003")
    assert [(one[3], one[4], one[5]) for one in groups(made)] == [
        (False, False, ("QQ-0002", "QQ-0005")),
        (True, False, ("QQ-0001",)),
        (True, True, ("QQ-0003",)),
    ]


def test_a_question_that_must_appear_but_cannot_is_told_with_the_reason() -> None:
    bank = [*BANK, question(6, retired="2026-11-22 重复"), question(7, kind="fill")]
    wanted = blueprint(
        SINGLE, include=["QQ-0006", "QQ-0007", "QQ-0008", "QQ-0002", "QQ-0003"], exclude=["QQ-0003"]
    )
    assert pool(wanted, bank).unfit == {
        "QQ-0006": Unfit.RETIRED,
        "QQ-0007": Unfit.NO_SECTION,
        "QQ-0008": Unfit.UNKNOWN,
        "QQ-0003": Unfit.EXCLUDED,
    }
    assert eligible_ids(wanted, bank) == {"QQ-0001", "QQ-0002", "QQ-0005"}


def test_sections_may_take_some_topics_only() -> None:
    wanted = blueprint({**SINGLE, "topics": ["明责"]}, SINGLE)
    assert [(one[0], one[5]) for one in groups(pool(wanted, BANK))] == [
        ((0, 1), ("QQ-0001", "QQ-0002", "QQ-0005")),
        ((1,), ("QQ-0003",)),
    ]


def test_enemies_are_paired_on_both_sides_among_those_who_may_be_drawn() -> None:
    bank = [
        question(1, enemies=["QQ-0002", "QQ-0009", "QQ-0001"]),
        question(2),
        question(3, enemies=["QQ-0002"], retired="2026-11-22 重复"),
        question(4, enemies=["QQ-0001"]),
    ]
    assert pool(blueprint(SINGLE), bank).enemies == {
        "QQ-0001": {"QQ-0002", "QQ-0004"},
        "QQ-0002": {"QQ-0001"},
        "QQ-0004": {"QQ-0001"},
    }
    assert enemies_among([question(1)]) == {}


def test_an_enemy_that_is_not_in_the_pool_does_no_harm() -> None:
    bank = [question(number, enemies=["QQ-0004"]) for number in range(1, 4)] + [question(4)]
    (form,) = forms_of(blueprint({"kind": "single", "count": 3}, exclude=["QQ-0004"]), bank)
    assert sorted(ids(form)) == ["QQ-0001", "QQ-0002", "QQ-0003"]


def test_the_frozen_pool_is_sorted_and_says_all_that_the_draw_knows() -> None:
    made = pool(blueprint(SINGLE, quotas={"difficulty": {"难": {"min": 0}}}), BANK[::-1])
    entries = made.entries()
    assert [(one.id, one.group) for one in entries] == [
        ("QQ-0001", 0),
        ("QQ-0002", 1),
        ("QQ-0003", 0),
        ("QQ-0005", 1),
    ]
    digests = {pool_digest(entries)}
    for changed in ({"group": 1}, {"digest": "0" * 64}, {"enemies": ("QQ-0003",)}, {"id": "QQ-0009"}):
        digests.add(pool_digest([entries[0].model_copy(update=changed), *entries[1:]]))
    assert len(digests) == 5
    assert pool_digest(entries[::-1]) in digests


def test_a_group_knows_its_size() -> None:
    assert [Group((0,), None, None, used=False, fixed=False, ids=ids_).size for ids_ in ((), ("a", "b"))] == [
        0,
        2,
    ]


@pytest.mark.parametrize("count", [1, 3, 7, 20])
def test_the_tables_together_draw_in_proportion(count: int) -> None:
    """Over all variants each cell gets what its share of the questions is, to within one in a table or so."""
    bank = mixed_bank({"single": 90}, topics=("明责", "问责", "处置"))
    topics = {topic: {"min": 0} for topic in ("明责", "问责", "处置")}
    wanted = blueprint({"kind": "single", "count": count}, quotas={"topic": topics})
    cells = plan(wanted, bank, mode=Mode.ONE, forms=1, spare=0).cells
    tables = len(cells[0].draws)
    assert {sum(cell.draws[table] for cell in cells) for table in range(tables)} == {count}
    for cell in cells:
        expected = Fraction(count * cell.available, 90)
        assert abs(Fraction(sum(cell.draws), tables) - expected) <= Fraction(1, 12)
        assert all(abs(draw - expected) < 2 for draw in cell.draws)


def test_each_section_shares_out_what_it_may_draw_itself() -> None:
    """Three singles of 4 and 8, two true-false of 5; one single must appear, so it is not shared out."""
    made = (
        Group((0,), "明责", None, used=False, fixed=False, ids=tuple("abcd")),
        Group((0,), "问责", None, used=False, fixed=False, ids=tuple("efghijkl")),
        Group((0,), "问责", None, used=False, fixed=True, ids=("m",)),
        Group((1,), None, None, used=False, fixed=False, ids=tuple("nopqr")),
    )
    task = Task(sizes=(3, 2), groups=made, demands=(), enemies={})
    assert expected_counts(task) == {(0, 0): 1, (0, 1): 2, (1, 3): 2}


def test_where_the_proportion_is_whole_there_is_one_table() -> None:
    bank = [*some(10, topic="明责"), *some(20, start=11, topic="问责")]
    wanted = blueprint({"kind": "single", "count": 6}, quotas={"topic": {"明责": {"min": 0}}})
    cells = plan(wanted, bank, mode=Mode.ONE, forms=1, spare=0).cells
    assert {cell.topic: cell.draws for cell in cells} == {"明责": (2,), None: (4,)}


@pytest.mark.parametrize(
    ("count", "shown"), [(6, "QQ-0001、QQ-0002、QQ-0003、QQ-0004、QQ-0005、QQ-0006"), (7, None)]
)
def test_enemies_that_cannot_be_avoided_are_named_up_to_six(count: int, shown: str | None) -> None:
    names = [f"QQ-{number:04d}" for number in range(1, count + 1)]
    text = str(CannotAvoidEnemies(names))
    assert (f"仍避不开（{shown}）" if shown else "QQ-0005、QQ-0006等）") in text
    assert "QQ-0007" not in text


def test_the_forms_do_not_depend_on_the_order_of_the_frozen_pool() -> None:
    wanted, bank = blueprint({"kind": "single", "count": 5}), some(20)
    made = plan(wanted, bank, mode=Mode.ONE, forms=1, spare=0)
    turned = replace(made, pool=made.pool[::-1])
    assert forms_of(wanted, bank, planned=turned) == forms_of(wanted, bank, planned=made)


def test_the_streams_are_bound_to_the_avoided_questions_of_the_pool() -> None:
    wanted, bank = blueprint({"kind": "single", "count": 5}), some(20)
    avoided = frozenset({"QQ-0003", "QQ-0001", "QQ-0099"})
    made = plan(wanted, bank, mode=Mode.ONE, forms=1, spare=0, avoided=avoided)
    digest = hashlib.sha256(b'["QQ-0001","QQ-0003"]').hexdigest()
    assert bound_to(wanted, made.cells, made.pool)[3] == digest

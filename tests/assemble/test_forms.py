"""Whole forms: the modes, what they share, what they keep apart, what they give away."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from quizgen.assemble.draw.derive import commitment
from quizgen.assemble.draw.forms import (
    CannotAvoidEnemies,
    CannotSeparate,
    make_forms,
)
from quizgen.assemble.draw.wanted import DoubledCandidates, MoreThanOne, RosterNotUsed
from quizgen.assemble.plan.make import Plan, plan
from quizgen.assemble.plan.pool import pool_digest
from quizgen.model.exam import Form, Mode
from quizgen.model.question import CaseQuestion, MultipleQuestion, Question, SingleQuestion
from tests.assemble.chance import equal_p, inclusion_p
from tests.assemble.made import KEY, OTHER_KEY, blueprint, cadre, forms_of, ids, mixed_bank, question, some

BANK = mixed_bank({"single": 200, "true_false": 150, "multiple": 120, "case": 12})
SMALL = blueprint(
    {"kind": "single", "count": 4}, {"kind": "multiple", "count": 2}, {"kind": "case", "count": 1}
)
CANDIDATES = [f"20260{number:02d}" for number in range(1, 31)]


def cells_of(form: Form, bank: list[Question]) -> Counter[tuple[int, str, str]]:
    """How many questions a form has of each section, top topic and difficulty."""
    by_id = {one.id: one for one in bank}
    return Counter(
        (number, by_id[item.question].topic, str(by_id[item.question].difficulty))
        for number, section in enumerate(form.sections)
        for item in section.items
    )


def test_one_paper_is_called_a() -> None:
    (form,) = forms_of(SMALL, BANK)
    assert (form.code, form.candidate, form.spare) == ("A", None, False)
    assert [len(section.items) for section in form.sections] == [4, 2, 1]


def test_reordered_forms_hold_the_same_questions_and_options_in_another_order() -> None:
    bank = [one.model_copy(update={"show": 4}) if isinstance(one, MultipleQuestion) else one for one in BANK]
    first, second, third = forms_of(cadre(), bank, Mode.REORDERED, forms=3)
    assert [form.code for form in (first, second, third)] == ["A", "B", "C"]
    for one, other in itertools.combinations((first, second, third), 2):
        assert ids(one) != ids(other)
        for part, same in zip(one.sections, other.sections, strict=True):
            shown = {item.question: sorted(item.options) for item in part.items}
            assert shown == {item.question: sorted(item.options) for item in same.items}
            orders = {item.question: item.options for item in part.items}
            if any(orders.values()):
                assert orders != {item.question: item.options for item in same.items}


def test_parallel_forms_are_disjoint_with_equal_counts_of_every_topic_and_difficulty() -> None:
    forms = forms_of(cadre(), BANK, Mode.PARALLEL, forms=2, spare=1)
    assert [form.code for form in forms] == ["A", "B", "S01"]
    for one, other in itertools.combinations(forms, 2):
        assert not set(ids(one)) & set(ids(other))
        assert cells_of(one, BANK) == cells_of(other, BANK)


def test_parallel_forms_of_a_small_bank_share_no_more_than_allowed() -> None:
    bank = some(25) + some(25, start=26, difficulty="难")
    wanted = blueprint({"kind": "single", "count": 20}, max_overlap=0.3)
    forms = forms_of(wanted, bank, Mode.PARALLEL, forms=4)
    assert max(len(set(ids(a)) & set(ids(b))) for a, b in itertools.combinations(forms, 2)) <= 6
    assert len({tuple(sorted(cells_of(form, bank).items())) for form in forms}) == 1


def test_every_candidate_has_a_form_of_their_own() -> None:
    forms = forms_of(cadre(), BANK, Mode.INDIVIDUAL, candidates=CANDIDATES, spare=2)
    assert [form.candidate for form in forms] == [*CANDIDATES, None, None]
    assert [form.code for form in forms[:2]] + [form.code for form in forms[-2:]] == [
        "001",
        "002",
        "S01",
        "S02",
    ]
    assert [form.spare for form in forms] == [False] * 30 + [True] * 2
    assert len({tuple(ids(form)) for form in forms}) == len({form.paper_id for form in forms}) == 32


def test_a_candidate_keeps_the_questions_when_the_roster_is_sorted_otherwise() -> None:
    made = {
        form.candidate: ids(form) for form in forms_of(SMALL, BANK, Mode.INDIVIDUAL, candidates=CANDIDATES)
    }
    turned = forms_of(SMALL, BANK, Mode.INDIVIDUAL, candidates=CANDIDATES[::-1])
    assert {form.candidate: ids(form) for form in turned} == made


def test_individual_forms_keep_the_overlap_limit() -> None:
    forms = forms_of(cadre(max_overlap=0.25), BANK, Mode.INDIVIDUAL, candidates=CANDIDATES, spare=1)
    assert max(len(set(ids(a)) & set(ids(b))) for a, b in itertools.combinations(forms, 2)) <= 20


def test_spare_forms_keep_the_overlap_limit_too() -> None:
    first, second, spare = forms_of(cadre(max_overlap=0.1), BANK, Mode.REORDERED, forms=2, spare=1)
    assert sorted(ids(first)) == sorted(ids(second))
    assert len(set(ids(first)) & set(ids(spare))) <= 8


def test_an_overlap_that_cannot_be_kept_is_refused() -> None:
    wanted = blueprint({"kind": "single", "count": 10}, max_overlap=0.2)
    with pytest.raises(CannotSeparate, match="试卷 002 与前面的试卷至少有 5 道题相同，蓝图只允许 2 道"):
        forms_of(wanted, some(15), Mode.INDIVIDUAL, candidates=["1", "2"])


def test_a_resit_avoids_what_the_first_exam_used() -> None:
    first = forms_of(cadre(), BANK, Mode.REORDERED, forms=2)
    used = frozenset(ids(first[0]))
    resit = forms_of(cadre(), BANK, Mode.INDIVIDUAL, candidates=CANDIDATES, avoided=used)
    assert not any(used & set(ids(form)) for form in resit)


def test_a_resit_repeats_only_as_much_as_it_must() -> None:
    wanted = blueprint({"kind": "single", "count": 10}, avoid={"max_overlap": 0.5})
    used = frozenset(f"QQ-{number:04d}" for number in range(1, 11))
    for form in forms_of(wanted, some(17), Mode.INDIVIDUAL, candidates=CANDIDATES, avoided=used):
        assert len(used & set(ids(form))) == 3


def test_included_questions_are_on_every_form_excluded_ones_on_none() -> None:
    wanted = blueprint({"kind": "single", "count": 5}, include=["QQ-0003", "QQ-0007"], exclude=["QQ-0001"])
    for form in forms_of(wanted, some(12), Mode.INDIVIDUAL, candidates=CANDIDATES):
        assert {"QQ-0003", "QQ-0007"} <= set(ids(form))
        assert "QQ-0001" not in ids(form)


def test_enemies_never_meet_even_when_written_on_one_side() -> None:
    bank = [question(number, enemies=[f"QQ-{number % 20 + 1:04d}"]) for number in range(1, 21)]
    for form in forms_of(
        blueprint({"kind": "single", "count": 6}), bank, Mode.INDIVIDUAL, candidates=CANDIDATES
    ):
        numbers = {int(one[3:]) for one in ids(form)}
        assert not any(number % 20 + 1 in numbers for number in numbers)


def test_enemies_that_leave_one_choice_in_thousands_of_millions_are_refused_clearly() -> None:
    bank = [question(number, enemies=[f"QQ-{number + 30:04d}"]) for number in range(1, 31)]
    bank += some(30, start=31)
    with pytest.raises(CannotAvoidEnemies, match="互斥题太密"):
        forms_of(blueprint({"kind": "single", "count": 30}), bank)


def test_cases_keep_their_parts_in_order_and_shuffle_only_options() -> None:
    forms = forms_of(SMALL, BANK, Mode.INDIVIDUAL, candidates=CANDIDATES)
    orders = {item.parts for form in forms for item in form.sections[2].items}
    assert {(len(parts), parts[0]) for parts in orders} == {(2, ())}
    assert {parts[1] for parts in orders} == set(itertools.permutations(range(3)))


def test_true_false_questions_have_no_options() -> None:
    (form,) = forms_of(blueprint({"kind": "true_false", "count": 5}), BANK)
    assert {item.options for item in form.sections[0].items} == {()}


def test_every_item_says_which_wording_it_was_drawn_from() -> None:
    made = plan(SMALL, BANK, mode=Mode.ONE, forms=1, spare=0)
    digests = {entry.id: entry.digest for entry in made.pool}
    (form,) = forms_of(SMALL, BANK, planned=made)
    assert all(item.digest == digests[item.question] for section in form.sections for item in section.items)


def test_over_many_forms_every_question_and_every_place_is_as_likely() -> None:
    wanted, bank = blueprint({"kind": "single", "count": 3}), some(8)
    forms = forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=[str(number) for number in range(2000)])
    drawn = [[int(one[3:]) for one in ids(form)] for form in forms]
    assert inclusion_p(drawn, range(1, 9)) > 1e-4
    assert equal_p((numbers[0] for numbers in drawn), 8) > 1e-4
    assert equal_p((tuple(sorted(numbers)) for numbers in drawn), 56) > 1e-4
    answers = (form.sections[0].items[0].options.index(0) for form in forms)
    assert equal_p(answers, 4) > 1e-4, "the right option stands everywhere equally often"


def test_no_question_is_shut_out_by_rounding() -> None:
    """A single rounded table would never draw from some cells; the variants together draw from all."""
    cells = plan(cadre(), BANK, mode=Mode.ONE, forms=1, spare=0).cells
    assert any(cell.draws[0] == 0 for cell in cells)
    fair = {
        section: count / sum(cell.available for cell in cells if cell.section == section)
        for section, count in enumerate((30, 30, 20))
    }
    for cell in cells:
        chance = sum(cell.draws) / len(cell.draws) / cell.available
        assert 0.5 * fair[cell.section] < chance < 2 * fair[cell.section]


def test_the_plan_does_not_depend_on_the_order_of_the_bank() -> None:
    made = plan(cadre(), BANK, mode=Mode.ONE, forms=1, spare=0)
    assert plan(cadre(), BANK[::-1], mode=Mode.ONE, forms=1, spare=0) == made
    assert pool_digest(made.pool[::-1]) == pool_digest(made.pool)


def test_forms_are_made_one_at_a_time() -> None:
    made = plan(SMALL, BANK, mode=Mode.INDIVIDUAL, forms=1, spare=0)
    asked: list[str] = []

    def find(id_: str) -> Question:
        asked.append(id_)
        return next(one for one in BANK if one.id == id_)

    endless = make_forms(
        KEY,
        blueprint=SMALL,
        cells=made.cells,
        pool=made.pool,
        questions=find,
        mode=Mode.INDIVIDUAL,
        candidates=CANDIDATES,
    )
    first = next(endless)
    assert set(asked) == set(ids(first))


# What can be foretold


def test_another_key_gives_unrelated_forms() -> None:
    wanted, bank = blueprint({"kind": "single", "count": 20}), some(200)
    shared = [
        len(set(ids(one)) & set(ids(other)))
        for one, other in zip(
            forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=CANDIDATES),
            forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=CANDIDATES, key=OTHER_KEY),
            strict=True,
        )
    ]
    assert 1 < sum(shared) / len(shared) < 3, "20 of 200 share two by chance, no more"


def test_one_form_tells_nothing_about_another() -> None:
    wanted, bank = blueprint({"kind": "single", "count": 5}), some(10)
    candidates = [str(number) for number in range(4000)]
    forms = forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=candidates)
    met = Counter(
        ("QQ-0001" in ids(one), "QQ-0001" in ids(other)) for one, other in itertools.pairwise(forms)
    )
    assert equal_p(met.elements(), 4) > 1e-4, "whether the neighbour has a question makes no difference"


def test_any_change_of_bank_or_blueprint_changes_the_forms() -> None:
    bank = some(40)
    wanted = blueprint({"kind": "single", "count": 10})
    reworded = [bank[0].model_copy(update={"explain": "另解"}), *bank[1:]]
    longer = blueprint({"kind": "single", "count": 10}, minutes=11)
    drawn = [
        ids(forms_of(wanted, bank)[0]),
        ids(forms_of(wanted, reworded)[0]),
        ids(forms_of(longer, bank)[0]),
    ]
    assert len(set(map(tuple, drawn))) == 3


def test_neither_plan_nor_forms_hold_any_part_of_the_key() -> None:
    made = plan(SMALL, BANK, mode=Mode.REORDERED, forms=2, spare=1)
    forms = forms_of(SMALL, BANK, Mode.REORDERED, forms=2, spare=1, planned=made)
    text = str([made, forms, commitment(KEY)]).lower()
    pieces = {KEY.hex()[place : place + 8] for place in range(0, 57, 2)}
    assert not [piece for piece in pieces if piece in text]
    assert isinstance(made, Plan)
    assert not re.search("key", str(made))


# Misuse


def test_one_paper_in_several_copies_is_refused() -> None:
    with pytest.raises(MoreThanOne, match="只能有 1 份，不能是 2 份"):
        forms_of(SMALL, BANK, Mode.ONE, forms=2)


def test_candidates_are_refused_where_forms_belong_to_nobody() -> None:
    with pytest.raises(RosterNotUsed):
        forms_of(SMALL, BANK, Mode.REORDERED, candidates=["1"])


def test_two_candidates_with_one_number_are_refused() -> None:
    with pytest.raises(DoubledCandidates, match="编号重复：7"):
        forms_of(SMALL, BANK, Mode.INDIVIDUAL, candidates=["7", "8", "7"])


def test_more_forms_than_letters_are_numbered() -> None:
    forms = forms_of(SMALL, BANK, Mode.REORDERED, forms=27)
    assert [forms[0].code, forms[26].code] == ["001", "027"]


def test_show_is_kept_on_forms() -> None:
    bank = [question(number, show=3) for number in range(1, 9)]
    (form,) = forms_of(blueprint({"kind": "single", "count": 8}), bank)
    assert isinstance(bank[0], SingleQuestion)
    assert all(len(item.options) == 3 and 0 in item.options for item in form.sections[0].items)


def test_a_case_is_never_split() -> None:
    assert isinstance(BANK[-1], CaseQuestion)
    (form,) = forms_of(SMALL, BANK)
    (item,) = form.sections[2].items
    assert len(item.parts) == 2

"""Enemies where draws are rare: parallel forms that must share questions, forms kept apart by preference."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import CannotSeparate
from quizgen.assemble.draw.groups import ATTEMPTS, EnemiesEverywhere
from quizgen.assemble.draw.sets import REDRAWS, RESTARTS, ROUNDS, UNIFORM_ROUNDS, Dealer, Drawn, Frame
from quizgen.model.digest import record_json
from quizgen.model.exam import Form, Mode
from quizgen.model.question import Question
from tests.assemble.made import blueprint, forms_of, ids, question, some

KNOWN = Path(__file__).resolve().parents[1] / "data" / "assemble" / "known-rare.json"
KEYS = [bytes([number]) * 32 for number in range(6)]
EASY, HARD = range(1, 13), range(21, 33)


def linked_bank() -> list[Question]:
    """Twelve easy and twelve hard questions; every easy one is an enemy of a hard one and of an easy one."""
    neighbours = {number: number + 1 if number % 2 else number - 1 for number in EASY}
    foes = {number: [f"QQ-{number + 20:04d}", f"QQ-{neighbours[number]:04d}"] for number in EASY}
    easy = [question(number, enemies=foes[number]) for number in EASY]
    return [*easy, *(question(number, difficulty="难") for number in HARD)]


def enemies_of(bank: Sequence[Question]) -> set[frozenset[str]]:
    return {frozenset((one.id, enemy)) for one in bank for enemy in one.enemies}


def met(form: Form, bank: Sequence[Question]) -> list[list[str]]:
    """The enemies that stand on a form together."""
    return [sorted(pair) for pair in enemies_of(bank) if pair <= set(ids(form))]


def shared(forms: Sequence[Form]) -> list[int]:
    return [len(set(ids(one)) & set(ids(other))) for one, other in itertools.combinations(forms, 2)]


QUOTAS = {"difficulty": {"易": {"min": 4, "max": 4}}}


@pytest.mark.parametrize("key", KEYS)
def test_parallel_forms_that_must_share_questions_never_hold_enemies(key: bytes) -> None:
    """Four times eight of twenty-four: what a form has from two earlier ones may meet on it."""
    bank = linked_bank()
    wanted = blueprint({"kind": "single", "count": 8}, quotas=QUOTAS, max_overlap=0.5)
    forms = forms_of(wanted, bank, Mode.PARALLEL, forms=3, spare=1, key=key)
    assert [met(form, bank) for form in forms] == [[]] * 4
    assert sum(shared(forms)) > 0
    assert max(shared(forms)) <= 4
    assert all(len(set(ids(form))) == 8 for form in forms)


@pytest.mark.parametrize("key", KEYS)
def test_forms_kept_apart_by_preference_never_hold_enemies(key: bytes) -> None:
    """Fifty of sixty without one in common: drawing as it comes would never get there."""
    bank = [
        question(number, difficulty="易难"[number > 30], enemies=[f"QQ-{(number + 29) % 60 + 1:04d}"])
        for number in range(1, 61)
    ]
    wanted = blueprint(
        {"kind": "single", "count": 10}, quotas={"difficulty": {"易": 0.5, "难": 0.5}}, max_overlap=0
    )
    forms = forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=["1", "2", "3", "4", "5"], key=key)
    assert [met(form, bank) for form in forms] == [[]] * 5
    assert shared(forms) == [0] * 10


@pytest.mark.parametrize("key", KEYS[:2])
def test_where_only_enemies_would_keep_forms_apart_the_exam_is_refused(key: bytes) -> None:
    """Ten questions for two forms of five, but one that gets along with three of them only."""
    bank = [*some(3), *(question(number, enemies=["QQ-0010"]) for number in range(4, 10)), question(10)]
    wanted = blueprint({"kind": "single", "count": 5}, max_overlap=0)
    peaceful = forms_of(wanted, some(10), Mode.INDIVIDUAL, candidates=["1", "2"], key=key)
    assert shared(peaceful) == [0]
    with pytest.raises(CannotSeparate, match="至少有 1 道题相同，蓝图只允许 0 道"):
        forms_of(wanted, bank, Mode.INDIVIDUAL, candidates=["1", "2"], key=key)


def test_questions_that_must_appear_are_on_every_parallel_form_and_meet_no_enemy() -> None:
    bank = linked_bank()
    wanted = blueprint(
        {"kind": "single", "count": 6},
        quotas={"difficulty": {"易": {"min": 3, "max": 3}}},
        include=["QQ-0001", "QQ-0024"],
    )
    forms = forms_of(wanted, bank, Mode.PARALLEL, forms=2)
    assert [met(form, bank) for form in forms] == [[], []]
    assert set(ids(forms[0])) & set(ids(forms[1])) == {"QQ-0001", "QQ-0024"}


def both_ways(*pairs: tuple[int, int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {item: frozenset(foes) for item, foes in found.items()}


FRAME = Frame(
    sections=2,
    groups=(tuple(range(12)), tuple(range(12, 24)), (24, 25)),
    fixed=(False, False, True),
    tables=(((0, 0, 3), (0, 2, 2), (1, 0, 1), (1, 1, 4)),),
    enemies=both_ways(
        *((item, item + 12) for item in range(12)), *((item, item + 1) for item in range(0, 12, 2))
    ),
)


def dealer(number: int, frame: Frame = FRAME) -> Dealer:
    return Dealer(Streams(KEYS[number], ["00" * 32]), frame)


def at_peace(drawn: Drawn) -> bool:
    items = {item for section in drawn for item in section}
    return not any(FRAME.enemies.get(item, frozenset()) & items for item in items)


@pytest.mark.parametrize("number", range(len(KEYS)))
@pytest.mark.parametrize("forms", [2, 3, 4, 5])
def test_every_section_gets_its_count_from_each_group(number: int, forms: int) -> None:
    for drawn in dealer(number).parallel("parallel", forms):
        assert at_peace(drawn)
        assert [sorted(min(item // 12, 2) for item in section) for section in drawn] == [
            [0, 0, 0, 2, 2],
            [0, 1, 1, 1, 1],
        ]
        assert {24, 25} <= set(drawn[0])


def test_the_numbers_of_tries_belong_to_the_recipe() -> None:
    """With another number a hard draw would give other forms than an exam folder holds."""
    assert (UNIFORM_ROUNDS, ROUNDS, REDRAWS, ATTEMPTS) == (200, 300, 200, 50_000)
    assert RESTARTS == (3_000,) * 100 + (50_000,) * 6


def test_enemies_everywhere_are_given_up() -> None:
    enemies = both_ways(*itertools.combinations(range(4), 2))
    frame = Frame(1, ((0, 1, 2, 3),), (False,), (((0, 0, 2),),), enemies)
    with pytest.raises(EnemiesEverywhere):
        dealer(0, frame).single("form/A")


def digest(forms: Sequence[Form]) -> str:
    return hashlib.sha256("\n".join(map(record_json, forms)).encode()).hexdigest()


def computed() -> dict[str, object]:
    """Draws that an exam folder of today must give again in years."""
    bank = linked_bank()
    alone = blueprint({"kind": "single", "count": 10})
    tight = blueprint({"kind": "single", "count": 10}, max_overlap=0)
    reordered = [question(number, kind="multiple", show=4) for number in range(1, 9)]
    return {
        "parallel": [dealer(number).parallel("parallel", 4) for number in range(3)],
        "apart": [list(dealer(number).apart(["一", "二", "三"], 5)) for number in range(3)],
        "sparing": digest(
            forms_of(tight, some(60), Mode.INDIVIDUAL, candidates=["1", "2", "3", "4", "5"], spare=1)
        ),
        "with enemies": digest(
            forms_of(blueprint({"kind": "single", "count": 6}), bank, Mode.INDIVIDUAL, candidates=["1", "2"])
        ),
        "reordered": digest(
            forms_of(blueprint({"kind": "multiple", "count": 8}), reordered, Mode.REORDERED, forms=3)
        ),
        "one": digest(forms_of(alone, some(30))),
        "parallel forms": digest(forms_of(alone, some(30), Mode.PARALLEL, forms=2, spare=1)),
    }


def test_parallel_forms_of_an_earlier_exam_still_come_out_as_they_were() -> None:
    """Drawn until November 2026 without comparing what a form has from two earlier ones."""
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    drawn = [dealer(number).parallel("parallel", 4, redraws=0) for number in range(3)]
    assert json.loads(json.dumps(drawn)) == known["parallel as before"]
    assert not all(at_peace(one) for several in drawn for one in several)


def test_rare_draws_still_are_what_they_were() -> None:
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(computed())) == {
        key: known[key] for key in known if key != "parallel as before"
    }

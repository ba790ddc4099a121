"""Forms made in batches with numpy are to the byte those that are made one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assemble.draw import forms as forms_module
from quizgen.assemble.draw.derive import Sponge, Streams
from quizgen.assemble.draw.forms import CannotAvoidEnemies, CannotSeparate, MadeForms, bound_to, make_forms
from quizgen.assemble.plan.impossible import ImpossibleBlueprint
from quizgen.assemble.plan.make import plan
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.form_text import FormText
from quizgen.model.question import Question
from tests.assemble import recipe
from tests.assemble.made import KEY, blueprint, mixed_bank, question, some
from tests.chance import examples

ONE_BY_ONE, IN_BATCHES = 10**9, 1
COUNTS = {"single": 9, "multiple": 9, "true_false": 5, "matching": 4, "ordering": 4, "case": 4, "fill": 3}
BANK = mixed_bank(COUNTS, topics=("明责", "压责"))
KINDS = tuple(COUNTS)
LAST = {"wrong": [{"text": one, "why": "因"} for one in ("错一", "错二", "都对")], "last": ["都对"]}


def both(
    wanted: Blueprint, bank: list[Question], mode: Mode = Mode.INDIVIDUAL, **more: Any
) -> list[list[FormText]]:
    """The same forms one by one and in batches."""
    count = len(more.get("candidates", ())) or more.get("forms", 1)
    made = plan(wanted, bank, mode=mode, forms=count, spare=more.get("spare", 0))
    questions = {one.id: one for one in bank}

    def forms() -> MadeForms:
        return make_forms(
            KEY, blueprint=wanted, cells=made.cells, pool=made.pool, questions=questions, mode=mode, **more
        )

    return [list(forms().texts(many)) for many in (ONE_BY_ONE, IN_BATCHES)]


@st.composite
def exams(draw: st.DrawFn) -> tuple[Blueprint, list[Question], Mode]:
    """A small blueprint with its bank: some options shown, some last, enemies, quotas, orders, limits."""
    changes = draw(st.lists(st.sampled_from(("show", "last", "enemies")), unique=True))
    bank = [_changed(one, at, changes) for at, one in enumerate(BANK)]
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
    fixed = st.sampled_from(({}, {"order": "固定"}))
    sections = [{"kind": kind, "count": draw(st.integers(1, 2)), **draw(fixed)} for kind in kinds]
    more: dict[str, Any] = {"order": {"sections": draw(st.sampled_from(("固定", "随机")))}}
    if draw(st.booleans()):
        more["quotas"] = {"topic": {"明责": {"min": 1}}}
    if draw(st.integers(0, 3)) == 0:
        more["max_overlap"] = 0.8
    mode = draw(st.sampled_from((Mode.INDIVIDUAL, Mode.REORDERED, Mode.PARALLEL)))
    return blueprint(*sections, **more), bank, mode


def _changed(one: Question, at: int, changes: list[str]) -> Question:
    more: dict[str, Any] = {}
    if one.kind == "multiple" and "show" in changes and at % 2:
        more["show"] = 4
    if one.kind == "single" and "last" in changes and at % 3 == 0:
        more |= LAST
    if "enemies" in changes and at % 4 == 1:
        more["enemies"] = [f"QQ-{at:04d}"]
    number = int(one.id.removeprefix("QQ-"))
    return question(number, one.kind, one.topic, str(one.difficulty), **more) if more else one


@given(exams())
@examples(80)
def test_batches_give_the_same_bytes(exam: tuple[Blueprint, list[Question], Mode]) -> None:
    wanted, bank, mode = exam
    people = {"candidates": ["1001", "甲乙", '引"号', ""]} if mode is Mode.INDIVIDUAL else {"forms": 3}
    try:
        one_by_one, in_batches = both(wanted, bank, mode, spare=2, **people)
    except (ImpossibleBlueprint, CannotSeparate):
        return
    assert in_batches == one_by_one


class CoarseSponge:
    """Gives words of which only two bits are drawn, so that every other one may have to be rejected."""

    def __init__(self, sponge: Sponge) -> None:
        self._sponge = sponge

    def copy(self) -> CoarseSponge:
        return CoarseSponge(self._sponge.copy())

    def update(self, data: bytes, /) -> None:
        self._sponge.update(data)

    def digest(self, length: int, /) -> bytes:
        words = self._sponge.digest(length)
        return bytes(byte & 0xC0 if at % 4 == 3 else 0 for at, byte in enumerate(words))


class CoarseStreams(Streams):
    """Streams of coarse words."""

    __slots__ = ()

    def begun(self, name: str, attempt: int = 0) -> Sponge:
        return CoarseSponge(super().begun(name, attempt))


def test_words_that_are_rejected_are_rejected_in_batches_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # a real word is rejected once in many millions, so words that often are have to be put in
    monkeypatch.setattr(forms_module, "Streams", CoarseStreams)
    sections = ({"kind": kind, "count": 2} for kind in ("single", "multiple", "case", "ordering", "matching"))
    wanted = blueprint(*sections, quotas={"topic": {"明责": {"min": 3}}})
    people = [str(number) for number in range(300)]
    one_by_one, in_batches = both(wanted, BANK, candidates=people)
    assert in_batches == one_by_one
    assert len({one.questions for one in in_batches}) > 100


def test_enemies_that_meet_are_parted_the_same_way() -> None:
    bank = [question(number, enemies=[f"QQ-{number + 1:04d}"]) for number in range(1, 30, 2)]
    bank += [question(number) for number in range(2, 31, 2)]
    one_by_one, in_batches = both(
        blueprint({"kind": "single", "count": 6}), bank, candidates=[str(one) for one in range(600)]
    )
    assert in_batches == one_by_one
    assert not any(
        {f"QQ-{number:04d}", f"QQ-{number + 1:04d}"} <= set(one.questions)
        for one in in_batches
        for number in range(1, 30, 2)
    )


def test_what_cannot_be_drawn_is_said_alike() -> None:
    bank = [
        question(number, enemies=[f"QQ-{other:04d}" for other in range(1, 9) if other != number])
        for number in range(1, 9)
    ]
    wanted = blueprint({"kind": "single", "count": 2})
    made = plan(wanted, some(8), mode=Mode.INDIVIDUAL, forms=3, spare=0)
    pool = plan(blueprint({"kind": "single", "count": 1}), bank, mode=Mode.INDIVIDUAL, forms=3, spare=0).pool
    said = []
    for many in (ONE_BY_ONE, IN_BATCHES):
        forms = make_forms(
            KEY,
            blueprint=wanted,
            cells=made.cells,
            pool=pool,
            questions={one.id: one for one in bank},
            mode=Mode.INDIVIDUAL,
            candidates=["1", "2", "3"],
        )
        with pytest.raises(CannotAvoidEnemies) as error:
            list(forms.texts(many))
        said.append(str(error.value))
    assert said[0] == said[1]


def test_batches_follow_from_the_description() -> None:
    """Sets, order and options of many forms, by the plain second implementation."""
    bank, wanted = (
        [*some(40), *some(20, "multiple", 41)],
        blueprint({"kind": "single", "count": 6}, {"kind": "multiple", "count": 4}),
    )
    made = plan(wanted, bank, mode=Mode.INDIVIDUAL, forms=40, spare=0)
    bound = [*bound_to(wanted, made.cells, made.pool)]
    people = [f"{number:03d}" for number in range(40)]
    _, in_batches = both(wanted, bank, candidates=people)
    for number, text in zip(people, in_batches, strict=True):
        name = f"candidate/{number}"
        drawing = recipe.words(KEY, bound, name, "draw")
        sections = [
            recipe.sample(drawing, list(range(40)), 6),
            recipe.sample(drawing, list(range(40, 60)), 4),
        ]
        shown = []
        for at, drawn in enumerate(sections):
            order = recipe.sample(recipe.words(KEY, bound, name, f"order/{at}"), drawn, len(drawn))
            for place in order:
                options = list(range(6 if at else 4))
                words = recipe.words(KEY, bound, name, f"options/QQ-{place + 1:04d}")
                shown.append((f"QQ-{place + 1:04d}", recipe.sample(words, options, len(options))))
        items = [item for section in json.loads(text.line)["sections"] for item in section["items"]]
        assert [(item["question"], item["options"]) for item in items] == shown

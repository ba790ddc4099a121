"""The project's own register, as it is shipped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quizgen.knowledge.checks import check_register
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.texts import copied_runs
from quizgen.model.knowledge import Disposition, Procedure, Standing

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    """The register of docs/_data, which has no faults of form."""
    knowledge, problems = load_knowledge(ROOT / "docs" / "_data", "docs/_data")
    assert problems == ()
    return knowledge


def test_it_keeps_every_rule_that_needs_no_texts(shipped: Knowledge) -> None:
    assert check_register(shipped) == ()


def test_it_holds_the_whole_material(shipped: Knowledge) -> None:
    facts = Counter(fact.source for fact in shipped.facts.values())
    assert facts == {"wuhou": 76, "xiamen": 136, "baiyin": 138, "shunyi": 89, "gongan": 137}
    assert len(shipped.systems) == 115
    assert len(shipped.procedures) == 57
    assert len(shipped.dispositions) == 55
    assert len(shipped.gaps) == 13
    assert len(shipped.cases) == 42


def test_what_is_not_yet_done_says_so(shipped: Knowledge) -> None:
    """The sections of proposals and of plans: everything that rests on them alone is marked."""
    parts = {"三、对推动落实党委主体责任": Standing.PROPOSED, "再完善": Standing.PLANNED}
    records: list[Procedure | Disposition] = [*shipped.procedures.values(), *shipped.dispositions.values()]
    for record in records:
        sections = {shipped.facts[fact].section for fact in record.facts}
        expected = {
            next(
                (standing for part, standing in parts.items() if section.startswith(part)), Standing.PRACTICE
            )
            for section in sections
        }
        assert expected == {record.standing}, record.id


def test_every_record_knows_its_line(shipped: Knowledge) -> None:
    for record_id, place in shipped.places.items():
        line = place.line()
        assert line is not None
        path = ROOT / place.file
        key = "term" if record_id in shipped.terms else "id"
        assert path.read_text(encoding="utf-8").splitlines()[line - 1] == f"- {key}: {record_id}"


def test_records_cannot_be_changed(shipped: Knowledge) -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        shipped.facts["xiamen-019"] = shipped.facts["xiamen-020"]  # type: ignore[index]


def test_uses_lead_from_a_fact_to_what_rests_on_it(shipped: Knowledge) -> None:
    assert [entry.id for entry in shipped.uses("xiamen-019")] == ["X01", "P10"]


def test_an_open_list_is_marked(shipped: Knowledge) -> None:
    assert shipped.facts["wuhou-003"].open_list
    assert not shipped.facts["wuhou-009"].open_list


def runs_of(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 21] for start in range(len(text) - 20))


def test_a_run_of_twenty_characters_is_no_copy() -> None:
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"
    assert list(copied_runs(text[:20], runs_of(text))) == []
    assert list(copied_runs(f"说{text[:21]}了", runs_of(text))) == [text[:21]]


def test_punctuation_does_not_hide_a_copy() -> None:
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"
    assert list(copied_runs(f"{text[:9]}，{text[9:]}。", runs_of(text))) == [text]


def test_names_in_marks_and_enumerations_are_set_aside() -> None:
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"
    assert list(copied_runs(f"《{text}》和“{text}”", runs_of(text))) == []
    assert list(copied_runs(f"{text[:11]}、{text[11:]}", runs_of(text))) == []

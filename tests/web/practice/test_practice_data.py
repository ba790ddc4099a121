"""The practice pool as scripts: every row says what its question is, nothing else gets in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.bookkeeping import top_topic
from quizgen.model.options import words_of
from quizgen.model.question import SingleBody, right_option_texts
from quizgen.web.practice.pool import BrokenBank, PracticePool, practice_pool
from quizgen.web.practice.question import inline
from quizgen.web.practice_data import script
from tests.found import things_in
from tests.small_bank import small_questions, write_bank, write_blueprint
from tests.web.page import DATA, ROOT

THEME = ROOT / "quizgen" / "web" / "theme"


@pytest.fixture(scope="module")
def pool() -> PracticePool:
    return practice_pool(str(DATA), str(ROOT / "question_bank"))


@pytest.fixture(scope="module")
def index(built_site: Path) -> dict[str, Any]:
    """The index of the real site."""
    found: dict[str, Any] = value(built_site / "assets" / "practice" / "pool.js")
    return found


def value(file: Path) -> Any:
    """What a script of data hands over."""
    return told(file.read_text(encoding="utf-8"))


def told(text: str) -> Any:
    inside = text.partition("||{},")[2] or text.partition("=")[2]
    return json.JSONDecoder().raw_decode(inside)[0]


def made(bank: Path, name: str) -> Any:
    return told(script(str(DATA), str(bank), name))


def test_every_row_tells_what_its_question_is(index: dict[str, Any], pool: PracticePool) -> None:
    found = [
        (
            id_,
            index["kinds"][kind],
            index["topics"][topic],
            index["levels"][level],
            {name for bit, (name, _) in enumerate(index["sources"]) if sources >> bit & 1},
        )
        for id_, kind, topic, level, sources, *_depth in index["entries"]
    ]
    assert found == [
        (
            one.id,
            one.kind,
            one.topic,
            one.difficulty,
            {fact.rpartition("-")[0] for fact in one.cites},
        )
        for one in pool.questions
    ]
    assert len(found) > 700


def test_every_question_is_in_the_file_of_its_topic_and_nowhere_else(
    index: dict[str, Any], built_site: Path
) -> None:
    topics = {row[0]: top_topic(index["topics"][row[2]]) for row in index["entries"]}
    held = {
        id_: top
        for top, name in index["files"].items()
        for id_ in value(built_site / "assets" / "practice" / name)
    }
    assert held == topics


def test_a_question_says_everything_that_may_be_seen(
    index: dict[str, Any], built_site: Path, pool: PracticePool
) -> None:
    question = next(one for one in pool.questions if isinstance(one, SingleBody))
    questions = value(built_site / "assets" / "practice" / index["files"][top_topic(question.topic)])
    found = questions[question.id]
    assert found["kind"] == "single"
    assert found["right"] == [inline(text) for text in right_option_texts(question)]
    assert found["wrong"] == [[inline(words_of(option)), option.why] for option in question.wrong]
    assert [address.partition("#")[2] for address, _ in found["cites"]] == list(question.cites)


def test_a_row_tells_the_level_where_the_question_does(index: dict[str, Any], pool: PracticePool) -> None:
    told = {row[0]: [index["depths"][place] for place in row[5:]] for row in index["entries"]}
    assert told == {one.id: [one.level] if one.level else [] for one in pool.questions}
    assert any(told.values())


def test_sealed_and_retired_questions_are_left_out(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    questions = small_questions()
    questions[0]["pool"] = "exam"
    questions[1]["retired"] = "2026-11-22 改写"
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    rows = made(bank, "pool")["entries"]
    assert {one["id"] for one in questions} - {row[0] for row in rows} == {"TS-0001", "TS-0002"}
    assert {"TS-0001", "TS-0002"} & {*made(bank, "q01"), *made(bank, "q02")} == set()


def test_a_plan_points_at_questions_that_fit_its_cells(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", quotas={"topic": {"明责": 5}, "difficulty": {"易": {"max": 4}}})
    data = made(bank, "pool")
    (blueprint,) = data["blueprints"]
    plan = made(bank, "plans")[blueprint["id"]]
    kinds = [section["kind"] for section in blueprint["sections"]]
    placed = [place for group in plan["groups"] for place in group]
    assert sorted(placed) == list(range(len(data["entries"])))
    for cell in plan["cells"]:
        rows = [data["entries"][place] for place in plan["groups"][cell["group"]]]
        assert {data["kinds"][row[1]] for row in rows} == {kinds[cell["section"]]}
        assert max(cell["draws"]) <= len(rows)
    for variant in range(len(plan["cells"][0]["draws"])):
        drawn = [0, 0, 0]
        for cell in plan["cells"]:
            drawn[cell["section"]] += cell["draws"][variant]
        assert drawn == [section["count"] for section in blueprint["sections"]]


def test_an_impossible_blueprint_has_no_plan_but_a_reason(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    sections = [{"kind": "fill", "count": 3, "points": 1}]
    write_blueprint(bank / "blueprints" / "small.yaml", sections=sections, **{"pass": 2})
    (blueprint,) = made(bank, "pool")["blueprints"]
    assert blueprint["planned"] is False
    assert made(bank, "plans") == {}
    assert "填空" in blueprint["why"]
    assert blueprint["sections"][0]["title"] == "填空题"


def test_a_changed_question_changes_its_file_and_the_digest_only(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    before = {name: made(bank, name) for name in ("pool", "q01", "q02", "oral")}
    questions = small_questions()
    questions[0]["explain"] = "换一种说法。"
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    after = {name: made(bank, name) for name in before}
    assert {name for name in before if before[name] != after[name]} == {"pool", "q01"}
    assert {key for key in before["pool"] if before["pool"][key] != after["pool"][key]} == {"digest"}
    changed = {id_ for id_ in before["q01"] if before["q01"][id_] != after["q01"][id_]}
    assert changed == {"TS-0001"}


def test_more_topics_than_files_share_them(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    topics = (bank / "topics.yaml").read_text(encoding="utf-8")
    many = "".join(f"又一专题{number}: []\n" for number in range(30))
    (bank / "topics.yaml").write_text(many + topics, encoding="utf-8")
    files = made(bank, "pool")["files"]
    assert set(files.values()) == {f"q{number:02}.js" for number in range(1, 25)}
    asked = {id_ for name in set(files.values()) for id_ in made(bank, name.removesuffix(".js"))}
    assert {"TS-0001"} < asked


def test_a_question_that_cites_without_a_register_is_named(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    with pytest.raises(BrokenBank) as caught:
        script(str(tmp_path / "nowhere"), str(bank), "pool")
    assert "[B017] TS-0001：知识登记里没有" in str(caught.value)


def test_the_faults_of_a_bank_are_all_named(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", sections=[{"kind": "single", "count": 1, "points": 1}])
    (bank / "oral").mkdir()
    (bank / "oral" / "x.yaml").write_text("- id: OR-0001\n", encoding="utf-8")
    with pytest.raises(BrokenBank) as caught:
        script(str(DATA), str(bank), "pool")
    assert "blueprints/small.yaml" in str(caught.value)
    assert "oral/x.yaml:1: [O002]" in str(caught.value)


def test_every_file_of_questions_has_its_template() -> None:
    text = (THEME.parent / "base.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r"- (assets/(?:practice|tips)/\S+)", text))
    folders = (THEME / "assets" / "practice", THEME / "assets" / "tips")
    kept = {path.relative_to(THEME).as_posix() for folder in folders for path in things_in(folder, "*.js")}
    assert listed == kept
    assert len(kept) > 30


def test_a_site_without_a_bank_has_empty_scripts(tmp_path: Path) -> None:
    assert script(str(DATA), str(tmp_path / "question_bank"), "pool") == ""


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ({"kind": "single", "count": 2, "points": 1, "deduct": 1}, "这份卷答错要倒扣分，网页里不倒扣"),
        ({"kind": "multiple", "count": 2, "points": 2, "rule": "少选每项0.5分"}, "少选按每项固定的分计"),
        ({"kind": "single", "count": 2, "points": 1, "quotas": {"bank": {"own": 1}}}, "要从几个题库里抽"),
    ],
)
def test_a_paper_that_the_page_cannot_mark_is_not_offered_and_it_is_said_why(
    tmp_path: Path, section: dict[str, Any], why: str
) -> None:
    bank = write_bank(tmp_path / "bank", sections=[section], **{"pass": 1})
    (blueprint,) = [one for one in made(bank, "pool")["blueprints"] if one["id"] == "small"]
    assert blueprint["planned"] is False
    assert why in blueprint["paperOnly"]

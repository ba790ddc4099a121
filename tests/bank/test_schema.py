"""The JSON Schema for editors is current, Chinese, and agrees with the loader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from benchmarks.synthetic import synthetic_questions, write_bank
from quizgen.bank.schema import bank_schema, schema_text, settings_schema, settings_schema_text
from quizgen.model.bank import Profile
from tests.bank.rulebook import BAD, GOOD
from tests.found import things_in
from tests.plain_yaml import plain_yaml

BANK = Path(__file__).parents[2] / "question_bank"
VALIDATOR = Draft202012Validator(bank_schema(Profile.STRICT))
EDITORS_KNOW = {"B004", "B005", "B007", "B008", "B009", "B011"}
SEEN_BY_AN_EDITOR = sorted(folder.name for folder in things_in(BAD) if folder.name[:4] in EDITORS_KNOW)


def read(path: Path) -> Any:
    return plain_yaml(path.read_text(encoding="utf-8"))


def test_the_committed_schema_is_current() -> None:
    assert (BANK / "schema.json").read_text(encoding="utf-8") == schema_text(Profile.STRICT)


def test_it_is_a_valid_schema_in_stable_form() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(Profile.STRICT)))


def test_every_record_and_every_key_is_described_in_chinese() -> None:
    for record in bank_schema(Profile.PLAIN)["$defs"].values():
        assert re.search(r"[一-鿿]", record["description"])
        for value in record.get("properties", {}).values():
            assert re.search(r"[一-鿿]", value["description"])


@pytest.mark.parametrize(
    "path", things_in(BANK, "*/*.yaml"), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_real_bank_fits(path: Path) -> None:
    if path.parent.name not in {"blueprints", "oral"}:
        assert [error.message for error in VALIDATOR.iter_errors(read(path))] == []


def test_good_banks_fit(tmp_path: Path) -> None:
    write_bank(tmp_path, synthetic_questions(60, enemies=True))
    for path in [*things_in(GOOD, "*/a.yaml"), *things_in(tmp_path, "part-*.yaml")]:
        assert VALIDATOR.is_valid(read(path))


@pytest.mark.parametrize("name", SEEN_BY_AN_EDITOR)
def test_faults_of_form_are_seen_by_an_editor_too(name: str) -> None:
    assert not VALIDATOR.is_valid(read(BAD / name / "a.yaml"))


def test_of_a_plain_bank_grounds_reasons_and_explanations_are_not_asked() -> None:
    plain = Draft202012Validator(bank_schema(Profile.PLAIN))
    questions = read(BAD / "B066-nothing-explained" / "a.yaml")
    assert plain.is_valid(questions)
    assert not VALIDATOR.is_valid(questions)


SETTINGS = Draft202012Validator(settings_schema())
SETTINGS_FAULTS = sorted(folder.name for folder in things_in(BAD) if folder.name[:4] in {"B064", "B065"})


def test_the_schema_of_bank_yaml_is_valid_and_described_in_chinese() -> None:
    schema = json.loads(settings_schema_text())
    Draft202012Validator.check_schema(schema)
    assert re.search(r"[一-鿿]", schema["title"])
    records = [schema, *schema["$defs"].values()]
    described = [value for record in records for value in record.get("properties", {}).values()]
    assert len(described) > 8
    assert all(re.search(r"[一-鿿]", value["description"]) for value in described)
    assert all("\\p" not in value.get("pattern", "") for value in described)


def test_every_bank_yaml_here_fits_it() -> None:
    files = [BANK / "bank.yaml", *things_in(BANK.parent / "tests/data", "*/bank.yaml")]
    assert len(files) > 3
    for file in files:
        assert [error.message for error in SETTINGS.iter_errors(read(file))] == [], file


@pytest.mark.parametrize("name", SETTINGS_FAULTS)
def test_faults_of_bank_yaml_are_seen_by_an_editor_too(name: str) -> None:
    try:
        found = read(BAD / name / "bank.yaml")
    except yaml.YAMLError:
        return
    assert not SETTINGS.is_valid(found)


def test_an_editor_offers_the_rules_that_may_be_off_with_their_titles() -> None:
    rules = settings_schema()["properties"]["rules"]["properties"]
    assert "停用的理由" in rules["B038"]["description"]
    assert "B014" not in rules

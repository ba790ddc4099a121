"""An Anki package: ids by which a newer file updates the cards, texts that stay texts, pictures beside."""

from __future__ import annotations

import dataclasses
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizgen.interchange.anki.write import write_anki
from quizgen.model.question import Question
from tests.interchange.exported import HOSTILE, all_kinds, bank_of, of_kind, question


def notes(folder: Path, *questions: Question, made_at: int = 1_800_000_000) -> list[dict[str, Any]]:
    """Every note with its card, as the collection inside has them."""
    content = write_anki(dataclasses.replace(bank_of(*questions), made_at=made_at)).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (folder / "c.anki2").write_bytes(package.read("collection.anki2"))
    with closing(sqlite3.connect(folder / "c.anki2")) as base:
        base.row_factory = sqlite3.Row
        query = "SELECT n.*, c.id AS card, c.did FROM notes n JOIN cards c ON c.nid = n.id ORDER BY c.due"
        return [{**dict(row), "texts": row["flds"].split("\x1f")} for row in base.execute(query)]


def setting(folder: Path, name: str) -> Any:
    with closing(sqlite3.connect(folder / "c.anki2")) as base:
        return json.loads(base.execute(f"SELECT {name} FROM col").fetchone()[0])  # noqa: S608 - a column of ours


def test_every_question_is_one_note_with_one_card(tmp_path: Path) -> None:
    found = notes(tmp_path, *all_kinds())
    assert [one["texts"][0] for one in found] == [one.id for one in all_kinds()]
    assert len({one["card"] for one in found} | {one["id"] for one in found}) == 2 * len(found)


def test_an_edited_question_keeps_all_its_ids_and_is_newer(tmp_path: Path) -> None:
    (before,) = notes(tmp_path, of_kind("true_false"))
    (after,) = notes(tmp_path, of_kind("true_false", stem="改过。"), made_at=1_800_000_001)
    assert before["texts"] != after["texts"]
    for name in ("id", "guid", "mid", "card", "did"):
        assert before[name] == after[name]
    assert after["mod"] == before["mod"] + 1


def test_decks_go_by_topic_below_the_bank(tmp_path: Path) -> None:
    (found,) = notes(tmp_path, of_kind("single"))
    decks = setting(tmp_path, "decks")
    assert decks[str(found["did"])]["name"] == "测试题库::明责::责任清单"
    assert " 专题::明责::责任清单 " in found["tags"]


def test_the_note_type_has_the_fields_that_notes_have(tmp_path: Path) -> None:
    (found,) = notes(tmp_path, of_kind("single"))
    model = setting(tmp_path, "models")[str(found["mid"])]
    assert len(model["flds"]) == len(found["texts"])
    for field in model["flds"]:
        assert f"{{{{{field['name']}}}}}" in model["tmpls"][0]["qfmt"] + model["tmpls"][0]["afmt"]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    body = {
        "kind": "single",
        "stem": f"[sound:a.mp3] {HOSTILE}",
        "correct": ["甲"],
        "wrong": [{"text": "乙"}],
    }
    (found,) = notes(tmp_path, question(body))
    assert "[sound" not in found["flds"]
    assert "&lt;b&gt;粗&lt;/b&gt; &amp;lt;" in found["texts"][2]


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "matching", "ordering", "short"])
def test_the_front_does_not_tell_the_answer(tmp_path: Path, kind: str) -> None:
    (found,) = notes(tmp_path, of_kind(kind))
    front, back = found["texts"][2], found["texts"][3]
    assert back
    assert back not in front
    for secret in ("分管的是一部分", "第一点", "√", "只管钱"):
        assert secret not in front


def test_pictures_lie_in_the_package_by_their_content() -> None:
    content = write_anki(
        bank_of(of_kind("single", image="a.png", alt="图"), of_kind("multiple", 2, image="b.png"))
    ).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = json.loads(package.read("media"))
        assert list(names) == ["0"]
        assert package.read("0").startswith(b"\x89PNG")
    assert names["0"].startswith("quizgen-")


def test_equal_banks_give_equal_bytes() -> None:
    assert write_anki(bank_of(*all_kinds())).content == write_anki(bank_of(*all_kinds())).content

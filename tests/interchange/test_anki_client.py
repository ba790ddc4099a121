"""Decks of cards, imported by Anki's own library: every card there, no card twice, changes where they are."""

from __future__ import annotations

import dataclasses
import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizgen.interchange.anki.write import write_anki
from quizgen.model.question import Question
from tests.interchange.exported import HOSTILE, a_picture, all_kinds, bank_of, of_kind
from tests.small_bank import write_bank
from tests.tool import quizgen

FIRST, LATER = 1_800_000_000, 1_800_086_400
"""Seconds since 1970."""


def package(*questions: Question, made_at: int = FIRST) -> bytes:
    return write_anki(dataclasses.replace(bank_of(*questions), made_at=made_at)).content


@contextmanager
def collection_with(folder: Path, packages: Sequence[bytes]) -> Iterator[tuple[Any, list[tuple[int, int]]]]:
    """A collection of a learner who imported the packages one after another; how many were new, updated."""
    folder.mkdir(exist_ok=True)
    counts = []
    with closing(Collection(str(folder / "learner.anki2"))) as learner:
        for number, content in enumerate(packages):
            path = folder / f"{number}.apkg"
            path.write_bytes(content)
            log = learner.import_anki_package(
                ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
            ).log
            counts.append((len(log.new), len(log.updated)))
        yield learner, counts


def sides_of(learner: Any) -> dict[str, tuple[str, str]]:
    """Both sides of every card, as Anki shows them, by the id of its question."""
    cards = [learner.get_card(one) for one in learner.find_cards("")]
    return {card.note().fields[0]: (card.question(), card.answer()) for card in cards}


def words(side: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", side)).replace("\u00a0", " ")


def test_every_question_is_one_card_in_the_deck_of_its_topic(tmp_path: Path) -> None:
    questions = all_kinds()
    with collection_with(tmp_path, [package(*questions)]) as (learner, counts):
        assert counts == [(len(questions), 0)]
        assert set(sides_of(learner)) == {one.id for one in questions}
        assert learner.card_count() == len(questions)
        assert len(learner.find_cards('deck:"测试题库::明责::责任清单"')) == len(questions)
        assert len(learner.find_notes("tag:题型::单选")) == 1


def test_importing_again_makes_none_double_and_changes_what_changed(tmp_path: Path) -> None:
    questions = all_kinds()
    changed = questions[0].model_copy(update={"explain": "改过的解析。"})
    again = package(*questions)
    later = package(changed, *questions[1:], made_at=LATER)
    with collection_with(tmp_path, [again, again, later]) as (learner, counts):
        assert counts[0] == (len(questions), 0)
        assert counts[1] == (0, 0)
        assert counts[2][0] == 0
        assert learner.note_count() == len(questions)
        assert "改过的解析。" in sides_of(learner)[changed.id][1]


def test_the_front_does_not_tell_the_answer_the_back_does(tmp_path: Path) -> None:
    with collection_with(tmp_path, [package(*all_kinds())]) as (learner, _):
        sides = sides_of(learner)
    single = next(one for one in all_kinds() if one.kind == "single")
    front, back = map(words, sides[single.id])
    assert "主要负责人" in front
    assert "第一责任人" in front
    told = back.removeprefix(front)
    assert "主要负责人" in told
    assert "H2O" not in told
    assert "分管的是一部分" in back
    assert "《某某条例》第五条" in back


def test_hostile_text_is_text(tmp_path: Path) -> None:
    multiple = of_kind("multiple")
    with collection_with(tmp_path, [package(multiple)]) as (learner, _):
        front, _ = sides_of(learner)[multiple.id]
    assert HOSTILE.replace("$y$", "$y$") in words(front)
    assert "<b>粗" not in front


def test_a_picture_is_in_the_package_once_and_on_the_card(tmp_path: Path) -> None:
    drawn = [of_kind("single", number, image="x.png", alt="一张图") for number in (1, 2)]
    content = package(*drawn)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert sorted(opened.namelist()) == ["0", "collection.anki2", "media"]
        assert opened.read("0") == a_picture().data
    with collection_with(tmp_path, [content]) as (learner, _):
        (name,) = re.findall(r'<img src="([^"]*)" alt="一张图"', sides_of(learner)["CS-0001"][0])
        assert (Path(learner.media.dir()) / name).read_bytes() == a_picture().data


def test_the_command_writes_the_same_file_but_for_the_time(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    run = quizgen("bank", "export", "--as", "anki", "--to", tmp_path / "题卡.apkg", "--bank", bank)
    assert run.status == 0, run.out + run.err
    with collection_with(tmp_path / "learner", [(tmp_path / "题卡.apkg").read_bytes()]) as (learner, counts):
        assert counts[0][0] == learner.note_count() > 3


@pytest.mark.parametrize("title", ['甲::乙"丙', "\u200b", "题\n库"])
def test_a_title_that_decks_cannot_have_is_put_right(tmp_path: Path, title: str) -> None:
    bank = dataclasses.replace(bank_of(of_kind("single")), title=title)
    with collection_with(tmp_path, [write_anki(bank).content]) as (learner, _):
        names = [one.name for one in learner.decks.all_names_and_ids()]
    assert [name for name in names if name.endswith("::明责::责任清单")]

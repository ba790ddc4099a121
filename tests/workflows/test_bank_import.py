"""Questions of any reader weighed against the rules and the bank, from drafts made by hand."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from quizgen.bank.load import load_bank
from quizgen.errors import CannotWrite, Problem, QuizgenError, Spot
from quizgen.interchange.draft import Draft, DraftOption, DraftPicture, Understood
from quizgen.interchange.formats import ExportFormat
from quizgen.model.kinds import Kind
from quizgen.workflows.bank import BankPlaces
from quizgen.workflows.bank_export import ExportOrder, plan_export, write_export
from quizgen.workflows.bank_import import write
from quizgen.workflows.bank_import.look import look_at_files, weigh
from quizgen.workflows.bank_import.order import DoubtsOpen, ImportOrder
from quizgen.workflows.bank_import.rows import HowRead, SeenFiles
from quizgen.workflows.bank_import.target import open_target
from quizgen.workflows.bank_import.write import ImportedBank, write_bank
from tests.found import contents, none_like

FILE = Path("题.docx")
RICH = Path(__file__).parents[1] / "data" / "any_subject"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9v9z"/></svg>'
OPTIONS = (DraftOption("甲物", "A", right=True), DraftOption("乙物", "B", right=False))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def statement(number: int, **more: Any) -> Draft:
    stem = f"第{'零一二三四五六七八九'[number]}种做法是对的。"
    given = {"number": str(number), "truth": True, "spot": Spot(paragraph=f"第 {number} 段"), **more}
    return Draft(Kind.TRUE_FALSE, stem, str(FILE), **given)


def choice(number: int, **more: Any) -> Draft:
    stem = f"第{'零一二三四五六七八九'[number]}种情形用什么？"
    return Draft(Kind.SINGLE, stem, str(FILE), number=str(number), **{"options": OPTIONS, **more})


def seen(drafts: Sequence[Draft], order: ImportOrder | None = None, **more: Any) -> SeenFiles:
    order = order or ImportOrder((FILE,), Path("库"))
    return weigh(order, open_target(order.to), [Understood(str(FILE), tuple(drafts), **more)])


def written(drafts: Sequence[Draft], **more: Any) -> ImportedBank:
    order = ImportOrder((FILE,), Path("库"), **more)
    return write_bank(order, open_target(order.to), seen(drafts, order))


def records() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in yaml.safe_load(Path("库/题.yaml").read_text(encoding="utf-8"))}


def test_text_that_belongs_to_no_question_and_numbers_that_do_not_add_up_are_to_be_looked_at() -> None:
    left = Problem(str(FILE), 3, "D203", "卷末的话")
    found = seen([statement(1)], leftover=(left,), held=2)
    assert [doubt.rule for doubt in found.file_doubts] == ["N003", "N004"]
    assert found.open
    assert found.count(HowRead.FINE) == 1


def test_doubts_of_the_reader_stay_at_their_question_until_they_are_accepted() -> None:
    doubt = Problem(str(FILE), None, "D002", "两处答案不一致")
    drafts = [statement(1), statement(2, doubts=(doubt,))]
    with pytest.raises(DoubtsOpen):
        written(drafts)
    assert none_like(Path(), "*")
    written(drafts, accept_doubts=True)
    assert [one.get("status") for one in records().values()] == [None, "审核"]


def test_a_picture_is_part_of_the_bank_and_one_of_a_refused_question_is_not() -> None:
    other = SVG.replace(b"9", b"8")
    fine = choice(1, picture=DraftPicture(SVG, "一个三角", 40.0))
    written([fine, choice(2, picture=DraftPicture(other), options=OPTIONS[:1])], accept_doubts=True)
    figures = [name for name in contents(Path("库")) if name.startswith("fig/")]
    assert len(figures) == 1
    loaded = load_bank((Path("库"),))
    assert loaded.problems == ()
    assert loaded.questions[0].image is not None


def test_the_blueprint_has_the_points_of_the_file_and_a_hundred_in_all() -> None:
    drafts = [choice(number, points=Fraction(4)) for number in range(1, 10)]
    drafts += [statement(number, points=Fraction(8)) for number in range(1, 9)]
    written(drafts)
    blueprint = yaml.safe_load(Path("库/blueprints/kaoshi.yaml").read_text(encoding="utf-8"))
    assert {one["kind"]: one["points"] for one in blueprint["sections"]} == {"single": 4, "true_false": 8}
    assert sum(one["points"] * one["count"] for one in blueprint["sections"]) == 100


def test_a_file_that_is_a_paper_of_a_hundred_points_is_drawn_whole() -> None:
    drafts = [choice(number, points=Fraction(10)) for number in range(1, 6)]
    drafts += [statement(number, points=Fraction("12.5")) for number in range(1, 5)]
    written(drafts)
    blueprint = yaml.safe_load(Path("库/blueprints/kaoshi.yaml").read_text(encoding="utf-8"))
    counts = {one["kind"]: (one["count"], str(one["points"])) for one in blueprint["sections"]}
    assert counts == {"single": (5, "10"), "true_false": (4, "25/2")}


def test_topics_of_the_file_become_the_table_and_new_ones_join_it() -> None:
    written([statement(1, topic="总则"), statement(2, topic="/课程/第二章 预防/用电")])
    table = Path("库/topics.yaml")
    assert yaml.safe_load(table.read_text(encoding="utf-8")) == {"总则": [], "预防": ["用电"]}
    table.write_text("# 手写\n总则: []\n预防: [用电]  # 电\n", encoding="utf-8")
    written(
        [statement(1, topic="总则"), statement(2, topic="预防/用电"), statement(3, topic="预防/用气")],
        update=True,
    )
    assert table.read_text(encoding="utf-8") == "# 手写\n总则: []\n预防: [用电, 用气]  # 电\n"


def test_an_id_that_the_file_carries_is_kept() -> None:
    written([statement(1, source_id="AQ-0007"), statement(2, source_id="q2"), statement(3)], prefix="AQ")
    assert [*records()] == ["AQ-0007", "AQ-0008", "AQ-0009"]


@pytest.mark.parametrize("changed", ["topics.yaml", "blueprints/kaoshi.yaml", "bank.yaml"])
def test_what_people_wrote_into_the_other_files_stays(changed: str) -> None:
    written([statement(1), statement(2)])
    path = Path("库") / changed
    path.write_text(f"# 手写的一行\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    before = path.read_bytes()
    written([statement(1), statement(2), statement(3), choice(4)], update=True)
    assert path.read_bytes() == before
    assert len(records()) == 4


def test_a_blueprint_that_nobody_edited_follows_the_bank() -> None:
    written([statement(1), statement(2)])
    written([statement(1), statement(2), choice(3)], update=True)
    blueprint = yaml.safe_load(Path("库/blueprints/kaoshi.yaml").read_text(encoding="utf-8"))
    assert {one["kind"] for one in blueprint["sections"]} == {"single", "true_false"}


def test_the_mode_of_a_file_that_is_there_stays() -> None:
    written([statement(1)])
    Path("库/题.yaml").chmod(0o640)
    written([statement(1), statement(2)], update=True)
    assert stat.S_IMODE(Path("库/题.yaml").stat().st_mode) == 0o640


def test_a_question_that_was_reviewed_waits_again_when_it_changes() -> None:
    written([statement(1), statement(2)])
    path = Path("库/题.yaml")
    reviewed = "  status: 可用\n  author: 张三\n  reviewer: 李四\n  reviewed: 2026-12-01\n"
    path.write_text(path.read_text(encoding="utf-8") + reviewed, encoding="utf-8")
    written([statement(1), statement(2, truth=False)], update=True)
    last = [*records().values()][-1]
    assert (last["answer"], last["status"]) == (False, "审核")
    assert "reviewer" not in last


def test_a_retired_question_is_left_in_peace() -> None:
    written([statement(1), statement(2)])
    path = Path("库/题.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "  retired: 2026-12-01 旧了\n", encoding="utf-8")
    before = contents(Path("库"))
    written([statement(1), statement(2, truth=False)], update=True)
    assert contents(Path("库")) == before


def test_a_broken_record_of_imports_stops_everything() -> None:
    written([statement(1)])
    Path("库/import.json").write_text("{}", encoding="utf-8")
    with pytest.raises(QuizgenError, match=r"import\.json”读不懂"):
        written([statement(1)], update=True)


def test_writing_that_fails_leaves_the_questions_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written([statement(1)])
    before = Path("库/题.yaml").read_bytes()

    def full(path: Path, *_rest: object) -> None:
        raise CannotWrite(path, "磁盘已满")

    monkeypatch.setattr(write, "write_replacing", full)
    with pytest.raises(CannotWrite):
        written([statement(1), statement(2)], update=True)
    assert Path("库/题.yaml").read_bytes() == before
    monkeypatch.undo()
    written([statement(1), statement(2)], update=True)
    assert len(records()) == 2


def test_an_import_that_was_interrupted_before_its_record_is_taken_up_again() -> None:
    written([statement(1)])
    record = Path("库/import.json").read_bytes()
    written([statement(1), statement(2)], update=True)
    Path("库/import.json").write_bytes(record)
    assert written([statement(1), statement(2)], update=True).files == ("import.json",)
    written([statement(1), statement(2, truth=False)], update=True)
    assert [one["answer"] for one in records().values()] == [True, False]


def test_pictures_of_options_lie_beside_the_bank() -> None:
    pictured = [DraftPicture(SVG.replace(b"h9", b"h%d" % wide)) for wide in (3, 5, 7)]
    options = tuple(
        DraftOption("", letter, letter == "A", picture=one)
        for letter, one in zip("ABC", pictured, strict=True)
    )
    written([choice(1, options=options)])
    assert sum(name.startswith("fig/") for name in contents(Path("库"))) == 3


HAND = """- id: XF-0007
  kind: single
  stem: 第一种情形用什么？
  correct: [甲物]
  wrong:
    - {text: 乙物, why: 旧了}
    - {text: 丙物}
  show: 2
  topic: 器材
  difficulty: 难
  level: 记忆
"""


def test_a_bank_that_comes_back_from_another_program_keeps_what_that_has_no_place_for() -> None:
    folder = Path("库")
    folder.mkdir()
    (folder / "topics.yaml").write_text("器材: []\n", encoding="utf-8")
    (folder / "题.yaml").write_text(HAND, encoding="utf-8")
    options = (*OPTIONS, DraftOption("丁物", "C", right=False))
    written([choice(1, options=options, source_id="XF-0007")], update=True)
    one = records()["XF-0007"]
    assert [option["text"] for option in one["wrong"]] == ["乙物", "丁物"]
    assert (one["topic"], one["difficulty"], one["level"], one["show"]) == ("器材", "难", "记忆", 2)
    assert set(contents(folder)) == {"topics.yaml", "题.yaml"}
    after = contents(folder)
    written([choice(1, options=options, source_id="XF-0007")], update=True)
    assert contents(folder) == after
    with pytest.raises(DoubtsOpen):
        written([choice(2, topic="新的专题")], update=True)


def test_every_question_of_a_rich_bank_goes_out_as_moodle_and_comes_back_the_same() -> None:
    folder = Path("库")
    shutil.copytree(RICH, folder)
    before = contents(folder)
    places = BankPlaces((folder,))
    export = plan_export(
        ExportOrder(places, Path("题.xml"), ExportFormat.MOODLE, None, answers=True, sealed=True)
    )
    write_export(export)
    order = ImportOrder((Path("题.xml"),), folder, update=True)
    target, found = look_at_files(order, lambda _done, _total: None)
    assert [row.changes for row in found.rows if row.changes] == []
    assert write_bank(order, target, found).files == ()
    assert contents(folder) == before
    fresh = ImportOrder((Path("题.xml"),), Path("新库"))
    target, found = look_at_files(fresh, lambda _done, _total: None)
    write_bank(fresh, target, found)
    ids = {one.id for one in load_bank((folder,)).active}
    assert {one.id for one in load_bank((Path("新库"),)).questions} == ids

"""The material of every room: counts that agree everywhere, what is old made anew, what staff typed kept."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.exam import pack as packing
from quizgen.workflows.exam.printing import put_file
from quizgen.workflows.exam.room_views import rooms_at
from tests.found import none_like, things_below, things_in
from tests.render.reading import page_texts
from tests.tool import Run, quizgen
from tests.workflows.day.acts import add, amend, contents, notes, rules, verified, went_well, withdraw
from tests.workflows.day.seated import new_exam, seat, seats

WHY = ("--reason", "座位坏了")
TYPED = ("考场情况记录表", "缺考登记表", "交接单", "备用卷登记表", "监考须知", "回收清点表")
SHOWN = ("门贴", "座位表", "桌签", "准考证", "签到表", "试卷袋封面", "清点条")
PRINTED = (*SHOWN, *TYPED, "试卷", "答题卡", "备用卷", "备用答题卡")


def build(exam: Path, *more: object) -> Run:
    only = ("--only", "papers", "--only", "sheets", "--format", "pdf", "--jobs", 1)
    return went_well(quizgen("exam", "build", exam, *only, *more))


def pack(exam: Path, *more: object) -> Run:
    return quizgen("exam", "pack", exam, "--by", "张三", *more)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms A, B, C for seven people in two rooms, packed; nobody may change it."""
    exam = new_exam(tmp_path_factory.mktemp("packed"), 7, "--mode", "reordered", "--forms", 3)
    went_well(seat(exam))
    build(exam)
    went_well(pack(exam))
    return exam


@pytest.fixture
def exam(packed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(packed, tmp_path / "exam")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form a person, one of them in large print, three spare ones; packed."""
    more = ("--mode", "individual", "--spare", 3)
    exam = new_exam(tmp_path_factory.mktemp("own"), 6, *more)
    rooms = "rooms:\n  - {name: 一, rows: 2, columns: 2}\n  - {name: 二, rows: 2, columns: 2}\n"
    went_well(seat(exam, f"{rooms}people:\n  - {{number: '004', room: 二, large: true}}\n"))
    build(exam)
    build(exam, "--form", "004", "--large")
    went_well(pack(exam))
    return exam


def texts(exam: Path, room: str, name: str) -> list[str]:
    return page_texts((exam / "pack" / room / f"{name}.pdf").read_bytes())


def numbers(pattern: str, text: str) -> list[int]:
    return [int(one) for one in re.findall(pattern, text)]


@pytest.mark.parametrize("which", ["packed", "own"])
def test_covers_lists_and_files_have_the_same_counts(which: str, request: pytest.FixtureRequest) -> None:
    exam: Path = request.getfixturevalue(which)
    folder = ExamFolder(exam)
    views = rooms_at(folder, len(folder.acts)).views
    assert sum(view.papers for view in views.values()) == len(folder.people.roster)
    listed = (exam / "印制清单.txt").read_text(encoding="utf-8-sig")
    for room, view in views.items():
        people, sealed, own = view.papers, view.sealed, not view.shared
        folder_of_room = exam / "pack" / room
        for name in ("试卷袋封面", "清点条"):
            cover = "".join(texts(exam, room, name))
            by_form = numbers(r"试卷[A-Z](\d+)份", cover)
            assert by_form == ([count for _, count in view.by_form] if view.shared else [])
            assert not by_form or sum(by_form) == people
            total = r"试卷合计(\d+)份" if view.shared else r"每人一份）(\d+)份"
            assert numbers(total, cover) == [people]
            assert numbers(r"答题卡(\d+)张", cover) == [people]
            assert numbers(r"密封(\d+)份", cover) == [sealed]
        assert f"考前领取{people}份{people}张{sealed}份" in "".join(texts(exam, room, "交接单"))
        recount = "".join(texts(exam, room, "回收清点表"))
        assert re.search(rf"试卷(合计)?{people}.*答题卡{people}.*备用卷{sealed}", recount)
        rows = load_workbook(folder_of_room / "签到表.xlsx")["签到表"].iter_rows(min_row=4)
        assert [row[2].value for row in rows] == [one.person.number for one in view.sittings]
        for name in ("签到表", "座位表", "桌签", "准考证", "门贴"):
            found = "".join(texts(exam, room, name))
            once = [found.count(one.person.number) - (name == "座位表" and own) for one in view.sittings]
            assert once == [1] * people, name
        for paper, count in (("试卷", people), ("备用卷", sealed)):
            begun = [page for page in texts(exam, room, paper) if "注意事项" in page]
            assert len(begun) == count
            pages = len(pypdfium2.PdfDocument((folder_of_room / f"{paper}.pdf").read_bytes()))
            assert (
                f"pack/{room}/{paper}.pdf　{paper}{f' {count} 份' if count > 1 else ''}，{pages // 2} 张 A4"
                in listed
            )
        sheets = [page for page in texts(exam, room, "答题卡") if page]
        assert len(sheets) == people
    paper_in_all = sum(numbers(r"(\d+) 张 A4，", listed))
    assert f"合计 {paper_in_all} 张 A4。" in listed


def test_papers_lie_in_the_order_of_the_seats(packed: Path, own: Path) -> None:
    for exam in (packed, own):
        folder = ExamFolder(exam)
        for room, view in rooms_at(folder, len(folder.acts)).views.items():
            first = [page for page in texts(exam, room, "试卷") if "注意事项" in page]
            codes = [re.search(r"试卷编号：([A-Z]|S?\d{2,3})", page) for page in first]
            assert [one and one[1] for one in codes] == [one.form for one in view.sittings]


def test_large_print_and_spare_forms_go_to_their_rooms(own: Path) -> None:
    folder = ExamFolder(own)
    views = rooms_at(folder, len(folder.acts)).views
    assert [one.person.number for one in views["二"].sittings if one.seat.large] == ["004"]
    assert "大字试卷" in "".join(texts(own, "二", "试卷袋封面"))
    assert [code for view in views.values() for code, _ in view.spares] == ["S01", "S03", "S02"]


def test_every_room_has_every_paper_and_all_is_private(packed: Path) -> None:
    for room in ("第一考场", "第二考场"):
        there = {path.name for path in things_in(packed / "pack" / room)}
        assert there == {
            *(f"{name}.pdf" for name in PRINTED),
            *(f"{name}.docx" for name in TYPED),
            "签到表.xlsx",
        }
    assert all(not path.stat().st_mode & 0o077 for path in things_below(packed / "pack"))
    assert rules(packed, "--jobs", "1") == []
    head = [cell.value for cell in load_workbook(packed / "pack/第一考场/签到表.xlsx")["签到表"][3]]
    assert head == ["序号", "座位", "编号", "姓名", "单位", "职务", "签名", "到考情况", "备注"]
    words = "".join(texts(packed, "第二考场", "交接单"))
    assert words.count("（签名）") == 3
    typed = Document(str(packed / "pack/第二考场/交接单.docx"))
    assert "考前领取" in [cell.text for cell in typed.tables[1].columns[0].cells]


def test_again_makes_nothing_and_says_the_same(exam: Path) -> None:
    before = {name: data for name, (_, data) in contents(exam).items()}
    assert "新生成 0 个文件" in went_well(pack(exam)).out
    assert {name: data for name, (_, data) in contents(exam).items()} == before


def test_what_changed_is_made_anew_and_the_old_put_aside(exam: Path) -> None:
    went_well(withdraw(exam, "002"))
    went_well(amend(exam, "003", "--name", "测试癸癸"))
    went_well(add(exam, "008", name="测试辛", unit="测试九局"))
    assert notes(exam) == ["V058"]
    run = went_well(pack(exam))
    assert "重做了" in run.out
    assert "不要再用" in run.out
    assert things_in(exam / "replaced/0005/pack")
    assert notes(exam) == []
    assert rules(exam, "--jobs", "1") == []
    folder = ExamFolder(exam)
    people = [one.person for view in rooms_at(folder, 5).views.values() for one in view.sittings]
    assert {one.number for one in people} == {"001", "003", "004", "005", "006", "007", "008"}
    found = "".join("".join(texts(exam, room, "签到表")) for room in ("第一考场", "第二考场"))
    assert "测试癸癸" in found
    assert "008" in found


def test_what_staff_typed_is_never_touched(exam: Path) -> None:
    place = next(one for one in ExamFolder(exam).people.seats.values() if one.person == "001")
    file = exam / "pack" / place.room / "签到表.xlsx"
    book = load_workbook(file)
    book["签到表"].cell(4, 8).value = "缺考"
    book.save(file)
    file.chmod(0o600)
    typed = file.read_bytes()
    assert rules(exam) == []
    went_well(withdraw(exam, "001"))
    run = went_well(pack(exam))
    assert f"已经填写过，没有动，请对照新的座位核对：pack/{place.room}/签到表.xlsx" in run.out
    assert file.read_bytes() == typed
    assert rules(exam) == []


def test_a_closed_room_is_put_aside_whole(exam: Path) -> None:
    for number in ("001", "002", "003"):
        went_well(withdraw(exam, number))
    went_well(seats(exam, "--close", "第二考场", *WHY))
    went_well(pack(exam))
    assert none_like(exam / "pack/第二考场", "*")
    assert rules(exam) == []
    assert "第二考场" not in (exam / "印制清单.txt").read_text(encoding="utf-8-sig")


def test_altered_files_are_found_and_not_used(exam: Path) -> None:
    (exam / "pack/第一考场/座位表.pdf").write_bytes(b"%PDF-1.7")
    found = verified(exam)["problems"]
    assert [(one["rule"], "exam pack" in one["hint"]) for one in found] == [("V008", True)]
    (exam / "pack/第一考场/座位表.pdf").unlink()
    went_well(pack(exam))
    (exam / "papers/A.pdf").write_bytes(b"%PDF-1.7")
    run = pack(exam)
    assert (run.status, "没有装袋：papers/A.pdf" in run.err) == (1, True)
    (exam / "pack/第一考场/小抄.pdf").write_bytes(b"x")
    assert "V006" in rules(exam)


def test_before_seats_before_printing_and_without_a_seat_it_is_said(tmp_path: Path) -> None:
    exam = new_exam(tmp_path, 4)
    assert "还没有编排座位" in pack(exam).err
    went_well(seat(exam, "rooms:\n  - {name: 一, rows: 2, columns: 2}\n"))
    run = pack(exam)
    assert (run.status, "papers/A.pdf、sheets/A.pdf" in run.err, "exam build" in run.err) == (1, True, True)
    assert not (exam / "pack").exists()
    build(exam)
    went_well(add(exam, "005"))
    run = pack(exam)
    assert (run.status, "没有座位，材料里没有：编号 005" in run.out) == (1, True)


def test_a_pack_that_was_cut_off_is_completed(
    exam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {path.name for path in things_in(exam / "pack/第二考场")}
    went_well(withdraw(exam, "001"))
    other = shutil.copytree(exam, tmp_path / "other")
    left = iter(range(9))

    def put(folder: Path, name: str, data: bytes) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return put_file(folder, name, data)

    monkeypatch.setattr(packing, "put_file", put)
    assert pack(other).status != 0
    monkeypatch.undo()
    assert set(rules(other)) <= {"V007", "V023", "V042"}
    went_well(pack(other))
    assert rules(other) == []
    assert {path.name for path in things_in(other / "pack/第二考场")} == whole

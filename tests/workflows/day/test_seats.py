"""Seats are drawn, changed on the day with a name and a reason, and held against the key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.model.ledger import Act, Stamp
from quizgen.model.seating import Seat, SeatAct, beside
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.workflows.day.written import DayOrder, DecidedAct, write_acts
from tests.tool import quizgen
from tests.workflows.day.acts import add, contents, ledger, rules, verified, went_well, withdraw
from tests.workflows.day.seated import ROOMS, new_exam, seat, seats

WHY = ("--reason", "座位坏了")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms A and B for seven people in two rooms; nobody may change it."""
    folder = tmp_path_factory.mktemp("seated")
    exam = new_exam(folder, 7, "--mode", "reordered", "--forms", 2)
    went_well(seat(exam))
    return exam


@pytest.fixture
def seated(drawn: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(drawn, tmp_path / "exam")


def places(exam: Path) -> dict[str, Seat]:
    return dict(ExamFolder(exam).people.seats)


def no_form_twice(exam: Path) -> bool:
    there = {(one.room, one.spot): one.form for one in places(exam).values()}
    return all(
        there.get((room, near)) != form for (room, spot), form in there.items() for near in beside(spot)
    )


def test_the_seat_decides_the_form_and_the_entry_sheet_says_it(seated: Path) -> None:
    found = places(seated)
    assert set(found) == {f"{at:03d}" for at in range(1, 8)}
    assert {one.form for one in found.values()} == {"A", "B"}
    assert no_form_twice(seated)
    assert all((one.room, one.spot) != ("第一考场", (2, 3)) for one in found.values())
    went_well(quizgen("exam", "entry", seated))
    sheet = load_workbook(seated / "answers.xlsx")["作答"]
    rows = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=2, max_col=5)}
    assert rows == {number: one.form for number, one in found.items()}
    (seated / "answers.xlsx").unlink()
    assert rules(seated) == []


def test_the_same_key_gives_the_same_seats_and_looking_changes_nothing(seated: Path) -> None:
    before = contents(seated)
    told = went_well(quizgen("exam", "seats", seated)).out
    assert "前后左右相邻" in told
    found = json.loads(went_well(quizgen("exam", "seats", seated, "--json")).out)
    assert {one["person"]: one["number"] for one in found["seats"]} == {
        number: one.number for number, one in places(seated).items()
    }
    assert found["same_form_beside"] == 0
    assert contents(seated) == before


def test_people_move_change_places_come_late_and_leave(seated: Path) -> None:
    was = places(seated)
    went_well(seats(seated, "--move", "001", "--to", "第一考场 2-3", *WHY))
    now = places(seated)["001"]
    assert (now.room, now.spot, now.form) == ("第一考场", (2, 3), "B")
    went_well(seats(seated, "--move", "002", "--with", "003", *WHY))
    changed = places(seated)
    assert (changed["002"].spot, changed["002"].form) == (was["003"].spot, was["003"].form)
    assert (changed["003"].room, changed["003"].form) == (was["002"].room, was["002"].form)
    went_well(withdraw(seated, "004"))
    assert "004" not in places(seated)
    run = went_well(add(seated, "008", name="测试辛", unit="测试九局"))
    assert "座位：编号 008" in run.out
    free = was["004"]
    went_well(add(seated, "009", "--seat", f"{free.room} {free.shown}", name="测试壬", unit="测试九局"))
    assert (places(seated)["009"].spot, places(seated)["009"].form) == (free.spot, free.form)
    assert no_form_twice(seated)
    acts = [line["act"] for line in ledger(seated)]
    assert acts == ["drawn", "seated", "reseated", "reseated", "withdrawn", *["added", "reseated"] * 2]
    assert ledger(seated)[2]["details"]["reason"] == "座位坏了"
    assert rules(seated) == []
    said = [line["act"] for line in verified(seated)["acts"]]
    assert said.count("reseated") == 4


def test_a_closed_room_s_people_sit_elsewhere_or_nothing_happens(seated: Path) -> None:
    before = contents(seated)
    run = seats(seated, "--close", "第二考场", *WHY)
    assert (run.status, "别的考场只有" in run.err) == (1, True)
    assert contents(seated) == before
    for number in ("001", "002", "003"):
        went_well(withdraw(seated, number))
    went_well(seats(seated, "--close", "第二考场", *WHY))
    assert {one.room for one in places(seated).values()} == {"第一考场"}
    assert no_form_twice(seated)
    assert rules(seated) == []
    assert seats(seated, "--move", "004", "--to", "第二考场 01", *WHY).status == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--move", "001", "--to", "第一考场 1-2", *WHY), "是坏的"),
        (("--move", "001", "--to", "第一考场 9", *WHY), "没有这个座位（共 5 个）"),
        (("--move", "001", "--to", "第三考场 01", *WHY), "没有可用的考场“第三考场”"),
        (("--move", "099", "--to", "第一考场 01", *WHY), "编号 099 没有座位"),
        (("--move", "001", "--with", "099", *WHY), "编号 099 没有座位"),
        (("--close", "第三考场", *WHY), "没有可用的考场“第三考场”"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    seated: Path, more: tuple[str, ...], said: str
) -> None:
    before = contents(seated)
    run = seats(seated, *more)
    assert (run.status, said in run.err) == (1, True), run.err
    assert contents(seated) == before


@pytest.mark.parametrize(
    "more",
    [
        ("--move", "001"),
        ("--move", "001", "--to", "第一考场 01"),
        ("--to", "第一考场 01"),
        ("--close", "第一考场"),
        ("--close", "第一考场", "--move", "001", *WHY),
        ("--move", "001", "--to", "x", "--with", "002", *WHY),
    ],
)
def test_a_command_that_says_half_is_misuse(seated: Path, more: tuple[str, ...]) -> None:
    assert seats(seated, *more).status == 2


def test_a_taken_seat_names_who_has_it(seated: Path) -> None:
    other = places(seated)["002"]
    run = seats(seated, "--move", "001", "--to", f"{other.room} {other.shown}", *WHY)
    assert "已经给了编号 002；两人对换用 --with 002" in run.err


def test_seats_are_drawn_again_only_with_a_reason(seated: Path) -> None:
    run = seat(seated)
    assert (run.status, "要全部重排就写明 --reason" in run.err) == (1, True)
    went_well(seat(seated, ROOMS, "--reason", "换了教室"))
    assert rules(seated) == []


def test_too_few_seats_faulty_rooms_and_no_roster_are_refused(tmp_path: Path) -> None:
    exam = new_exam(tmp_path, 7)
    before = contents(exam)
    for rooms, said in (
        ("rooms:\n  - {name: 一, rows: 2, columns: 3}\n", "有 7 人，考场里能用的座位只有 6 个，差 1 个"),
        ("rooms:\n  - {name: 一, rows: 2, columns: 3}\n  - {name: 一, rows: 2, columns: 3}\n", "写了两次"),
        ("sections: []\n", "没有 rooms"),
    ):
        run = seat(exam, rooms)
        assert (run.status, said in run.out + run.err) == (1, True), run.err
    assert "还没有编排座位" in quizgen("exam", "seats", exam).err
    assert contents(exam) == before
    (exam / "secret.key").rename(tmp_path / "secret.key")
    assert "编排座位要密钥" in seat(exam).err
    (tmp_path / "other").mkdir()
    alone = tmp_path / "other" / "exam"
    went_well(
        quizgen("exam", "new", alone, "--blueprint", "small", "--bank", tmp_path / "bank", "--no-cache")
    )
    assert "没有名册" in seat(alone).err


def test_a_full_house_lets_nobody_in_unseen(tmp_path: Path) -> None:
    exam = new_exam(tmp_path, 4)
    went_well(seat(exam, "rooms:\n  - {name: 一, rows: 2, columns: 2}\n"))
    run = went_well(add(exam, "005"))
    assert "[Z101]" in run.out
    assert "没有座位的：编号 005。" in quizgen("exam", "seats", exam).out
    assert rules(exam) == []


def test_an_altered_plan_is_found_whoever_wrote_it(seated: Path, tmp_path: Path) -> None:
    altered = shutil.copytree(seated, tmp_path / "altered")
    text = (altered / "acts.jsonl").read_text(encoding="utf-8")
    first = places(altered)["001"]
    (altered / "acts.jsonl").write_text(
        text.replace(f'"row":{first.row}', f'"row":{3 - first.row}', 1), encoding="utf-8"
    )
    assert rules(altered) == ["V050", "V023"]
    plan = ExamFolder(seated).acts[0]
    assert isinstance(plan, SeatAct)
    one, other, *rest = plan.places
    keys = ("room", "row", "column", "number", "form")
    swapped = [
        here.model_copy(update={key: getattr(there, key) for key in keys})
        for here, there in ((one, other), (other, one))
    ]
    forged = plan.model_copy(update={"places": (*swapped, *rest)})
    order = DayOrder(
        seated, "考前编排座位", Stamp(time="2026-12-01T12:00:00+08:00", by="张三", tool="quizgen 0")
    )
    act = DecidedAct(forged, {"people": len(forged.places)})
    write_acts(order, check_ledger(seated), None, [act])
    assert forged.act is Act.SEATED
    assert rules(seated) == ["V057"]

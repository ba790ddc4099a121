"""``exam open``: the opening time, wrong keys, damage, a second opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.found import things_in
from tests.tool import quizgen
from tests.workflows.units.province import Province, digests_in, ledger_of, unit_key


@pytest.mark.parametrize("place", [30, 60, 150, 5000, -1])
def test_a_bundle_changed_by_one_byte_is_not_opened(province: Province, place: int) -> None:
    bundle = province.bundle(1)
    data = bytearray(bundle.read_bytes())
    data[place] ^= 1
    bundle.write_bytes(data)
    run = province.open(1, "new", "--again", "--reason", "试")
    assert run.status == 1
    assert "校验值" in run.err
    assert not (province.at / "new").exists()


def test_the_key_of_another_unit_does_not_open_it(province: Province) -> None:
    run = province.open(1, "new", key=2)
    assert run.status == 1
    assert "不是用这把私钥" in run.err
    assert not (province.at / "new").exists()


def test_a_file_that_is_no_bundle_and_a_key_that_is_none_are_named(province: Province) -> None:
    province.bundle(1).write_bytes(b"PK\x03\x04 something else")
    assert "不是密封的包" in province.open(1, "new").err
    province.key(2).write_text("age1 nothing", encoding="utf-8")
    assert "没有拆封用的私钥" in province.open(2, "new").err


def test_a_key_that_others_can_read_is_refused(province: Province) -> None:
    province.key(1).chmod(0o644)
    assert "chmod 600" in province.open(1, "new").err


def test_a_bundle_is_opened_once_unless_there_is_a_reason(province: Province) -> None:
    assert "已经拆封过" in province.open(1, "new").err
    assert "--reason" in province.open(1, "new", "--again").err
    run = province.open(1, "new", "--again", "--reason", "U 盘坏了")
    assert run.status == 0, run.err
    assert "U033" in run.out
    opened = ledger_of(province.at / "new")[1]
    assert (opened["act"], opened["details"]["openings_before"]) == ("opened", 1)
    assert len(things_in(province.out, "*拆封记录.txt")) == 2
    assert province.open(1, "new", "--again", "--reason", "又一次").status == 1, (
        "never into a folder that is there"
    )


def test_before_the_opening_time_only_with_a_reason_that_is_noted(province: Province) -> None:
    assert province.split("later", "--opens", "2099-01-01 08:30").status == 0
    bundle = things_in(province.at / "later", "0001-*.age")[0]
    words = ("exam", "open", bundle, "--key", province.key(1), "--to", province.at / "new", "--by", "李四")
    refused = quizgen(*words)
    assert refused.status == 1
    assert "2099-01-01 08:30" in refused.err
    assert not (province.at / "new").exists()
    assert quizgen(*words, "--early").status == 1
    run = quizgen(*words, "--early", "--reason", "停电")
    assert run.status == 0, run.err
    assert ledger_of(province.at / "new")[1]["details"] == {
        "early": True,
        "opens": ledger_of(province.at / "new")[0]["details"]["opens"].replace("Z", "+00:00"),
        "reason": "停电",
    }


def test_a_bundle_of_another_signer_is_refused_where_the_centre_is_known(province: Province) -> None:
    run = province.open(1, "new", "--trust", "1" * 64, "--again", "--reason", "核对")
    assert run.status == 1
    assert "V080" in run.out


def test_the_private_key_of_a_unit_is_never_overwritten(tmp_path: Path) -> None:
    unit_key(tmp_path / "key.txt")
    before = digests_in(tmp_path)
    assert quizgen("exam", "unit-key", tmp_path / "key.txt").status == 1
    assert digests_in(tmp_path) == before
    assert (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600


def test_a_unit_cannot_draw_or_change_questions(province: Province) -> None:
    folder = province.unit(1)
    run = quizgen(
        *("exam", "add", folder, "--number", "009", "--name", "测试己", "--unit", "测试一局"),
        *("--by", "李四", "--reason", "漏报", *province.sign_key(1)),
    )
    assert run.status == 1
    assert "--form" in run.err
    run = quizgen("exam", "erratum", folder, "TS-0001", "--by", "李四", "--reason", "印错")
    assert run.status != 0

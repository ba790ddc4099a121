"""``exam split``: what a unit gets, what it must not get, what is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from quizgen.records.units.age import unseal
from quizgen.records.units.packed import unpacked
from tests.found import things_below
from tests.programs import program
from tests.tool import quizgen
from tests.workflows.units.province import UNITS, Province, digests_in, ledger_of, unit_key


def inside(province: Province, number: int) -> dict[str, bytes]:
    return unpacked(unseal(province.bundle(number), province.key(number)), "bundle")


def test_a_bundle_has_nothing_of_other_units(carried_out: Province) -> None:
    names = {1: ("测试丙", "测试丁", "测试二局"), 2: ("测试甲", "测试乙", "测试一局")}
    for number in UNITS:
        files = inside(carried_out, number)
        text = b"\n".join(files[name] for name in files if not name.endswith(".pdf"))
        assert [one for one in names[number] if one.encode() in text] == []
        assert "secret.key" not in files
        key = (carried_out.exam / "secret.key").read_bytes().strip()
        assert key not in text
    forms = [inside(carried_out, number)["forms.jsonl"].splitlines() for number in UNITS]
    codes = [{json.loads(line)["code"] for line in lines} for lines in forms]
    assert codes[0] & codes[1] == set()
    assert codes[0] | codes[1] == {"001", "002", "003", "004", "S01"}


def test_a_bundle_has_only_the_questions_of_its_forms(carried_out: Province) -> None:
    files = inside(carried_out, 1)
    used = {
        item["question"]
        for line in files["forms.jsonl"].splitlines()
        for section in json.loads(line)["sections"]
        for item in section["items"]
    }
    frozen = {json.loads(line)["question"]["id"] for line in files["questions.jsonl"].splitlines()}
    assert frozen == used
    assert files["pool.jsonl"] == b""


def test_a_bundle_has_what_is_to_be_printed(carried_out: Province) -> None:
    files = inside(carried_out, 1)
    assert {"papers/all.pdf", "sheets/all.pdf", "印制清单.txt"} <= files.keys()
    assert not any(name.startswith("keys/") for name in files)


def test_everything_is_private(carried_out: Province) -> None:
    for folder in (carried_out.out, carried_out.unit(1)):
        there = [folder, *things_below(folder)]
        assert {path.stat().st_mode & 0o777 for path in there if path.is_file()} == {0o600}
        assert {path.stat().st_mode & 0o777 for path in there if path.is_dir()} == {0o700}


def test_the_list_says_what_each_unit_got(carried_out: Province) -> None:
    listed = json.loads((carried_out.out / "bundles.json").read_text(encoding="utf-8"))
    digests = digests_in(carried_out.out)
    assert [(one["unit"], one["people"], one["forms"]) for one in listed["units"]] == [
        ("测试一局", 2, 3),
        ("测试二局", 2, 2),
    ]
    assert all(digests[one["file"]] == one["sha256"] for one in listed["units"])
    assert listed["opens"].startswith("2026-11-30T08:00")
    assert listed["ledger"] == ledger_of(carried_out.exam)[-1]["hash"]


def test_openssl_alone_checks_both_signatures_of_the_list(carried_out: Province) -> None:
    openssl = program("openssl")
    plain = "pkeyutl -verify -pubin -inkey bundles.pub.pem -rawin -in bundles.json -sigfile bundles.sig"
    chinese = (
        "dgst -sm3 -verify bundles.sm2.pub.pem -sigopt distid:1234567812345678 "
        "-signature bundles.sm2.sig bundles.json"
    )
    for command in (plain, chinese):
        run = subprocess.run(
            [openssl, *command.split()], cwd=carried_out.out, check=False, capture_output=True
        )
        assert run.returncode == 0, run.stderr
        note = (carried_out.out / "说明.txt").read_text(encoding="utf-8-sig")
        assert command.split()[-1] in note


def test_the_program_age_opens_a_bundle(carried_out: Province, tmp_path: Path) -> None:
    plain = tmp_path / "plain.tar"
    key, bundle = str(carried_out.key(1)), str(carried_out.bundle(1))
    command = [program("age"), "-d", "-i", key, "-o", str(plain), bundle]
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run(["tar", "xf", plain, "-C", tmp_path], check=True)
    assert (tmp_path / "forms.jsonl").read_bytes() == (carried_out.unit(1) / "forms.jsonl").read_bytes()


def test_what_the_program_age_seals_is_opened(tmp_path: Path) -> None:
    recipient = unit_key(tmp_path / "key.txt")
    (tmp_path / "plain").write_bytes(b"plain")
    files = [str(tmp_path / name) for name in ("sealed", "plain")]
    command = [program("age"), "-r", recipient, "-o", *files]
    subprocess.run(command, check=True, capture_output=True)
    assert unseal(tmp_path / "sealed", tmp_path / "key.txt") == b"plain"


def test_the_exam_stays_whole_and_the_parts_verify(carried_out: Province) -> None:
    assert quizgen("exam", "verify", carried_out.exam, "--jobs", 1).status == 0
    run = quizgen("exam", "verify", carried_out.unit(1), "--jobs", 1)
    assert run.status == 0, run.out
    assert "V081" in run.out
    assert "全部一致" in run.out


def test_a_part_verifies_against_the_centres_key_only(carried_out: Province) -> None:
    folder = carried_out.unit(1)
    centre = "".join(ledger_of(folder)[0]["signer"])
    unit = quizgen("exam", "verify", folder, "--quick", "--trust", "0" * 64)
    assert unit.status == 1
    assert "V080" in unit.out
    assert centre not in unit.err


KEY = "age1" + "q" * 58


@pytest.mark.parametrize(
    ("table", "rule", "words"),
    [
        ("单位,公钥\n测试一局,{0}\n", "U003", "测试二局"),
        ("单位,公钥\n测试一局,{0}\n测试二局,{1}\n测试三局,{2}\n", "U004", "测试三局"),
        (f"单位,公钥\n测试一局,{{0}}\n测试二局,{KEY}\n", "U002", ":3:"),
        ("单位,公钥\n测试一局,{0}\n测试二局,AGE-SECRET-KEY-1\n", "U002", "unit-key"),
        ("单位,公钥\n测试一局,{0}\n测试二局,{0}\n", "U005", "同一把公钥"),
        ("单位,公钥\n测试一局,{0}\n测试一局,{1}\n测试二局,{2}\n", "U005", "写了两次"),
        ("单位,公钥,签名指纹\n测试一局,{0},12\n测试二局,{1},\n", "U001", "签名指纹"),
        ("部门,公钥\n测试一局,{0}\n", "U001", "没有表头"),
        ("单位,公钥\n,{0}\n", "U001", "没有写单位"),
    ],
)
def test_a_table_of_keys_that_does_not_fit_is_refused(
    province: Province, table: str, rule: str, words: str
) -> None:
    keys = [unit_key(province.at / f"extra{number}") for number in range(3)]
    (province.at / "other.csv").write_text(table.format(*keys), encoding="utf-8")
    before = digests_in(province.exam)
    run = province.split("again", recipients="other.csv")
    assert run.status == 1
    assert f"[{rule}]" in run.out
    assert words in run.out
    assert not (province.at / "again").exists()
    assert digests_in(province.exam) == before


def test_units_may_come_from_a_table(province: Province) -> None:
    (province.at / "map.csv").write_text("编号,考点\n001,甲\n002,乙\n003,甲\n004,乙\n", encoding="utf-8")
    keys = [unit_key(province.at / f"site{number}") for number in range(2)]
    (province.at / "sites.csv").write_text(f"单位,公钥\n甲,{keys[0]}\n乙,{keys[1]}\n", encoding="utf-8")
    chosen = ("--column", "考点", "--map", province.at / "map.csv")
    run = province.split("sites", *chosen, recipients="sites.csv")
    assert run.status == 0, run.err
    given = (province.exam / "splits/0002.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["people"] for line in given] == [["001", "003"], ["002", "004"]]
    (province.at / "map.csv").write_text("编号,考点\n001,甲\n002,乙\n009,甲\n", encoding="utf-8")
    run = province.split("sites2", *chosen, recipients="sites.csv")
    assert run.status == 1
    assert run.out.count("[U006]") == 2
    run = province.split("sites3", "--column", "考点", recipients="sites.csv")
    assert run.status == 1
    assert "--map" in run.err


def test_nothing_is_overwritten(province: Province) -> None:
    before = digests_in(province.out)
    assert province.split().status == 1
    assert digests_in(province.out) == before
    assert len(ledger_of(province.exam)) == 2


def test_a_part_is_not_split_again(province: Province) -> None:
    run = quizgen(
        *(
            "exam",
            "split",
            province.unit(1),
            "--to",
            province.at / "x",
            "--recipients",
            province.at / "keys.csv",
        ),
        *("--by", "张三", *province.centre),
    )
    assert run.status == 1
    assert "分发给一个单位的一份" in run.err


def test_without_the_extra_the_command_says_what_to_install(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.records.units.extra.find_spec", lambda _name: None)
    run = province.split("again")
    assert run.status == 1
    assert "quizgen[province]" in run.err
    run = quizgen("exam", "mark", province.unit(1), "--by", "李四", "--sm2")
    assert "quizgen[sm]" in run.err

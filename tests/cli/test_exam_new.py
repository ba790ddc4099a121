"""``quizgen exam new``: a whole exam folder or nothing, every fault said in one go."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.found import things_in
from tests.plain_yaml import plain_yaml
from tests.small_bank import write_bank, write_blueprint
from tests.tool import finish, quizgen, start

ROSTER = "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试一局,\n003,𠮷㛃,测试二局,\n"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "bank")


def new(folder: Path, bank: Path, *more: object) -> tuple[int, str, str]:
    run = quizgen("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache", *more)
    return run.status, run.out, run.err


def forms_of(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "forms.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_folder_holds_all_that_is_frozen_and_is_private(tmp_path: Path, bank: Path) -> None:
    status, out, _ = new(tmp_path / "exam", bank)
    assert status == 0
    names = {path.name for path in things_in(tmp_path / "exam")}
    assert names == {
        *("exam.yaml", "roster.csv", "secret.key", "pool.jsonl", "questions.jsonl", "forms.jsonl"),
        *("manifest.jsonl", "ledger.jsonl", "说明.txt"),
    }
    modes = {stat.S_IMODE(path.stat().st_mode) for path in things_in(tmp_path / "exam")}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "exam").stat().st_mode) == 0o700
    commitment = plain_yaml((tmp_path / "exam/exam.yaml").read_text(encoding="utf-8"))["key_commitment"]
    assert commitment in out


def test_the_key_itself_is_never_shown_nor_written_elsewhere(tmp_path: Path, bank: Path) -> None:
    _, out, err = new(tmp_path / "exam", bank)
    key = (tmp_path / "exam/secret.key").read_text(encoding="ascii").strip()
    texts = [path.read_text(encoding="utf-8") for path in things_in(tmp_path / "exam")]
    assert sum(key in text for text in [*texts, out, err]) == 1


def test_no_question_reaches_the_terminal(tmp_path: Path, bank: Path) -> None:
    _, out, err = new(tmp_path / "exam", bank)
    for words in ("关于第", "正确做法", "TS-0"):
        assert words not in out + err


def test_one_form_a_candidate_with_spare_ones(tmp_path: Path, bank: Path) -> None:
    (tmp_path / "名册.csv").write_text(ROSTER, encoding="gb18030")
    status, _, _ = new(
        tmp_path / "exam", bank, "--mode", "individual", "--roster", tmp_path / "名册.csv", "--spare", 2
    )
    assert status == 0
    forms = forms_of(tmp_path / "exam")
    assert [form["code"] for form in forms] == ["001", "002", "003", "S01", "S02"]
    assert [form.get("candidate") for form in forms] == ["001", "002", "003", None, None]


def test_two_exams_from_the_same_order_differ(tmp_path: Path, bank: Path) -> None:
    new(tmp_path / "one", bank)
    new(tmp_path / "two", bank)
    assert forms_of(tmp_path / "one") != forms_of(tmp_path / "two")


def test_a_resit_avoids_what_the_first_exam_used(tmp_path: Path, bank: Path) -> None:
    new(tmp_path / "first", bank)
    status, _, _ = new(tmp_path / "resit", bank, "--avoid", tmp_path / "first")
    assert status == 0
    used = [
        {
            json.loads(line)["question"]["id"]
            for line in (tmp_path / exam / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        }
        for exam in ("first", "resit")
    ]
    assert used[0].isdisjoint(used[1])


def test_an_existing_folder_is_not_touched(tmp_path: Path, bank: Path) -> None:
    (tmp_path / "exam").mkdir()
    (tmp_path / "exam/mine.txt").write_text("mine", encoding="utf-8")
    status, _, err = new(tmp_path / "exam", bank)
    assert status == 1
    assert "已经存在，不会覆盖" in err
    assert [path.name for path in tmp_path.iterdir()] == ["exam"]


def test_a_place_that_cannot_be_written_is_one_sentence(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # for root too, no folder can be made in a file
    status, _, err = new(tmp_path / "file" / "exam", bank)
    assert status == 1
    assert err.startswith("写不了“")
    assert err.count("\n") == 1


def test_the_folders_above_are_made(tmp_path: Path, bank: Path) -> None:
    status, _, err = new(tmp_path / "exams" / "2026" / "autumn", bank)
    assert (status, err) == (0, "")
    assert (tmp_path / "exams" / "2026" / "autumn" / "exam.yaml").is_file()


@pytest.mark.skipif(os.name == "nt", reason="no resource limits there")
def test_a_disk_that_fills_leaves_nothing_behind(tmp_path: Path, bank: Path) -> None:
    import resource  # noqa: PLC0415 - only where there is one
    import signal  # noqa: PLC0415

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    run = finish(
        start(
            *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
            preexec_fn=little_room,
        )
    )
    assert run.status == 1
    assert run.err.startswith("写不了“")
    assert list(tmp_path.iterdir()) == []


def test_all_faults_of_bank_blueprint_and_roster_come_in_one_run(tmp_path: Path) -> None:
    bad = write_bank(tmp_path / "bank", minutse=3)
    questions = (bad / "questions.yaml").read_text(encoding="utf-8")
    (bad / "questions.yaml").write_text(questions.replace("explain:", "explian:", 1), encoding="utf-8")
    (tmp_path / "roster.csv").write_text("编号,姓名\n1,张三\n", encoding="utf-8")
    status, out, err = new(
        tmp_path / "exam", bad, "--mode", "individual", "--roster", tmp_path / "roster.csv"
    )
    assert status == 1
    assert "explian" in out
    assert "minutse" in out
    assert "缺少列：单位、职务" in out
    assert "没有写出任何文件" in err
    assert not (tmp_path / "exam").exists()


def test_an_impossible_blueprint_says_what_is_missing_and_writes_nothing(tmp_path: Path, bank: Path) -> None:
    blueprint = write_blueprint(
        tmp_path / "big.yaml", sections=[{"kind": "multiple", "count": 20, "points": 1}]
    )
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", blueprint, "--bank", bank, "--no-cache")
    assert run.status == 1
    assert "20" in run.err
    assert "18" in run.err
    assert not (tmp_path / "exam").exists()


def test_individual_forms_need_a_roster(tmp_path: Path, bank: Path) -> None:
    status, _, err = new(tmp_path / "exam", bank, "--mode", "individual")
    assert (status, "--roster" in err) == (1, True)


def test_an_unknown_blueprint_names_the_known_ones(tmp_path: Path, bank: Path) -> None:
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "smal", "--bank", bank, "--no-cache")
    assert run.status == 1
    assert "没有“smal”这个蓝图；现有：small" in run.err


# Questions that break rules of the bank


def spoil(folder: Path, **changes: str) -> Path:
    """A bank of which the first question has a wrong option that is right as well, and worse."""
    bank = write_bank(folder / "spoilt")
    text = (bank / "questions.yaml").read_text(encoding="utf-8")
    for old, new_text in {"甲甲项别处做法之四": "甲甲项正确做法之一", **changes}.items():
        assert old in text
        text = text.replace(old, new_text, 1)
    (bank / "questions.yaml").write_text(text, encoding="utf-8")
    return bank


def at_a_terminal(folder: Path, bank: Path, answer: bytes) -> tuple[int, str]:
    """The command as a person runs it, who is asked and answers."""
    here, there = pty.openpty()
    words = ("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache")
    command = [sys.executable, "-X", "utf8", "-m", "quizgen", *map(str, words)]
    with subprocess.Popen(command, stdin=there, stdout=subprocess.PIPE, stderr=there) as run:
        os.close(there)
        os.write(here, answer)
        assert run.stdout is not None
        out = run.stdout.read().decode()
    os.close(here)
    return run.returncode, out


def test_a_question_that_bank_check_rejects_is_not_drawn(tmp_path: Path) -> None:
    bank = spoil(tmp_path)
    checked = quizgen("bank", "check", bank)
    status, out = at_a_terminal(tmp_path / "exam", bank, b"n\n")
    assert status == 1
    assert "[B025] TS-0001" in out
    assert out.strip() in checked.out
    assert not (tmp_path / "exam").exists()


def test_a_person_at_the_terminal_may_insist(tmp_path: Path) -> None:
    status, _ = at_a_terminal(tmp_path / "exam", spoil(tmp_path), b"y\n")
    assert status == 0
    assert disregarded(tmp_path / "exam") == [{"rule": "B025", "questions": ["TS-0001"]}]


def test_a_script_is_told_and_what_is_wrong_is_noted(tmp_path: Path) -> None:
    status, out, err = new(tmp_path / "exam", spoil(tmp_path))
    assert status == 0
    assert "[B025] TS-0001" in out
    assert "抽得到的题有 1 处错误，没有人在终端前确认" in err
    assert disregarded(tmp_path / "exam") == [{"rule": "B025", "questions": ["TS-0001"]}]


def test_a_question_that_cannot_be_marked_is_never_drawn(tmp_path: Path) -> None:
    status, out, _ = new(tmp_path / "exam", spoil(tmp_path, **{"id: TS-0002": "id: TS-0001"}))
    assert status == 1
    assert "TS-0001" in out
    assert not (tmp_path / "exam").exists()


def disregarded(exam: Path) -> object:
    return plain_yaml((exam / "exam.yaml").read_text(encoding="utf-8"))["despite"]


def test_a_faulty_question_that_cannot_be_drawn_does_not_matter(tmp_path: Path) -> None:
    bank = spoil(tmp_path)
    write_blueprint(bank / "blueprints/small.yaml", exclude=["TS-0001"])
    assert new(tmp_path / "exam", bank)[0] == 0


def test_who_insists_is_noted_in_settings_ledger_and_note(tmp_path: Path) -> None:
    status, out, _ = new(tmp_path / "exam", spoil(tmp_path), "--despite", "B025", "--despite", "B023")
    assert status == 0
    assert "B025" in out
    assert disregarded(tmp_path / "exam") == [{"rule": "B025", "questions": ["TS-0001"]}]
    ledger = json.loads((tmp_path / "exam/ledger.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert ledger["details"]["despite"] == {"B025": ["TS-0001"]}
    assert "B025：TS-0001" in (tmp_path / "exam/说明.txt").read_text(encoding="utf-8-sig")
    assert quizgen("exam", "verify", tmp_path / "exam", "--quick").status == 0


def test_insisting_on_one_rule_does_not_let_another_pass(tmp_path: Path) -> None:
    bank = spoil(tmp_path, **{"第甲甲条要点，记住它的次序。": "故选A。"})
    status, out, _ = new(tmp_path / "exam", bank, "--despite", "B025")
    assert status == 1
    assert "[B026]" in out
    assert "[B025]" not in out
    assert not (tmp_path / "exam").exists()


@pytest.mark.parametrize(
    ("rule", "said"),
    [("B999", "没有“B999”这条规则"), ("b025", "是不是“B025”"), ("B014", "只能改正"), ("B034", "只能改正")],
)
def test_only_rules_of_content_can_be_insisted_on(tmp_path: Path, bank: Path, rule: str, said: str) -> None:
    status, _, err = new(tmp_path / "exam", bank, "--despite", rule)
    assert status == 2
    assert said in err


def test_an_exam_without_anything_disregarded_says_nothing_of_it(tmp_path: Path, bank: Path) -> None:
    new(tmp_path / "exam", bank)
    settings = (tmp_path / "exam/exam.yaml").read_text(encoding="utf-8")
    assert "despite" not in settings
    assert "rules_off" not in settings
    assert "停用" not in (tmp_path / "exam/说明.txt").read_text(encoding="utf-8-sig")


def test_rules_that_the_bank_turned_off_are_told_wherever_the_exam_is_looked_at(tmp_path: Path) -> None:
    bank = spoil(tmp_path)
    settings = "title: 测试题库\nprofile: strict\nrules: {B025: 两处都写着, B041: 长的也用}\n"
    (bank / "bank.yaml").write_text(settings, encoding="utf-8")
    status, out, err = new(tmp_path / "exam", bank)
    assert status == 0, err
    assert "题库停用，没有照着查：B025" in out
    frozen = plain_yaml((tmp_path / "exam/exam.yaml").read_text(encoding="utf-8"))
    assert [one["rules_off"] for one in frozen["banks"]] == [{"B025": "两处都写着", "B041": "长的也用"}]
    said = f"B025（题库 {bank.name}）：两处都写着"
    assert said in (tmp_path / "exam/说明.txt").read_text(encoding="utf-8-sig")
    run = quizgen("exam", "verify", tmp_path / "exam", "--quick")
    assert run.status == 0
    assert said in run.out
    told = json.loads(quizgen("exam", "verify", tmp_path / "exam", "--quick", "--json").out)
    assert told["unchecked"] == [said, f"B041（题库 {bank.name}）：长的也用"]

"""What is printed after people were added, amended, withdrawn: only what is new, nothing written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.found import none_like, things_below
from tests.render.reading import page_texts
from tests.tool import Run, quizgen
from tests.workflows.day.acts import add, amend, contents, rules, verified, went_well, withdraw


def build(exam: Path, *more: object) -> Run:
    options = ("--jobs", 1, "--format", "pdf", "--only", "papers", "--only", "sheets")
    return went_well(quizgen("exam", "build", exam, *options, *more))


@pytest.fixture(scope="module")
def printed(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Printed, then somebody added, amended, withdrawn, then printed again; nobody may change it."""
    exam = shutil.copytree(drawn_exam, tmp_path_factory.mktemp("printed") / "exam")
    build(exam, "--large")
    (exam.parent / "before.json").write_text(json.dumps(_bytes(exam)), encoding="utf-8")
    went_well(add(exam, "2026005"))
    went_well(amend(exam, "002", "--name", "测试艺"))
    went_well(withdraw(exam, "004"))
    (exam.parent / "unprinted.json").write_text(json.dumps(verified(exam, "--jobs", 1)), encoding="utf-8")
    told = build(exam).out
    (exam.parent / "told.txt").write_text(told, encoding="utf-8")
    return exam


def _bytes(exam: Path) -> dict[str, str]:
    return {name: data.hex() for name, (_, data) in contents(exam).items()}


def text(path: Path) -> str:
    return "".join("".join(page.split()) for page in page_texts(path.read_bytes()))


def test_papers_printed_before_an_act_are_what_they_were(printed: Path) -> None:
    found = json.loads((printed.parent / "unprinted.json").read_text(encoding="utf-8"))
    assert (found["problems"], found["reprinted"]) == ([], found["files"] - 7)


def test_only_what_is_new_is_printed(printed: Path) -> None:
    before = json.loads((printed.parent / "before.json").read_text(encoding="utf-8"))
    after = _bytes(printed)
    grown = {"ledger.jsonl", "manifest.jsonl", "印制清单.txt"}
    anew = {name for name in before if name not in grown and after[name] != before[name]}
    assert anew == {"papers/002.pdf", "papers/002-large.pdf", "sheets/002.pdf"}
    assert all(after[f"replaced/0003/{name}"] == before[name] for name in anew)
    added = {name for name in after.keys() - before.keys() if not name.startswith("replaced/")}
    assert added == {
        *("acts.jsonl", "forms-added.jsonl", "papers/005.pdf", "sheets/005.pdf", "sheets/005.json"),
    }


def test_papers_have_the_names_as_they_stand_now(printed: Path) -> None:
    assert "测试艺" in text(printed / "papers/002.pdf")
    assert "测试艺" in text(printed / "papers/002-large.pdf")
    assert "测试乙" in text(printed / "replaced/0003/papers/002.pdf")
    assert "测试戊" in text(printed / "papers/005.pdf")
    assert "2026005" in text(printed / "sheets/005.pdf")


def test_the_build_says_what_to_print_apart_and_what_not(printed: Path) -> None:
    told = (printed.parent / "told.txt").read_text(encoding="utf-8")
    assert "退考的不印：试卷 004。" in told
    assert "旧的在 replaced/ 里" in told
    assert "另外单独印各文件夹里的：试卷 002、005。" in told


def test_everything_is_verified_by_printing_it_again(printed: Path) -> None:
    found = verified(printed, "--jobs", 1)
    assert found["problems"] == []
    assert [one["act"] for one in found["acts"]] == ["added", "amended", "withdrawn"]


def test_a_build_again_finds_nothing_to_do(printed: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")
    before = contents(exam)
    assert "新生成 0 个文件" in build(exam).out
    assert contents(exam) == before


def test_a_build_cut_off_while_papers_are_put_aside_is_completed(printed: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")
    went_well(amend(exam, "001", "--name", "测试贾"))
    aside = exam / "replaced" / "0004" / "papers"
    aside.mkdir(mode=0o700, parents=True)
    aside.parent.chmod(0o700)
    lines = (exam / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    noted = next(line for line in lines if '"papers/001-large.pdf"' in line)
    with (exam / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write(noted.replace("papers/001-large.pdf", "replaced/0004/papers/001-large.pdf") + "\n")
    (exam / "papers/001-large.pdf").rename(aside / "001-large.pdf")
    assert rules(exam) != []
    build(exam)
    assert "测试贾" in text(exam / "papers/001-large.pdf")
    assert rules(exam, "--jobs", 1) == []


def test_who_is_added_before_the_first_build_is_in_the_merged_file(exam: Path) -> None:
    went_well(add(exam, "005"))
    went_well(withdraw(exam, "004"))
    out = build(exam, "--only", "papers").out
    assert "另外单独印" not in out
    merged = text(exam / "papers/all.pdf")
    assert ("测试戊" in merged, "测试丁" in merged) == (True, False)
    assert none_like(exam / "papers", "004*")
    assert rules(exam, "--jobs", 1) == []
    assert [path.name for path in things_below(exam) if path.name == "replaced"] == []

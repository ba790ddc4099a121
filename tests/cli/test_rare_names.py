"""Names with characters that few fonts have: printed where one is installed, else left to be written."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from quizgen.render.fonts.glyphs import packaged_codepoints
from tests.fonts_here import font_with, only_installed
from tests.found import things_in
from tests.programs import font_folder
from tests.render.reading import page_texts
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer

RARE, RARER, PRIVATE = "\U0002e9f5", "\U00031234", "\ue863"
EXTENSIONS = {
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6D6),
    "C": (0x2A700, 0x2B734),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF),
    "I": (0x2EBF0, 0x2EE5D),
}
"""CJK Unified Ideographs Extension A to I: first and last character of each as it was first published."""

PER_BLOCK = 22


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "bank")


def draw(folder: Path, bank: Path, people: Iterable[tuple[str, str, str]]) -> Run:
    """An exam of these people (编号, 姓名, 单位), each with a paper."""
    roster = folder.parent / f"{folder.name}.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("编号", "姓名", "单位", "职务"), *((*one, "科员") for one in people)])
    return quizgen(
        *("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache", "--by", "张三"),
        *("--mode", "individual", "--roster", roster),
    )


def build(folder: Path, *more: object) -> Run:
    return quizgen("exam", "build", folder, "--jobs", 1, "--format", "pdf", "--by", "张三", *more)


def named_on(pdf: Path) -> str:
    """The name printed on a paper, between its label and the next."""
    return page_texts(pdf.read_bytes())[0].partition("姓名：")[2].partition("职务：")[0]


PEOPLE = [("001", "测试甲", "测试一局"), ("002", f"王{RARE}", "测试一局"), ("003", "测试丙", f"{RARER}山局")]


def test_a_name_without_font_stops_nobody_and_is_told_by_number_and_code(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_installed(monkeypatch, tmp_path / "none")
    for run in (draw(tmp_path / "exam", bank, PEOPLE), build(tmp_path / "exam")):
        assert run.status == 0, run.out + run.err
        assert "编号 002 的姓名里有这台电脑的字体印不出的字（U+2E9F5）" in run.out
        assert "编号 003 的单位里有这台电脑的字体印不出的字（U+31234）" in run.out
        assert "fonts-hanazono" in run.out
        assert "王" not in run.out
    papers = tmp_path / "exam/papers"
    assert [named_on(papers / f"{number}.pdf") for number in ("001", "002", "003")] == [
        "测试甲",
        "",
        "测试丙",
    ]
    assert page_texts((papers / "003.pdf").read_bytes())[0].startswith(
        "单位：姓名：测试丙职务：科员编号：003"
    )
    sheet = page_texts((tmp_path / "exam/sheets/002.pdf").read_bytes())[0]
    assert "姓名：职务：科员编号：002" in sheet
    assert "空着的请手写" in sheet
    verified = quizgen("exam", "verify", tmp_path / "exam", "--jobs", 1)
    assert (verified.status, "由别的版本印制" in verified.out) == (0, False), verified.out


def test_a_name_is_printed_where_a_font_is_installed_and_verified_where_none_is(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font_with(tmp_path / "fonts/rare.otf", "Quite Rare", RARE + RARER + PRIVATE)
    only_installed(monkeypatch, tmp_path / "fonts")
    exam = tmp_path / "exam"
    for run in (draw(exam, bank, PEOPLE), build(exam)):
        assert (run.status, "提示" in run.out) == (0, False), run.out + run.err
    assert named_on(exam / "papers/002.pdf") == f"王{RARE}"
    lines = [json.loads(line) for line in (exam / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    printers = {line["file"]: line["printer"] for line in lines}
    assert "QuiteRare-" in printers["papers/002.pdf"]
    assert "QuiteRare-" not in printers["papers/001.pdf"]
    verified = quizgen("exam", "verify", exam, "--jobs", 1)
    assert (verified.status, "由别的版本印制" in verified.out) == (0, False), verified.out
    only_installed(monkeypatch, tmp_path / "none")
    verified = quizgen("exam", "verify", exam, "--jobs", 1)
    assert (verified.status, "5 个由别的版本印制" in verified.out) == (0, True), verified.out


def test_a_private_character_is_never_taken_from_a_font(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font_with(tmp_path / "fonts/rare.otf", "Quite Rare", PRIVATE)
    only_installed(monkeypatch, tmp_path / "fonts")
    run = draw(tmp_path / "exam", bank, [("001", f"测{PRIVATE}", "测试一局")])
    assert (run.status, "编号 001 的姓名里" in run.out, "U+E863" in run.out) == (0, True, True), run.out
    build(tmp_path / "exam", "--only", "papers")
    assert named_on(tmp_path / "exam/papers/001.pdf") == ""


def test_cards_and_analysis_do_without_the_name(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_installed(monkeypatch, tmp_path / "none")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    exam = tmp_path / "exam"
    people = [
        (f"{number:03d}", "测试甲", f"{RARER}山局" if number < 4 else "测试局") for number in range(1, 7)
    ]
    people[1] = ("002", f"测{RARE}", people[1][2])
    assert draw(exam, bank, people).status == 0
    fill_in(exam, lambda _number, place: right_answer(place))
    run = quizgen("exam", "mark", exam, "--date", "2026-12-01", "--by", "张三")
    assert run.status == 0, run.out + run.err
    run = quizgen("exam", "results", exam, "--cards", "--jobs", 1)
    assert run.status == 0, run.out + run.err
    assert "编号 002 的姓名里有这台电脑的字体印不出的字（U+2E9F5）" in run.out
    assert "姓名编号002单位职务科员" in page_texts((exam / "cards/002.pdf").read_bytes())[0]
    assert "姓名测试甲编号001" in page_texts((exam / "cards/001.pdf").read_bytes())[0]
    assert "〓山局" in page_texts((exam / "analysis.pdf").read_bytes())[0]
    run = quizgen("review", "card", "002", "--scores", exam, "--out", tmp_path / "card.pdf")
    assert (run.status, "编号 002 的姓名里" in run.out) == (0, True), run.out + run.err
    assert quizgen("exam", "verify", exam, "--jobs", 1).status == 0
    font_with(tmp_path / "fonts/rare.otf", "Quite Rare", RARE + RARER)
    only_installed(monkeypatch, tmp_path / "fonts")
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert (run.status, "cards/002.pdf: [V033] 生僻字用了别的字体排印，没有比对" in run.out) == (0, True), (
        run.out
    )


IN_ANY_SCRIPT = {
    "Tibetan": "བསྟན་འཛིན",
    "Mongolian": "ᠮᠣᠩ᠊ᠭᠣᠯ",
    "ideographic variant": "葛\U000e0100城",
    "variant": "测\ufe0f试",
    "description of a character": "⿰亻三",
    "radical": "测⺁",
    "Yi": "ꆈꌠ꒐",
    "mark": "q\u0307测",
}


def test_a_name_in_any_script_is_printed_or_left_to_be_written(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_installed(monkeypatch, tmp_path / "none")
    names = [*IN_ANY_SCRIPT.values(), "测试乙"]
    people = [(f"{number:03d}", name, "测试一局") for number, name in enumerate(names, 1)]
    runs = [draw(tmp_path / "exam", bank, people), build(tmp_path / "exam", "--only", "papers")]
    assert [run.status for run in runs] == [0, 0], [run.out + run.err for run in runs]
    printed = [named_on(tmp_path / f"exam/papers/{number}.pdf") for number, _, _ in people]
    told = [all(f"编号 {number} 的姓名里" in run.out for run in runs) for number, _, _ in people]
    assert told == [not name for name in printed]
    assert printed[-1] == "测试乙"


@pytest.mark.parametrize("odd", ["😀", "\u202e", "\ufffc"])
def test_what_is_no_letter_is_still_a_fault_of_the_roster(tmp_path: Path, bank: Path, odd: str) -> None:
    run = draw(tmp_path / "exam", bank, [("001", f"测{odd}试", "测试一局"), ("002", "测试乙", "测试一局")])
    assert run.status == 1 or odd == "\u202e", run.out
    assert ("[R012]" in run.out) == (odd != "\u202e")


def two_hundred() -> list[tuple[str, str, str]]:
    """People whose names have characters of every extension block, evenly spread, with two ordinary ones."""
    characters = [
        chr(first + (last - first) * step // (PER_BLOCK - 1))
        for first, last in EXTENSIONS.values()
        for step in range(PER_BLOCK)
    ]
    names = [*(f"测{one}" for one in characters), "测试甲", "测试乙"]
    return [(f"{number:03d}", name, "测试一局") for number, name in enumerate(names, 1)]


@pytest.mark.parametrize("installed", [True, False], ids=["with fonts-hanazono", "without"])
def test_two_hundred_names_of_every_extension_block(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    only_installed(monkeypatch, tmp_path / "none")
    printable = set(packaged_codepoints())
    if installed:
        folder = font_folder("HanaMinB.*")
        monkeypatch.setenv("FONTCONFIG_FILE", str(fonts_of(folder, tmp_path / "hanazono.conf")))
        printable |= codepoints_in(folder)
    people = two_hundred()
    assert len(people) == 200
    by_hand = [number for number, name, _ in people if not set(map(ord, name)) <= printable]
    run = draw(tmp_path / "exam", bank, people)
    assert run.status == 0
    assert [line[6:9] for line in run.out.splitlines() if line.startswith("提示：编号 ")] == by_hand
    assert 3 * PER_BLOCK <= len(by_hand) <= (3 if installed else 9) * PER_BLOCK
    chosen = [people[place] for place in range(0, 200, 9)]
    run = build(tmp_path / "exam", "--only", "papers", *(f"--form={number}" for number, _, _ in chosen))
    assert run.status == 0, run.out + run.err
    shown = {number: named_on(tmp_path / f"exam/papers/{number}.pdf") for number, _, _ in chosen}
    assert shown == {number: "" if number in by_hand else name for number, name, _ in chosen}


def codepoints_in(folder: Path) -> set[int]:
    """What the fonts of a folder have between them."""
    found: set[int] = set()
    for file in things_in(folder, "HanaMin*"):
        with TTFont(file, lazy=True) as font:
            found |= set(font.getBestCmap())
    return found


def fonts_of(folder: Path, settings: Path) -> Path:
    """A fontconfig file by which the fonts of a folder are all that is installed."""
    settings.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", encoding="utf-8")
    return settings


@pytest.mark.parametrize("command", ["check", "new"])
def test_a_question_that_no_font_prints_is_told_with_its_line(
    tmp_path: Path, bank: Path, command: str
) -> None:
    odd = shutil.copytree(bank, tmp_path / "bank")
    text = (odd / "questions.yaml").read_text(encoding="utf-8")
    (odd / "questions.yaml").write_text(text.replace("正确做法", "含H₂O、Ca²⁺的做法", 1), encoding="utf-8")
    if command == "check":
        run = quizgen("bank", "check", "--bank", odd)
    else:
        run = quizgen("exam", "new", tmp_path / "e", "--blueprint", "small", "--bank", odd, "--no-cache")
    line = text[: text.index("正确做法")].count("\n") + 1
    assert run.status == 1
    assert f"questions.yaml:{line}: [B043] TS-0001：" in run.out + run.err
    assert "“₂”（U+2082）、“⁺”（U+207A）" in run.out + run.err
    assert not (tmp_path / "e").exists()


@pytest.mark.parametrize("place", ["title", "notices", "sections"])
def test_words_of_the_exam_that_no_font_prints_are_told_before_it_is_drawn(
    tmp_path: Path, bank: Path, place: str
) -> None:
    text = (bank / "blueprints/small.yaml").read_text(encoding="utf-8")
    changed = {
        "title": text.replace("title: 小测试", "title: 测H₂O", 1),
        "notices": text + "notices: [不要写H₂O]\n",
        "sections": text.replace("- kind: single", "- title: H₂O\n    kind: single", 1),
    }[place]
    (tmp_path / "odd.yaml").write_text(changed, encoding="utf-8")
    run = quizgen(
        "exam", "new", tmp_path / "e", "--blueprint", tmp_path / "odd.yaml", "--bank", bank, "--no-cache"
    )
    assert run.status == 1
    where = "sections 的 title" if place == "sections" else place
    assert f"odd.yaml: [B043] {where}里有字体印不出的字：“₂”（U+2082）" in run.out

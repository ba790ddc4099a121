"""``quizgen review``: exit statuses, what is printed, what machines get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.model.exam import Candidate
from quizgen.records.ledger import read_ledger
from quizgen.records.names import PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.workflows.marks.official import read_officials
from tests.found import things_below
from tests.signed_scores import KEY, OTHER_KEY, person, score, signed_folder
from tests.tool import quizgen
from tests.workflows.review.test_attach_scores import workbook


@pytest.fixture
def ready(tmp_path: Path) -> tuple[Path, Path]:
    """An exam of two, a workbook that lists the first and a stranger."""
    exam = signed_folder(tmp_path / "exam", [score(person(1)), score(person(2))])
    return exam, workbook(tmp_path / "述职.xlsx", [("2026001", "测试甲"), ("2026099", "测试某")])


def attach(exam: Path, reviews: Path, out: Path, *more: str) -> tuple[object, ...]:
    """The words of an attach command."""
    named = ("--scores", exam, "--reviews", reviews, "--out", out)
    return ("review", "attach", *named, "--date", "2026-12-20", "--no-cards", *more)


def test_attaching_tells_everything_and_fails_when_somebody_got_nothing(
    tmp_path: Path, ready: tuple[Path, Path]
) -> None:
    run = quizgen(*attach(*ready, tmp_path / "out", "--by", "张三"))
    assert run.status == 1
    assert "[F001] 述职!A3：2026099 测试某：成绩里没有编号“2026099”" in run.out
    assert "成绩里另有 1 人不在考核材料里" in run.out
    assert "附上 1 人（1 处），不附 1 处" in run.out
    assert f"{ready[0]} 台账最后一行的哈希（请抄存）：{read_ledger(ready[0]).head}\n" in run.out
    assert quizgen("review", "verify", tmp_path / "out", "--scores", ready[0]).status == 0


def test_attaching_wants_to_know_who_unless_it_is_a_dry_run(
    tmp_path: Path, ready: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUIZGEN_BY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    run = quizgen(*attach(*ready, tmp_path / "out"))
    assert run.status == 2
    assert "--by" in run.err
    dry = quizgen(*attach(*ready, tmp_path / "out", "--dry-run"))
    assert "什么也没有写" in dry.out
    assert not (tmp_path / "out").exists()


def test_machines_get_json(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    data = json.loads(quizgen(*attach(*ready, tmp_path / "out", "--by", "张三", "--json")).out)
    assert [one["number"] for one in data["attached"]] == ["2026001"]
    assert [one["rule"] for one in data["problems"]] == ["F001"]
    checked = quizgen("review", "verify", tmp_path / "out", "--scores", ready[0], "--json")
    assert json.loads(checked.out) == {
        "problems": [],
        "documents": 1,
        "people": 1,
        "fingerprints": [KEY.public.fingerprint],
        "notices": [],
    }


def test_a_code_is_looked_up_without_any_document(ready: tuple[Path, Path]) -> None:
    exam, _ = ready
    code = read_officials([exam]).exams[0].scores.code("2026001")
    run = quizgen("review", "verify", "--code", code.lower(), "--scores", exam)
    assert run.status == 0
    for words in ("2026001", "测试甲", "85.5 / 100", "闭卷，有人监考，第 1 次参加", "2028-12-01"):
        assert words in run.out
    assert quizgen("review", "verify", "--code", "AAAA", "--scores", exam).status == 1


@pytest.mark.parametrize("words", [(), ("a.xlsx", "--code", "AAAA")])
def test_verify_takes_a_document_or_a_code(ready: tuple[Path, Path], words: tuple[str, ...]) -> None:
    assert quizgen("review", "verify", *words, "--scores", ready[0]).status == 2


def test_a_card_is_written_once_and_only_for_a_score(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, _ = ready
    out = tmp_path / "a.docx"
    words = ("review", "card", "2026001", "--scores", exam, "--out")
    assert quizgen(*words, out).status == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert quizgen(*words, out).status == 0
    out.write_bytes(b"mine")
    assert quizgen(*words, out).status == 1
    assert out.read_bytes() == b"mine"
    assert "扩展名" in quizgen(*words, tmp_path / "a.txt").err
    assert "没有这个编号" in quizgen("review", "card", "9", "--scores", exam, "--out", tmp_path / "b.pdf").err


# Scores of strangers


@pytest.mark.parametrize("number", ["../../../evil", "/evil", "..", "a/b", "a\\b", "a\u202eb", "a" * 300])
@pytest.mark.parametrize("way", ["attach", "card", "verify"])
def test_a_number_that_is_no_name_is_refused_before_anything_is_written(
    tmp_path: Path, ready: tuple[Path, Path], number: str, way: str
) -> None:
    evil = Candidate(number=number, name="测试甲", unit="测试一局")
    forged = signed_folder(tmp_path / "deep" / "er" / "forged", [score(evil)], key=OTHER_KEY)
    scores = ("--scores", forged, "--without-ledger")
    words: dict[str, tuple[object, ...]] = {
        "attach": (
            *attach(forged, ready[1], tmp_path / "out", "--by", "张三", "--without-ledger"),
            "--cards",
        ),
        "card": ("review", "card", number, *scores, "--out", tmp_path / "out"),
        "verify": ("review", "verify", ready[1], *scores),
    }
    before = things_below(tmp_path)
    run = quizgen(*words[way])
    assert run.status == 1
    assert ("[F021]" in run.out + run.err) or ("扩展名" in run.err)
    assert things_below(tmp_path) == before


def test_scores_that_the_ledger_does_not_know_are_not_used(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    forged = signed_folder(tmp_path / "forged", [score(person(1), "100")], key=OTHER_KEY)
    for name in (SCORES, SIGNATURE, PUBLIC_KEY):
        (exam / name).write_bytes((forged / name).read_bytes())
    run = quizgen(*attach(exam, reviews, tmp_path / "out", "--by", "张三"))
    assert run.status == 1
    assert "台账里没有这份成绩" in run.err
    assert not (tmp_path / "out").exists()
    told = quizgen(*attach(exam, reviews, tmp_path / "out", "--by", "张三", "--without-ledger"))
    assert "附上 1 人" in told.out


@pytest.mark.parametrize("name", ["测试\u202e甲", "测试甲\u2066", "测\x0b试甲"])
def test_names_that_are_shown_in_another_order_are_refused(tmp_path: Path, name: str) -> None:
    exam = signed_folder(tmp_path / "exam", [score(person(1, name))])
    run = quizgen("review", "verify", "--code", "AAAA", "--scores", exam)
    assert run.status == 1
    assert "[F021]" in run.out + run.err
    assert name not in run.out + run.err

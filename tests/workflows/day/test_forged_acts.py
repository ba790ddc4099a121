"""An act about a person that was forged, altered, moved or cut out is found, and nothing relies on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, Stamp, stamped
from quizgen.records.ledger import link, read_ledger, write_lines
from quizgen.records.signing import load_or_make_key
from tests.tool import quizgen
from tests.workflows.day.acts import add, amend, contents, rules, went_well, withdraw
from tests.workflows.filled import fill_in, right_answer
from tests.workflows.verify.forging import resign


@pytest.fixture(scope="module")
def acted(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam with acts of every kind; nobody may change it."""
    exam = shutil.copytree(drawn_exam, tmp_path_factory.mktemp("acted") / "exam")
    went_well(add(exam, "005"))
    went_well(add(exam, "006", name="测试己"))
    went_well(amend(exam, "002", "--name", "测试艺"))
    went_well(withdraw(exam, "004"))
    return exam


@pytest.fixture
def exam(acted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(acted, tmp_path / "exam")


def lines(exam: Path, name: str) -> list[str]:
    return (exam / name).read_text(encoding="utf-8").splitlines(keepends=True)


def put(exam: Path, name: str, texts: list[str]) -> None:
    (exam / name).write_text("".join(texts), encoding="utf-8")


def name_altered(exam: Path) -> None:
    put(exam, "acts.jsonl", [line.replace("测试艺", "测试癸") for line in lines(exam, "acts.jsonl")])


def line_cut_out(exam: Path) -> None:
    put(exam, "acts.jsonl", lines(exam, "acts.jsonl")[:-1])


def first_cut_out(exam: Path) -> None:
    put(exam, "acts.jsonl", lines(exam, "acts.jsonl")[1:])


def order_changed(exam: Path) -> None:
    first, second, *rest = lines(exam, "acts.jsonl")
    put(exam, "acts.jsonl", [second, first, *rest])


def line_added(exam: Path) -> None:
    forged = '{"act":"added","form":"S01","person":{"name":"测试癸","number":"099","unit":"测试一局"}}\n'
    put(exam, "acts.jsonl", [*lines(exam, "acts.jsonl"), forged])


def unreadable(exam: Path) -> None:
    put(exam, "acts.jsonl", ["{\n", *lines(exam, "acts.jsonl")[1:]])


def file_gone(exam: Path) -> None:
    (exam / "acts.jsonl").unlink()


def form_swapped(exam: Path) -> None:
    first, second = lines(exam, "forms-added.jsonl")
    put(exam, "forms-added.jsonl", [second, first])


def form_gone(exam: Path) -> None:
    (exam / "forms-added.jsonl").unlink()


FORGED: list[tuple[Callable[[Path], None], str, str]] = [
    (name_altered, "V050", "acts.jsonl:3: "),
    (line_cut_out, "V050", "台账第 5 行（退考，编号 004）在这里没有对应的一行"),
    (first_cut_out, "V050", "acts.jsonl:1: "),
    (order_changed, "V050", "acts.jsonl:1: "),
    (line_added, "V050", "acts.jsonl:5: "),
    (unreadable, "V050", "acts.jsonl:1: "),
    (file_gone, "V050", "台账第 2 行（增补考生，编号 005）在这里没有对应的一行"),
    (form_swapped, "V051", "forms-added.jsonl:1: "),
    (form_gone, "V051", "台账第 2 行（增补考生，编号 005）在这里没有对应的一行"),
]


@pytest.mark.parametrize(("forge", "rule", "place"), FORGED, ids=[one.__name__ for one, _, _ in FORGED])
def test_what_the_ledger_does_not_vouch_for_is_found_where_it_stands(
    exam: Path, forge: Callable[[Path], None], rule: str, place: str
) -> None:
    assert rules(exam, "--jobs", 1) == []
    forge(exam)
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert run.status == 1
    assert f"[{rule}]" in run.out + run.err
    assert place in run.out + run.err
    before = contents(exam)
    for refused in (
        quizgen("exam", "build", exam, "--jobs", 1),
        quizgen("exam", "entry", exam),
        add(exam, "050"),
    ):
        assert refused.status == 1
        assert "Traceback" not in refused.err
    assert contents(exam) == before


def test_an_act_cut_out_of_the_ledger_breaks_its_chain(exam: Path) -> None:
    first, second, *rest = lines(exam, "ledger.jsonl")
    put(exam, "ledger.jsonl", [first, *rest])
    put(exam, "acts.jsonl", lines(exam, "acts.jsonl")[1:])
    assert {"L002", "V050"} <= set(rules(exam))
    assert second


def test_a_careful_forger_without_the_key_of_the_scores_is_found(exam: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(quizgen("exam", "mark", exam, "--by", "张三"))
    ledger = read_ledger(exam)
    line_added(exam)
    digest = file_digest(exam / "acts.jsonl")
    forged = stamped(
        Act.ADDED,
        Stamp(time=ledger.lines[-1].time, by="李四", tool="quizgen 0"),
        outputs={"acts.jsonl": digest},
        details={"number": "099", "form": "S01", "reason": "迟到"},
    )
    write_lines(exam, link([forged], len(ledger.lines), ledger.head))
    assert rules(exam) == ["V043"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("测试艺", "测试乙"), ("退考", "缺考"), ('"attendance":"参加"', '"attendance":"退考"')],
    ids=["name", "withdrawn", "not withdrawn"],
)
def test_signed_scores_of_other_people_than_those_of_the_day_are_found(
    exam: Path, tmp_path: Path, old: str, new: str
) -> None:
    key = tmp_path / "key.pem"
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(quizgen("exam", "mark", exam, "--by", "张三", "--sign-key", key))
    assert rules(exam) == []
    signer = load_or_make_key(key)[0]
    resign(exam, signer, old=old, new=new)
    *before, marked = read_ledger(exam).lines
    outputs = {name: file_digest(exam / name) for name in marked.outputs}
    entry = stamped(
        marked.act,
        Stamp(time=marked.time, by=marked.by, tool=marked.tool),
        inputs=marked.inputs,
        outputs=outputs,
        details=marked.details,
    )
    (exam / "ledger.jsonl").unlink()
    write_lines(exam, [*before, *link([entry], len(before), before[-1].hash, signer)])
    assert set(rules(exam)) == {"V028", "V052"}

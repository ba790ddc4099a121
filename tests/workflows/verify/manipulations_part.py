"""What can be done to the part of an exam that a unit was given."""

from __future__ import annotations

import json
from pathlib import Path

from quizgen.model.ledger import FIRST_PREV
from quizgen.records.ledger import line_text, link, read_ledger
from quizgen.records.signing import load_or_make_key
from tests.tool import Run, quizgen
from tests.workflows.units.province import ledger_of
from tests.workflows.verify.forging import _renewed, edit, edit_line, lines_of, put_lines, turn_answer
from tests.workflows.verify.manipulations import Half, Manipulation, Outcome
from tests.workflows.verify.manipulations_units import prepare


def verify(work: Path, *, kept: bool, reprint: bool) -> Run:
    """``quizgen exam verify`` at the unit; what was kept is the fingerprint that the centre published."""
    del reprint
    keys = ("--trust", work / "out" / "bundles.pub.pem", "--trust", work / "kept.pub.pem")
    return quizgen("exam", "verify", part(work), "--jobs", 1, "--quick", *(keys if kept else ()))


def part(work: Path) -> Path:
    """The unit's folder."""
    return work / "u1"


def ready(work: Path) -> None:
    """The same province, with the unit's own key noted as well."""
    prepare(work)
    (work / "kept.pub.pem").write_bytes((part(work) / "scores.pub.pem").read_bytes())


def answer_turned(work: Path) -> None:
    """The right answer of a question turned round, the manifest made to fit."""
    turn_answer(part(work))


def person_added(work: Path) -> None:
    """Somebody written into the roster."""
    path = part(work) / "roster.csv"
    path.write_bytes(path.read_bytes() + "009,测试己,测试一局,\n".encode())


def time_moved(work: Path) -> None:
    """The opening time moved in the centre's line."""
    edit_line(part(work) / "ledger.jsonl", 1, '"opens":"2026-11-30', '"opens":"2026-11-29')


def opening_dropped(work: Path) -> None:
    """The line of the opening left out, the chain made anew by somebody without any key."""
    lines = lines_of(part(work) / "ledger.jsonl")
    put_lines(part(work) / "ledger.jsonl", [lines[0], *lines[2:]])


def given_by_another(work: Path) -> None:
    """The whole part made anew with keys of the forger's, the centre's and the unit's replaced."""
    folder = part(work)
    other = load_or_make_key(work / "other.pem")[0]
    opened = [_renewed(folder, line) for line in read_ledger(folder).lines[:2]]
    for name in ("scores.jsonl", "scores.sig", "scores.pub.pem", "签名说明.txt", "answers.jsonl"):
        (folder / name).unlink()
    first = link(opened[:1], 0, FIRST_PREV, other)
    second = link(opened[1:], 1, first[0].hash)
    (folder / "ledger.jsonl").write_text("".join(map(line_text, (*first, *second))), encoding="utf-8")
    run = quizgen("exam", "mark", folder, "--by", "李四", "--sign-key", work / "other.pem")
    assert run.status == 0, run.err


def unsigned(work: Path) -> None:
    """The centre's signature taken out of its line."""
    first, *rest = ledger_of(part(work))
    del first["signature"]
    texts = [json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":"))]
    put_lines(
        part(work) / "ledger.jsonl", [*texts, *lines_of(part(work) / "ledger.jsonl")[1 : len(rest) + 1]]
    )


_MANIPULATIONS = (
    Manipulation("G021", "questions.jsonl", "把一道判断题的答案反过来", answer_turned, ("[V008]", "[V003]")),
    Manipulation("G022", "roster.csv", "添一个人", person_added, ("[V008]",)),
    Manipulation(
        "G023",
        "forms.jsonl",
        "换一份试卷的题",
        lambda work: edit(part(work) / "forms.jsonl", '"code":"001"', '"code":"008"'),
        ("[V008]",),
    ),
    Manipulation("G024", "台账", "改中心写的开启时间", time_moved, ("[L001]",)),
    Manipulation("G025", "台账", "删去拆封的那一行", opening_dropped, ("[L002]",)),
    Manipulation("G026", "台账", "去掉中心在第一行的签名", unsigned, ("[V080]",)),
    Manipulation(
        "G027",
        "整个文件夹",
        "用自己的密钥冒充中心分发、再阅卷",
        given_by_another,
        ("[V080]",),
        Outcome.KEPT,
        "签名只证明没有改动；凭中心公布的指纹（--trust）发现。",
    ),
    Manipulation(
        "G028",
        "papers/all.pdf",
        "换掉要印的试卷",
        lambda work: (part(work) / "papers/all.pdf").write_bytes(b"%PDF-x"),
        ("papers/all.pdf", "[V008]"),
    ),
)

HALF = Half("各单位分头考的：一个单位的文件夹", ready, verify, _MANIPULATIONS)

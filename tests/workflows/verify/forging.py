"""Tools of somebody who tampers with an exam folder, from a careless hand to a careful forger."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path
from typing import Any

from quizgen.files.text import file_digest
from quizgen.model.ledger import FIRST_PREV, Act, LedgerEntry, LedgerLine
from quizgen.records.ledger import link, read_ledger, write_lines
from quizgen.records.scores_file import read_scores
from quizgen.records.signing import SigningKey, load_or_make_key
from tests.found import things_in
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.filled import fill_in, right_answer, wrong_answer

NOON = dt.datetime(2026, 12, 20, 12, 0, tzinfo=dt.UTC)


def prepare_exam(work: Path) -> None:
    """An exam of four people: built, marked, marked again as a second attempt, with results and cards."""
    exam = work / "exam"
    bank = write_bank(work / "bank")
    (work / "roster.csv").write_text(ROSTER, encoding="utf-8")
    key = ("--by", "张三", "--sign-key", work / "key.pem")
    run(
        *("new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--mode", "individual"),
        *("--roster", work / "roster.csv", "--spare", 1, "--date", "2026-12-01"),
    )
    run("build", exam, "--jobs", 1)
    fill_in(exam, lambda number, place: (wrong_answer if number == "003" else right_answer)(place))
    run("mark", exam, *key)
    run("results", exam, "--jobs", 1)
    run("mark", exam, *key, "--attempt", 2)
    run("results", exam, "--cards", "--docx", "--jobs", 1)
    load_or_make_key(work / "other.pem")
    keep(work)


def keep(work: Path) -> None:
    """Note fingerprint and head in ``kept.json``, as somebody did before anything was tampered with."""
    exam = work / "exam"
    kept = {"fingerprint": read_scores(exam).signer.fingerprint, "head": read_ledger(exam).head}
    (work / "kept.json").write_text(json.dumps(kept), encoding="utf-8")


def kept_of(work: Path) -> dict[str, str]:
    """What was noted."""
    kept: dict[str, str] = json.loads((work / "kept.json").read_text(encoding="utf-8"))
    return kept


def run(*arguments: Any) -> None:
    """A command of ``quizgen exam`` that must go well."""
    done = quizgen("exam", *arguments)
    assert done.status == 0, done.out + done.err


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_line(path: Path, number: int, old: str, new: str) -> None:
    """Replace a text in one line (from 1)."""
    lines = lines_of(path)
    assert old in lines[number - 1], old
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    put_lines(path, lines)


def lines_of(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text(encoding="utf-8").splitlines()


def put_lines(path: Path, lines: list[str]) -> None:
    """Write lines back."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def key_of(work: Path, name: str) -> SigningKey:
    """The key in ``key.pem`` or ``other.pem``."""
    return load_or_make_key(work / f"{name}.pem")[0]


def add_line(
    exam: Path,
    act: str,
    *,
    key: SigningKey | None = None,
    outputs: dict[str, str] | None = None,
    **details: Any,
) -> None:
    """A line at the end of the ledger, its hash right; signed only with a key."""
    lines = read_ledger(exam).lines
    entry = LedgerEntry(
        act=Act(act), time=NOON, by="李四", tool="quizgen 0", outputs=outputs or {}, details=details
    )
    write_lines(exam, link([entry], len(lines), lines[-1].hash, key))


def rewrite_ledger(exam: Path, key: SigningKey | None = None) -> None:
    """The whole ledger anew, with digests of the files as they are now: a chain that holds."""
    entries = [_renewed(exam, line) for line in read_ledger(exam).lines]
    (exam / "ledger.jsonl").unlink()
    write_lines(exam, link(entries, 0, FIRST_PREV, key))


def _renewed(exam: Path, line: LedgerLine) -> LedgerEntry:
    fields = {name: getattr(line, name) for name in LedgerEntry.model_fields}
    for name in ("inputs", "outputs"):
        fields[name] = {
            file: file_digest(exam / file) if (exam / file).is_file() else digest
            for file, digest in fields[name].items()
        }
    return LedgerEntry(**fields)


def resign(exam: Path, key: SigningKey, *, old: str = '"score":"0"', new: str = '"score":"9"') -> None:
    """A score changed, then everything beside it signed again with a key."""
    data = (exam / "scores.jsonl").read_text(encoding="utf-8").replace(old, new, 1).encode()
    (exam / "scores.jsonl").write_bytes(data)
    (exam / "scores.sig").write_bytes(key.sign(data))


def drop_marking(exam: Path) -> None:
    """Everything that marking wrote, as if nobody had marked yet; the ledger is cut before it."""
    for name in ("scores.jsonl", "scores.sig", "scores.pub.pem", "签名说明.txt", "answers.jsonl"):
        (exam / name).unlink()
    for name in ("scores.xlsx", "analysis.pdf", "analysis.html", "analysis-questions.pdf"):
        (exam / name).unlink()
    for name in ("history", "cards"):
        shutil.rmtree(exam / name)
    lines = [
        line for line in lines_of(exam / "ledger.jsonl") if json.loads(line)["act"] in {"drawn", "built"}
    ]
    put_lines(exam / "ledger.jsonl", lines)


def mark_anew(work: Path, name: str) -> None:
    """Other answers for 003, marked from the beginning with a key, as a careful forger would."""
    exam = work / "exam"
    drop_marking(exam)
    fill_in(exam, lambda _number, place: right_answer(place))
    run("mark", exam, "--by", "张三", "--sign-key", work / f"{name}.pem")
    run("mark", exam, "--by", "张三", "--sign-key", work / f"{name}.pem", "--attempt", 2)


def roll_back(exam: Path) -> None:
    """The first version of the scores put back, as if the second had never been."""
    for name in ("scores.xlsx", "analysis.pdf", "analysis.html", "analysis-questions.pdf"):
        (exam / name).unlink()
    shutil.rmtree(exam / "cards")
    for path in things_in(exam / "history" / "0001"):
        path.replace(exam / path.name)
    shutil.rmtree(exam / "history")
    lines = lines_of(exam / "ledger.jsonl")
    first = next(at for at, line in enumerate(lines, 1) if json.loads(line)["act"] == "marked")
    put_lines(exam / "ledger.jsonl", lines[:first])


def renoted(exam: Path, name: str) -> None:
    """The manifest made to fit a file as it is now."""
    lines = [json.loads(line) for line in lines_of(exam / "manifest.jsonl")]
    for line in lines:
        if line["file"] == name:
            line["sha256"] = file_digest(exam / name)
    put_lines(exam / "manifest.jsonl", [json.dumps(line, ensure_ascii=False) for line in lines])


def turn_answer(exam: Path) -> int:
    """The answer of the first 判断 turned round; gives its line (from 1)."""
    lines = lines_of(exam / "questions.jsonl")
    at = next(at for at, line in enumerate(lines) if '"answer":' in line)
    turned = {"true": "false", "false": "true"}
    lines[at] = re.sub(r'(?<="answer":)(true|false)', lambda found: turned[found[1]], lines[at])
    put_lines(exam / "questions.jsonl", lines)
    return at + 1

"""A small exam that two units carry out, each step of it done once."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.found import things_below
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

UNITS = {1: "测试一局", 2: "测试二局"}
CENTRE = ("--by", "张三")


@dataclass(frozen=True)
class Province:
    """Where everything lies: ``exam`` (split), ``out`` (bundles), ``u1``, ``u2`` (opened, marked), keys."""

    at: Path

    @property
    def exam(self) -> Path:
        return self.at / "exam"

    @property
    def out(self) -> Path:
        return self.at / "out"

    def bundle(self, number: int) -> Path:
        return self.out / f"{number:04d}-{UNITS[number]}.age"

    def unit(self, number: int) -> Path:
        return self.at / f"u{number}"

    def key(self, number: int) -> Path:
        return self.at / f"k{number}.txt"

    def sign_key(self, who: int | str) -> tuple[str, Path]:
        return "--sign-key", self.at / f"sign-{who}.pem"

    def result(self, number: int) -> Path:
        return self.at / f"{number}.tar"

    def split(self, to: str = "out", *more: object, recipients: str = "keys.csv") -> Run:
        given = ("--recipients", self.at / recipients)
        return quizgen("exam", "split", self.exam, "--to", self.at / to, *given, *CENTRE, *self.centre, *more)

    @property
    def centre(self) -> tuple[str, Path]:
        return self.sign_key("centre")

    def open(self, number: int, to: str, *more: object, key: int | None = None) -> Run:
        keys = ("--key", self.key(key or number))
        return quizgen(
            "exam", "open", self.bundle(number), *keys, "--to", self.at / to, "--by", "李四", *more
        )

    def mark(self, number: int, *more: object) -> Run:
        return quizgen("exam", "mark", self.unit(number), "--by", "李四", *self.sign_key(number), *more)

    def give_back(self, number: int, to: str, *more: object) -> Path:
        run = quizgen("exam", "return", self.unit(number), "--to", self.at / to, *more)
        assert run.status == 0, run.err
        return self.at / to

    def join(self, *results: object, more: tuple[object, ...] = ()) -> Run:
        found = results or (self.result(1), self.result(2))
        return quizgen("exam", "join", self.exam, *found, *CENTRE, *self.centre, *more)


def make_province(at: Path, exam: Path) -> Province:
    """Split an exam, open both bundles, mark, return. Everybody of 001 and 004 is right."""
    province = Province(at)
    shutil.copytree(exam, province.exam)
    recipients = [unit_key(province.key(number)) for number in UNITS]
    lines = [f"{unit},{key}" for unit, key in zip(UNITS.values(), recipients, strict=True)]
    (at / "keys.csv").write_text("\n".join(["单位,公钥", *lines]), encoding="utf-8")
    done = province.split("out", "--opens", "2026-11-30 08:00", "--sm2")
    assert done.status == 0, done.err
    for number in UNITS:
        assert province.open(number, f"u{number}").status == 0
        fill_in(
            province.unit(number),
            lambda who, place: (right_answer if who in {"001", "004"} else wrong_answer)(place),
        )
        assert province.mark(number).status == 0
        province.give_back(number, f"{number}.tar")
    return province


def unit_key(path: Path) -> str:
    """A unit's new key; gives its public key."""
    run = quizgen("exam", "unit-key", path)
    assert run.status == 0, run.err
    found = re.search(r"age1\w+", run.out)
    assert found is not None
    return found[0]


def ledger_of(folder: Path) -> list[dict[str, Any]]:
    """The lines of a folder's ledger."""
    return [json.loads(line) for line in (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def digests_in(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in things_below(folder)
        if path.is_file()
    }

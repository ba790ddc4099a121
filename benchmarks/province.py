"""A province on one machine: drawn, printed, answered, marked, analysed, verified, split, joined.

Run: ``python -m benchmarks.province FOLDER [--people 2000] [--units 10] [--only STEP ...]``. The real thing
is ``--people 300000 --units 50``. FOLDER is new, or one that this program has made; every
step that was finished is noted in ``done.json`` and not done again, so that a run that was cut off goes on.
Nothing is ever deleted. Every step is a command of the tool in a process of its own; printed are its CPU
seconds with those of the processes it started, its seconds on the clock, the memory of its largest process,
the bytes it wrote. Other work slows everything in proportion to the loop that is printed first.

The exam exists twice: ``exam`` is printed, marked, analysed, verified as a whole; ``split`` is a copy from
before, given to the units, marked by them, joined.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mark import loop_seconds
from benchmarks.synthetic import synthetic_questions, write_bank
from benchmarks.verify_scores import BANK_SIZE, BLUEPRINT, KINDS, fill_in
from quizgen.files.yaml_write import dump_yaml

_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_DONE = "done.json"
_BY = ("--by", "张三")


@dataclass(slots=True)
class Used:
    """What some commands used: seconds of CPU and on the clock, megabytes of the largest process."""

    cpu: float = 0.0
    wall: float = 0.0
    megabytes: float = 0.0

    def run(self, *words: object, config: Path) -> None:
        """Run a command of the tool; what it prints is not shown. Raises CalledProcessError."""
        arguments = [sys.executable, "-m", "quizgen", "exam", *map(str, words)]
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            env={**os.environ, "XDG_CONFIG_HOME": str(config)},
            stdout=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, arguments)
        self.cpu += used.ru_utime + used.ru_stime
        self.wall += time.perf_counter() - start
        self.megabytes = max(self.megabytes, used.ru_maxrss / 1024)


class Province:
    """One simulation in one folder."""

    def __init__(self, folder: Path, people: int, units: int) -> None:
        self.folder, self.people, self.units = folder, people, units
        self.exam, self.split = folder / "exam", folder / "split"
        self.used = Used()

    @property
    def steps(self) -> dict[str, Callable[[], None]]:
        """The steps by name, in their order."""
        return {
            "roster": self._roster,
            "draw": self._draw,
            "copy": self._copy,
            "print": lambda: self._run("build", self.exam),
            "answers": lambda: fill_in(self.exam),
            "mark": lambda: self._run("mark", self.exam, *_BY),
            "results": lambda: self._run("results", self.exam, "--by-unit", "--cards"),
            "verify": lambda: self._run("verify", self.exam, "--quick"),
            "split": self._split,
            "units": self._units,
            "join": self._join,
        }

    def run(self, only: list[str]) -> None:
        """Do the steps that are not done; print the figures of all that are."""
        done = self._done()
        for name, step in self.steps.items():
            if name not in done and (not only or name in only):
                self.used, before = Used(), bytes_in(self.folder)
                began = time.perf_counter(), time.process_time()
                step()
                own = time.process_time() - began[1]
                done[name] = {
                    "cpu": round(self.used.cpu + own, 1),
                    "wall": round(time.perf_counter() - began[0], 1),
                    "megabytes": round(self.used.megabytes),
                    "written": bytes_in(self.folder) - before,
                }
                (self.folder / _DONE).write_text(
                    json.dumps({"people": self.people, "units": self.units, "steps": done}), encoding="utf-8"
                )
            if name in done:
                print(line(name, done[name], self.people), flush=True)

    def _done(self) -> dict[str, dict[str, float]]:
        """The figures of the steps that were done before. Raises SystemExit for another folder."""
        path = self.folder / _DONE
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
        elif not path.exists() and any(self.folder.iterdir()):
            sys.exit(f"{self.folder} is not empty and was not made by this program; give a new folder")
        if not path.exists():
            path.write_text(
                json.dumps({"people": self.people, "units": self.units, "steps": {}}), encoding="utf-8"
            )
        noted = json.loads(path.read_text(encoding="utf-8"))
        if (noted["people"], noted["units"]) != (self.people, self.units):
            sys.exit(f"{self.folder} is of {noted['people']} people in {noted['units']} units")
        steps: dict[str, dict[str, float]] = noted["steps"]
        return steps

    def _run(self, *words: object) -> None:
        self.used.run(*words, config=self.folder / "config")

    def _roster(self) -> None:
        write_bank(self.folder / "bank", synthetic_questions(BANK_SIZE, kinds=KINDS))
        (self.folder / "blueprint.yaml").write_text(dump_yaml(BLUEPRINT), encoding="utf-8")
        with (self.folder / "roster.csv").open("w", encoding="utf-8") as file:
            file.write("编号,姓名,单位,职务\n")
            for number in range(1, self.people + 1):
                file.write(f"{number:06d},{self._name(number)},{self._unit(number % self.units)},\n")

    @staticmethod
    def _name(number: int) -> str:
        """Made up, but of Chinese characters alone as names are: others are set by Typst, one by one."""
        return "测试" + "".join(_DIGITS[int(digit)] for digit in str(number))

    @staticmethod
    def _unit(number: int) -> str:
        return f"测试{number + 1:03d}局"

    def _draw(self) -> None:
        self._run(
            *(
                "new",
                self.exam,
                "--blueprint",
                self.folder / "blueprint.yaml",
                "--bank",
                self.folder / "bank",
            ),
            *("--no-cache", "--mode", "individual", "--roster", self.folder / "roster.csv"),
            *("--date", "2026-12-01"),
        )

    def _copy(self) -> None:
        """A second exam folder with the same forms, from before anything was done with the first."""
        shutil.copytree(self.exam, self.split)

    def _split(self) -> None:
        keys, table = self.folder / "unit-keys", self.folder / "recipients.csv"
        keys.mkdir(exist_ok=True)
        rows = [("单位", "公钥")]
        for number in range(self.units):
            key = keys / f"{self._unit(number)}.txt"
            if not key.exists():
                self._run("unit-key", key)
            public = next(one for one in key.read_text(encoding="utf-8").split() if one.startswith("age1"))
            rows.append((self._unit(number), public))
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        self._run(
            *("split", self.split, *_BY, "--recipients", table, "--to", self.folder / "bundles"),
            *("--opens", "2026-01-01 08:30"),
        )

    def _units(self) -> None:
        """Every unit opens its bundle, enters its answers, marks, returns the results."""
        listed = json.loads((self.folder / "bundles" / "bundles.json").read_text(encoding="utf-8"))
        files = {one["unit"]: one["file"] for one in listed["units"]}
        for number in range(self.units):
            name, returned = self._unit(number), self._returned(number)
            unit = self.folder / "units" / name
            if returned.exists():
                continue
            if not unit.exists():
                key, bundle = self.folder / "unit-keys" / f"{name}.txt", self.folder / "bundles" / files[name]
                self._run("open", bundle, "--key", key, "--to", unit, *_BY)
            if not (unit / "answers.csv").exists():
                fill_in(unit)
            self._run("mark", unit, *_BY)
            self._run("return", unit, "--to", returned)

    def _returned(self, number: int) -> Path:
        return self.folder / "returned" / f"{self._unit(number)}.tar"

    def _join(self) -> None:
        self._run("join", self.split, *map(self._returned, range(self.units)), *_BY)


def bytes_in(folder: Path) -> int:
    """How many bytes lie in a folder."""
    return sum(path.stat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def line(name: str, used: dict[str, float], people: int) -> str:
    """The figures of a step."""
    each = 1000 * used["cpu"] / people
    return (
        f"{name:<8} {used['cpu']:9.1f} s CPU ({each:7.2f} ms a person), {used['wall']:9.1f} s on the clock, "
        f"{used['megabytes']:6.0f} MB at most, {used['written'] / 1e6:9.1f} MB written"
    )


def main() -> None:
    """Do what is not done yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a new folder, or one of this program's")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--units", type=int, default=10)
    parser.add_argument("--only", nargs="*", default=[], metavar="STEP", help="no other steps than these")
    chosen = parser.parse_args()
    print(f"3 million additions in a loop: {loop_seconds():.2f} s of CPU", flush=True)
    Province(chosen.folder, chosen.people, chosen.units).run(chosen.only)


if __name__ == "__main__":
    main()

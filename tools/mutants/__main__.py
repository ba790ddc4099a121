"""Changes one place after another and says which changes no test noticed (``make mutants``)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools.mutants.choice import PARTS, all_edits, by_hand, equivalents, sample
from tools.mutants.edits import Edit
from tools.mutants.rooms import ROOMS, Room
from tools.mutants.runner import Outcome, browser_outcome, load_heavy, outcome, script_outcome
from tools.mutants.tests_of import Tests, script_tests
from tools.mutants.tree import digest, files_of, refresh

ROOT = Path.cwd()
WORK = ROOT / os.environ.get("MUTANTS", "build/mutants")
"""Another folder lets a second run go on beside the first."""
TREE = WORK / "tree"
GOALS = {"随机": 90, "手写": 95}
"""Percent of the changes, without those that change nothing, that must be noticed."""


@dataclass
class Tally:
    """What became of the changes of one kind in one room."""

    tried: int = 0
    noticed: int = 0
    equivalent: int = 0
    survivors: list[Edit] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """Noticed of those that change anything."""
        real = self.tried - self.equivalent
        return 100 * self.noticed / real if real else 100.0


class Known:
    """Answers of earlier runs, good while the changed file and the test that noticed are the same."""

    def __init__(self, file: Path, *, fresh: bool) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() and not fresh else []
        self._known = {entry["change"]: entry for entry in map(json.loads, lines)}

    def get(self, edit: Edit, source: str, tests: Tests | None, whole: str) -> Outcome | None:
        """The earlier answer, if it is still good."""
        entry: dict[str, Any] | None = self._known.get(edit.key)
        if entry is None or entry["source"] != source:
            return None
        if entry["ended"] in {"failed", "endless"}:
            same = tests is None or entry["test_print"] == tests.print_of(entry["test"])
        else:
            same = entry["whole"] == whole
        return Outcome(entry["ended"], entry["test"]) if same else None

    def add(self, edit: Edit, source: str, whole: str, ended: Outcome, test_print: str) -> None:
        """Keep an answer at once, so that a run that is broken off goes on where it was."""
        entry = {
            "change": edit.key,
            "source": source,
            "whole": whole,
            "ended": ended.ended,
            "test": ended.test,
        }
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({**entry, "test_print": test_print}, ensure_ascii=False) + "\n")


def main() -> int:
    """Measure the rooms asked for; 1 when a goal is missed or a change made by hand fits nowhere."""
    arguments = _arguments()
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PYTHONWARNDEFAULTENCODING", "1")
    refresh(ROOT, TREE)
    load_heavy()
    tallies: dict[tuple[str, str], Tally] = {}
    faults = 0
    for name in arguments.room.split(",") if arguments.room else ROOMS:
        room = ROOMS[name]
        hand, misfits = by_hand(TREE, name)
        if arguments.most < len(hand):
            hand = sample(hand, arguments.most, arguments.seed)
        faults += len(misfits)
        print(*(f"不再合适的手写改动：{text}" for text in misfits), sep="\n", end="")
        trial = _Trial(name, room, fresh=arguments.fresh, browser=arguments.browser)
        chosen = {"随机": sample(list(all_edits(TREE, room)), arguments.n, arguments.seed), "手写": hand}
        for kind, edits in chosen.items():
            if edits and (kind == "手写" or not arguments.hand):
                tallies[name, kind] = trial.all(kind, edits)
    _report(tallies, arguments.seed)
    return int(bool(faults) or any(tally.percent < GOALS[kind] for (_, kind), tally in tallies.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--room", default="", choices=["", *ROOMS], help="一个房间，不写就是全部")
    parser.add_argument("--n", type=int, default=30, help="每个房间随机取多少处")
    parser.add_argument("--most", type=int, default=1000, help="手写的最多取多少处，按种子抽")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hand", action="store_true", help="只做手写的")
    parser.add_argument("--fresh", action="store_true", help="不用以前的结果")
    parser.add_argument("--browser", action="store_true", help="练习脚本也用浏览器里的测试")
    return parser.parse_args()


class _Trial:
    """Tries the changes of one room."""

    def __init__(self, name: str, room: Room, *, fresh: bool, browser: bool) -> None:
        self._name = name
        self._room = room
        self._browser = browser
        self._scripts = name == "practice"
        self._tests = None if self._scripts else Tests(TREE, WORK, room)
        self._whole = self._tests.print_of_all if self._tests else _print_of_scripts(room, browser=browser)
        self._known = Known(WORK / f"{name}.jsonl", fresh=fresh)
        self._equivalent = equivalents()
        if self._scripts:
            _check_scripts(room)

    def all(self, kind: str, edits: list[Edit]) -> Tally:
        """What became of each."""
        tally = Tally()
        for edit in edits:
            tally.tried += 1
            if edit.key in self._equivalent:
                tally.equivalent += 1
                continue
            ended = self._one(edit)
            if ended.ended in {"passed", "late"}:
                tally.survivors.append(edit)
            else:
                tally.noticed += 1
            said = {
                "passed": "没有发现",
                "failed": "发现",
                "endless": "发现（不停）",
                "broken": "发现（测试装不进）",
                "late": "没有发现（机器太忙，没有等到）",
            }
            place = f"{kind} {tally.tried}/{len(edits)} {edit.file}:{edit.number}"
            print(f"{place} {said[ended.ended]} {ended.test}", flush=True)
        return tally

    def _one(self, edit: Edit) -> Outcome:
        path = TREE / edit.file
        source = digest(TREE, [path])
        known = self._known.get(edit, source, self._tests, self._whole)
        if known:
            return known
        original, times = path.read_bytes(), path.stat()
        while True:
            path.write_bytes(edit.changed(original))
            try:
                ended = self._run(edit)
            finally:
                path.write_bytes(original)
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            if (
                ended.ended == "late"
                or self._tests is None
                or not ended.test
                or self._tests.is_sound(ended.test)
            ):
                break
        test_print = self._tests.print_of(ended.test) if self._tests else ""
        if ended.ended != "late":
            self._known.add(edit, source, self._whole, ended, test_print)
        return ended

    def _run(self, edit: Edit) -> Outcome:
        if self._tests is None:
            ended = script_outcome(TREE, script_tests(TREE, edit), WORK)
            if ended.ended == "passed" and self._browser:
                ended = browser_outcome(TREE, self._room.browser, WORK)
            return ended
        first = self._tests.entering(edit)
        ended = outcome(TREE, first, WORK)
        others = {test: cost for test, cost in self._tests.touching(edit).items() if test not in first}
        return outcome(TREE, others, WORK) if ended.ended == "passed" and others else ended


def _check_scripts(room: Room) -> None:
    """Stop where a test of the scripts fails without any change: it would seem to notice everything."""
    ended = script_outcome(TREE, files_of(TREE, room.tests, "*.test.js"), WORK)
    if ended.ended != "passed":
        print(f"不改也通不过：{ended.test}，见 {(WORK / 'output.txt').relative_to(ROOT)}")
        sys.exit(2)


def _print_of_scripts(room: Room, *, browser: bool) -> str:
    files = files_of(TREE, (*room.tests, *(room.browser if browser else ())), "*.js")
    return digest(TREE, [TREE / name for name in files])


def _report(tallies: dict[tuple[str, str], Tally], seed: int) -> None:
    """The table, and the survivors in a form that can be judged and moved to ``equivalent.yaml``."""
    print(f"\n种子 {seed}\n\n| 房间 | 种类 | 试过 | 发现 | 没有发现 | 等价 | 比例 |")
    print("|---|---|---|---|---|---|---|")
    for (name, kind), tally in tallies.items():
        numbers = f"{tally.tried} | {tally.noticed} | {len(tally.survivors)} | {tally.equivalent}"
        print(f"| {name} | {kind} | {numbers} | {tally.percent:.0f}% |")
    parts = []
    for (name, kind), tally in tallies.items():
        for edit in tally.survivors:
            said = f"（{edit.means}）" if edit.means else ""
            comment = "\n".join(f"# {line}" for line in edit.diff(TREE).splitlines())
            fields = {key: getattr(edit, key) for key in (*PARTS, *["nth"] * (edit.nth > 0))}
            entry = yaml.safe_dump([{**fields, "why": ""}], allow_unicode=True, sort_keys=False, width=1000)
            parts.append(f"# {name} {kind} {edit.file}:{edit.number} {said}\n{comment}\n{entry}")
    (WORK / "survivors.yaml").write_text("\n".join(parts), encoding="utf-8")
    print(f"\n没有发现的 {len(parts)} 处，逐处写在 {(WORK / 'survivors.yaml').relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())

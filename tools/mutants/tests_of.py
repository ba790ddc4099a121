"""Which tests to run for a change, and the fingerprints that tell when an answer is out of date."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tools.mutants.edits import Edit
from tools.mutants.rooms import Room
from tools.mutants.runner import outcome, reach_of
from tools.mutants.tree import digest, files_of

_LONG = 90
"""Seconds of processor time given to tests that enter the file but not the function."""


class Tests:
    """The tests of a room, what each of them enters, learnt once and kept under ``build/mutants``."""

    def __init__(self, tree: Path, work: Path, room: Room) -> None:
        self._tree = tree
        self._work = work
        self._room = room
        self.files = files_of(tree, room.tests, "test_*.py")
        self._prints = {file: self._print(file) for file in self.files}
        self._tests: dict[str, dict[str, Any]] = {}
        self._sound: set[str] = set()
        for file in self.files:
            self._tests |= self._reach(file)
        if not self._tests:
            print(f"没有一项测试不改就通得过，见 {work / 'output.txt'}", flush=True)
            sys.exit(2)

    @property
    def print_of_all(self) -> str:
        """Changes when any test of the room, or what it uses, changes."""
        return "-".join(sorted(set(self._prints.values())))

    def print_of(self, test: str) -> str:
        """Changes when the file of this test, or what it uses, changes."""
        return self._prints.get(test.split("::", 1)[0], "")

    def is_sound(self, test: str) -> bool:
        """Whether a test that noticed passes by itself without the change; else it is left out."""
        if test not in self._sound:
            ended = outcome(self._tree, {test: self._tests[test]["seconds"]}, self._work)
            if ended.ended != "passed":
                print(f"  单独运行时不改也通不过，不用它：{test}", flush=True)
                del self._tests[test]
                return False
            self._sound.add(test)
        return True

    def entering(self, edit: Edit) -> dict[str, float]:
        """The tests that enter the function, with their cost; those of the file for what stands outside."""
        if edit.where == "<module>":
            return self.touching(edit)
        chosen = {}
        for test, entry in self._tests.items():
            names = entry["files"].get(edit.file, ())
            if any(name.replace(".<locals>", "").startswith(edit.where) for name in names):
                chosen[test] = entry["seconds"]
        return chosen or self.touching(edit)

    def touching(self, edit: Edit) -> dict[str, float]:
        """The cheapest tests that enter anything in the file; any test of the room when none does."""
        chosen = {
            test: entry["seconds"] for test, entry in self._tests.items() if edit.file in entry["files"]
        }
        chosen = chosen or {test: entry["seconds"] for test, entry in self._tests.items()}
        total, cheap = 0.0, {}
        for test, seconds in sorted(chosen.items(), key=lambda item: item[1]):
            total += seconds
            if total > _LONG:
                break
            cheap[test] = seconds
        return cheap

    def _print(self, file: str) -> str:
        folder = (self._tree / file).parent
        used = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith("test_")]
        data = self._tree / "tests" / "data" / folder.name
        used += [path for path in data.rglob("*") if path.is_file()]
        return digest(self._tree, {self._tree / file, *(path for path in used if path.suffix != ".pyc")})

    def _reach(self, file: str) -> dict[str, dict[str, Any]]:
        kept = self._work / "reach" / (re.sub(r"\W", "-", file) + ".json")
        known = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
        if known.get("print") != self._prints[file]:
            print(f"  看每个测试走到哪些函数：{file}", flush=True)
            known = {"print": self._prints[file], "tests": reach_of(self._tree, file, self._work)}
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        for test, entry in known["tests"].items():
            if entry["failed"]:
                print(f"  不改也通不过，不用它：{test}", flush=True)
        return {test: entry for test, entry in known["tests"].items() if not entry["failed"]}


def script_tests(tree: Path, edit: Edit) -> list[str]:
    """The node tests that load the script, the one of its own name first."""
    part = Path(edit.file).stem
    texts = {
        path: path.read_text(encoding="utf-8") for path in sorted((tree / "tests/practice").glob("*.js"))
    }
    loaded = {
        path.stem: set(re.findall(r'"([\w-]+)"', " ".join(re.findall(r"load(?:Into)?\(([^)]*)\)", text))))
        | ({part} if "practice_script.py" in text else set())
        for path, text in texts.items()
    }
    chosen = []
    for path, text in texts.items():
        if path.name.endswith(".test.js"):
            helpers = [name for name in loaded if f'"./{name}"' in text or f'"./{name}.js"' in text]
            if part in set().union(loaded[path.stem], *(loaded[name] for name in helpers)):
                chosen.append(path.relative_to(tree).as_posix())
    return sorted(chosen, key=lambda name: not Path(name).name.startswith(part))

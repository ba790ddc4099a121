"""What somebody may plant in an exam folder to make a command do harm, hang or break off."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

Plant = Callable[[Path], object]
OUTSIDE = "outside"
"""A folder beside the exam with ``x`` and ``y``, which nothing may touch."""

FIVE_THOUSAND = 5000


def plan(exam: Path, data: Any) -> None:
    """A decided change with this plan and a file ``x`` to be put somewhere."""
    files = exam / ".pending" / "files"
    files.mkdir(parents=True)
    (files / "x").write_text("planted", encoding="utf-8")
    text = data if isinstance(data, str) else json.dumps(data)
    (exam / ".pending" / "plan.json").write_text(text, encoding="utf-8")


def _plan(**parts: Any) -> Plant:
    whole = {"files": [], "keep": {}, "lines": [], "remove": [], **parts}
    return lambda exam: plan(exam, whole)


def _raw(text: Any) -> Plant:
    return lambda exam: plan(exam, text)


def linked_plan(exam: Path) -> None:
    """The plan is a link to a file outside."""
    outside = exam.parent / OUTSIDE / "plan.json"
    outside.write_text('{"files":[],"keep":{},"lines":[],"remove":["scores.jsonl"]}', encoding="utf-8")
    (exam / ".pending").mkdir()
    (exam / ".pending" / "plan.json").symlink_to(outside)


def linked_pending(exam: Path) -> None:
    """The whole folder of the change is a link."""
    plan(exam.parent / OUTSIDE, {"files": [], "keep": {}, "lines": [], "remove": ["scores.jsonl"]})
    (exam / ".pending").symlink_to(exam.parent / OUTSIDE / ".pending")


def linked_file_of_plan(exam: Path) -> None:
    """What is to be put in place is a link to a file outside."""
    plan(exam, {"files": ["analysis.html"], "keep": {}, "lines": [], "remove": []})
    (exam / ".pending" / "files" / "analysis.html").symlink_to(exam.parent / OUTSIDE / "x")


def plan_through_link(exam: Path) -> None:
    """The plan's own names are plain, but one leads through a link out of the folder."""
    (exam / "cards").rename(exam / "cards-2")
    (exam / "cards").symlink_to(exam.parent / OUTSIDE)
    plan(exam, {"files": [], "keep": {}, "lines": [], "remove": ["cards/x"]})


def plan_is_folder(exam: Path) -> None:
    """The plan is a folder."""
    (exam / ".pending" / "plan.json").mkdir(parents=True)


def plan_is_pipe(exam: Path) -> None:
    """The plan is a pipe."""
    (exam / ".pending").mkdir()
    os.mkfifo(exam / ".pending" / "plan.json")


def pending_is_file(exam: Path) -> None:
    """The change is a file."""
    (exam / ".pending").write_text("x", encoding="utf-8")


def forged_lines(exam: Path) -> None:
    """The plan would add a line to the ledger that nobody wrote."""
    last = json.loads((exam / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    line = {**last, "act": "purged", "seq": last["seq"] + 1, "prev": last["hash"]}
    plan(exam, {"files": [], "keep": {}, "lines": [line], "remove": []})


PLANS: dict[str, Plant] = {
    "plan-out": _plan(files=["../outside/x"], remove=["../outside/y"]),
    "plan-keep-out": _plan(keep={"scores.jsonl": "../outside/z"}),
    "plan-keep-in": _plan(keep={"../outside/x": "history/0009/scores.jsonl"}),
    "plan-deep-out": _plan(remove=["history/../../outside/y"]),
    "plan-nul": _plan(files=["a\0b"]),
    "plan-dot": _plan(remove=["."]),
    "plan-empty-name": _plan(remove=[""]),
    "plan-backslash": _plan(remove=["..\\outside\\y"]),
    "plan-drive": _plan(remove=["C:\\x"]),
    "plan-hidden": _plan(remove=[".quizgen.lock"]),
    "plan-key": _plan(remove=["secret.key"]),
    "plan-questions": _plan(files=["questions.jsonl"]),
    "plan-ledger": _plan(files=["ledger.jsonl"]),
    "plan-papers": _plan(remove=["papers/001.pdf"]),
    "plan-folder": _plan(remove=["cards"]),
    "plan-lines-3": _raw({"lines": 3}),
    "plan-no-object": _raw([1, 2]),
    "plan-null": _raw("null"),
    "plan-not-json": _raw("{"),
    "plan-not-utf8": _raw("\udcff".encode("utf-16", "surrogatepass").hex()),
    "plan-deep": _raw("[" * 100_000),
    "plan-wrong-types": _raw({"files": "x", "keep": [], "lines": {}, "remove": 7}),
    "plan-names-are-numbers": _raw({"files": [1], "keep": {}, "lines": [], "remove": []}),
    "plan-unknown-key": _raw({"files": [], "keep": {}, "lines": [], "remove": [], "run": "x"}),
    "plan-empty": _raw(""),
    "plan-line-of-nothing": _raw({"files": [], "keep": {}, "lines": [{}], "remove": []}),
    "plan-forged-lines": forged_lines,
    "plan-is-link": linked_plan,
    "plan-is-folder": plan_is_folder,
    "plan-is-pipe": plan_is_pipe,
    "pending-is-link": linked_pending,
    "pending-is-file": pending_is_file,
    "plan-file-is-link": linked_file_of_plan,
    "plan-through-link": plan_through_link,
}
"""Changes that no command may carry out."""


def absolute(exam: Path) -> None:
    """A plan with absolute names."""
    outside = exam.parent / OUTSIDE
    plan(exam, {"files": [str(outside / "x")], "keep": {}, "lines": [], "remove": [str(outside / "y")]})


PLANS["plan-absolute"] = absolute


def replaced(name: str, make: Plant) -> Plant:
    """A file of the exam with something else under its name."""

    def act(exam: Path) -> None:
        (exam / name).unlink(missing_ok=True)
        make(exam / name)

    return act


def make_socket(path: Path) -> None:
    """A socket; its name may only be short, so it is made from its own folder."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def link_out(path: Path) -> None:
    """A link to a file outside."""
    path.symlink_to(f"../{OUTSIDE}/x")


def broken_link(path: Path) -> None:
    """A link to nothing."""
    path.symlink_to("nowhere")


def crowd(exam: Path) -> None:
    """Five thousand files that do not belong there."""
    for number in range(FIVE_THOUSAND):
        (exam / f"{number:04d}.tmp").touch(0o600)


def circle(exam: Path) -> None:
    """A link to the folder itself."""
    (exam / "papers" / "again").symlink_to("..")


def strange_names(exam: Path) -> None:
    """Names that would move a cursor, end a line or turn the direction of writing."""
    for name in ("a\nb", "\x1b[2J", "\u202egpj.exe", "-rf", "$(x)", "'", '"', "　", os.fsdecode(b"\xff\xfe")):
        (exam / name).touch(0o600)


def history_outside(exam: Path) -> None:
    """The history lies outside; a link leads there."""
    (exam / "history").rename(exam.parent / OUTSIDE / "history")
    (exam / "history").symlink_to(f"../{OUTSIDE}/history")


THINGS: dict[str, Plant] = {
    **{
        f"{name}-is-{kind}": replaced(name, make)
        for name in (
            "exam.yaml",
            "roster.csv",
            "questions.jsonl",
            "forms.jsonl",
            "answers.csv",
            "scores.jsonl",
        )
        for kind, make in (("pipe", os.mkfifo), ("link", link_out), ("broken", broken_link))
    },
    **{
        f"{name}-is-{kind}": replaced(name, make)
        for name in (
            "ledger.jsonl",
            "manifest.jsonl",
            "secret.key",
            "scores.sig",
            ".quizgen.lock",
            "marks.xlsx",
        )
        for kind, make in (("pipe", os.mkfifo), ("socket", make_socket), ("folder", Path.mkdir))
    },
    "crowd": crowd,
    "circle": circle,
    "names": strange_names,
    "lock": lambda exam: (exam / ".quizgen.lock").write_text("1", encoding="ascii"),
    "lock-of-nobody": lambda exam: (exam / ".quizgen.lock").write_bytes(b"\xff\0"),
    "draft": lambda exam: (exam / ".scores.jsonl.12345678.part").write_text("x", encoding="ascii"),
    "draft-is-folder": lambda exam: (exam / ".scores.jsonl.12345678.part").mkdir(),
    "draft-is-link": lambda exam: link_out(exam / ".scores.jsonl.12345678.part"),
    "undecided": lambda exam: (exam / ".pending.12345678.new" / "files").mkdir(parents=True),
    "undecided-is-link": lambda exam: (exam / ".pending.12345678.new").symlink_to(f"../{OUTSIDE}"),
    "undecided-other-name": lambda exam: (exam / ".pending.x").mkdir(),
    "history-is-link": history_outside,
    "hard-link": lambda exam: (exam.parent / OUTSIDE / "scores").hardlink_to(exam / "scores.jsonl"),
    "deep-json": lambda exam: (exam / "forms.jsonl").write_text(
        "[" * 100_000 + '"code":"A"}', encoding="ascii"
    ),
    "list-of-forms": lambda exam: (exam / "forms.jsonl").write_text(
        '["code":"A"]\n[1,{"code":"A"}\n', encoding="ascii"
    ),
    "deep-yaml": lambda exam: (exam / "exam.yaml").write_text("a: " + "[" * 100_000, encoding="ascii"),
    "wide-yaml": lambda exam: (exam / "exam.yaml").write_text("a: &a [b]\nc: [*a, *a]\n", encoding="ascii"),
    "deep-answers": lambda exam: (exam / "answers.jsonl").write_text("[" * 100_000, encoding="ascii"),
    "deep-scores": lambda exam: (exam / "scores.jsonl").write_text("[" * 100_000, encoding="ascii"),
    "deep-ledger": lambda exam: (exam / "ledger.jsonl").write_text("[" * 100_000 + "\n", encoding="ascii"),
    "deep-manifest": lambda exam: (exam / "manifest.jsonl").write_text(
        "[" * 100_000 + "\n", encoding="ascii"
    ),
    "manifest-out": lambda exam: (exam / "manifest.jsonl").write_text(
        '{"file":"../outside/x","sha256":"0","printer":"x"}\n{"file":"/etc/passwd","sha256":"0","printer":"x"}\n'
        '{"file":"a\\u0000b","sha256":"0","printer":"x"}\n',
        encoding="ascii",
    ),
    "manifest-list": lambda exam: (exam / "manifest.jsonl").write_text("[1]\n3\n", encoding="ascii"),
    "short-key": lambda exam: (exam / "secret.key").write_text("00", encoding="ascii"),
    "empty-scores": lambda exam: (exam / "scores.jsonl").write_bytes(b""),
    "empty-ledger": lambda exam: (exam / "ledger.jsonl").write_bytes(b""),
}
"""Other things that may lie there."""

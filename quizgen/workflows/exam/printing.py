"""Printing in worker processes: each keeps one printer and one exam folder open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from quizgen.errors import AlreadyExists, Problem
from quizgen.files.safe import write_new
from quizgen.files.text import read_bytes
from quizgen.model.exam import Form
from quizgen.model.rules.exam import V009
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.manifest import BuiltFile
from quizgen.records.names import FileSpec
from quizgen.render.paper.composed import Paper, compose
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.products import number_digits, print_file, printer_name
from quizgen.workflows.processes import QUEUED_PER_WORKER, Jobs, leave_interrupts, starting_processes

T = TypeVar("T")
R = TypeVar("R")

FormOf = Callable[[FormLine], Form]
"""Reads the form of a line, or has it still."""


@dataclass(frozen=True, slots=True)
class PrintTask:
    """The files to print of one form; ``serial`` is its place in the exam, from 1.

    ``acts``: people are printed as they were recorded after so many acts about them.
    """

    form: FormLine
    serial: int
    specs: tuple[FileSpec, ...]
    acts: int = 0


@dataclass(frozen=True, slots=True)
class Printed:
    """Files that are on disk now, with what stood in the way of others."""

    built: tuple[BuiltFile, ...]
    problems: tuple[Problem, ...] = ()


def run_tasks(
    function: Callable[[T], R],
    tasks: Sequence[T],
    folder: Path,
    jobs: Jobs,
    font_paths: tuple[Path, ...],
) -> Iterator[R]:
    """Run tasks in printing processes (in this one when that is enough), results as they come.

    The queue is short, so that memory stays flat and an interrupt loses seconds at most.
    """
    processes = jobs.processes_for(len(tasks))
    if processes <= 1:
        _Worker.current = _Worker(folder, font_paths)
        for task in tasks:
            yield function(task)
        return
    executor = ProcessPoolExecutor(processes, get_context("spawn"), _start_worker, (folder, font_paths))
    try:
        waiting: set[Future[R]] = set()
        for task in tasks:
            with starting_processes():
                waiting.add(executor.submit(function, task))
            if len(waiting) >= processes * QUEUED_PER_WORKER:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        for future in waiting:
            yield future.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


class _Worker:
    """What a printing process keeps between tasks."""

    current: _Worker

    def __init__(self, folder: Path, font_paths: tuple[Path, ...]) -> None:
        self.folder = ExamFolder(folder)
        self.printer = Printer(font_paths)
        self.digits = number_digits(self.folder.roster)

    def files(self, task: PrintTask) -> Iterator[tuple[str, bytes]]:
        """Every file of a task, printed."""
        paper = compose_form(self.folder, task.form.form(), task.acts)
        late = (paper.candidate,) if paper.candidate and task.form in self.folder.late_lines else ()
        digits = number_digits((*self.folder.roster, *late)) if late else self.digits
        for spec in task.specs:
            yield from print_file(spec, paper, task.serial, digits, self.printer).items()


def _start_worker(folder: Path, font_paths: tuple[Path, ...]) -> None:
    """Only the parent decides when to stop."""
    leave_interrupts()
    _Worker.current = _Worker(folder, font_paths)


def this_worker() -> tuple[Path, Printer]:
    """The exam folder with the printer of the process that a task runs in."""
    return _Worker.current.folder.path, _Worker.current.printer


def compose_form(folder: ExamFolder, form: Form, acts: int) -> Paper:
    """A form composed from the frozen questions, its candidate as recorded after so many acts."""
    candidate = folder.people_at(acts).known.get(form.candidate or "")
    return compose(folder.exam, form, folder.questions, candidate, folder.picture)


def print_task_files(task: PrintTask) -> Printed:
    """Print the files of a task into the folder; runs in a worker."""
    worker = _Worker.current
    built: list[BuiltFile] = []
    problems: list[Problem] = []
    for name, data in worker.files(task):
        problem = put_file(worker.folder.path, name, data)
        if problem is None:
            built.append(built_file(name, data, task.acts))
        else:
            problems.append(problem)
    return Printed(tuple(built), tuple(problems))


def print_task_digests(task: PrintTask) -> dict[str, str]:
    """Print the files of a task without writing them: their names with the SHA-256 of their bytes."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in _Worker.current.files(task)}


def built_file(name: str, data: bytes, acts: int) -> BuiltFile:
    """The manifest's line for a file."""
    return BuiltFile(name, hashlib.sha256(data).hexdigest(), printer_name(), acts=acts)


def put_file(folder: Path, name: str, data: bytes) -> Problem | None:
    """Write a file; one left behind by an interrupted build must be identical."""
    try:
        write_new(folder / name, data)
    except AlreadyExists:
        if read_bytes(folder / name) != data:
            return Problem(
                str(folder / name),
                None,
                V009.id,
                "已有一个内容不同的同名文件，没有覆盖",
                "移走它，再运行一次",
            )
    return None

"""How problems, tables and progress look in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from quizgen.errors import Problem

console = Console(highlight=False)
"""Where tables go; text that must not be wrapped goes through ``click.echo``."""

_errors = Console(stderr=True, highlight=False)


def show_problems(problems: Sequence[Problem], *, as_json: bool = False) -> None:
    """Print every fault, one a line, in the order of files and lines; or all as JSON (docs/dev/json.md)."""
    if as_json:
        show_json({"problems": [problem.as_dict() for problem in problems]})
        return
    for problem in problems:
        click.echo(str(problem))


def show_notes(notes: Sequence[Problem]) -> None:
    """Print what is no fault but should be known, one a line."""
    for note in notes:
        click.echo(f"提示：{note}")


def show_json(value: Any) -> None:
    """Print a value for machines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; a cell that is a number stands to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    body = [[str(cell) for cell in row] for row in rows]
    for index, head in enumerate(heads):
        numeric = bool(body) and all(_is_number(row[index]) for row in body)
        table.add_column(head, justify="right" if numeric else "left", overflow="fold")
    for row in body:
        table.add_row(*row)
    console.print(table)


def _is_number(text: str) -> bool:
    return text.strip().rstrip("%").replace(".", "", 1).replace("-", "", 1).isdigit() or text in {"", "—"}


@contextmanager
def progress(title: str, total: int) -> Iterator[Progress]:
    """A progress bar on the error stream (nothing is drawn when that is not a terminal)."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_errors,
        disable=not _errors.is_terminal,
    )
    with bar:
        bar.add_task(title, total=total)
        yield bar

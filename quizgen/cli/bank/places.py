"""The options that every command about banks has: which banks, which register, figures for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from quizgen.cli.terminal.places import BANK, banks_or_default, cache_folder, knowledge_near
from quizgen.workflows.bank import BankPlaces

_PATH = click.Path(path_type=Path)
_F = TypeVar("_F", bound=Callable[..., Any])


def bank_places(command: _F) -> _F:
    """The options that say where to read."""
    bank = click.option(
        "--bank", "banks", metavar="题库", type=_PATH, multiple=True, help="题库（默认 question_bank）"
    )
    knowledge = click.option(
        "--knowledge", metavar="目录", type=_PATH, help="知识库的数据文件夹（默认 docs/_data，有就用）"
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
    return bank(knowledge(as_json(command)))


def read_from(banks: Sequence[Path], knowledge: Path | None) -> BankPlaces:
    """Where to read, with what is found when nothing is said."""
    found = banks_or_default(banks)
    topics = BANK / "topics.yaml"
    return BankPlaces(
        banks=found,
        knowledge=knowledge_near(found, knowledge),
        default_topics=topics if topics.is_file() else None,
        cache=cache_folder(),
    )

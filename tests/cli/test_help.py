"""Every help page: in Chinese, within 80 columns, with an example that is right."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from quizgen.cli.terminal.chinese import Command, CommandGroup
from quizgen.markup.width import columns
from tools.walk_commands import every_command

ROOT = Path(__file__).parents[2]
COMMANDS = list(every_command())
every_page = pytest.mark.parametrize("context", COMMANDS, ids=[context.command_path for context in COMMANDS])


def page(context: click.Context) -> list[str]:
    return context.command.get_help(context).splitlines()


def test_the_walk_finds_the_groups_and_their_commands() -> None:
    paths = {context.command_path for context in COMMANDS}
    assert {"quizgen", "quizgen bank check", "quizgen knowledge show", "quizgen exam build"} <= paths


@every_page
def test_a_page_fits_in_80_columns(context: click.Context) -> None:
    assert [line for line in page(context) if columns(line) > 80] == []


@every_page
def test_a_page_is_in_chinese(context: click.Context) -> None:
    lines = page(context)
    assert lines[0].startswith(f"用法：{context.command_path}")
    assert re.search(r"[\u4e00-\u9fff]{2}", lines[2])
    assert not re.search(r"Usage|Options|Commands|Show this|default|required", "\n".join(lines))


@every_page
def test_every_option_is_explained(context: click.Context) -> None:
    for param in context.command.get_params(context):
        if isinstance(param, click.Option) and not param.hidden:
            assert re.search(r"[\u4e00-\u9fff]{2}", param.help or ""), param.name


@every_page
def test_a_page_has_an_example_that_the_command_understands(context: click.Context) -> None:
    assert isinstance(context.command, Command | CommandGroup)
    assert "示例：" in page(context)
    assert_understood(context.command.example)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/_data/README.md"])
def test_a_page_for_people_shows_commands_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    shown = re.findall(r"^(?:\$ )?(quizgen .*)$|`(quizgen [^`|]*)`", text, re.MULTILINE)
    assert shown
    assert_understood("\n".join(line or inline for line, inline in shown))


def assert_understood(example: str) -> None:
    """Every line calls a command that exists with options that it has."""
    for line in example.replace("\\\n", " ").splitlines():
        command, rest = resolve(shlex.split(line.partition("|")[0]))
        assert not isinstance(command.command, click.Group) or line.endswith(command.command_path), line
        for word in rest:
            if word.startswith("--"):
                assert word in options_of(command), f"{line}: {word}"


def resolve(words: list[str]) -> tuple[click.Context, list[str]]:
    """The command that an example line calls, with the words after its name."""
    by_path = {context.command_path: context for context in COMMANDS}
    assert words[0] == "quizgen"
    length = max(count for count in range(1, len(words) + 1) if " ".join(words[:count]) in by_path)
    return by_path[" ".join(words[:length])], words[length:]


def options_of(context: click.Context) -> set[str]:
    return {name for param in context.command.get_params(context) for name in param.opts}

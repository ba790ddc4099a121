"""A group whose commands live in modules that are loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from quizgen.cli.chinese import CommandGroup


class LazyGroup(CommandGroup):
    """``elsewhere`` maps names of commands to ``module:attribute``; they come after the group's own."""

    def __init__(self, *args: Any, elsewhere: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._elsewhere = dict(elsewhere)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which the work is done."""
        own = [name for name in self.commands if name not in self._elsewhere]
        return [*own, *self._elsewhere] if ctx else own

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module loaded."""
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._elsewhere[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table is ours
        return command

"""Every command of the command line, from the root down."""

from __future__ import annotations

from collections.abc import Iterator

import click

from quizgen.cli.main import root


def every_command() -> Iterator[click.Context]:
    """A context for the root, each group, each command, in the order of the help pages."""
    yield from _below(click.Context(root, info_name="quizgen", **root.context_settings))


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _below(
                    click.Context(child, info_name=name, parent=context, **child.context_settings)
                )

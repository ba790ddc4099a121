"""Names that have to be written by hand, told in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from quizgen.workflows.exam.names_by_hand import REMEDY, ByHand


def show_by_hand(left: Sequence[ByHand]) -> None:
    """Say which names have to be written by hand, with what helps; nothing when there are none."""
    for one in left:
        click.echo(f"提示：{one}")
    if left:
        click.echo(REMEDY)

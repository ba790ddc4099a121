"""``quizgen bank enemies``: pairs of questions that give each other away, listed or written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from quizgen.cli.bank.places import bank_places, read_from
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_json, show_problems
from quizgen.errors import shown
from quizgen.files.shell import command_line
from quizgen.workflows.bank_enemies import Proposals, propose_enemies

FAULTS = 1


@click.command(cls=Command, example="quizgen bank enemies\nquizgen bank enemies question_bank --write")
@click.argument("paths", metavar="[题库]...", type=click.Path(path_type=Path), nargs=-1)
@click.option("--write", is_flag=True, help="写进题库文件的 enemies；不加只列出，不改任何文件")
@bank_places
def enemies(
    paths: tuple[Path, ...],
    write: bool,  # noqa: FBT001 - a click flag
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """找出互相泄露答案、又没有写成互斥（enemies）的题。

    一题的题干、选项、案例正文里印着另一题的答案，同卷就等于送分。加 --write 把每一对写进印出答案的那一题的
    enemies，抽题时就不会同卷；只添这一处，文件的其余部分一个字也不动，再运行一次什么也不改。
    不必互斥的，改写题目，或者写进去以后再从 enemies 里删去（下次还会列出来）。
    """
    places = read_from((*paths, *banks), knowledge)
    found = propose_enemies(places, write=write)
    if as_json:
        show_json(
            {
                "pairs": [asdict(leak) for leak in found.leaks],
                "files": list(found.files),
                "problems": [problem.as_dict() for problem in found.problems],
            }
        )
        return FAULTS if found.problems else 0
    show_problems(found.problems)
    for leak in found.leaks:
        click.echo(shown(f"{leak.shows} → {leak.asks}：印着“{leak.text}”，答案是“{leak.key}”"))
    _sum_up(found, command_line("quizgen", "bank", "enemies", *places.banks, "--write"), write=write)
    return FAULTS if found.problems else 0


def _sum_up(found: Proposals, command: str, *, write: bool) -> None:
    sources = Counter(leak.asks.partition("-")[0] for leak in found.leaks)
    listed = "、".join(f"{source} {count}" for source, count in sorted(sources.items()))
    if not found.leaks:
        click.echo("没有互相泄露而没有写成互斥的题。")
    elif found.problems:
        click.echo("有的题读不了，没有写；请先照上面改正。")
    elif write:
        click.echo(f"{len(found.leaks)} 对（{listed}）已写进 enemies，改了 {len(found.files)} 个文件。")
    else:
        click.echo(f"共 {len(found.leaks)} 对（按被泄露的题计：{listed}）。写进 enemies：{command}")

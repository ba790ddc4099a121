"""``quizgen bank export``: a bank as a file of another program, with everything it loses told before."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.cli.bank.places import bank_places, read_from
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_json
from quizgen.errors import AlreadyExists, Problem
from quizgen.interchange.formats import ExportFormat
from quizgen.model.rules.exchange import D501, D519
from quizgen.workflows.bank_export import READY, ExportOrder, plan_export, write_export

_PATH = click.Path(path_type=Path)
_ONE_BY_ONE = frozenset((D501.id, D519.id))
"""Questions that are not in the file are always told one by one."""


@click.command(
    cls=Command,
    example="""quizgen bank export --as excel --to 题库.xlsx
quizgen bank export --as word --to 题库.docx --no-answers
quizgen bank export --as moodle --to 题库.xml
quizgen bank export --as gift --to 明责.gift --topic 明责 --losses""",
)
@click.option(
    "--as",
    "form",
    metavar="格式",
    required=True,
    type=click.Choice([form.value for form in READY]),
    help="excel、word、text 能改、能读回来；moodle（XML）、gift（文本）、qti（2.2 包）、anki（卡片）",
)
@click.option("--to", "out", metavar="文件", required=True, type=_PATH, help="写成这个文件，已有的不会覆盖")
@click.option("--topic", metavar="专题", help="只要这个专题，如 明责 或 明责/责任清单")
@click.option("--no-answers", "bare", is_flag=True, help="不写答案和解析（excel、word、text）")
@click.option("--sealed", is_flag=True, help="连保密的题（pool: exam）也写出")
@click.option("--losses", "every", is_flag=True, help="逐题列出写不进去的东西；不加只列每样几题")
@click.option("--preview", is_flag=True, help="只说写不进去什么，不写文件")
@bank_places
def export(  # noqa: PLR0913, PLR0917 - one parameter an option
    form: str,
    out: Path,
    topic: str | None,
    bare: bool,  # noqa: FBT001 - a click flag
    sealed: bool,  # noqa: FBT001 - a click flag
    every: bool,  # noqa: FBT001 - a click flag
    preview: bool,  # noqa: FBT001 - a click flag
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> None:
    """把题库写成别的程序的文件，先说明什么写不进去。

    编号跟着题走，改好的文件可以用 bank import --update 读回来。文件只有本人可读。
    """
    if out.exists() and not preview:
        raise AlreadyExists(out)
    places = read_from(banks, knowledge)
    now = int(datetime.datetime.now(datetime.UTC).timestamp())
    order = ExportOrder(places, out, ExportFormat(form), topic, not bare, sealed, now)
    export = plan_export(order)
    if not as_json:
        _show(export.losses, every=every)
    if not preview:
        write_export(export)
    if as_json:
        show_json(
            {
                "file": None if preview else str(out),
                "questions": export.written,
                "left_out": export.left_out,
                "losses": [problem.as_dict() for problem in export.losses],
            }
        )
    else:
        click.echo(f"{'可以写出' if preview else f'已写入 {out}，共'} {export.written} 题。")


def _show(losses: Sequence[Problem], *, every: bool) -> None:
    """Every loss, or how many questions have it."""
    for one in losses:
        if every or one.rule in _ONE_BY_ONE:
            where = f"{one.where}：" if one.where else ""
            click.echo(f"[{one.rule}] {where}{one.message}")
    if every:
        return
    counted = Counter((one.rule, one.message) for one in losses if one.rule not in _ONE_BY_ONE)
    for (rule, message), times in counted.items():
        click.echo(f"[{rule}] {times} 题：{message}")
    if counted:
        click.echo("加 --losses 逐题列出。")

"""``quizgen roster``: a table of people looked at, written down as a roster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command, CommandGroup
from quizgen.cli.terminal.places import bank_near
from quizgen.cli.terminal.present import show_table
from quizgen.cli.terminal.values import TITLE
from quizgen.errors import ContentFaults, Problem
from quizgen.files.shell import command_line
from quizgen.model.names import number_fault
from quizgen.model.rules.roster import DOUBTFUL
from quizgen.records.roster import RosterRead
from quizgen.records.roster_heads import COLUMNS
from quizgen.workflows.roster import RosterOrder, look_at_roster, write_roster

_PATH = click.Path(path_type=Path)
_FIRST = 8
"""So many people are shown."""


@click.group(cls=CommandGroup, example="quizgen roster read 参考人员.xlsx")
def roster() -> None:
    """考生名册：读懂各种人员表，整理成组卷用的名册。"""


def _first_number(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    if text is None:
        return None
    fault = number_fault(text) or ("" if text[-1].isdigit() else "要以数字结尾，才能往下数")
    if fault:
        message = f"“{text}”不能作第一个编号：{fault}。"
        raise click.BadParameter(message)
    return text


@roster.command(
    cls=Command,
    example="""quizgen roster read 参考人员.xlsx
quizgen roster read 参考人员.xlsx --to 名册.csv
quizgen roster read 参考人员.xlsx --sheet 参考人员 --number-from 2026001 \\
  --to 机关名册.csv""",
)
@click.argument("file", metavar="文件", type=_PATH)
@click.option("--to", metavar="名册", type=_PATH, help="写成这个文件（CSV UTF-8）；不写则只看不写")
@click.option("--sheet", metavar="工作表", type=TITLE, help="读哪一张；不写则读唯一像名册的那张")
@click.option(
    "--number-from",
    metavar="编号",
    callback=_first_number,
    help="没有编号的人依次编号，从这个开始，如 2026001",
)
@click.option(
    "--bank",
    "banks",
    metavar="题库",
    type=_PATH,
    multiple=True,
    help="列名也认这个题库 bank.yaml 里的用语（默认 question_bank）",
)
def read(
    file: Path, to: Path | None, sheet: str | None, number_from: str | None, banks: tuple[Path, ...]
) -> None:
    """读一份人员表，显示读成了什么，整理成名册。

    可以是 .xlsx、.xls、.ods、.csv、.txt。上面有标题、表头占两行、列名不同（工号、准考证号、工作单位、岗位）
    都可以；只取编号、姓名、单位、职务，别的列不读，身份证号、手机号这样的列不显示也不写出。合计、落款、空行跳过，逐项说明。

    有错就一次全部列出，什么也不写；已有的文件不会被覆盖。
    """
    found = look_at_roster(RosterOrder(file, to, sheet, number_from, banks or bank_near()))
    _preview(file, found)
    if found.problems:
        raise ContentFaults(found.problems)
    if to is None:
        words = ("quizgen", "roster", "read", file, *(("--sheet", sheet) if sheet else ()))
        more = ("--number-from", number_from) if number_from else ()
        click.echo(f"只看了一遍，没有写文件。写成名册：{command_line(*words, *more, '--to', '名册.csv')}")
        return
    write_roster(found, to)
    click.echo(f"已写入 {to}；组卷时用 --roster {command_line(to)}。")


def _preview(file: Path, found: RosterRead) -> None:
    place = f"{file} 的工作表“{found.sheet}”" if found.sheet else str(file)
    click.echo(f"{place}：读懂 {len(found.people)} 人。")
    other = [f"{name} ← {head}" for name, head in found.heads.items() if head != name]
    if other:
        click.echo(f"列：{'，'.join(other)}")
    if found.people:
        shown = found.people[:_FIRST]
        count = f"前 {len(shown)} 人" if len(shown) < len(found.people) else "全部"
        rows = ((one.number, one.name, one.unit, one.post) for one in shown)
        show_table(f"{count}读成", COLUMNS, rows)
    _show("没有读的、改写的：", [one for one in found.notes if one.rule not in DOUBTFUL])
    _show("请核对：", [one for one in found.notes if one.rule in DOUBTFUL])
    if found.problems:
        click.echo("要改正：")


def _show(title: str, notes: Sequence[Problem]) -> None:
    if notes:
        click.echo(title)
    for note in notes:
        hint = f"（{note.hint}）" if note.hint else ""
        click.echo(f"  [{note.rule}] {note.message}{hint}")

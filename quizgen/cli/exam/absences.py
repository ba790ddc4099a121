"""``quizgen exam absences``: who came, from the sign-in sheets of the rooms."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_problems
from quizgen.cli.terminal.values import NAME
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.files.shell import command_line
from quizgen.model.answers import ENTERED_STATES, Attendance
from quizgen.workflows.after.absences import Absences, record_absences
from quizgen.workflows.after.noting import AfterOrder

FAULTS = 1
_NAMED = 20


@click.command(
    cls=Command,
    example="""quizgen exam absences exams/2026-autumn 签到表.xlsx --by 张三
quizgen exam absences exams/2026-autumn 各考场/ --by 张三""",
)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", metavar="签到表...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
def absences(folder: Path, files: tuple[Path, ...], by: str | None, sign_key: Path | None) -> int:
    """从各考场填好的签到表读出谁到考、谁缺考。

    签到表是 exam pack 生成的，或有“编号、姓名、到考情况（或签名）”的表格：.xlsx、.ods、.xls、.csv，一个考场
    一个文件，或一个考场一张工作表；写文件夹就读里面名字带“签到表”的。到考情况填 到考、缺考、违纪、作废；
    空着而有签名的算到考。有一处说不清就什么也不记，一次列出全部。以后登记表里状态空着的，照签到表记缺考；
    登记与签到表矛盾的，列出来，人来查清。
    """
    order = AfterOrder(folder, named_stamp(by), existing_key(sign_key, folder))
    done = record_absences(order, files)
    show_problems(done.problems)
    for note in done.notes:
        click.echo(f"提示 {note}")
    said = [f"到考 {done.counts[Attendance.SAT]} 人"]
    said += [f"{one.value} {done.counts[one]} 人" for one in ENTERED_STATES[1:] if done.counts[one]]
    click.echo(f"已记入台账：{'，'.join(said)}。")
    if done.absent:
        click.echo(f"缺考：{_some(done.absent)}")
    if done.unlisted:
        click.echo(f"还没有签到表的 {len(done.unlisted)} 人：{_some(done.unlisted)}")
    _next(done, folder)
    click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")
    return FAULTS if done.problems else 0


def _next(done: Absences, folder: Path) -> None:
    if done.problems:
        click.echo(f"登记与签到表有 {len(done.problems)} 处对不上，查清以前这些人不评分。")
    if done.signed:
        click.echo("成绩已经签名；有人的状态变了，改正登记表，重新阅卷一次：")
        click.echo(f"  {command_line('quizgen', 'exam', 'mark', folder, '--reason', '原因')}")
    elif not done.entered:
        click.echo(f"登记：{command_line('quizgen', 'exam', 'entry', folder)}")


def _some(numbers: tuple[str, ...]) -> str:
    return "、".join(numbers[:_NAMED]) + (" 等" if len(numbers) > _NAMED else "")

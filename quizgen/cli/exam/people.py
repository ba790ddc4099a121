"""``quizgen exam add``, ``amend``, ``withdraw``: who sits the exam, changed with a name and a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.values import NAME, REASON
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.files.shell import command_line
from quizgen.model.exam import Candidate
from quizgen.model.ledger import ACT_TITLES, Act
from quizgen.model.people import PersonAct
from quizgen.workflows.day.people import (
    Amendment,
    DayResult,
    Newcomer,
    add_people,
    amend_person,
    withdraw_person,
)
from quizgen.workflows.day.written import DayOrder

_FOLDER = click.Path(path_type=Path, file_okay=False)
_folder = click.argument("folder", metavar="目录", type=_FOLDER)
_number = click.option("--number", metavar="编号", type=NAME, required=True, help="这个考生的编号")
_reason = click.option("--reason", metavar="原因", type=REASON, required=True, help="为什么，记入台账")
_by = click.option(
    "--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的"
)


def _acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every act has: why, by whom, with which key once scores are signed."""
    return _reason(_by(sign_key_option(command)))


@click.command(
    cls=Command,
    example="""quizgen exam add exams/2026-autumn --number 2026061 --name 测试丙 \\
  --unit 测试一局 --by 张三 --reason 报名时漏报
quizgen exam add exams/2026-autumn --number 2026062 --name 测试丁 \\
  --unit 测试二局 --form S01 --by 张三 --reason 迟到
quizgen exam add exams/2026-autumn --walk-ins --by 张三 --reason 当天临时参加""",
)
@_folder
@click.option("--number", metavar="编号", type=NAME, help="他的编号，名单里没有的")
@click.option("--name", metavar="姓名", type=NAME, help="他的姓名")
@click.option("--unit", metavar="单位", type=NAME, help="他的单位")
@click.option("--post", metavar="职务", type=NAME, help="他的职务，可以不写")
@click.option(
    "--form",
    "code",
    metavar="卷号",
    type=NAME,
    help="他用哪份试卷，如备用卷 S01；一人一卷不写就新组一份，A/B 卷不写就不指定",
)
@click.option(
    "--seat",
    metavar="座位",
    type=NAME,
    help="排过座位的，他坐哪里，如 '第二考场 07'；不写就给一个空座位，先给留着的",
)
@click.option("--walk-ins", is_flag=True, help="登记表里写全了、名单里没有的人，全部增补，卷号照登记表")
@_acting
def add(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    number: str | None,
    name: str | None,
    unit: str | None,
    post: str | None,
    code: str | None,
    seat: str | None,
    walk_ins: bool,  # noqa: FBT001 - a click flag
    reason: str,
    by: str | None,
    sign_key: Path | None,
) -> None:
    """增补迟到的、漏报的考生，给一份备用卷或新组一份。

    印卷前后、阅卷前后都可以；退考的人又来考，写同一个编号就恢复。新组的试卷用同一把密钥、同一张细目表，
    只用考试文件夹里冻结的题；再运行 exam build 只印新的。名册不改，增补记在 acts.jsonl 和台账里。
    """
    order = DayOrder(folder, reason, named_stamp(by), existing_key(sign_key, folder))
    given = {"--number": number, "--name": name, "--unit": unit, "--post": post}
    given |= {"--form": code, "--seat": seat}
    if walk_ins:
        if told := [option for option, value in given.items() if value]:
            message = f"--walk-ins 增补的人都在登记表里，不用再写 {'、'.join(told)}。"
            raise click.UsageError(message, click.get_current_context())
        done = add_people(order, ())
    elif number and name and unit:
        person = Candidate(number=number, name=name, unit=unit, post=post or "")
        done = add_people(order, [Newcomer(person, None if code is None else code.upper(), seat)])
    else:
        missing = "、".join(one for one in ("--number", "--name", "--unit") if not given[one])
        message = f"增补的人要写 {missing}；登记表里已经写了的，用 --walk-ins。"
        raise click.UsageError(message, click.get_current_context())
    _show(done, folder)
    if done.drawn:
        click.echo(
            f"新组了试卷 {'、'.join(done.drawn)}；印出来：{command_line('quizgen', 'exam', 'build', folder)}"
        )
    missing_rows = [one.person.number for one in done.acts] if done.entered and not walk_ins else []
    if missing_rows:
        click.echo(f"登记表已经写出，请在里面补一行：编号 {'、'.join(missing_rows)}。")


@click.command(
    cls=Command,
    example="""quizgen exam amend exams/2026-autumn --number 2026062 --name 测试定 \\
  --by 张三 --reason 写错一个字""",
)
@_folder
@_number
@click.option("--name", metavar="姓名", type=NAME, help="更正后的姓名")
@click.option("--unit", metavar="单位", type=NAME, help="更正后的单位")
@click.option("--post", metavar="职务", type=NAME, help="更正后的职务")
@_acting
def amend(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    number: str,
    name: str | None,
    unit: str | None,
    post: str | None,
    reason: str,
    by: str | None,
    sign_key: Path | None,
) -> None:
    """更正一个考生的姓名、单位、职务；编号不能改。

    以后印的、登记的、阅卷的都用更正后的；原来的留在名册里。已经印过的试卷，再运行 exam build 重印，
    旧的移到 replaced/。编号错了的，用 exam withdraw 退掉，再用 exam add 增补。
    """
    if name is None and unit is None and post is None:
        message = "要更正什么：写上 --name、--unit 或 --post。"
        raise click.UsageError(message, click.get_current_context())
    order = DayOrder(folder, reason, named_stamp(by), existing_key(sign_key, folder))
    _show(amend_person(order, Amendment(number, name, unit, post)), folder)
    click.echo(f"印过他的试卷的，重印一次：{command_line('quizgen', 'exam', 'build', folder)}")


@click.command(
    cls=Command,
    example="""quizgen exam withdraw exams/2026-autumn --number 2026061 \\
  --by 张三 --reason 已调离""",
)
@_folder
@_number
@_acting
def withdraw(folder: Path, number: str, reason: str, by: str | None, sign_key: Path | None) -> None:
    """记下一个考生退考，和缺考分开。

    退考的不算应考，不列入补考，登记表里不用填；他的试卷不再印，也不能给别人。已经登记为参加、作废、违纪的
    不能退考。
    """
    order = DayOrder(folder, reason, named_stamp(by), existing_key(sign_key, folder))
    _show(withdraw_person(order, number), folder)


def _show(done: DayResult, folder: Path) -> None:
    for note in done.notes:
        click.echo(f"提示 {note}")
    for one in done.acts:
        click.echo(f"已记入台账：{_said(one)}")
    for seat in done.seats:
        form = f"，{seat.form} 卷" if seat.form else ""
        click.echo(f"座位：编号 {seat.person}，{seat.room} {seat.shown} 号{form}")
    show_by_hand(done.by_hand)
    if done.signed:
        click.echo("成绩已经签名，里面还是原来的名单；登记好以后重新阅卷一次：")
        click.echo(f"  {command_line('quizgen', 'exam', 'mark', folder)}")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")


def _said(one: PersonAct) -> str:
    form = f"，试卷 {one.form}" if one.form else ""
    who = one.person
    place = "，".join(filter(None, (who.unit, who.post)))
    words = f"{ACT_TITLES[one.act]} {who.number} {who.name}，{place}{form}"
    return words if one.act is not Act.ADDED or one.form else f"{words}，用哪份试卷都可以"

"""``quizgen exam publish``: scores put up without names."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.values import DAY, FONT_FOLDER, NAME, REASON
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.markup.figures import day_text
from quizgen.render.scores.published import Publication
from quizgen.workflows.after.noting import AfterOrder
from quizgen.workflows.after.publish import WORKING_DAYS, last_working_day, publish_scores


@click.command(
    cls=Command,
    example="""quizgen exam publish exams/2026-autumn --from 2026-12-08 --to 2026-12-17 \\
  --where '组织部干部科，电话 0592-0000000' --by 张三
quizgen exam publish exams/2026-autumn --from 2026-12-08 --pass-only \\
  --where '组织部干部科，电话 0592-0000000' --by 张三""",
)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.option("--from", "first", metavar="日期", type=DAY, required=True, help="公布的日期，期限从这一天起")
@click.option(
    "--to", "last", metavar="日期", type=DAY, help="申请核分、提出异议的最后一天；不写是以后第 7 个工作日"
)
@click.option(
    "--where", metavar="受理处", type=REASON, required=True, help="向谁申请、提出异议，照写进公布的材料"
)
@click.option("--pass-only", is_flag=True, help="只公布合格、不合格，不公布分数")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@sign_key_option
def publish(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    first: datetime.datetime,
    last: datetime.datetime | None,
    where: str,
    pass_only: bool,  # noqa: FBT001 - a click flag
    by: str | None,
    font_path: tuple[Path, ...],
    sign_key: Path | None,
) -> None:
    """公布成绩：只有编号和成绩的名单，按编号排，写明核分申请的期限和受理处。

    写出 published/0001/ 里的 成绩公布.xlsx、成绩公布.pdf；没有姓名、单位、职务。缺考、作废、违纪照写，退考的
    不列。更正成绩以后再公布一次，是 published/0002/，旧的留着。核分的申请照最后一次公布的期限受理。
    """
    start = first.date()
    end = last_working_day(start) if last is None else last.date()
    order = AfterOrder(folder, named_stamp(by), existing_key(sign_key, folder))
    done = publish_scores(order, Publication(start, end, where, pass_only), font_path)
    for note in done.noted.notes:
        click.echo(f"提示 {note}")
    for name in done.files:
        click.echo(f"已写入 {folder / name}")
    if last is None:
        message = f"期限照星期一到星期五数了 {WORKING_DAYS} 天，到{day_text(end)}；没有扣法定节假日、补调休，"
        click.echo(f"{message}不对的用 --to 写明再公布一次。")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.noted.head}")

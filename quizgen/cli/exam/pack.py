"""``quizgen exam pack``: the material of every room."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_problems, show_table
from quizgen.cli.terminal.values import FONT_FOLDER, NAME
from quizgen.cli.terminal.who import existing_key, sign_key_option, stamp
from quizgen.records.names import PaperLayout
from quizgen.workflows.exam.pack import PackOrder, PackResult, pack_exam
from quizgen.workflows.exam.to_print import in_words

FAULTS = 1
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    cls=Command,
    example="""quizgen exam pack exams/2026-autumn --by 张三
quizgen exam pack exams/2026-autumn --size a3""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option(
    "--size",
    metavar="纸张",
    type=click.Choice(["a4", "a3"]),
    default="a4",
    show_default=True,
    help="试卷用 a4，或 a3 横排两栏；别的材料都是 A4",
)
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
def pack(
    folder: Path, size: PaperLayout, font_path: tuple[Path, ...], by: str | None, sign_key: Path | None
) -> int:
    """做出每个考场的材料，一个考场一个文件夹，在 pack/ 里。

    门贴、座位表、桌签、准考证、签到表、考场情况记录表、缺考登记表、试卷袋封面、清点条、交接单、备用卷登记表、
    监考须知、回收清点表；试卷、答题卡各一个文件，照座位次序，双面印。要填写的表另有 Word、Excel。先用 seats
    排座位，用 build 生成试卷。以后有人增补、退考、换座位，题改了，再运行一次：只重做变了的，旧的移到
    replaced/，已经填过的 Word、Excel 不动。
    """
    order = PackOrder(folder, stamp(by), size, font_path, existing_key(sign_key, folder))
    with progress("装袋", 0) as bar:
        task = bar.task_ids[0]
        done = pack_exam(order, lambda made, total: bar.update(task, completed=made, total=total))
    show_problems(done.problems)
    _show(done)
    for line in in_words(done.to_print, rooms=False):
        click.echo(line)
    return FAULTS if done.problems or done.unseated else 0


def _show(done: PackResult) -> None:
    rows = [
        (
            view.room.name,
            str(view.papers),
            "　".join(f"{code} {count}" for code, count in view.by_form) if view.shared else "一人一份",
            str(view.sealed),
        )
        for view in done.rooms
    ]
    show_table("各考场", ("考场", "试卷", "卷别", "备用卷"), rows)
    if done.outdated:
        click.echo(
            f"座位、名单或试题改过，重做了：{'、'.join(done.outdated)}；旧的在 replaced/ 里，不要再用。"
        )
    if done.filled:
        click.echo(f"已经填写过，没有动，请对照新的座位核对：{'、'.join(done.filled)}。")
    show_by_hand(done.by_hand)
    if done.unseated:
        click.echo(f"没有座位，材料里没有：编号 {'、'.join(done.unseated)}。")
    click.echo(f"新生成 {len(done.made)} 个文件，已有 {len(done.kept)} 个。")

"""``quizgen exam scan``: scanned answer sheets become entered answers."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress
from quizgen.cli.terminal.values import NAME
from quizgen.cli.terminal.who import named_stamp
from quizgen.files.shell import command_line
from quizgen.model.scanned import PageOutcome, PageReading
from quizgen.records.names import SCAN_CHECK
from quizgen.workflows.processes import Jobs
from quizgen.workflows.scanning.scan import ScanOrder, ScanResult, scan_exam

_NAMED = 12
_TITLES = {
    PageOutcome.READ: "答题卡",
    PageOutcome.BLANK: "白纸",
    PageOutcome.FOREIGN: "不是这次考试的",
    PageOutcome.UNREADABLE: "读不出的",
}


@click.command(
    cls=Command,
    example="""quizgen exam scan exams/2026-autumn 扫描件.pdf --by 张三
quizgen exam scan exams/2026-autumn 扫描件/ 补扫.jpg --by 张三
quizgen exam scan exams/2026-autumn --by 张三""",
)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", metavar="[扫描件...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--second", is_flag=True, help="写成第二份登记（answers-2.csv），与人工登记的互相核对")
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
def scan(folder: Path, files: tuple[Path, ...], second: bool, jobs: int | None, by: str | None) -> None:  # noqa: FBT001 - a click flag
    """读扫描的答题卡，写成登记表 answers.csv。

    扫描件可以是 PDF、TIFF、JPEG、PNG、手机照片，或装着它们的文件夹；次序、正反、方向不拘，可以分几次读，
    读过的不再读。没有把握的不猜：登记表里写 ?，连同图片列在 scans/待核对.xlsx，填好“应为”再运行一次
    （不用写文件名）就接着用。登记表里人填过的不改。读卡要装附加的库：pip install 'quizgen[scan]'。
    """
    with progress("读卡", 0) as bar:
        task = bar.task_ids[0]
        done = scan_exam(
            ScanOrder(folder, files, named_stamp(by), second=second, jobs=Jobs.wanted(jobs, os.cpu_count())),
            lambda count, total: bar.update(task, completed=count, total=total),
        )
    _show_pages(done)
    _show_people(done)
    for note in done.notes:
        click.echo(f"提示 {note}")
    if done.accounts.doubts:
        click.echo(
            f"待核对 {len(done.accounts.doubts)} 处：填好 {folder / SCAN_CHECK} 的“应为”一列，再运行一次："
        )
        click.echo(f"  {command_line('quizgen', 'exam', 'scan', folder)}")
    else:
        click.echo(f"没有待核对的。已写入 {folder / done.entry}；缺考的人在里面填状态，然后：")
        click.echo(f"  {command_line('quizgen', 'exam', 'mark', folder)}")
    if done.head:
        click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")


def _show_pages(done: ScanResult) -> None:
    """Every page that came in, once."""
    counts = {outcome: sum(one.outcome is outcome for one in done.new) for outcome in PageOutcome}
    parts = [f"{_TITLES[outcome]} {count} 页" for outcome, count in counts.items() if count]
    parts += [f"以前读过的 {done.known} 页"] if done.known else []
    parts += [f"打不开的 {len(done.faults)} 个"] if done.faults else []
    if done.pages:
        click.echo(f"读了 {done.pages} 页：{'，'.join(parts)}。")
    for fault in done.faults[:_NAMED]:
        click.echo(f"  {fault}")
    for one in [one for one in done.new if one.outcome is not PageOutcome.READ][:_NAMED]:
        click.echo(f"  {_place(one)}")
    if done.decided:
        click.echo(f"照 {SCAN_CHECK} 核对了 {done.decided} 处。")


def _place(page: PageReading) -> str:
    return f"{page.place}：{page.reason.value if page.reason else ''}"


def _show_people(done: ScanResult) -> None:
    accounts = done.accounts
    click.echo(
        f"共 {len(accounts.people) + len(accounts.missing)} 人，有答题卡的 {len(accounts.people)} 人。"
    )
    if accounts.missing:
        more = f" 等 {len(accounts.missing)} 人" if len(accounts.missing) > _NAMED else ""
        click.echo(f"没有答题卡的：编号 {'、'.join(accounts.missing[:_NAMED])}{more}。")
    if accounts.repeated:
        click.echo(f"重复的 {len(accounts.repeated)} 页：只用先读的一页，说法不同的列入待核对。")
    if accounts.unowned:
        click.echo(f"不知道是谁的 {len(accounts.unowned)} 页，列入待核对。")
    if done.kept:
        named = "、".join(f"编号 {number} 第 {item} 题" for number, item in done.kept[:_NAMED])
        click.echo(
            f"登记表里人填过的与读到的不同，没有改：{named}{' 等' if len(done.kept) > _NAMED else ''}。"
        )

"""``quizgen exam scan``: scanned answer sheets become entered answers."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress
from quizgen.cli.terminal.values import NAME, REASON
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.entry.scan_doubts import judged_boxes
from quizgen.files.shell import command_line
from quizgen.markup.figures import percent_text
from quizgen.markup.words import narrow
from quizgen.model.base import to_fraction
from quizgen.model.scanned import PageOutcome, PageReading
from quizgen.records.names import SCAN_AUDIT_PAGE, SCAN_CHECK, SCAN_CHECK_PAGE
from quizgen.workflows.processes import Jobs
from quizgen.workflows.scanning.accept import can_be_accepted
from quizgen.workflows.scanning.audit import Audit
from quizgen.workflows.scanning.foreign import OtherExam
from quizgen.workflows.scanning.scan import ScanOrder, ScanResult, scan_exam

_NAMED = 12
_TITLES = {
    PageOutcome.READ: "答题卡",
    PageOutcome.BLANK: "白纸",
    PageOutcome.FOREIGN: "不是这次考试的",
    PageOutcome.UNREADABLE: "读不出的",
}


def _audit(_ctx: click.Context, _param: click.Parameter, text: str | None) -> Fraction | None:
    """``5%``, ``0.05`` or ``1/20``: more than nothing, at most everything."""
    if text is None:
        return None
    written = narrow(text).strip()
    try:
        share = to_fraction(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        share = Fraction(0)
    if not 0 < share <= 1:
        message = f"“{text}”不是比例，写成 5% 或 0.05，大于 0，最多 100%。"
        raise click.BadParameter(message)
    return share


@click.command(
    cls=Command,
    example="""quizgen exam scan exams/2026-autumn 扫描件.pdf --by 张三
quizgen exam scan exams/2026-autumn 扫描件/ 补扫.jpg --by 张三
quizgen exam scan exams/2026-autumn 核对结果.json --by 张三
quizgen exam scan exams/2026-autumn --audit 5% --by 张三
quizgen exam scan exams/2026-autumn --accept-doubts 答题卡已退还 --by 张三""",
)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", metavar="[扫描件...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--second", is_flag=True, help="写成第二份登记（answers-2.csv），与人工登记的互相核对")
@click.option(
    "--audit", metavar="比例", callback=_audit, help="抽查：随机抽这么多（如 5%）和临界的，另一个人再看"
)
@click.option(
    "--accept-doubts", "accept", metavar="原因", type=REASON, help="不再核对：有疑问的圆圈按没有涂计"
)
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
def scan(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    files: tuple[Path, ...],
    second: bool,  # noqa: FBT001 - a click flag
    audit: Fraction | None,
    accept: str | None,
    jobs: int | None,
    by: str | None,
    sign_key: Path | None,
) -> None:
    """读扫描的答题卡，写成登记表 answers.csv。

    扫描件可以是 PDF、TIFF、JPEG、PNG、手机照片，或装着它们的文件夹；次序、正反、方向不拘，可以分几次读，
    读过的不再读。没有把握的不猜：登记表里写 ?，连同图片列在 scans/待核对.html（用浏览器打开，导出的
    核对结果.json 写在命令里）和 scans/待核对.xlsx（填好“应为”），再运行一次就接着用。登记表里人填过的不改。
    还有没核对的就不出成绩表，除非写明原因接受（--accept-doubts）。读卡要装附加的库：
    pip install 'quizgen[scan]'。
    """
    order = ScanOrder(
        *(folder, files, named_stamp(by)),
        second=second,
        audit=audit,
        accept=accept or "",
        sign_key=existing_key(sign_key, folder),
        jobs=Jobs.wanted(jobs, os.cpu_count()),
    )
    with progress("读卡", 0) as bar:
        task = bar.task_ids[0]
        done = scan_exam(order, lambda count, total: bar.update(task, completed=count, total=total))
    _show_pages(done)
    _show_people(done)
    if done.audit is not None:
        _show_audit(done.audit, folder)
    for note in done.notes:
        click.echo(f"提示 {note}")
    _show_next(done, folder)
    if done.head:
        click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")


def _show_next(done: ScanResult, folder: Path) -> None:
    """What is to be done now."""
    doubts = done.accounts.doubts
    if done.accepted:
        click.echo(f"接受了没有核对的 {done.accepted} 处：有疑问的圆圈按没有涂计，记入台账。")
    if doubts:
        click.echo(f"待核对 {len(doubts)} 处。用浏览器打开 {folder / SCAN_CHECK_PAGE}，做完导出，然后：")
        click.echo(f"  {command_line('quizgen', 'exam', 'scan', folder, '核对结果.json')}")
        click.echo(f"也可以填 {folder / SCAN_CHECK} 的“应为”一列，再运行一次：")
        click.echo(f"  {command_line('quizgen', 'exam', 'scan', folder)}")
        identity = sum(not can_be_accepted(one) for one in doubts)
        if done.accepted and identity:
            click.echo("答题卡是谁的、两个人看法不同的，要有人定，不能接受了事。")
    else:
        click.echo(f"没有待核对的。已写入 {folder / done.entry}；缺考的人在里面填状态，然后：")
        if any(judged_boxes(page) for person in done.accounts.people.values() for page in person.pages):
            click.echo(f"  {command_line('quizgen', 'exam', 'entry', folder)}")
            click.echo("写出切图盲评的评分表（两人评加 --markers 2）；评完交回，再：")
        click.echo(f"  {command_line('quizgen', 'exam', 'mark', folder)}")


def _show_audit(audit: Audit, folder: Path) -> None:
    """What a second person was asked to read, what came of it."""
    one = audit.report
    click.echo(
        f"抽查 {percent_text(one.share)}：共 {one.population} 处答案，随机抽 {one.drawn} 处，"
        f"已查 {one.drawn_checked} 处，不同 {one.drawn_differing} 处；"
        f"临界的 {one.near} 处，已查 {one.near_checked} 处，不同 {one.near_differing} 处。"
    )
    if audit.most is not None:
        click.echo(
            f"照随机抽的推算，全部答案里记错的最多 {audit.most:.2%}（95% 的把握，Clopper–Pearson 上限）。"
        )
    if audit.open:
        click.echo(
            f"还要抽查 {len(audit.open)} 处，请另一个人打开 {folder / SCAN_AUDIT_PAGE}（或填同名的 .xlsx）。"
        )


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
        click.echo(f"  {_place(one, done.elsewhere.get(one.paper_id))}")
    if done.decided:
        click.echo(f"收到核对的 {done.decided} 处。")


def _place(page: PageReading, other: OtherExam | None) -> str:
    if other is not None:
        return f"{page.place}：是“{other.title}”（{other.folder.name}）的答题卡，试卷 {other.form}"
    return f"{page.place}：{page.reason.value if page.reason else ''}"


def _show_people(done: ScanResult) -> None:
    accounts = done.accounts
    click.echo(
        f"共 {len(accounts.people) + len(accounts.missing)} 人，有答题卡的 {len(accounts.people)} 人。"
    )
    if accounts.missing:
        more = f" 等 {len(accounts.missing)} 人" if len(accounts.missing) > _NAMED else ""
        click.echo(f"没有答题卡的：编号 {'、'.join(accounts.missing[:_NAMED])}{more}。")
    if accounts.incomplete:
        named = "、".join(f"编号 {number} 第 {page} 页" for number, page in accounts.incomplete[:_NAMED])
        more = f" 等 {len(accounts.incomplete)} 页" if len(accounts.incomplete) > _NAMED else ""
        click.echo(f"缺页的：{named}{more}；补扫以后再运行一次。")
    if accounts.repeated:
        click.echo(f"重复的 {len(accounts.repeated)} 页：只用先读的一页，说法不同的列入待核对。")
    if accounts.unowned:
        click.echo(f"不知道是谁的 {len(accounts.unowned)} 页，列入待核对。")
    if done.kept:
        named = "、".join(f"编号 {number} 第 {item} 题" for number, item in done.kept[:_NAMED])
        click.echo(
            f"登记表里人填过的与读到的不同，没有改：{named}{' 等' if len(done.kept) > _NAMED else ''}。"
        )

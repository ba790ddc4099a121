"""``quizgen exam split`` and ``join``: the centre gives an exam to units and takes their results back."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_json, show_notes, show_table
from quizgen.cli.terminal.values import FONT_FOLDER, NAME, REASON, no_doubles
from quizgen.cli.terminal.who import named_stamp, sign_key_option, signing_key, sm2_key, sm2_option
from quizgen.files.shell import command_line
from quizgen.markup.words import narrow
from quizgen.records.names import BUNDLES, SCORES, PaperLayout
from quizgen.records.trust import read_trust
from quizgen.records.units.tables import UNIT
from quizgen.workflows.marks.order import MarkOrder
from quizgen.workflows.processes import Jobs
from quizgen.workflows.units.join import Joined, JoinOrder, ResultsDoNotFit, join_results
from quizgen.workflows.units.split import SplitOrder, opens_words, split_exam

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})", re.ASCII)


def _moment(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime.datetime | None:
    """``2026-12-01 08:30`` on the clock of this machine."""
    if text is None:
        return None
    word = narrow(text).strip()
    found = _MOMENT.fullmatch(word)
    try:
        if found is not None:
            year, month, day, hour, minute = map(int, found.groups())
            return datetime.datetime(year, month, day, hour, minute).astimezone()
    except ValueError:
        found = None
    message = f"“{text}”不是日期和时间，写成 '2026-12-01 08:30' 这样。"
    raise click.BadParameter(message)


@click.command(
    cls=Command,
    example="""quizgen exam split exams/2026-autumn --by 张三 \\
  --recipients 各单位公钥.xlsx --opens '2026-12-01 08:30' --to 分发
quizgen exam split exams/2026-autumn --by 张三 --column 考点 \\
  --map 考点.csv --recipients 考点公钥.csv --to 分发""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--to", metavar="文件夹", type=_FOLDER, required=True, help="写到这个新文件夹")
@click.option(
    "--recipients",
    metavar="公钥表",
    type=_FILE,
    required=True,
    help="每个单位的 age 公钥：列 单位、公钥，可以再有 签名指纹（它以后签成绩的公钥指纹）",
)
@click.option(
    "--column",
    metavar="列名",
    type=NAME,
    default=UNIT,
    show_default=True,
    help="按哪一列分：名册的单位，或 --map 的一列",
)
@click.option("--map", "mapping", metavar="对照表", type=_FILE, help="有“编号”和 --column 那一列的表")
@click.option("--opens", metavar="时间", callback=_moment, help="规定的开启时间，如 '2026-12-01 08:30'")
@click.option(
    "--size",
    "sizes",
    metavar="纸张",
    type=click.Choice(["a4", "a3"]),
    multiple=True,
    help="a4，或 a3 横排两栏；不写为 a4",
)
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
@sm2_option
def split(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    to: Path,
    recipients: Path,
    column: str,
    mapping: Path | None,
    opens: datetime.datetime | None,
    sizes: tuple[PaperLayout, ...],
    jobs: int | None,
    font_path: tuple[Path, ...],
    by: str | None,
    sign_key: Path | None,
    sm2: bool,  # noqa: FBT001 - a click flag
) -> None:
    """按单位分发：一个单位一个密封包，只有它的私钥能拆开。

    包里是一个能独立使用的考试文件夹：本单位的名册、试卷、用到的题、要印的合并文件，没有别的单位的人和卷，
    没有组卷密钥。开启时间写明、由 exam open 把守，密码本身不管时间。再分发一次，以前的就作废。
    密封要装附加的库：pip install 'quizgen[province]'。
    """
    order = SplitOrder(
        folder=folder,
        to=to,
        recipients=recipients,
        stamp=named_stamp(by),
        key=signing_key(sign_key, folder, quiet=False),
        column=column,
        mapping=mapping,
        opens=opens,
        layouts=sizes or ("a4",),
        jobs=Jobs.wanted(jobs, os.cpu_count()),
        font_paths=font_path,
        sm2=sm2_key(wanted=sm2),
    )
    with progress("分发", 0) as bar:
        task = bar.task_ids[0]
        done = split_exam(order, lambda count, total: bar.update(task, completed=count, total=total))
    rows = [(one.file, one.unit, len(one.people), one.forms, one.pages) for one in done.given]
    show_table(f"第 {done.version} 次分发", ("包", "单位", "考生", "试卷", "印页数"), rows)
    click.echo(opens_words(opens) + ("时间由 exam open 把守，密码本身不管时间。" if opens else ""))
    click.echo(f"已写入 {to}：{len(done.given)} 个包，清单 {BUNDLES} 已签名；每个单位只发它自己的那一个。")
    click.echo(f"签名公钥指纹（拆封、核验时用）：{order.key.public.fingerprint}")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")


@click.command(
    cls=Command,
    example="""quizgen exam join exams/2026-autumn 收回/*.tar --by 张三
quizgen exam join exams/2026-autumn 收回/*.tar --by 张三 --scores-only""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.argument(
    "results",
    metavar="成绩...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    callback=no_doubles,
)
@click.option("--scores-only", is_flag=True, help="只收成绩，不收答案：不能从答案重算，没有逐题的分析")
@click.option(
    "--trust",
    metavar="指纹",
    multiple=True,
    help="分发时没有登记签名指纹的单位，成绩必须是这几把密钥签的；可写几个",
)
@click.option("--reason", metavar="原因", type=REASON, help="再次收回、成绩有改变时的原因，记入台账")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
@sm2_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def join(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    results: tuple[Path, ...],
    scores_only: bool,  # noqa: FBT001 - a click flag
    trust: tuple[str, ...],
    reason: str | None,
    by: str | None,
    sign_key: Path | None,
    sm2: bool,  # noqa: FBT001 - a click flag
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """收回各单位的成绩：核对、合并、统一排名、签名。

    先查：缺哪些单位、哪些文件被改动、人不在名册或重复、密钥不对、旧的、重复交的；有一处不符就什么也不写。
    交了答案的，从答案重算一遍，与单位签名的成绩相同才收。收齐以后，results、verify、review attach 照常用。
    """
    mark = MarkOrder(
        folder=folder,
        stamp=named_stamp(by),
        key=signing_key(sign_key, folder, quiet=as_json),
        reason=reason or "",
        sm2=sm2_key(wanted=sm2, quiet=as_json),
    )
    order = JoinOrder(mark, results, scores_only=scores_only, trusted=read_trust(trust))
    with progress("收回", 0) as bar:
        task = bar.task_ids[0]
        try:
            done = join_results(order, lambda count, total: bar.update(task, completed=count, total=total))
        except ResultsDoNotFit as error:
            if not as_json:
                show_notes(error.notes)
            raise
    if as_json:
        show_json(_as_json(done))
    else:
        _show(done, folder)
    return 0


def _show(done: Joined, folder: Path) -> None:
    show_notes(done.notes)
    rows: list[tuple[object, ...]] = [
        (one.unit, one.people, one.sat, one.passed, "—" if one.mean is None else f"{one.mean:.1f}")
        for one in done.units
    ]
    total = [
        sum(counts) for counts in zip(*((one.people, one.sat, one.passed) for one in done.units), strict=True)
    ]
    mean = done.marked.figures.mean
    rows.append(("合计", *total, "—" if mean is None else f"{float(mean):.1f}"))
    show_table("各单位", ("单位", "应考", "参加", "合格", "平均分"), rows)
    marked = done.marked
    if not marked.written:
        click.echo(f"与已签名的第 {marked.version} 版成绩相同，没有写出任何文件。")
        return
    if marked.corrected:
        click.echo(f"成绩有改变的 {len(marked.corrected)} 人，见台账。")
    click.echo(f"第 {marked.version} 版成绩已签名，写入 {folder / SCORES}。")
    click.echo(f"台账最后一行的哈希（请抄存）：{marked.ledger_head}")
    click.echo(f"下一步，出成绩表和考情分析：{command_line('quizgen', 'exam', 'results', folder)}")


def _as_json(done: Joined) -> dict[str, object]:
    return {
        "notes": [note.as_dict() for note in done.notes],
        "units": [
            {"unit": one.unit, "people": one.people, "sat": one.sat, "passed": one.passed, "mean": one.mean}
            for one in done.units
        ],
        "version": done.marked.version,
        "written": done.marked.written,
        "ledger_head": done.marked.ledger_head,
        "public_key": done.marked.head.public_key,
    }

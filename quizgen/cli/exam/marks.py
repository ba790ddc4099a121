"""``quizgen exam entry``, ``mark``, ``purge``: from filled-in answers to signed scores."""

from __future__ import annotations

import datetime
import os
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import click

from quizgen.cli.exam.entry import show_faults
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_json, show_problems, show_table
from quizgen.cli.terminal.values import DAY, NAME, REASON, no_doubles
from quizgen.cli.terminal.who import (
    existing_key,
    named_stamp,
    sign_key_option,
    signing_key,
    sm2_key,
    sm2_option,
)
from quizgen.files.shell import command_line
from quizgen.markup.words import narrow
from quizgen.model.answers import ENTERED_STATES, Attendance
from quizgen.model.base import to_fraction
from quizgen.model.score import GradeLine, Rounding
from quizgen.records.names import SCORES
from quizgen.records.signing import SigningKey
from quizgen.workflows.marks.mark import mark_exam
from quizgen.workflows.marks.order import Marked, MarkOrder, NothingToMark, OnePersonOnly
from quizgen.workflows.marks.purge import Purge, plan_purge, purge_exam
from quizgen.workflows.processes import Jobs

FAULTS = 1
_MOST_SHOWN = 20
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path)


def _grades(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[GradeLine, ...] | None:
    """``优秀=90,良好=80`` as lines, the highest first."""
    if text is None:
        return None
    lines: list[GradeLine] = []
    for piece in re.split("[,、;]", narrow(text)):
        name, _, points = piece.partition("=")
        try:
            lines.append(GradeLine.model_validate({"name": name.strip(), "from": to_fraction(points)}))
        except ValueError:
            message = f"读不懂“{piece}”，写成 优秀=90,良好=80。"
            raise click.BadParameter(message) from None
    for higher, lower in pairwise(lines):
        if higher.from_ <= lower.from_:
            message = f"要从高到低写：“{higher.name}”的线应当高于“{lower.name}”的线。"
            raise click.BadParameter(message)
    names = [line.name for line in lines]
    if len(set(names)) < len(names) or {"合格", "不合格"} & set(names):
        message = "等次不能重名，也不能叫“合格”“不合格”（合格线在蓝图里）。"
        raise click.BadParameter(message)
    return tuple(lines)


def _share(_ctx: click.Context, _param: click.Parameter, text: str) -> Fraction:
    try:
        share = to_fraction(text)
    except ValueError as error:
        message = f"{error}。"
        raise click.BadParameter(message) from None
    if not 0 <= share <= 1:
        message = "应当在 0 到 1 之间。"
        raise click.BadParameter(message)
    return share


@click.command(
    cls=Command,
    example="""quizgen exam mark exams/2026-autumn --by 张三
quizgen exam mark exams/2026-autumn --by 张三 --void XM-0019 --reason 题干有误
quizgen exam mark exams/2026-autumn --by 张三 --accept 'XM-0020=限期整改' \\
  --reason 两种说法都有依据""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--by", metavar="姓名", type=NAME, help="阅卷人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@click.option(
    "--void",
    metavar="题号",
    multiple=True,
    callback=no_doubles,
    help="作废这道题，人人计满分；小题写 AN-0002(2)",
)
@click.option(
    "--accept",
    metavar="题号=答案",
    multiple=True,
    callback=no_doubles,
    help="加认一个答案：选项文字、填空、正确或错误、配对的“左项=右项”、排序的次序如 2134",
)
@click.option(
    "--restore", metavar="题号", multiple=True, callback=no_doubles, help="撤销对这道题的作废或加认"
)
@click.option("--reason", metavar="原因", type=REASON, help="更改计分或更正成绩的原因，记入台账")
@click.option("--date", metavar="日期", type=DAY, help="考试日期；组卷时没写的必填")
@click.option(
    "--grades", metavar="等次线", callback=_grades, help="等次的最低分，如 优秀=90,良好=80；合格线在蓝图里"
)
@click.option(
    "--rounding",
    metavar="取整",
    type=click.Choice([way.value for way in Rounding]),
    help="总分取整：四舍五入、舍去、进一；不写四舍五入",
)
@click.option("--decimals", metavar="位数", type=click.IntRange(0, 2), help="总分保留的小数位数，不写为 1")
@click.option("--open-book/--closed-book", "open_book", default=None, help="开卷或闭卷；不写按蓝图")
@click.option("--unsupervised/--supervised", default=None, help="有人监考或无人监考；不写为有人监考")
@click.option("--attempt", metavar="次", type=click.IntRange(1, 9), help="第几次考；补考写 2，不写为 1")
@click.option(
    "--tolerance",
    metavar="份额",
    default="1/5",
    show_default=True,
    callback=_share,
    help="两人评同一道简答、论述题，相差不超过题分的这一份额取平均，超过由第三人裁定",
)
@sign_key_option
@sm2_option
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def mark(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    by: str | None,
    void: tuple[str, ...],
    accept: tuple[str, ...],
    restore: tuple[str, ...],
    reason: str | None,
    date: datetime.datetime | None,
    grades: tuple[GradeLine, ...] | None,
    rounding: str | None,
    decimals: int | None,
    open_book: bool | None,  # noqa: FBT001 - a click flag
    unsupervised: bool | None,  # noqa: FBT001 - a click flag
    attempt: int | None,
    tolerance: Fraction,
    sign_key: Path | None,
    sm2: bool,  # noqa: FBT001 - a click flag
    jobs: int | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """阅卷：读登记表，算出成绩，签名，记入台账。

    登记有问题的，逐格列出，这些人暂不评分，其余照评；改正后再运行一次。重新阅卷不会丢掉以前的成绩：
    旧的一版移到 history/，改变了的成绩连同原因记入台账。没写的设定沿用上一次的。
    """
    stamp = named_stamp(by)
    key = signing_key(sign_key, folder, quiet=as_json)
    order = MarkOrder(
        folder=folder,
        stamp=stamp,
        key=key,
        void=void,
        accept=accept,
        restore=restore,
        reason=reason or "",
        date=None if date is None else date.date(),
        grades=grades,
        rounding=None if rounding is None else Rounding(rounding),
        decimals=decimals,
        closed_book=None if open_book is None else not open_book,
        supervised=None if unsupervised is None else not unsupervised,
        attempt=attempt,
        tolerance=tolerance,
        sm2=sm2_key(wanted=sm2, quiet=as_json),
        jobs=Jobs.wanted(jobs, os.cpu_count()),
    )
    with progress("阅卷", 0) as bar:
        task = bar.task_ids[0]
        try:
            marked = mark_exam(order, lambda done, total: bar.update(task, completed=done, total=total))
        except (NothingToMark, OnePersonOnly) as error:
            show_problems(error.problems)
            raise
    if as_json:
        show_json(_as_json(marked))
    else:
        _show(marked, folder, key)
    return FAULTS if marked.problems else 0


def _show(marked: Marked, folder: Path, key: SigningKey) -> None:
    show_faults(marked.problems, marked.notes)
    counts = _counts(marked)
    show_table("阅卷结果", tuple(counts), [tuple(counts.values())])
    if marked.unmarked:
        click.echo(f"未评 {len(marked.unmarked)} 人（登记有误或没有登记）：{_some(marked.unmarked)}")
    if marked.corrected:
        click.echo(f"成绩有改变的 {len(marked.corrected)} 人：")
        for change in marked.corrected[:_MOST_SHOWN]:
            click.echo(f"  {change.number}：{change.old} → {change.new}")
        if len(marked.corrected) > _MOST_SHOWN:
            click.echo("  其余见台账。")
    if not marked.written:
        click.echo(f"与已签名的第 {marked.version} 版成绩相同，没有写出任何文件。")
        return
    click.echo(f"第 {marked.version} 版成绩已签名，写入 {folder / SCORES}。")
    click.echo(f"签名公钥指纹：{key.public.fingerprint}")
    if marked.key_before:
        click.echo(f"注意：上一版是另一把密钥签的，指纹 {marked.key_before}。")
        click.echo("  换了密钥就要重新公布指纹；不是本单位换的，先查明这一次是用谁的密钥签的。")
    click.echo(f"台账最后一行的哈希（请抄存）：{marked.ledger_head}")
    number = marked.figures.first or "编号"
    click.echo(f"逐题说明：{command_line('quizgen', 'exam', 'explain', folder, number)}")
    click.echo(f"下一步，出成绩表和考情分析：{command_line('quizgen', 'exam', 'results', folder)}")


def _some(numbers: tuple[str, ...]) -> str:
    more = "……" if len(numbers) > _MOST_SHOWN else ""
    return "、".join(numbers[:_MOST_SHOWN]) + more


def _counts(marked: Marked) -> dict[str, int]:
    figures = marked.figures
    counts = {
        Attendance.SAT.value: figures.states.get(Attendance.SAT, 0),
        "合格": figures.passed,
        "不合格": figures.failed,
    }
    counts |= {
        state.value: figures.states.get(state, 0) for state in ENTERED_STATES if state is not Attendance.SAT
    }
    if withdrawn := figures.states.get(Attendance.WITHDRAWN, 0):
        counts[Attendance.WITHDRAWN.value] = withdrawn
    return {**counts, "未评": len(marked.unmarked)}


def _as_json(marked: Marked) -> dict[str, object]:
    return {
        "problems": [problem.as_dict() for problem in marked.problems],
        "notes": [note.as_dict() for note in marked.notes],
        "counts": _counts(marked),
        "unmarked": list(marked.unmarked),
        "corrected": [{"number": one.number, "old": one.old, "new": one.new} for one in marked.corrected],
        "version": marked.version,
        "written": marked.written,
        "ledger_head": marked.ledger_head,
        "public_key": marked.head.public_key,
        "key_before": marked.key_before,
    }


@click.command(
    cls=Command,
    example="""quizgen exam purge exams/2024-autumn --before 2025-01-01 --by 张三
quizgen exam purge exams/2024-autumn --before 2025-01-01 --pictures --by 张三""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--before", metavar="日期", type=DAY, required=True, help="只清除这一天以前举行的考试")
@click.option("--by", metavar="姓名", type=NAME, help="操作人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
@click.option("--pictures", is_flag=True, help="只删答题卡的图片，读到的、核对的和答案都留着，仍可核验")
@click.option("--yes", is_flag=True, help="不再询问，直接清除")
def purge(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    before: datetime.datetime,
    by: str | None,
    sign_key: Path | None,
    pictures: bool,  # noqa: FBT001 - a click flag
    yes: bool,  # noqa: FBT001 - a click flag
) -> int:
    """清除旧考试的答案，只留成绩。

    登记表、评分表、读卡的记录和图片、answers.jsonl 和历次旧答案都删去，不能恢复；成绩、签名、台账、试卷留下，
    台账记下删去的文件和校验值，这一行用签成绩的密钥签名。之后仍可核对签名和台账，不能再从答案重算。
    """
    stamp = named_stamp(by)
    planned = plan_purge(folder, before.date(), pictures=pictures)
    if not planned.removed:
        click.echo(f"这次考试的{'答题卡图片' if pictures else '答案'}早已清除，没有可删的文件。")
        return 0
    _show_purge(planned)
    if not yes:
        click.confirm("删去以后不能恢复，确定吗？", abort=True)
    done = purge_exam(folder, before.date(), stamp, existing_key(sign_key, folder), pictures=pictures)
    click.echo(f"已删去 {len(done.removed)} 个文件，记入台账；成绩和签名留下。")
    return 0


def _show_purge(planned: Purge) -> None:
    click.echo(f"考试日期 {planned.held}，将删去：")
    for name in planned.removed:
        click.echo(f"  {name}")

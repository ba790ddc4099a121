"""``quizgen exam entry``: the sheets to fill in, read back for faults, vouched for by name."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_notes, show_problems
from quizgen.cli.terminal.values import NAME
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option, stamp
from quizgen.errors import Problem
from quizgen.files.shell import command_line
from quizgen.workflows.after.noting import AfterOrder, Noted
from quizgen.workflows.after.two_person import (
    EntryDone,
    demand_two_persons,
    entry_checked,
    entry_done,
)
from quizgen.workflows.marks.entry import read_entry, write_entry

FAULTS = 1
_MOST_SHOWN = 20
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path)


@click.command(
    cls=Command,
    example="""quizgen exam entry exams/2026-autumn
quizgen exam entry exams/2026-autumn --second
quizgen exam entry exams/2026-autumn --markers 2
quizgen exam entry exams/2026-autumn --check
quizgen exam entry exams/2026-autumn --two-person --by 张三
quizgen exam entry exams/2026-autumn --done --by 李四
quizgen exam entry exams/2026-autumn --checked --by 王五""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--second", is_flag=True, help="为第二个登记人另写一份 answers-2.xlsx（两人分别登记再比对）")
@click.option(
    "--markers",
    metavar="人数",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="简答、论述由几个人评：2 另写一份 marks-2.xlsx；扫描了答题卡的，每人一份切图盲评的表",
)
@click.option("--roster", metavar="名册", type=_FILE, help="组卷时没有名册的，登记表按这份名册列人")
@click.option("--check", is_flag=True, help="只读回已填的表，列出全部问题，不写任何文件")
@click.option("--done", is_flag=True, help="登记完了，记下是谁登记的；第二份的加 --second")
@click.option("--checked", is_flag=True, help="另一个人逐格核对过第一份登记，记下是谁核对的")
@click.option("--two-person", is_flag=True, help="从此要求两人登分：没有第二个人登记或核对，不能阅卷")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
def entry(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    second: bool,  # noqa: FBT001 - a click flag
    markers: int,
    roster: Path | None,
    check: bool,  # noqa: FBT001 - a click flag
    done: bool,  # noqa: FBT001 - a click flag
    checked: bool,  # noqa: FBT001 - a click flag
    two_person: bool,  # noqa: FBT001 - a click flag
    by: str | None,
    sign_key: Path | None,
) -> int:
    """写出登记表 answers.xlsx，有简答、论述题的另有评分表 marks.xlsx。

    写在答题卡上、扫描过的简答和论述（exam scan），评分表里是切下的图和盲号，没有姓名、编号、卷号；
    两人评加 --markers 2。

    已有的文件不会重写。两份登记填好后再运行一次，不一致的地方写进 差异.xlsx，由第三人裁定；
    两人给分相差太大的，写进 marks-3.xlsx。填好后运行 quizgen exam mark。

    要求两人登分的（组卷时或这里的 --two-person），登记的人用 --done 写名；另一个人或者再登记一份（--second，
    再 --second --done），或者逐格核对后用 --checked 写名。两人姓名不能相同，写名以后改过登记的要重新写名。
    """
    acts = {"--check": check, "--done": done, "--checked": checked, "--two-person": two_person}
    chosen = [option for option, wanted in acts.items() if wanted]
    if len(chosen) > 1 or (chosen and chosen != ["--done"] and second) or (chosen and roster):
        message = f"{'、'.join(chosen)} 每次只写一个；--second 只和 --done 一起写，--roster 单独写。"
        raise click.UsageError(message, click.get_current_context())
    if check:
        return _check(folder)
    if chosen:
        order = AfterOrder(folder, named_stamp(by), existing_key(sign_key, folder))
        return _act(order, chosen[0], second=second)
    return _write(folder, second=second, markers=markers, roster=roster)


def _check(folder: Path) -> int:
    entered = read_entry(folder)
    show_faults(entered.problems, entered.notes)
    doubtful = f"，其中 {len(entered.doubtful)} 人有问题待改正" if entered.doubtful else ""
    click.echo(f"读到 {len(entered.sheets)} 人{doubtful}；发现 {len(entered.problems)} 处问题。")
    return FAULTS if entered.problems else 0


def _write(folder: Path, *, second: bool, markers: int, roster: Path | None) -> int:
    written = write_entry(folder, second=second, markers=markers, roster=roster)
    show_notes(written.roster_notes)
    for name in written.made:
        click.echo(f"已写入 {folder / name}")
    for name in written.kept:
        click.echo(f"已有 {folder / name}，没有改动")
    for line in written.waiting:
        click.echo(line)
    by = () if stamp(None).by else ("--by", "姓名")
    click.echo(f"填好后：{command_line('quizgen', 'exam', 'mark', folder, *by)}")
    return 0


def _act(order: AfterOrder, option: str, *, second: bool) -> int:
    who = order.stamp.by
    if option == "--two-person":
        _noted(demand_two_persons(order), "从此要求两人登分：一人登记，另一人再登记或核对，才能阅卷")
        return 0
    done = entry_done(order, second=second) if option == "--done" else entry_checked(order)
    what = "登记" if option == "--done" else "核对"
    _noted(done.noted, f"{who} {what}了 {'、'.join(done.files)}")
    return _differences(done, order.folder)


def _differences(done: EntryDone, folder: Path) -> int:
    if not done.differences:
        return 0
    show_problems(tuple(one.problem() for one in done.differences))
    click.echo(f"两份登记有 {len(done.differences)} 处不同，由第三人裁定：")
    click.echo(f"  {command_line('quizgen', 'exam', 'entry', folder)}")
    return FAULTS


def _noted(noted: Noted, what: str) -> None:
    for note in noted.notes:
        click.echo(f"提示 {note}")
    click.echo(f"已记入台账：{what}。")
    click.echo(f"台账最后一行的哈希（请抄存）：{noted.head}")


def show_faults(problems: tuple[Problem, ...], notes: tuple[Problem, ...]) -> None:
    """All the faults, the first notes."""
    show_problems(problems)
    for note in notes[:_MOST_SHOWN]:
        click.echo(f"提示 {note}")
    if len(notes) > _MOST_SHOWN:
        click.echo(f"提示 还有 {len(notes) - _MOST_SHOWN} 处同类的（--json 全部列出）。")

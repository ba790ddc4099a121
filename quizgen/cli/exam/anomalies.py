"""``quizgen exam anomalies``: answers that agree beyond chance, for people to judge."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_problems
from quizgen.workflows.after.anomalies import find_anomalies

FAULTS = 1


@click.command(cls=Command, example="quizgen exam anomalies exams/2026-autumn")
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
def anomalies(folder: Path) -> int:
    """找雷同：哪两个人的错误答案相同得远超碰巧，供人核对；从不下结论。

    阅卷以后用。题按题号、选项按原始次序比，一人一卷也能比。写明比较了多少次、误报的机会、精确的概率、还能怎样
    解释。写出 anomalies.xlsx（线索、逐题、说明）和 anomalies.txt，只有编号和单位，没有姓名；内有试题的答案，
    注意保密。不足 30 人的考试不比。
    """
    found = find_anomalies(folder)
    show_problems(found.problems)
    clues = found.clues
    click.echo(
        f"{clues.people} 人，比较 {clues.comparisons} 次；全场出现一对误报的机会不超过 {clues.risk:.0%}。"
    )
    for one in clues.clues:
        click.echo(
            f"  {one.first} 和 {one.second}：一方答错 {one.wrong} 道，相同的错 {one.shared} 道，"
            f"碰巧应有 {one.expected:.1f} 道，概率 {one.probability:.1e}"
        )
    if not clues.clues:
        click.echo("没有远超碰巧的。抄得少的看不出来。")
    else:
        click.echo(
            f"以上 {len(clues.clues)} 对供人核对，不是结论：还可能是同一份资料、同一次培训、题目误导等。"
        )
    for name in found.written:
        click.echo(f"已写入 {folder / name}")
    for name in found.kept:
        click.echo(f"已有 {folder / name}，没有改动")
    return FAULTS if found.problems else 0

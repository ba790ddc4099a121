"""What ``quizgen exam new`` says of what it made."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.assemble.draw.resit import most_again
from quizgen.cli.exam.specification import show_table_of
from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.present import show_notes
from quizgen.files.shell import command_line
from quizgen.markup.figures import book_text, percent_text
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import MODE_TITLES, unchecked_words
from quizgen.workflows.exam.apart import MOST_ALIKE
from quizgen.workflows.exam.groups import GroupExams
from quizgen.workflows.exam.new import NewExam


def show_made(made: NewExam, folder: Path, *, seated: bool) -> None:
    """One exam: its table, its forms, what was left out or is doubtful, what comes next.

    ``seated``: there is a roster, so that seats can be drawn.
    """
    show_table_of(made.exam)
    spare_text = f"，另有备用卷 {made.exam.spare} 份" if made.exam.spare else ""
    click.echo(f"方式：{MODE_TITLES[made.exam.mode]}；试卷 {made.exam.forms} 份{spare_text}。")
    if made.exam.resit_of:
        click.echo(f"补考：每人避开自己考过的题；{_again_text(made.exam.blueprint)}")
    _show_likeness(made)
    for one in made.exam.despite:
        click.echo(f"明知违反 {one.rule} 仍照用：{'、'.join(one.questions) or '整个题库'}")
    for line in unchecked_words(made.exam):
        click.echo(f"题库停用，没有照着查：{line}")
    click.echo(f"可抽 {made.available} 题，用到 {made.questions} 题，已冻结在文件夹里。")
    show_notes(made.roster_notes)
    show_by_hand(made.by_hand)
    click.echo(f"密钥承诺（可在考前公布）：{made.exam.key_commitment}")
    click.echo(f"已写入 {folder}；密钥 secret.key 请另存一份，专人保管。")
    if seated:
        seats = command_line("quizgen", "exam", "seats", folder, "--rooms", "rooms.yaml")
        click.echo(f"要排考场、座位的：{seats}")
    click.echo(f"下一步：{command_line('quizgen', 'exam', 'build', folder)}")


def show_groups(made: GroupExams, folder: Path) -> None:
    """The exams of the groups of a roster, one after another."""
    show_notes(made.notes)
    for one in made.exams:
        book = book_text(closed=one.made.exam.blueprint.closed_book)
        click.echo(f"== {one.group.name}：{one.people} 人，{one.made.exam.title}，{book}")
        show_made(one.made, one.folder, seated=True)
    for name in made.empty:
        click.echo(f"提示：“{name}”这一组没有人，没有组卷。")
    click.echo(f"按“{made.column}”分成 {len(made.exams)} 组；这一列只用来分组，不写进考试文件夹。")
    together = command_line("quizgen", "exam", "together", folder, "--out", "各组成绩.xlsx")
    click.echo(f"各组分别印卷、登记、阅卷；都阅完以后合成一张表：{together}")


def _again_text(blueprint: Blueprint) -> str:
    most = most_again(blueprint)
    return f"不够的，最多 {most} 道是考过的。" if most else "没有一道是考过的。"


def _show_likeness(made: NewExam) -> None:
    """How alike the forms are; what was demanded of them, or why it could not be."""
    found, blueprint = made.likeness, made.exam.blueprint
    if found is None:
        return
    mean = f"{float(found.mean):.1f}"
    most = "" if found.most is None else f"，最多 {found.most} 道"
    click.echo(f"任两份不同的试卷平均有 {mean} 道题相同{most}（每份 {found.asked} 道）。")
    if blueprint.kept_apart is not None:
        click.echo(f"任两份至少有 {percent_text(1 - blueprint.kept_apart)} 的题不同，补抽的卷也照这样抽。")
    elif made.alike is not None:
        click.echo(
            f"提示：题库做不到任两份都有 {percent_text(1 - MOST_ALIKE)} 的题不同（{made.alike.least}），"
            "没有照此要求；要差别大些，请补充题目或减少份数。"
        )
    elif found.most is None and blueprint.max_overlap is None:
        click.echo("提示：份数太多，没有两份两份地比较；要保证差别，在蓝图里写 max_overlap。")

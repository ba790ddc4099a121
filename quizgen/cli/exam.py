"""``quizgen exam``: an exam from blueprint to printed papers."""
from __future__ import annotations
from quizgen.cli.chinese import Group
import click

@click.group(cls=Group, example="quizgen exam new exams/2026-autumn --blueprint cadre-80")
def exam() -> None:
    """组卷、印卷、核验。"""
@exam.command(name="new", example="quizgen exam new x")
@click.argument("folder", metavar="目录")
@click.option("--forms", type=click.IntRange(1, 26), default=1, show_default=True, help="试卷份数，很长很长很长的说明很长很长很长的说明很长很长很长的说明很长很长很长的说明")
@click.option("--mode", type=click.Choice(["one","individual"]), default="one", metavar="方式", help="方式")
def new(folder, forms, mode): 
    """新建考试。"""

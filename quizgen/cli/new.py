"""``quizgen new``: a project of one's own, for any subject."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.values import TITLE
from quizgen.files.shell import command_line
from quizgen.workflows.project.new import new_project

_PATH = click.Path(path_type=Path)


@click.command(
    cls=Command,
    example="""quizgen new 消防培训 --title 消防安全知识
quizgen new 保密培训 --title 保密知识 --bank 保密题库.yaml
quizgen new 安全培训 --title 安全生产知识 --bank 安全题库.docx""",
)
@click.argument("folder", metavar="目录", type=_PATH)
@click.option(
    "--title",
    metavar="名称",
    type=TITLE,
    required=True,
    help="科目的名称，写在网站和试卷上，如 消防安全知识",
)
@click.option(
    "--bank",
    metavar="题库",
    type=_PATH,
    help="已有的题库，抄进新项目：文件夹、.yaml 文件，或 Word、Excel、文本（先导入）；不写则放 15 道样题",
)
def new(folder: Path, title: str, bank: Path | None) -> None:
    """建一个自己的项目，任何科目都行：题库、蓝图、网页、设置，一次建齐。

    建好就能生成网站（搜索、练习、模拟考试、现场抽题），也能组卷、印卷，不需要互联网。
    给出的题库先按 quizgen bank check 的规则检查，有错就全部说出来，什么也不建。
    Word、Excel、文本的题库照 quizgen bank import 的办法读，有存疑的也不建。已有内容的文件夹不会被覆盖。
    """
    made = new_project(folder, title, bank)
    what = "道样题，换成自己的题" if made.samples else "道题"
    click.echo(f"已建成“{made.title}”：{made.folder}（题库里有 {made.questions} {what}）。")
    click.echo("先看里面的 README.md，或者直接试一遍：")
    exam = Path("exams/diyici")
    for words in (
        ("cd", made.folder),
        ("quizgen", "site", "build"),
        ("quizgen", "exam", "new", exam, "--blueprint", made.blueprint),
        ("quizgen", "exam", "build", exam),
    ):
        click.echo(f"  {command_line(*words)}")

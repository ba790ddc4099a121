"""``quizgen exam swap``, ``erratum``, ``cancel``, ``supersede``: what is changed after the draw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.places import BANK, banks_or_default, cache_folder, knowledge_near
from quizgen.cli.terminal.values import NAME, REASON, no_doubles
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.errors import Problem
from quizgen.files.shell import command_line
from quizgen.workflows.bank import BankPlaces
from quizgen.workflows.day.ending import Ended, cancel_exam, supersede_exam
from quizgen.workflows.day.erratum import put_question_right
from quizgen.workflows.day.swap import swap_questions
from quizgen.workflows.day.written import DayOrder

_PATH = click.Path(path_type=Path)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_folder = click.argument("folder", metavar="目录", type=_FOLDER)
_reason = click.option("--reason", metavar="原因", type=REASON, required=True, help="为什么，记入台账")
_by = click.option(
    "--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的"
)


def _from_bank(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the bank lies, who acts, why."""
    bank = click.option(
        *("--bank", "banks"),
        metavar="题库",
        type=_PATH,
        multiple=True,
        help="组卷用的题库文件夹，可写几次（默认 question_bank）",
    )
    knowledge = click.option(
        "--knowledge",
        metavar="目录",
        type=_PATH,
        help="知识库的数据文件夹，用于印出处（默认 docs/_data）；不引用事实的题库用不着",
    )
    return bank(knowledge(_reason(_by(command))))


def _places(banks: tuple[Path, ...], knowledge: Path | None) -> BankPlaces:
    found = banks_or_default(banks)
    return BankPlaces(found, knowledge_near(found, knowledge), BANK / "topics.yaml", cache_folder())


@click.command(
    cls=Command,
    example="""quizgen exam swap exams/2026-autumn XM-0019 XM-0044 \\
  --by 张三 --reason 领导审卷认为不合适
quizgen exam swap exams/2026-autumn XM-0019 --with XM-0102 \\
  --by 张三 --reason 与近期通报重复""",
)
@_folder
@click.argument("questions", metavar="题号...", nargs=-1, required=True, callback=no_doubles)
@click.option(
    "--with",
    "wanted",
    metavar="题号",
    multiple=True,
    callback=no_doubles,
    help="只许换成这几道题里的；不写就由密钥在合乎蓝图的题里抽，先找同专题、同难度的",
)
@_from_bank
def swap(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    questions: tuple[str, ...],
    wanted: tuple[str, ...],
    banks: tuple[Path, ...],
    knowledge: Path | None,
    reason: str,
    by: str | None,
) -> None:
    """印发以前，把不合适的题换掉；可以一次写几道。

    有这道题的每份试卷，在原来的位置另抽一道合乎细目表的题；别的题、别的试卷一个字不动。组卷时题库里就有、
    以后没有改过的题才能换上来。换好以后再运行 exam build，只重印换了题的试卷，旧的移到 replaced/。
    """
    order = DayOrder(folder, reason, named_stamp(by))
    done = swap_questions(order, questions, _places(banks, knowledge), wanted)
    _notes(done.notes)
    for one in done.swapped:
        new = dict.fromkeys(one.by_form.values())
        click.echo(f"已记入台账：{one.question} 换成 {'、'.join(new)}，共 {len(one.by_form)} 份试卷。")
    click.echo(f"重印换了题的试卷：{command_line('quizgen', 'exam', 'build', folder)}")
    _head(done.head)


@click.command(
    cls=Command,
    example="""quizgen exam erratum exams/2026-autumn XM-0019 \\
  --by 张三 --reason 第二个选项漏了一个字
quizgen exam erratum exams/2026-autumn XM-0019 --reprint \\
  --by 张三 --reason 校对发现错字，还没有印发""",
)
@_folder
@click.argument("question", metavar="题号")
@click.option(
    "--reprint",
    is_flag=True,
    help="试卷还没有印发：再运行 exam build 就重印试卷，不出勘误单",
)
@_from_bank
def erratum(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    question: str,
    reprint: bool,  # noqa: FBT001 - a click flag
    banks: tuple[Path, ...],
    knowledge: Path | None,
    reason: str,
    by: str | None,
) -> None:
    """印发以后发现题有错：先在题库里改正这道题，再运行它。

    题目照题库里改正后的文字和答案算，阅卷随之；选项在卷面上的位置不变。再运行 exam build，文字有改动的生成
    errata/ 里的勘误单（每份试卷一条，可以宣读、分发），答案重印。原来的题目仍在文件夹里，台账记下改了哪一道。
    已经阅卷的不能再改，用 exam mark 的 --void、--accept。
    """
    order = DayOrder(folder, reason, named_stamp(by))
    done = put_question_right(order, question, _places(banks, knowledge), reprint=reprint)
    _notes(done.notes)
    what = "、".join(
        name for name, changed in (("文字", done.print_changed), ("答案", done.key_changed)) if changed
    )
    click.echo(f"已记入台账：勘误 {question}，改了{what or '解析或出处'}，涉及 {len(done.forms)} 份试卷。")
    if done.print_changed and reprint:
        click.echo("试卷上的文字变了，没有印发的重印：")
    elif done.print_changed:
        click.echo("试卷已经印发的，生成勘误单，宣读或分发：")
    else:
        click.echo("试卷上的文字没有变，不用勘误单；重印答案：")
    click.echo(f"  {command_line('quizgen', 'exam', 'build', folder)}")
    _head(done.head)


@click.command(
    cls=Command,
    example="""quizgen exam cancel exams/2026-autumn --by 张三 --reason 试题泄露""",
)
@_folder
@_reason
@_by
@sign_key_option
def cancel(folder: Path, reason: str, by: str | None, sign_key: Path | None) -> None:
    """记下一次考试取消了，或者成绩不作数；什么也不删。

    以后不能再印、登记、阅卷、附入考核材料，只能查看、核验、清除答案。不能撤回。
    """
    order = DayOrder(folder, reason, named_stamp(by), existing_key(sign_key, folder))
    _ended(cancel_exam(order), "考试已经取消")


@click.command(
    cls=Command,
    example="""quizgen exam supersede exams/2026-autumn --with exams/2026-autumn-b \\
  --by 张三 --reason 蓝图有误，另组一次""",
)
@_folder
@click.option("--with", "other", metavar="目录", type=_FOLDER, required=True, help="代替它的考试文件夹")
@_reason
@_by
@sign_key_option
def supersede(folder: Path, other: Path, reason: str, by: str | None, sign_key: Path | None) -> None:
    """记下一次考试由另一次代替；什么也不删。

    台账记下另一次考试的名称和 exam.yaml 的校验值。以后这一次不能再印、登记、阅卷、附入考核材料。不能撤回。
    """
    order = DayOrder(folder, reason, named_stamp(by), existing_key(sign_key, folder))
    _ended(supersede_exam(order, other), f"考试已经由 {other.name} 代替")


def _ended(done: Ended, what: str) -> None:
    _notes(done.notes)
    click.echo(f"已记入台账：{what}。")
    _head(done.head)


def _notes(notes: tuple[Problem, ...]) -> None:
    for note in notes:
        click.echo(f"提示 {note}")


def _head(head: str) -> None:
    click.echo(f"台账最后一行的哈希（请抄存）：{head}")

"""``quizgen bank due|exposure|review``: questions looked at again, how often seen, reviewed by people."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from pathlib import Path

import click

from quizgen.cli.bank.places import bank_places, read_from
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_json, show_problems
from quizgen.cli.terminal.values import Day
from quizgen.errors import shown
from quizgen.model.bookkeeping import Status
from quizgen.workflows.bank import load_questions
from quizgen.workflows.bank_life import exposures, in_words, questions_due
from quizgen.workflows.bank_review import take_over, write_review

FAULTS = 1
_PATH = click.Path(path_type=Path)
_UNWRITTEN = "未写"


@click.command(
    cls=Command,
    example="quizgen bank due\nquizgen bank due question_bank --on 2027-01-01 --months 12",
)
@click.argument("paths", metavar="[题库]...", type=_PATH, nargs=-1)
@click.option("--on", "day", metavar="日期", type=Day(), help="按这一天算，不写就是今天")
@click.option(
    "--months",
    metavar="月数",
    type=click.IntRange(1, 600),
    default=12,
    show_default=True,
    help="几个月审一次",
)
@click.option("--before", metavar="目录", type=_PATH, help="从前的知识库数据，列出依据后来变了的题")
@bank_places
def due(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: tuple[Path, ...],
    day: datetime.datetime | None,
    months: int,
    before: Path | None,
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """列出该重新审的题：依据的事实变了，或者审题日期太久。

    审题的结论写进题库时，记下当时依据的指纹（basis）；事实改过，指纹就对不上。
    没有指纹的题，用 --before 给出从前的 docs/_data 来比。有该审的题时退出码为 1。
    """
    places = read_from((*paths, *banks), knowledge)
    on = datetime.date.today() if day is None else day.date()  # noqa: DTZ011 - a day on the wall
    found, problems = questions_due(places, before, on, months)
    if as_json:
        show_json(
            {"due": [asdict(one) for one in found], "problems": [problem.as_dict() for problem in problems]}
        )
    else:
        show_problems(problems)
        for one in found:
            click.echo(shown(f"{one.id}：{'；'.join(one.reasons)}"))
        click.echo(f"到 {on} 该审的有 {len(found)} 道。" if found else f"到 {on} 没有该审的题。")
    return FAULTS if found or problems else 0


@click.command(
    cls=Command,
    example="quizgen bank exposure --exams exams\nquizgen bank exposure --exams exams/2026-autumn --json",
)
@click.argument("paths", metavar="[题库]...", type=_PATH, nargs=-1)
@click.option(
    "--exams",
    metavar="目录",
    type=_PATH,
    multiple=True,
    required=True,
    help="考试文件夹，或放考试文件夹的目录",
)
@bank_places
def exposure(
    paths: tuple[Path, ...],
    exams: tuple[Path, ...],
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> None:
    """统计每道题用过几次：在几次考试、几份试卷上，多少人考过，最近是哪一天。

    备用卷也算试卷；答案已清除的考试只数试卷，不数人。题库里没有用过的题只报总数。
    """
    seen = exposures(exams)
    known = [question.id for question in load_questions(read_from((*paths, *banks), knowledge))]
    unused = [id_ for id_ in known if id_ not in seen]
    if as_json:
        counted = {
            id_: {**asdict(one), "last": None if one.last is None else one.last.isoformat()}
            for id_, one in seen.items()
        }
        show_json({"questions": counted, "unused": unused})
        return
    for id_, one in sorted(seen.items(), key=lambda entry: (-entry[1].forms, entry[0])):
        gone = "" if id_ in known else "（题库里没有）"
        click.echo(f"{id_}：{'，'.join(in_words(one))}{gone}")
    click.echo(f"用过的题 {len(seen)} 道，题库里没有用过的 {len(unused)} 道。")


@click.command(
    cls=Command,
    example="""quizgen bank review 审题表.xlsx --pick XM,WH-01
quizgen bank review 审题表.xlsx --read""",
)
@click.argument("file", metavar="文件.xlsx", type=_PATH)
@click.option("--pick", metavar="编号", default="", help="只要这些编号或编号前缀，逗号隔开")
@click.option(
    "--status",
    metavar="状态",
    type=click.Choice([*map(str, Status), _UNWRITTEN]),
    multiple=True,
    help=f"只要这种状态的题：草稿、审核、可用、{_UNWRITTEN}",
)
@click.option("--read", is_flag=True, help="读回填好的审题表，把结论写进题库")
@bank_places
def review(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    pick: str,
    status: tuple[str, ...],
    read: bool,  # noqa: FBT001 - a click flag
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """写出审题表，填好以后用 --read 读回。

    表里一题一行：题面、选项、答案、依据，后面的意见、结论（通过、修改、停用）、姓名、日期由审题人填。
    读回时：通过的标为可用，修改的退回草稿，停用的写明日期和意见；审题人、日期、依据的指纹一并写上。
    有一处填错就什么也不写，全部错处一次列出；题库文件只改这几个键，别的一个字也不动。
    """
    places = read_from(banks, knowledge)
    if not read:
        states = tuple(None if one == _UNWRITTEN else Status(one) for one in status)
        count = write_review(places, file, [one for one in pick.replace("，", ",").split(",") if one], states)
        if as_json:
            show_json({"file": str(file), "questions": count})
        else:
            click.echo(f"已写入 {file}，共 {count} 题。填好以后加 --read 读回。")
        return 0
    taken = take_over(places, file)
    if as_json:
        show_json(
            {
                "verdicts": dict(taken.verdicts),
                "files": list(taken.files),
                "problems": [problem.as_dict() for problem in taken.problems],
            }
        )
    else:
        show_problems(taken.problems)
        told = "、".join(f"{verdict} {count} 题" for verdict, count in taken.verdicts.items())
        if taken.problems:
            click.echo(f"有 {len(taken.problems)} 处错误，没有改题库；请改正后再读一次。")
        else:
            click.echo(f"{told or '没有填写的结论'}，改了 {len(taken.files)} 个题库文件。")
    return FAULTS if taken.problems else 0

"""``quizgen bank stats``: the figures of a bank, and what is known of every question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quizgen.bank.known import Facility
from quizgen.cli.bank.figures import show_stats, stats_data
from quizgen.cli.bank.places import bank_places, read_from
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_json, show_table
from quizgen.files.shell import command_line
from quizgen.model.bookkeeping import Level
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.workflows.bank import count_banks
from quizgen.workflows.bank_known import Known, known_questions

FAULTS = 1
_PATH = click.Path(path_type=Path)
_NONE = "—"
_UNSAID = "未标"


def show_known(known: Sequence[Known]) -> None:
    """A line a question: kind, level, difficulty, right answers with and without articles, exposure."""
    for one in known:
        question = one.question
        parts = [
            question.id,
            KIND_SHORT_TITLES[Kind(question.kind)],
            question.level or _UNSAID,
            question.difficulty,
            f"有材料 {_rate(one.with_articles)}",
            f"无材料 {_rate(one.without_articles)}",
            _seen(one),
        ]
        click.echo("  ".join(parts))
    click.echo(f"共 {len(known)} 道。")


def show_levels(known: Sequence[Known]) -> None:
    """How many questions are of every level, by kind, with right answers where there are trials."""
    by_level: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        by_level[one.question.level or _UNSAID].append(one)
    present = [kind for kind in Kind if any(one.question.kind == kind for one in known)]
    counts, shares = [], []
    for level in (*Level, _UNSAID):
        own = by_level[level]
        if own:
            kinds = [sum(one.question.kind == kind for one in own) for kind in present]
            trials = (
                [one.with_articles for one in own if one.with_articles],
                [one.without_articles for one in own if one.without_articles],
            )
            share = f"{100 * len(own) / len(known):.0f}%"
            counts.append((level, *kinds, len(own)))
            shares.append((level, share, *(_rate(_sum(trial)) for trial in trials)))
    show_table("层次 × 题型", ("层次", *(KIND_SHORT_TITLES[kind] for kind in present), "合计"), counts)
    click.echo()
    show_table("各层次的比例，答对的比例", ("层次", "占题库", "有材料", "无材料"), shares)


def _sum(trials: Sequence[Facility]) -> Facility | None:
    if not trials:
        return None
    return Facility(sum(one.answers for one in trials), sum(one.right for one in trials))


def _rate(one: Facility | None) -> str:
    return _NONE if one is None else f"{one.right}/{one.answers}"


def _seen(one: Known) -> str:
    if one.exposure is None:
        return "没有考过"
    last = f"，最近 {one.exposure.last}" if one.exposure.last else ""
    return f"考过 {one.exposure.exams} 次（{one.exposure.forms} 份{last}）"


def known_data(known: Sequence[Known]) -> list[dict[str, Any]]:
    """The same for machines."""
    return [
        {
            "id": one.question.id,
            "kind": one.question.kind,
            "level": one.question.level,
            "difficulty": one.question.difficulty,
            "status": one.question.status,
            "with": _data(one.with_articles),
            "without": _data(one.without_articles),
            "exams": one.exposure.exams if one.exposure else 0,
            "forms": one.exposure.forms if one.exposure else 0,
            "last": str(one.exposure.last) if one.exposure and one.exposure.last else None,
        }
        for one in known
    ]


def _data(one: Facility | None) -> dict[str, int] | None:
    return None if one is None else {"answers": one.answers, "right": one.right}


@click.command(
    cls=Command,
    example="""quizgen bank stats
quizgen bank stats question_bank --json
quizgen bank stats --questions --exams exams""",
)
@click.argument("paths", metavar="[题库]...", type=_PATH, nargs=-1)
@click.option("--questions", is_flag=True, help="逐题列出：层次、难度、有无材料时答对几次、考过几次")
@click.option(
    "--with", "with_file", metavar="文件", type=_PATH, help="有材料的试答结果（默认题库里的 proof/with.json）"
)
@click.option(
    "--without",
    "without_file",
    metavar="文件",
    type=_PATH,
    help="没有材料的试答结果（默认题库里的 proof/without.json）",
)
@click.option(
    "--exams",
    metavar="目录",
    type=_PATH,
    multiple=True,
    help="考试文件夹，或放考试文件夹的目录，用来数考过几次",
)
@bank_places
def stats(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: tuple[Path, ...],
    questions: bool,  # noqa: FBT001 - a click flag
    with_file: Path | None,
    without_file: Path | None,
    exams: tuple[Path, ...],
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """统计题库：专题、题型、难度、层次，事实和条目的覆盖，答案的偏向。

    只计在用的题。题库里没有选项字母，所以不计答案落在哪个字母；字母均匀打乱时各占选项个数分之一。
    试答结果由 python -m tools.blind_sets compare --out 写出；案例的各小题合在一起数。
    """
    places = read_from((*paths, *banks), knowledge)
    counted, problems = count_banks(places)
    known = known_questions(places, with_file, without_file, exams)
    if as_json:
        show_json({**stats_data(counted), "each": known_data(known)})
    elif questions:
        show_known(known)
    else:
        show_stats(counted)
        click.echo()
        show_levels(known)
    if problems and not as_json:
        command = command_line("quizgen", "bank", "check", *places.banks)
        click.echo(f"\n有 {len(problems)} 处错误的题没有计入；逐处列出：{command}")
    return FAULTS if problems else 0

"""``quizgen exam results``: from signed scores to the reports for a meeting."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_json, show_problems
from quizgen.cli.terminal.values import FONT_FOLDER
from quizgen.files.shell import command_line
from quizgen.records.names import CARDS, UNIT_RESULTS
from quizgen.workflows.marks.results import CardFormat, Results, ResultsOrder, exam_results
from quizgen.workflows.processes import Jobs

FAULTS = 1
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    cls=Command,
    example="""quizgen exam results exams/2026-autumn
quizgen exam results exams/2026-autumn --cards --docx""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--cards", is_flag=True, help="给每个有成绩的人印个人成绩单，cards/编号.pdf")
@click.option("--docx", is_flag=True, help="个人成绩单另出可编辑的 Word，cards/编号.docx")
@click.option("--by-unit", is_flag=True, help="成绩表、成绩单一个单位一份，在 by-unit/；20,000 人以上都这样")
@click.option("--dry-run", is_flag=True, help="只核对成绩，列出会写出的文件，什么也不写")
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def results(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    cards: bool,  # noqa: FBT001 - a click flag
    docx: bool,  # noqa: FBT001 - a click flag
    by_unit: bool,  # noqa: FBT001 - a click flag
    dry_run: bool,  # noqa: FBT001 - a click flag
    jobs: int | None,
    font_path: tuple[Path, ...],
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """从签名的成绩生成成绩表、考情分析和个人成绩单。

    scores.xlsx 有总表、分部分、按单位、未通过和补考、缺考五张，可直接付印；analysis.pdf 是一页考情分析，
    analysis.html 用浏览器打开，analysis-questions.pdf 是各题统计（内含试题，注意保密）。考情分析不含姓名。
    已有的文件不会重写，中断以后再运行一次就接着做完；更正成绩以后，旧的一套移到 history/，再运行一次。
    """
    formats: tuple[CardFormat, ...] = (*(("pdf",) if cards else ()), *(("docx",) if docx else ()))
    order = ResultsOrder(folder, formats, Jobs.wanted(jobs, os.cpu_count()), font_path, dry_run, by_unit)
    with progress("印成绩单", 0) as bar:
        task = bar.task_ids[0]
        made = exam_results(order, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        show_json(_as_json(made))
    else:
        _show(made, folder, cards=bool(formats), dry_run=dry_run)
    return FAULTS if made.problems else 0


def _show(made: Results, folder: Path, *, cards: bool, dry_run: bool) -> None:
    show_problems(made.problems)
    if dry_run:
        for name in made.written:
            click.echo(f"会写出 {folder / name}")
        click.echo(f"会写出 {len(made.written)} 个文件，已有 {len(made.kept)} 个；这是试运行，什么也没有写。")
        return
    show_by_hand(made.by_hand)
    apart = (f"{CARDS}/", f"{UNIT_RESULTS}/")
    for name in made.written:
        if not name.startswith(apart):
            click.echo(f"已写入 {folder / name}")
    kept = [name for name in made.kept if not name.startswith(apart)]
    if kept:
        click.echo(f"已有 {'、'.join(kept)}，没有改动")
    if not made.analysed:
        click.echo("答案已经清除，不能再做考情分析。")
    new, old = (
        [name for name in names if name.startswith(f"{UNIT_RESULTS}/")] for names in (made.written, made.kept)
    )
    if new or old:
        where = folder / UNIT_RESULTS
        click.echo(f"按单位的成绩表和成绩单：新写 {len(new)} 个文件，已有 {len(old)} 个，都在 {where}")
        return
    if not cards:
        click.echo(f"个人成绩单：{command_line('quizgen', 'exam', 'results', folder, '--cards')}")
        return
    new, old = (
        [name for name in names if name.startswith(f"{CARDS}/")] for names in (made.written, made.kept)
    )
    click.echo(f"成绩单：新印 {len(new)} 份，已有 {len(old)} 份，都在 {folder / CARDS}")
    if made.without_card:
        click.echo(f"没有成绩、不印成绩单的 {len(made.without_card)} 人（缺考、作废、违纪、退考）。")


def _as_json(made: Results) -> dict[str, object]:
    return {
        "problems": [problem.as_dict() for problem in made.problems],
        "written": list(made.written),
        "kept": list(made.kept),
        "analysed": made.analysed,
        "without_card": list(made.without_card),
        "by_hand": [str(one) for one in made.by_hand],
    }

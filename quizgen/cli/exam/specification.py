"""The table of specifications (细目表) of an exam in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from quizgen.cli.terminal.present import show_table
from quizgen.markup.figures import exact_text
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Exam
from quizgen.model.kinds import KIND_SHORT_TITLES
from quizgen.render.paper.composed import ORDINALS

_MOST_ROWS = 40


def show_table_of(made: Exam) -> None:
    """The table of specifications: whole where it is short, else one line a section."""
    sections = made.blueprint.sections
    names = list(_names_of(made.blueprint))
    if len(made.cells) > _MOST_ROWS:
        available = [
            sum(cell.available for cell in made.cells if cell.section == index)
            for index in range(len(sections))
        ]
        rows = zip(names, (section.count for section in sections), available, strict=True)
        show_table("每份试卷抽题", ("大题", "抽题", "可抽"), rows)
        click.echo("逐格的细目表在 exam.yaml。")
        return
    show_table(
        "细目表（每份试卷）",
        ("大题", "专题", "难度", "层次", "抽题", "可抽"),
        (
            (
                names[cell.section],
                cell.topic or "不限",
                cell.difficulty or "不限",
                cell.level or "不限",
                _range(cell.draws),
                cell.available,
            )
            for cell in made.cells
        ),
    )


def _names_of(blueprint: Blueprint) -> Iterator[str]:
    """``一、单选``; what is printed under one heading is told apart by kind and points."""
    for at, heading in enumerate(blueprint.headings):
        ordinal = ORDINALS[at]
        for section in heading.sections:
            kind = KIND_SHORT_TITLES[section.kind]
            title = heading.sections[0].title
            if len(heading.sections) == 1:
                yield f"{ordinal}、{title or kind}"
            else:
                apart = f"{kind} {exact_text(section.points)} 分"
                yield f"{ordinal}、{title}（{apart}）" if title else f"{ordinal}、{apart}"


def _range(draws: tuple[int, ...]) -> str:
    low, high = min(draws), max(draws)
    return str(low) if low == high else f"{low}–{high}"

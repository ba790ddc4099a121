"""``quizgen exam series`` and ``together``: several exams as one list."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.values import no_doubles
from quizgen.model.base import to_fraction
from quizgen.records.trust import read_trust
from quizgen.workflows.marks.series import SeriesOrder, join_series
from quizgen.workflows.marks.together import list_together

_EXEMPT = Fraction(90)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_PATH = click.Path(path_type=Path)


def _points(_ctx: click.Context, _param: click.Parameter, typed: str | None) -> Fraction | None:
    if typed is None:
        return None
    try:
        return to_fraction(typed)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command(
    cls=Command,
    example="""quizgen exam series exams/2026-01 exams/2026-02 exams/2026-03 --least 2 \\
  --out 年度成绩.xlsx --exempt 90 --exempt-to 免试名单.csv""",
)
@click.argument("folders", metavar="目录", type=_FOLDER, nargs=-1, required=True, callback=no_doubles)
@click.option("--out", metavar="文件", type=_PATH, required=True, help="写出的成绩表（.xlsx），不覆盖已有的")
@click.option(
    "--least",
    metavar="次数",
    type=click.IntRange(1, 366),
    default=9,
    show_default=True,
    help="至少参加几次才算平均、排名次",
)
@click.option(
    "--exempt", metavar="分数", callback=_points, help="平均多少分以上免试；写了 --exempt-to 的默认 90"
)
@click.option(
    "--exempt-to", metavar="文件", type=_PATH, help="免试名单写到哪里（.csv，就是名册的样子），不覆盖已有的"
)
@click.option(
    "--trust", metavar="指纹", multiple=True, help="只认这把密钥的签名：公钥指纹（至少前 16 位），或公钥文件"
)
def series(  # noqa: PLR0913, PLR0917 - one parameter an option
    folders: tuple[Path, ...],
    out: Path,
    least: int,
    exempt: Fraction | None,
    exempt_to: Path | None,
    trust: tuple[str, ...],
) -> None:
    """把几次考试（每月一次之类）的成绩合成一张表。

    按编号合：每次的成绩、参加次数、平均分、名次（相同的并列）；参加不满规定次数的写“未满”，不排名次。
    只用签名成立、台账里有的成绩；满分不同、同一编号姓名不同的，逐条说明，什么也不写。
    免试名单交给下一次：quizgen exam new …… --exempt 免试名单.csv。
    """
    if exempt is None and exempt_to is not None:
        exempt = _EXEMPT
    order = SeriesOrder(
        exams=folders,
        out=out,
        least=least,
        exempt=exempt,
        exempt_to=exempt_to,
        trust=read_trust(trust),
        on_notice=lambda text: click.echo(text, err=True),
    )
    made = join_series(order)
    full = sum(one.average is not None for one in made.standings)
    click.echo(
        f"{len(made.exams)} 次考试，{len(made.standings)} 人：满 {least} 次、排了名次的 {full} 人，"
        f"未满的 {len(made.standings) - full} 人。"
    )
    click.echo(f"已写入 {out}")
    if exempt is not None:
        click.echo(f"免试 {len(made.exempt)} 人。")
    if exempt_to is not None:
        click.echo(f"已写入 {exempt_to}；下一次组卷加上 --exempt {exempt_to}")


@click.command(
    cls=Command,
    example="quizgen exam together exams/fenzu --out 各组成绩.xlsx",
)
@click.argument("folders", metavar="目录", type=_FOLDER, nargs=-1, required=True, callback=no_doubles)
@click.option("--out", metavar="文件", type=_PATH, required=True, help="写出的成绩表（.xlsx），不覆盖已有的")
@click.option(
    "--trust", metavar="指纹", multiple=True, help="只认这把密钥的签名：公钥指纹（至少前 16 位），或公钥文件"
)
def together(folders: tuple[Path, ...], out: Path, trust: tuple[str, ...]) -> None:
    """把同一天各组的成绩合成一张表。

    目录是 exam new --groups 写出的，或者几个考试文件夹。一张表列出每个人的组别、成绩、合格、组内名次，
    一张是各组的人数、合格率、平均分，一张是依据的签名。只用签名成立、台账里有的成绩；
    一个人在两组里都有成绩的，指出来，什么也不写。
    """
    made = list_together(folders, out, read_trust(trust), lambda text: click.echo(text, err=True))
    click.echo(f"{made.groups} 组，{made.people} 人。已写入 {out}")

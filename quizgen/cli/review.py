"""``quizgen review``: signed scores in review documents, verified, on cards."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.chinese import CommandGroup
from quizgen.cli.terminal.present import progress, show_json, show_problems, show_table
from quizgen.cli.terminal.values import DAY, FONT_FOLDER, NAME, no_doubles
from quizgen.cli.terminal.who import named_stamp, sign_key_option, signing_key, stamp
from quizgen.files.shell import command_line
from quizgen.markup.figures import exact_text
from quizgen.markup.review_words import conditions_text, passed_text, valid_text
from quizgen.model.review import SignedResult
from quizgen.records.trust import read_trust
from quizgen.workflows.exam.names_by_hand import written_by_hand
from quizgen.workflows.review.attach import Attached, attach_scores
from quizgen.workflows.review.card import score_card
from quizgen.workflows.review.order import AttachedScore, AttachOrder
from quizgen.workflows.review.verify import resolve_code, verify_reviews

FAULTS = 1
_MOST_SHOWN = 20
_PATH = click.Path(path_type=Path)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_scores = click.option(
    "--scores",
    metavar="目录",
    type=_PATH,
    multiple=True,
    callback=no_doubles,
    required=True,
    help="考试文件夹，或其中的 scores.jsonl",
)
_trust = click.option(
    "--trust",
    metavar="指纹",
    multiple=True,
    help="只认这把密钥的签名：事先公布的公钥指纹（至少前 16 位），或公钥文件；不写则用考试文件夹里的公钥",
)
_without_ledger = click.option(
    "--without-ledger", is_flag=True, help="旁边的台账里没有这份成绩，也照用；不写则不用"
)
_day = click.option("--date", metavar="日期", type=DAY, help="按哪一天判断是否过期；不写为今天")
_sheet = click.option("--sheet", metavar="工作表", help="成绩所在的工作表；不写则自己找有编号和姓名的那张")
_fonts = click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")


@click.group(
    cls=CommandGroup,
    example="""quizgen review attach --scores exams/2026-autumn --reviews 考核.xlsx \\
  --out 附成绩 --by 张三""",
)
def review() -> None:
    """把成绩附入考核材料，核验，印个人成绩单。

    只在副本上写，原件不动；编号和姓名都一字不差才附，其余逐条说明原因。成绩只是考核的参考之一，不单独决定结论。
    """


@review.command(
    example="""quizgen review attach --scores exams/2026-autumn --reviews 考核.xlsx \\
  --out 附成绩 --by 张三 --dry-run
quizgen review attach --scores exams/2026-autumn --scores exams/resit \\
  --reviews 评议表/ --out 附成绩 --by 张三 --latest"""
)
@_scores
@click.option(
    "--reviews",
    metavar="材料",
    type=_PATH,
    required=True,
    help="考核工作簿 .xlsx（一人一行）、评议表 .docx（一人一份），或装着它们的文件夹",
)
@click.option("--out", metavar="目录", type=_PATH, required=True, help="写到这个新文件夹")
@_day
@_sheet
@_trust
@_without_ledger
@click.option("--latest", is_flag=True, help="一人有几次成绩时取最近一次；不写则不附，列出来请人决定")
@click.option("--replace", is_flag=True, help="成绩列里已有不同的内容时，以签名的成绩为准；不写则不附")
@click.option("--cards/--no-cards", default=True, help="给附上的每个人印一份个人成绩单（PDF），默认印")
@click.option("--dry-run", is_flag=True, help="只说明会怎样，什么也不写")
@click.option("--by", metavar="姓名", type=NAME, help="由谁操作，记入台账；也可设环境变量 QUIZGEN_BY")
@sign_key_option
@_fonts
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def attach(  # noqa: PLR0913, PLR0917 - one parameter an option
    scores: tuple[Path, ...],
    reviews: Path,
    out: Path,
    date: datetime.datetime | None,
    sheet: str | None,
    trust: tuple[str, ...],
    without_ledger: bool,  # noqa: FBT001 - a click flag
    latest: bool,  # noqa: FBT001 - a click flag
    replace: bool,  # noqa: FBT001 - a click flag
    cards: bool,  # noqa: FBT001 - a click flag
    dry_run: bool,  # noqa: FBT001 - a click flag
    by: str | None,
    sign_key: Path | None,
    font_path: tuple[Path, ...],
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """把签名的成绩附到考核材料的副本上。

    工作簿添上（或填入）成绩、等次、是否合格、考试名称、考试日期、有效期至、试卷编号、核验码八列，其余部分原样不动；
    评议表末尾添一节“附件：知识测试成绩”。另写一份汇总。缺考、作废、违纪、过期、没有达到最低分、有两次成绩、
    编号或姓名对不上的都不附，逐条列出。同样的命令再运行一次不会改动任何东西。
    """
    who = stamp(by) if dry_run else named_stamp(by)
    order = AttachOrder(
        scores=scores,
        reviews=reviews,
        out=out,
        stamp=who,
        date=_date(date, who.time.date()),
        dated=date is not None,
        sheet=sheet,
        trust=read_trust(trust),
        latest=latest,
        replace=replace,
        cards=cards,
        dry_run=dry_run,
        without_ledger=without_ledger,
        font_paths=font_path,
        sign_key=lambda: signing_key(sign_key, scores[0], quiet=as_json),
    )
    with progress("印成绩单", 0) as bar:
        task = bar.task_ids[0]
        result = attach_scores(order, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        show_json(_attached_json(result))
    else:
        _show_attached(result, order)
    return FAULTS if result.problems else 0


def _date(chosen: datetime.datetime | None, today: datetime.date) -> datetime.date:
    return today if chosen is None else chosen.date()


def _show_attached(result: Attached, order: AttachOrder) -> None:
    _show_people(result.attached, "会附上" if order.dry_run else "附上")
    show_problems(result.problems)
    for one in result.attached:
        if one.note:
            click.echo(f"请留意：{str(one.where) or one.file} {one.result.candidate.number} {one.note}")
    for notice in result.notices:
        click.echo(f"提示：{notice}")
    if order.cards:
        carded = {one.result.candidate.number: one.result.candidate for one in result.attached}
        show_by_hand(written_by_hand(carded.values(), order.font_paths))
    if result.unlisted:
        click.echo(f"成绩里另有 {len(result.unlisted)} 人不在考核材料里（见汇总）。")
    for folder in result.unrecorded:
        click.echo(f"提示：{folder} 没有台账，这次没有记。")
    done = "会附上" if order.dry_run else "附上"
    people = len({one.result.candidate.number for one in result.attached})
    click.echo(f"{done} {people} 人（{len(result.attached)} 处），不附 {len(result.problems)} 处。")
    if order.dry_run:
        click.echo("这是试运行，什么也没有写。")
    elif result.unchanged:
        click.echo(f"{order.out} 里已经是同样的内容，没有改动。")
    else:
        click.echo(f"已写入 {order.out}（{len(result.written)} 个文件）；原件没有动。")
    for folder, head in result.heads:
        click.echo(f"{folder} 台账最后一行的哈希（请抄存）：{head}")
        scores = [word for path in order.scores for word in ("--scores", path)]
        click.echo(f"核验：{command_line('quizgen', 'review', 'verify', order.out, *scores)}")


def _show_people(attached: Sequence[AttachedScore], title: str) -> None:
    if not attached:
        return
    exams = dict.fromkeys(f"{one.result.exam}（{one.result.date.isoformat()}）" for one in attached)
    click.echo(f"考试：{'；'.join(exams)}")
    rows = [
        (
            str(one.where) or one.file.rpartition("/")[2],
            one.result.candidate.number,
            one.result.candidate.name,
            one.result.score,
            one.result.grade,
            one.result.date.isoformat(),
            valid_text(one.result),
        )
        for one in attached[:_MOST_SHOWN]
    ]
    show_table(title, ("位置", "编号", "姓名", "成绩", "等次", "考试日期", "有效期至"), rows)
    if len(attached) > _MOST_SHOWN:
        click.echo(f"……共 {len(attached)} 人，其余见汇总。")


def _attached_json(result: Attached) -> dict[str, object]:
    return {
        "attached": [
            {
                "file": one.file,
                "sheet": one.where.sheet,
                "cell": one.where.cell,
                "number": one.result.candidate.number,
                "name": one.result.candidate.name,
                "score": one.result.score,
                "exam": one.result.exam,
                "code": one.result.code,
                "note": one.note,
            }
            for one in result.attached
        ],
        "problems": [problem.as_dict() for problem in result.problems],
        "notices": list(result.notices),
        "unlisted": [list(one) for one in result.unlisted],
        "written": list(result.written),
        "unchanged": result.unchanged,
        "unrecorded": list(result.unrecorded),
    }


@review.command(
    example="""quizgen review verify 附成绩 --scores exams/2026-autumn
quizgen review verify 甲.docx --scores exams/2026-autumn \\
  --trust 9f3b6c21e08d47aa
quizgen review verify --code 7K3M-9QWX-AB12-CD34 --scores exams/2026-autumn"""
)
@click.argument("path", metavar="[文件或目录]", type=_PATH, required=False)
@_scores
@click.option("--code", metavar="核验码", help="查一个核验码是谁的哪次成绩，不需要材料，不联网")
@_trust
@_without_ledger
@_day
@_sheet
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def verify(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    path: Path | None,
    scores: tuple[Path, ...],
    code: str | None,
    trust: tuple[str, ...],
    without_ledger: bool,  # noqa: FBT001 - a click flag
    date: datetime.datetime | None,
    sheet: str | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """核对考核材料里的成绩，指出每一格与签名的成绩不一致的。"""
    if (path is None) == (code is None):
        message = "写一个文件或目录，或用 --code 写一个核验码；二者选一"
        raise click.UsageError(message, ctx)
    if code is not None:
        _show_code(
            resolve_code(
                code, scores, read_trust(trust), without_ledger=without_ledger, on_notice=_show_notice
            ),
            as_json=as_json,
        )
        return 0
    assert path is not None  # noqa: S101 - one of the two is there
    today = datetime.datetime.now(datetime.UTC).astimezone().date()
    result = verify_reviews(
        path,
        scores,
        date=_date(date, today),
        trust=read_trust(trust),
        sheet=sheet,
        without_ledger=without_ledger,
    )
    if as_json:
        show_json(
            {
                "problems": [problem.as_dict() for problem in result.problems],
                "documents": result.documents,
                "people": result.people,
                "fingerprints": list(result.fingerprints),
                "notices": list(result.notes),
            }
        )
        return FAULTS if result.problems else 0
    show_problems(result.problems)
    for note in result.notes:
        click.echo(f"提示：{note}")
    for fingerprint in result.fingerprints:
        click.echo(f"签名公钥指纹（应与事先公布的相同）：{fingerprint}")
    click.echo(f"核对了 {result.documents} 份材料、{result.people} 人的成绩。")
    click.echo(f"发现 {len(result.problems)} 处不一致。" if result.problems else "全部一致。")
    return FAULTS if result.problems else 0


def _show_notice(notice: str) -> None:
    click.echo(f"提示：{notice}", err=True)


def _show_code(result: SignedResult, *, as_json: bool) -> None:
    if as_json:
        show_json(result.model_dump(mode="json", by_alias=True))
        return
    person = result.candidate
    click.echo(f"核验码 {result.code} 对得上：")
    for label, value in (
        ("编号", person.number),
        ("姓名", person.name),
        (result.terms.unit, person.unit),
        ("考试", f"{result.exam}（{result.date.isoformat()}）"),
        ("成绩", f"{result.score} / {exact_text(result.full)}，{passed_text(result)}，{result.grade}"),
        ("条件", conditions_text(result)),
        ("有效期至", valid_text(result)),
        ("试卷编号", result.form),
        ("签名公钥指纹", result.fingerprint),
    ):
        click.echo(f"  {label}：{value}")


@review.command(
    example="""quizgen review card 2026001 --scores exams/2026-autumn --out 2026001.pdf
quizgen review card 2026001 --scores exams/2026-autumn --out 2026001.docx"""
)
@click.argument("number", metavar="编号")
@click.option("--scores", metavar="目录", type=_PATH, required=True, help="考试文件夹，或其中的 scores.jsonl")
@click.option("--out", metavar="文件", type=_PATH, required=True, help="写成 .pdf 或 .docx")
@_trust
@_without_ledger
@_fonts
def card(  # noqa: PLR0913, PLR0917 - one parameter an option
    number: str,
    scores: Path,
    out: Path,
    trust: tuple[str, ...],
    without_ledger: bool,  # noqa: FBT001 - a click flag
    font_path: tuple[Path, ...],
) -> None:
    """印一个人的个人成绩单（A4，PDF 或 Word）。

    写明成绩、各部分得分、考试条件、有效期和核验码；二维码只含编号和核验码。
    """
    result = score_card(
        number,
        scores,
        out,
        trust=read_trust(trust),
        font_paths=font_path,
        without_ledger=without_ledger,
        on_notice=_show_notice,
    )
    show_by_hand(written_by_hand([result.candidate], font_path))
    click.echo(f"已写入 {out}：{result.exam} {result.score} 分，核验码 {result.code}。")

"""``quizgen exam explain``: every point of one person, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import WIDTH, Command
from quizgen.cli.terminal.present import show_json
from quizgen.markup.figures import exact_text
from quizgen.markup.width import wrap
from quizgen.model.answers import Attendance
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.score import Change, Tally
from quizgen.workflows.marks.explain import Explained, Explanation, SeenOption, explain_score
from quizgen.workflows.marks.seen import SeenScan, write_pictures

_INDENT = "    "


@click.command(
    cls=Command,
    example="""quizgen exam explain exams/2026-autumn 001
quizgen exam explain exams/2026-autumn 001 --question 61
quizgen exam explain exams/2026-autumn 001 --question 61 --pictures 图""",
)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.argument("number", metavar="编号")
@click.option("--question", metavar="题号", help="只说明这一题（卷面上的题号，案例的小题写 91(2)）")
@click.option(
    "--pictures",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    help="答题卡上这些题的图片写到这里，编号-题号.png",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def explain(
    folder: Path,
    number: str,
    question: str | None,
    pictures: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> None:
    """逐题说明一个人的得分：题目、他那份卷子上的选项、他的答案、正确答案、规则、得分。

    从扫描的答题卡读来的，说出在哪个文件、读作什么、谁核对过。只显示在屏幕上，写了 --pictures 才写图片；
    读之前先核对成绩的签名。
    """
    explained = explain_score(folder, number, question)
    if pictures is not None:
        _write_pictures(folder, explained, pictures)
    if as_json:
        show_json(_as_json(explained))
        return
    for line in _head(explained):
        click.echo(line)
    for item, first, last in _runs(explained.items):
        click.echo("")
        for line in _page(item, first=first, last=last):
            click.echo(line)


def _write_pictures(folder: Path, explained: Explanation, to: Path) -> None:
    """Write the pictures of the marks; say what has none, on the side that is no data."""
    scans = [(one.mark.number, one.scan) for one in explained.items if one.scan is not None]
    written = list(write_pictures(folder, explained.score.candidate.number, scans, to))
    for one in written:
        if one.file is not None:
            click.echo(f"已写入 {one.file}", err=True)
    if gone := [one.item for one in written if one.file is None]:
        click.echo(f"第 {'、'.join(gone)} 题的图片已经清除，没有可写的。", err=True)
    if not scans:
        click.echo("这些答案不是从扫描的答题卡读来的，没有图片。", err=True)


def _runs(items: tuple[Explained, ...]) -> Iterator[tuple[Explained, bool, bool]]:
    """Every item, whether it is the first, whether the last of its question: a case says some things once."""
    ids = [None, *(item.mark.question for item in items), None]
    for before, item, after in zip(ids, items, ids[2:], strict=False):
        yield item, before != item.mark.question, after != item.mark.question


def _head(explained: Explanation) -> list[str]:
    score, head = explained.score, explained.scores.head
    who = score.candidate
    lines = [
        f"{head.title}（{head.date}）",
        f"编号 {who.number}  {who.name}  {who.unit}{'  ' + who.post if who.post else ''}",
    ]
    if score.attendance is not Attendance.SAT:
        return [*lines, f"状态：{score.attendance.value}，没有成绩。"]
    exact = exact_text(score.points) if score.points is not None else ""
    lines.append(f"试卷 {score.form}  成绩 {score.score}（精确得分 {exact}，满分 {exact_text(head.full)}）")
    lines.append(
        f"等次 {score.grade}  名次 {score.rank}  {head.policy.rounding.value}到 {head.policy.decimals} 位小数"
    )
    lines.append("大题：" + "，".join(_tally(one) for one in score.sections))
    if score.parts:
        lines.append("分部分：" + "，".join(_tally(one) for one in score.parts))
    lines += list(explained.raised)
    lines += [f"未达最低分：{one}" for one in score.missed]
    lines.append(f"阅卷 {head.marked_by}，{head.marked_at:%Y-%m-%d %H:%M}，{head.tool}")
    return [piece for line in lines for piece in wrap(line, WIDTH)]


def _tally(tally: Tally) -> str:
    return f"{tally.name} {exact_text(tally.points)}（满分 {exact_text(tally.full)}）"


def _page(item: Explained, *, first: bool, last: bool) -> list[str]:
    mark = item.mark
    title = KIND_SHORT_TITLES[Kind(item.kind)]
    earned = f"得 {exact_text(mark.points)} 分（满分 {exact_text(mark.full)}）"
    lines = [f"第 {mark.number} 题  {title}  {mark.question}  {earned}  {mark.outcome.value}"]
    body = [item.text] if item.text and first else []
    body.append(item.stem)
    body += [f"（{one.number}）{one.text}　配 {one.key}，他配 {one.put}" for one in item.lefts]
    body += [_option(option) for option in item.options]
    body += [
        f"{point.name}（{exact_text(point.full)} 分）{point.text}："
        + ("未给分" if point.earned is None else f"得 {exact_text(point.earned)} 分")
        for point in item.points
    ]
    odd = item.typed and item.typed != item.answer and not item.points
    typed = f"（登记为“{item.typed}”）" if odd else ""
    body += [f"他的答案：{item.answer}{typed}", f"正确答案：{item.key}"]
    if item.scan is not None:
        body.append(f"答题卡：{item.scan.place}，读作 {item.scan.read}{_asked(item.scan)}")
        body += [f"核对：{said}" for said in item.scan.decisions]
    body += [f"更改：{_change(change)}" for change in item.changes]
    marker = "、".join(mark.markers)
    body.append(f"规则：{mark.rule}；" + (f"评卷：{marker}" if marker else "由程序按答案评"))
    body += [f"解析：{item.explain}"] if item.explain else []
    body += [f"依据：{source}" for source in item.sources if last]
    return lines + [
        _INDENT + piece
        for text in body
        for line in text.splitlines()
        for piece in wrap(line, WIDTH - len(_INDENT))
    ]


def _asked(scan: SeenScan) -> str:
    return f"（{'；'.join(scan.doubts)}）" if scan.doubts else ""


def _option(option: SeenOption) -> str:
    right = "  ［正确］" if option.right else ""
    ticked = "  ［选了］" if option.ticked else ""
    return f"{option.letter}. {option.text}{right}{ticked}"


def _change(change: Change) -> str:
    if change.accept is None:
        return f"本题作废，人人计满分（{change.reason}）"
    blank = "" if change.blank is None else f"第 {change.blank + 1} 空"
    return f"{blank}加认“{change.accept}”（{change.reason}）"


def _as_json(explained: Explanation) -> dict[str, object]:
    return {
        "score": explained.score.model_dump(mode="json", by_alias=True),
        "items": [_item(item) for item in explained.items],
        **({"raised": list(explained.raised)} if explained.raised else {}),
    }


def _item(item: Explained) -> dict[str, object]:
    mark = item.mark
    return {
        "number": mark.number,
        "question": mark.question,
        "part": mark.part,
        "kind": item.kind,
        "text": item.text,
        "stem": item.stem,
        "lefts": [
            {"number": one.number, "text": one.text, "key": one.key, "put": one.put} for one in item.lefts
        ],
        "options": [
            {"letter": one.letter, "text": one.text, "right": one.right, "ticked": one.ticked}
            for one in item.options
        ],
        "scoring_points": [
            {
                "text": one.text,
                "full": str(one.full),
                "earned": None if one.earned is None else str(one.earned),
            }
            for one in item.points
        ],
        "answer": item.answer,
        "typed": item.typed,
        "key": item.key,
        "points": str(mark.points),
        "full": str(mark.full),
        "outcome": mark.outcome.value,
        "rule": mark.rule,
        "markers": list(mark.markers),
        "changes": [one.model_dump(mode="json", exclude_defaults=True) for one in item.changes],
        "explain": item.explain,
        "sources": list(item.sources),
        "scan": None
        if item.scan is None
        else {
            "place": item.scan.place,
            "read": item.scan.read,
            "doubts": list(item.scan.doubts),
            "decisions": list(item.scan.decisions),
        },
    }

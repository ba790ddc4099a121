"""``quizgen exam seats``: rooms and seats, drawn by the key, changed on the day."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.assemble.seating.closeness import Closeness
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_json, show_table
from quizgen.cli.terminal.values import NAME, REASON
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.files.shell import command_line
from quizgen.workflows.day.seats import (
    Seating,
    close_room,
    draw_seats,
    exchange_seats,
    move_person,
    seating_of,
)
from quizgen.workflows.day.written import DayOrder

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FIRST_REASON = "考前编排座位"
_FEW = 12


@click.command(
    cls=Command,
    example="""quizgen exam seats exams/2026-autumn --rooms rooms.yaml --by 张三
quizgen exam seats exams/2026-autumn
quizgen exam seats exams/2026-autumn --move 2026007 --to '第二考场 07' \\
  --by 张三 --reason 座位坏了
quizgen exam seats exams/2026-autumn --move 2026007 --with 2026009 \\
  --by 张三 --reason 看不清黑板
quizgen exam seats exams/2026-autumn --close 第三考场 --by 张三 --reason 停电""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option(
    "--rooms",
    metavar="考场表",
    type=click.Path(path_type=Path),
    help="考场：rooms.yaml，或 Excel 表（列：考场、排数、列数，可有地点、门、编排、坏座位、备用座位、监考）",
)
@click.option("--move", metavar="编号", type=NAME, help="换座位的考生")
@click.option(
    "--to", metavar="座位", type=NAME, help="换到哪里：'第二考场 07'、'第二考场 3-2'，同一考场的 07"
)
@click.option("--with", "other", metavar="编号", type=NAME, help="与这个考生对换座位")
@click.option("--close", metavar="考场", type=NAME, help="停用这个考场，里面的人坐到别的考场的空座位")
@click.option("--reason", metavar="原因", type=REASON, help="为什么，记入台账；第一次编排可以不写")
@click.option("--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@sign_key_option
def seats(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    rooms: Path | None,
    move: str | None,
    to: str | None,
    other: str | None,
    close: str | None,
    reason: str | None,
    by: str | None,
    as_json: bool,  # noqa: FBT001 - a click flag
    sign_key: Path | None,
) -> None:
    """排考场和座位；什么也不写，就看现在怎样坐。

    座位由密钥排出，可以重新核对：各考场人数匀开，同单位的人不挨着（做不到的说明）；A、B……卷前后左右不同，
    卷别跟座位走；一人一卷的，相邻两人相同的题最少。当天有人换座位、考场停用，用 --move、--close；
    迟到的人用 exam add，自动给一个空座位。每次都记入台账。

    rooms.yaml 每个考场写一项：{name: 第一考场, rows: 6, columns: 5}，还可以有 place 地点、order 蛇形或平行、
    door 门（左前、右前、左后、右后）、broken: [2-3] 坏的座位（第几排-第几列）、kept: [6-5] 留给迟到的人、
    staff 监考；特殊要求写在 people 里。完整的例子见 docs/dev/exam-day.md。
    """
    chosen = [name for name, value in (("--rooms", rooms), ("--move", move), ("--close", close)) if value]
    context = click.get_current_context()
    if len(chosen) > 1:
        message = f"{'、'.join(chosen)} 一次只能用一个。"
        raise click.UsageError(message, context)
    if (to is not None or other is not None) and move is None:
        message = "--to、--with 与 --move 一起用。"
        raise click.UsageError(message, context)
    if not chosen:
        _show(seating_of(folder), as_json=as_json)
        return
    if rooms is None and not reason:
        message = "要写 --reason：为什么调整，记入台账。"
        raise click.UsageError(message, context)
    order = DayOrder(folder, reason or _FIRST_REASON, named_stamp(by), existing_key(sign_key, folder))
    if rooms is not None:
        done = draw_seats(order, rooms, again=reason is not None)
    elif close is not None:
        done = close_room(order, close)
    elif move is not None and (to is None) is not (other is None):
        done = exchange_seats(order, move, other) if other is not None else move_person(order, move, to or "")
    else:
        message = "换到哪里：写 --to 座位，或 --with 编号，只写一个。"
        raise click.UsageError(message, context)
    _show(done, as_json=as_json)
    if not as_json:
        click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")
        click.echo(f"做出各考场的材料：{command_line('quizgen', 'exam', 'pack', folder)}")


def _show(done: Seating, *, as_json: bool) -> None:
    if as_json:
        show_json(_json(done))
        return
    for note in done.notes:
        click.echo(f"提示 {note}")
    people = done.people
    rows = []
    for room in people.rooms:
        here = sum(one.room == room.name for one in people.seats.values())
        state = "停用" if room.name in people.closed else str(len(room.spots) - here)
        rows.append((room.name, room.place, f"{room.rows}×{room.columns}", str(here), state))
    show_table("考场", ("考场", "地点", "排×列", "人数", "空座位"), rows)
    if done.changed and len(done.changed) <= _FEW:
        for one in done.changed:
            form = f"，{one.form} 卷" if one.form else ""
            click.echo(f"编号 {one.person} → {one.room} {one.shown} 号{form}")
    for line in closeness_words(done.closeness, done.codes):
        click.echo(line)
    if done.unseated:
        click.echo(f"没有座位的：编号 {'、'.join(done.unseated)}。")


def closeness_words(found: Closeness, codes: tuple[str, ...]) -> list[str]:
    """What is told of neighbours, line by line."""
    lines = []
    if len(codes) > 1:
        aslant = f"，斜对角相同的 {found.form_aslant} 对" if found.form_aslant else "，斜对角也都不同"
        beside = f"相同的 {found.form_beside} 对" if found.form_beside else "卷别都不同"
        lines.append(f"前后左右相邻 {found.pairs} 对：{beside}{aslant}。")
    if found.shared is not None and found.anyhow is not None:
        lines.append(
            f"前后左右相邻的两人平均有 {float(found.shared):.1f} 道题相同，最多 {found.most} 道；"
            f"任两人平均 {float(found.anyhow):.1f} 道。"
        )
    if not found.unit_beside:
        aslant = f"；斜对角同单位的 {found.unit_aslant} 对" if found.unit_aslant else "，斜对角也没有"
        lines.append(f"前后左右没有同单位的{aslant}。")
    else:
        lines.append(f"同单位的仍有相邻：前后左右 {found.unit_beside} 对，斜对角 {found.unit_aslant} 对。")
        lines += [f"  {unit}的人在{room}占一半以上，难免相邻。" for unit, room in found.crowded]
    return lines


def _json(done: Seating) -> dict[str, object]:
    people = done.people
    return {
        "rooms": [
            {"name": room.name, "place": room.place, "closed": room.name in people.closed}
            for room in people.rooms
        ],
        "seats": [one.model_dump(exclude_defaults=True) for one in people.seats.values()],
        "unseated": list(done.unseated),
        "same_unit_beside": done.closeness.unit_beside,
        "same_form_beside": done.closeness.form_beside,
        "same_form_aslant": done.closeness.form_aslant,
        "head": done.head,
    }

"""The papers that staff fill in and sign, as titles, facts, tables, notes and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.model.exam import Candidate
from quizgen.render.rooms.view import RoomView

SIGN_IN_HEADS = ("序号", "座位", "编号", "姓名", "单位", "职务", "签名", "到考情况", "备注")
"""The headings of the list that is signed; the workbook of the same name is read back by them."""

_BLANK = ""
FactRows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table: ``widths`` are shares of the line, rows at least ``height`` millimetres high."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    height: float = 8.0
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """A paper; ``facts`` are rows of labels with values, ``signatures`` what stands before the lines."""

    title: str
    exam: str
    facts: FactRows
    tables: tuple[OfficeTable, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    numbered: bool = False
    large: bool = False


def sign_in(view: RoomView) -> OfficeForm:
    """签到表."""
    unit, name, post, number = view.terms.labels
    heads = ("序号", "座位", number, name, unit, post, *SIGN_IN_HEADS[6:])
    rows = tuple(
        (str(at), one.seat.shown, *_person(one.person), _BLANK, _BLANK, _BLANK)
        for at, one in enumerate(view.sittings, 1)
    )
    table = OfficeTable(
        heads, (6, 6, 13, 10, 16, 10, 15, 11, 10), rows, _signing_height(view.papers), frozenset({4, 5})
    )
    notes = (
        "考生在“签名”栏本人签名；没有来的，监考员在“到考情况”栏写“缺考”。",
        f"应考 {view.papers} 人，实考（　　）人，缺考（　　）人。",
    )
    return OfficeForm(
        "签到表", view.title, _head(view), (table,), notes, ("监考员（签名）", "监考员（签名）")
    )


def record(view: RoomView) -> OfficeForm:
    """考场情况记录表."""
    facts = (
        *_head(view),
        (("实考人数", _BLANK), ("缺考人数", _BLANK)),
        (("试卷袋密封", "□完好　□有破损"), ("启封时间", _BLANK)),
        (("开考时间", _BLANK), ("结束时间", _BLANK)),
        (("启用备用卷", "□没有　□有（　　）份"), ("勘误", "□没有　□已宣读、分发")),
    )
    table = OfficeTable(
        ("时间", "情况（迟到、违纪、换卷、换座位等）", "处理", "签名"),
        (15, 45, 25, 15),
        ((_BLANK,) * 4,) * 9,
        11.0,
    )
    return OfficeForm(
        "考场情况记录表",
        view.title,
        facts,
        (table,),
        (),
        ("监考员（签名）", "监考员（签名）", "巡考（签名）"),
    )


def absences(view: RoomView) -> OfficeForm:
    """缺考登记表."""
    unit, name, _, number = view.terms.labels
    table = OfficeTable(
        ("座位", number, name, unit, "试卷号", "备注"),
        (9, 18, 16, 27, 14, 16),
        ((_BLANK,) * 6,) * 12,
        10.0,
        frozenset({3}),
    )
    notes = (
        "开考 30 分钟后填写；缺考的试卷、答题卡不启用，一起装回试卷袋。没有缺考的，在第一行写“无”。",
        "缺考（　　）人。",
    )
    return OfficeForm(
        "缺考登记表", view.title, _head(view), (table,), notes, ("监考员（签名）", "监考员（签名）")
    )


def cover(view: RoomView) -> OfficeForm:
    """试卷袋封面."""
    return OfficeForm(
        "试卷袋封面",
        view.title,
        _head(view),
        (_counts(view),),
        (
            "开考前当着考生的面启封，先核对份数；数目不符的，立即报告考务负责人。",
            "备用卷另装一袋密封，经批准才启封，启封的在备用卷登记表上登记。",
        ),
        ("装袋（签名）", "核对（签名）", "启封（签名）"),
        large=True,
    )


def handover(view: RoomView) -> OfficeForm:
    """交接单."""
    sheets = f"{view.papers} 张" if view.sheets else "—"
    blank = (_BLANK,) * 3
    rows = (
        ("考前领取", f"{view.papers} 份", sheets, f"{view.sealed} 份", *blank),
        ("考后交回", "（　　）份", "（　　）张" if view.sheets else "—", "（　　）份", *blank),
        ("入库保管", "（　　）份", "（　　）张" if view.sheets else "—", "（　　）份", *blank),
    )
    table = OfficeTable(
        ("环节", "试卷", "答题卡", "备用卷", "交出人", "接收人", "时间"),
        (14, 12, 12, 12, 17, 17, 16),
        rows,
        14.0,
    )
    notes = ("每一环节双方当面点清，袋口密封完好再签名；数目不符的写明原因。",)
    return OfficeForm(
        "交接单",
        view.title,
        _head(view),
        (table,),
        notes,
        ("监考员（签名）", "保管员（签名）", "考务负责人（签名）"),
    )


def spare_register(view: RoomView) -> OfficeForm:
    """备用卷登记表."""
    unit, name, _, number = view.terms.labels
    rows = tuple(
        (code, _BLANK, _BLANK, _BLANK, _BLANK, _BLANK, _BLANK)
        for code, count in view.spares
        for _ in range(count)
    )
    filled = rows or ((_BLANK,) * 7,) * 3
    table = OfficeTable(
        ("卷号", "启用时间", number, name, unit, "原因", "批准人"), (10, 13, 16, 13, 19, 16, 13), filled, 11.0
    )
    notes = (
        f"本考场备用卷 {view.sealed} 份，密封；经批准才启封，启用一份登记一份，没有启用的原封交回。",
        "用了备用卷的人，考后在登记表里写这里的卷号；名单外的人另用 quizgen exam add 增补。",
    )
    return OfficeForm(
        "备用卷登记表", view.title, _head(view), (table,), notes, ("监考员（签名）", "考务负责人（签名）")
    )


def recount(view: RoomView) -> OfficeForm:
    """回收清点表."""
    rows: list[tuple[str, ...]] = []
    if view.shared:
        rows += [(f"试卷 {code}", str(count), *(_BLANK,) * 4) for code, count in view.by_form]
    rows.append(("试卷合计" if view.shared else "试卷", str(view.papers), *(_BLANK,) * 4))
    if view.sheets:
        rows.append(("答题卡", str(view.papers), *(_BLANK,) * 4))
    rows.append(("备用卷", str(view.sealed), *(_BLANK,) * 4))
    table = OfficeTable(
        ("种类", "发出", "考生交回", "缺考未用", "其他", "合计"), (22, 14, 17, 17, 16, 14), tuple(rows), 10.0
    )
    notes = (
        "考生交回 + 缺考未用 + 其他 = 发出；不等的，写明原因并报告考务负责人。",
        "试卷、答题卡按座位次序排好，缺考的放在原来的位置，装回试卷袋密封。",
    )
    return OfficeForm(
        "回收清点表",
        view.title,
        _head(view),
        (table,),
        notes,
        ("监考员（签名）", "监考员（签名）", "保管员（签名）"),
    )


def slip(view: RoomView) -> OfficeForm:
    """清点条: lies on top of the printed papers."""
    return OfficeForm(
        "清点条",
        view.title,
        _head(view),
        (_counts(view),),
        ("放在印好的试卷上面：印的人、装袋的人各点一遍，签名后装袋。",),
        ("印制（签名）", "装袋（签名）"),
    )


def instructions(view: RoomView) -> OfficeForm:
    """监考须知, to be adapted by the office."""
    return OfficeForm(
        "监考须知",
        view.title,
        _head(view),
        (),
        (
            "开考前 40 分钟到考务办公室，两人一起领取试卷袋，点清份数，在交接单上签名。",
            "开考前 20 分钟组织考生入场，对照签到表核对本人和证件，照桌签就座，本人签名。",
            "提醒考生关闭手机等电子设备，和书包一起放到指定地点。",
            "开考前 5 分钟当着考生的面检查试卷袋密封，启封，核对份数。",
            "按座位次序发卷：第一份给 01 号座位，依次发下去。"
            + (
                "各座位的卷别见座位表，前后左右不同，不要换。"
                if view.shared
                else "每份试卷印有姓名、编号，不要发错。"
            ),
            f"宣布开考并写下时间；考试时间 {view.minutes} 分钟。有勘误单的，此时宣读、分发。",
            "试卷有漏印、破损的，经考务负责人同意换备用卷，在备用卷登记表上登记。",
            "迟到的考生能不能入场，按本单位的规定；开考 30 分钟后清点人数，填缺考登记表。",
            "考试中不解释题目；有违纪的当场记录，两名监考员签名，请考生签名。",
            "结束前 15 分钟提醒一次；到时间请考生停笔，依座位次序收齐，点清后考生才离场。",
            "试卷、答题卡、备用卷分别清点，填回收清点表，密封后两人一起交回，在交接单上签名。",
            "全过程两人都在场；试卷内容不拍照、不外传。",
        ),
        numbered=True,
    )


def _signing_height(people: int) -> float:
    """As high as leaves the list on one page, but never too low to sign in."""
    return max(7.0, min(8.5, 160 / max(people, 1)))


def _head(view: RoomView) -> FactRows:
    staff = "、".join(view.room.staff)
    return (
        (
            (("考场", view.where), ("第几考场", f"第 {view.number} 个，共 {view.count} 个")),
            (("时间", view.subtitle), ("应考人数", f"{view.papers} 人")),
            (("监考", staff),),
        )
        if staff
        else (
            (("考场", view.where), ("第几考场", f"第 {view.number} 个，共 {view.count} 个")),
            (("时间", view.subtitle), ("应考人数", f"{view.papers} 人")),
        )
    )


def _counts(view: RoomView) -> OfficeTable:
    rows: list[tuple[str, str]] = []
    if view.shared:
        rows += [(f"试卷 {code}", f"{count} 份") for code, count in view.by_form]
        rows.append(("试卷合计", f"{view.papers} 份"))
    else:
        codes = [one.form for one in view.sittings]
        rows.append((f"试卷（{_span(codes)}）" if codes else "试卷", f"{view.papers} 份"))
    if large := [one.seat.shown for one in view.sittings if one.seat.large]:
        rows.append((f"其中大字试卷（座位 {'、'.join(large)}）", f"{len(large)} 份"))
    if view.sheets:
        rows.append(("答题卡", f"{view.papers} 张"))
    codes_of_spares = "、".join(code for code, _ in view.spares)
    rows.append((f"备用卷（{codes_of_spares}），另袋密封" if view.spares else "备用卷", f"{view.sealed} 份"))
    filled = tuple((what, count, _BLANK) for what, count in rows)
    return OfficeTable(("种类", "数量", "点清"), (52, 24, 24), filled, 11.0, frozenset({0}))


def _span(codes: Sequence[str]) -> str:
    return "按座位次序，每人一份" if len(codes) > 1 else codes[0]


def _person(person: Candidate) -> tuple[str, str, str, str]:
    return person.number, person.name, person.unit, person.post

"""The papers of a room as PDF, by the templates and fonts of the papers themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from quizgen.model.seating import RowColumn
from quizgen.render.rooms import forms
from quizgen.render.rooms.forms import OfficeForm
from quizgen.render.rooms.view import RoomView, Sitting
from quizgen.render.typst_pdf import Printer

FORMS: Mapping[str, Callable[[RoomView], OfficeForm]] = {
    "签到表": forms.sign_in,
    "考场情况记录表": forms.record,
    "缺考登记表": forms.absences,
    "试卷袋封面": forms.cover,
    "清点条": forms.slip,
    "交接单": forms.handover,
    "备用卷登记表": forms.spare_register,
    "监考须知": forms.instructions,
    "回收清点表": forms.recount,
}
"""The papers that are a form, by the name of their file."""

_TICKET_NOTES = (
    "1. 凭本证和本人证件，开考前 20 分钟入场，照座位号就座，证件放在桌面右上角。",
    "2. 手机等电子设备关闭后放到指定地点，不得带到座位。",
)


def room_pdf(view: RoomView, name: str, printer: Printer) -> bytes:
    """The paper of this name (without ending) of a room. Raises as ``Printer.document_pdf`` does."""
    what = f"{view.room.name}的{name}"
    if name in FORMS:
        return printer.document_pdf("room-form", what, _json(_form(FORMS[name](view), view)))
    template, data = {
        "门贴": ("room-door", _door),
        "座位表": ("room-map", _map),
        "桌签": ("room-cards", _desk),
        "准考证": ("room-cards", _ticket),
    }[name]
    return printer.document_pdf(template, what, _json({"title": name, **data(view)}))


def _form(form: OfficeForm, view: RoomView) -> dict[str, Any]:
    data = asdict(form)
    for one in data["tables"]:
        one["left"] = sorted(one["left"])
    return {**data, "room": view.room.name}


def _door(view: RoomView) -> dict[str, Any]:
    _, name, _, number = view.terms.labels
    return {
        "exam": view.title,
        "room": view.room.name,
        "lines": [*([view.room.place] if view.room.place else []), view.subtitle, f"共 {view.papers} 人"],
        "heads": ["座位", number, name],
        "people": [[one.seat.shown, one.person.number, one.person.name] for one in view.sittings],
    }


def _map(view: RoomView) -> dict[str, Any]:
    by_spot = {one.seat.spot: one for one in view.sittings}
    room = view.room
    numbers = {spot: at for at, spot in enumerate(room.spots, 1)}
    notes = [f"座位号{view.order_words}。" + ("方框里是试卷的卷别。" if view.shared else "方框里是试卷号。")]
    if room.broken:
        notes.append("× 是不能用的座位。")
    return {
        "exam": view.title,
        "room": room.name,
        "line": f"{room.place + '　' if room.place else ''}{view.subtitle}　应考 {view.papers} 人",
        "rows": room.rows,
        "columns": room.columns,
        "door": room.door.value,
        "cells": [
            [
                _cell(view, (row, column), numbers, by_spot.get((row, column)))
                for column in range(1, room.columns + 1)
            ]
            for row in range(1, room.rows + 1)
        ],
        "notes": notes,
    }


def _cell(
    view: RoomView, spot: RowColumn, numbers: Mapping[RowColumn, int], one: Sitting | None
) -> list[str]:
    if spot not in numbers:
        return ["broken", "", "", "", "", ""]
    number = f"{numbers[spot]:02d}"
    if one is None:
        return ["kept" if spot in view.room.kept else "free", number, "", "", "", ""]
    extra = "大字 " if one.seat.large else ""
    return ["taken", number, one.person.name, one.person.number, one.form, extra]


def _desk(view: RoomView) -> dict[str, Any]:
    return {
        "kind": "desk",
        "exam": view.title,
        "room": view.room.name,
        "cards": [_card(one, shared=view.shared) for one in view.sittings],
    }


def _ticket(view: RoomView) -> dict[str, Any]:
    unit, name, post, number = view.terms.labels
    return {
        "kind": "ticket",
        "exam": view.title,
        "room": view.room.name,
        "where": view.where,
        "when": view.subtitle,
        "labels": [number, name, unit, post],
        "notes": _TICKET_NOTES,
        "cards": [_card(one, shared=view.shared) for one in view.sittings],
    }


def _card(one: Sitting, *, shared: bool) -> dict[str, Any]:
    """A desk shows the shared form that is to lie on it; whose own form it is, is printed on the paper."""
    who = one.person
    return {
        "seat": one.seat.shown,
        "number": who.number,
        "name": who.name,
        "unit": who.unit,
        "post": who.post,
        "form": one.form if shared else "",
        "large": one.seat.large,
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)

"""Types of option values: dates that exist, texts of one line, folders that are there."""

from __future__ import annotations

import datetime
import ipaddress
import re
import unicodedata
from pathlib import Path
from typing import Any

import click

from quizgen.markup.words import narrow

NAME_LENGTH, TITLE_LENGTH, REASON_LENGTH = 60, 60, 200
"""Characters that a name in the ledger, a title on one line, a reason may have."""

_YEARS = range(2000, 2101)
_PORTS = range(1, 65536)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class Day(click.ParamType[datetime.datetime]):
    """A day of the calendar, in this century, as ``2026-12-01``."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.datetime:
        """The day at midnight; full-width digits are taken for what they look like."""
        if isinstance(value, datetime.datetime):
            return value
        found = _DAY.fullmatch(narrow(str(value)).strip())
        if found is None:
            self.fail(f"“{value}”不是日期，写成 2026-11-22 这样。", param, ctx)
        year, month, day = map(int, found.groups())
        if year not in _YEARS:
            self.fail(f"“{value}”的年份不对，应当在 {_YEARS[0]} 到 {_YEARS[-1]} 之间。", param, ctx)
        try:
            return datetime.datetime(year, month, day)  # noqa: DTZ001 - a day has no time zone
        except ValueError:
            self.fail(f"没有“{value}”这一天，写成 2026-11-22 这样。", param, ctx)


class OneLine(click.ParamType[str]):
    """A text on one line that is not empty, with a limited length."""

    name = "text"

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without spaces around it."""
        text = str(value).strip()
        if not text:
            self.fail("后面是空的；写上内容，或不写这个选项。", param, ctx)
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for sign in text):
            self.fail("里面有换行或看不见的字符，请删去。", param, ctx)
        if len(text) > self._longest:
            self.fail(f"有 {len(text)} 字，最多 {self._longest} 字。", param, ctx)
        return text


class Address(click.ParamType[str]):
    """Where a server listens: an IP address or ``localhost``, with a port, as ``127.0.0.1:8000``."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as ``host:port``; full-width signs are taken for what they look like."""
        host, colon, port = narrow(str(value)).strip().rpartition(":")
        if not colon or not host or not port.isascii() or not port.isdecimal():
            self.fail(f"“{value}”不是地址和端口，写成 127.0.0.1:8000 这样。", param, ctx)
        if int(port) not in _PORTS:
            self.fail(f"端口 {port} 不能用，应当在 {_PORTS[0]} 到 {_PORTS[-1]} 之间。", param, ctx)
        if host != "localhost":
            try:
                ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
            except ValueError:
                self.fail(f"“{host}”不是 IP 地址；只在本机看用 127.0.0.1，别人也要看用 0.0.0.0。", param, ctx)
        return f"{host}:{int(port)}"


def no_doubles(_ctx: click.Context, _param: click.Parameter, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values of an option that may be repeated; giving the same value twice is refused."""
    seen = [value.resolve() if isinstance(value, Path) else value for value in values]
    for index, value in enumerate(seen):
        if value in seen[:index]:
            message = f"“{values[index]}”写了两次，只写一次。"
            raise click.BadParameter(message)
    return values


NAME, TITLE, REASON = OneLine(NAME_LENGTH), OneLine(TITLE_LENGTH), OneLine(REASON_LENGTH)
DAY = Day()
ADDRESS = Address()
FONT_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
"""A folder with fonts; one that is not there would silently add none."""

"""Personal data that is never accepted: columns recognised by name, numbers by their form."""

from __future__ import annotations

import re

_COLUMN = re.compile(
    r"身份证|证件|电话|手机|联系|邮箱|邮件|微信|住址|地址|出生|生日|年龄|性别|民族|籍贯|e-?mail",
    re.IGNORECASE,
)
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_MAIL = re.compile(r"\w@\w+\.\w")


def private_column(head: str) -> bool:
    """Whether a column of that name holds personal data that does not belong here."""
    return _COLUMN.search(head) is not None


def private_number(text: str) -> str | None:
    """What a text looks like (身份证号, 手机号, 邮箱), None when it is harmless."""
    for pattern, name in ((_IDENTITY_NUMBER, "身份证号"), (_PHONE, "手机号"), (_MAIL, "邮箱")):
        if pattern.search(text):
            return name
    return None

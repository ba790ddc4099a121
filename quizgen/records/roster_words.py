"""What the words in the cells of a roster mean: names written in several ways, rows that list nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from quizgen.markup.words import MIDDLE_DOTS, plain

_HAN = "[\u2e80-\u2fd5\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BLANK = r"[^\S\t\r\n]"
_GAP = re.compile(rf"(?<={_HAN}){_BLANK}+(?={_HAN})")
_DOTS = re.escape("".join(sorted(MIDDLE_DOTS | set("・･．﹒｡。"))))
_DOT = re.compile(rf"(?<={_HAN}){_BLANK}*[{_DOTS}]{_BLANK}*(?={_HAN})")
_TOTAL = re.compile(r"(合|总|共|小)计|总人数|共\d+人|本页")
_FOOT = re.compile(
    r"以下(空白|无正文)|(制表|填表|填报|审核|审批|复核|经办|负责人|联系人|备注|说明|注|单位负责人|主管|日期|打印|报送)[^:]{0,6}:"
)
_NOTE = re.compile(r"\([^()]*\)|\*.*")
SCIENTIFIC = re.compile(r"^\d+(\.\d+)?[Ee]\+?\d+$")
_TITLE = re.compile(rf"(?![0-9A-Za-z])[^,;|，；\t]*{_HAN}[^,;|，；\t]*")
"""Words, as a group of people has above it; with a number or a separator, it may be a row cut wrongly."""
GROUP = "小标题"


def folded(name: str) -> str:
    """A name without the blanks between its characters (``张　三``), with ``·`` for every middle dot."""
    return _DOT.sub("·", _GAP.sub("", name))


def is_odd_name(name: str) -> bool:
    """Whether there is more in a name than characters, letters and what joins them."""
    return any(not one.isalpha() and one not in "·・ -'’〇○.\u3000" for one in name)


def trimmed(text: str) -> str:
    """Without spaces of any width at the ends, nor the invisible marks that spreadsheets leave."""
    cleaned = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return cleaned.strip(" \t\r\n\u00a0\u3000")


def nobody(texts: Mapping[int, str], columns: Mapping[str, int], heads: Mapping[int, str]) -> str:
    """Why a row below the headings lists nobody, in a few words; empty where it does.

    ``texts`` are its cells, ``columns`` those of the roster, ``heads`` the headings, by column.
    """
    words = {column: plain(text) for column, text in texts.items()}
    first = words[min(words)]
    only = words.keys() == {min(words)}
    reasons = {
        "合计": _TOTAL.match(first),
        "落款、说明": _FOOT.match(first) or all(_NOTE.fullmatch(word) for word in words.values()),
        "重复的表头": sum(heads.get(one) == words[one] for one in words.keys() & set(columns.values())) > 1,
        GROUP: only and min(words) != columns.get("姓名") and _TITLE.fullmatch(texts[min(words)]),
        "没有姓名、编号、单位": not words.keys() & set(columns.values()),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")

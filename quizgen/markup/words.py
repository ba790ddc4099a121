"""Words compared the way people read them: headings, names, typed answers."""

from __future__ import annotations

import functools
import re
import unicodedata

MIDDLE_DOTS = frozenset("·•・‧∙⋅●◦᛫⸱˙ꞏ﹒.。｡")
"""What people type between the parts of a name such as 阿不都·热合曼 (after NFKC)."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_INKLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks without ink that Unicode does not count as format characters."""
_SELECTORS = (("\u180b", "\u180f"), ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))


def narrow(text: str) -> str:
    """Full-width and half-width, ligatures and circled signs made one (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def plain(text: str) -> str:
    """A heading or label for comparing: full-width letters made narrow, no space, no invisible mark.

    The one rule for headings, wherever they stand: in a roster, an answer or marking sheet, a review
    workbook or form, a list of differences, as .xlsx or .csv.
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(one for one in narrow(text) if not one.isspace() and not is_unseen(one))


_NOTED = re.compile(r"[*※:]*([一-鿿]{2,3})[*※:]*(?:[(\[【][^()\[\]【】]*[)\]】])?[*※:]*")
_HEADS = frozenset({"编号", "姓名", "单位", "职务", "卷号", "状态", "题号", "点号", "得分", "评卷人"})


def heading_word(text: str) -> str:
    """A heading as ``plain``; ``编号*`` and ``姓名（必填）`` are the headings 编号 and 姓名."""
    word = plain(text)
    found = _NOTED.fullmatch(word)
    return found[1] if found and found[1] in _HEADS else word


@functools.lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """A name for finding near matches: ``plain``, in small letters, without any middle dot.

    Two names that are equal so are the same name written in two ways, where the 编号 agrees.
    """
    return "".join(one for one in plain(text).casefold() if one not in MIDDLE_DOTS)


@functools.lru_cache(maxsize=65536)
def comparable(text: str) -> str:
    """A fill-in answer as it is compared: NFKC (full-width and half-width are one), without white space.

    Nothing else is made equal: 十七 is not 17 and a is not A unless both are listed. The one rule for
    marking as for the comparison of two entries.
    """
    return "".join(narrow(text).translate(_INVISIBLE).split())


@functools.lru_cache(maxsize=1 << 15)
def is_unseen(character: str) -> bool:
    """Whether a character is invisible: format characters, variation selectors, letters without ink."""
    if character in _INKLESS or unicodedata.category(character) == "Cf":
        return True
    return any(first <= character <= last for first, last in _SELECTORS)

"""Names from outside: which of them may become names of files, cells, codes on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NUMBER_RULE = "只能用英文字母、数字和短横，以字母或数字开头，最多 20 位"
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
"""Names of devices: Windows opens no file of such a name, whatever ending it has."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST_BYTES = 200
"""A file name has 255 bytes on common systems; drafts, endings and numbers take the rest."""
_LONGEST_PART = 30


def number_fault(number: str) -> str | None:
    """What is wrong with an 编号, as a Chinese clause; None when it may become a name anywhere."""
    if not _NUMBER.fullmatch(number):
        return NUMBER_RULE
    if is_reserved(number):
        return "是 Windows 留给设备的名字，不能用作文件名"
    return None


def is_reserved(name: str) -> bool:
    """Whether Windows keeps the name for a device (``CON``, ``nul.txt``, ``com1``)."""
    return _RESERVED.fullmatch(name.split(".", maxsplit=1)[0].rstrip(" ")) is not None


def file_name_fault(name: str) -> str | None:
    """Why a name cannot be a file name on every system, as a Chinese clause; None when it can."""
    if not name or name in {".", ".."}:
        return "不是文件名"
    odd = next((one for one in name if one in _FORBIDDEN or unicodedata.category(one)[0] == "C"), None)
    if odd is not None:
        shown = f"“{odd}”" if odd in _FORBIDDEN else f"看不见的字符（U+{ord(odd):04X}）"
        return f"里有{shown}，不能用在文件名里"
    if name[-1] in " ." or name[0] == " ":
        return "以空格或句点开头、结尾，Windows 会把它去掉"
    if is_reserved(name):
        return "是 Windows 留给设备的名字，不能用作文件名"
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_BYTES:
        return "太长，不能用作文件名"
    return None


def file_part(text: str) -> str:
    """A name of people's own (of a unit) as a part of a file name: letters and digits only."""
    return "".join(one if one.isalnum() else "_" for one in text)[:_LONGEST_PART]


def file_stems(numbers: Iterable[str]) -> dict[str, str]:
    """For every 编号 the name its files have, without ending: its own wherever that is safe.

    A device's name gets a ``_`` behind it; where two differ in case only, the later ones get ``_2`` and
    so on, because Windows and macOS take them for one. Numbers that break ``number_fault`` in another
    way are left out: they never become a name.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for number in sorted(set(numbers)):
        if not _NUMBER.fullmatch(number):
            continue
        stem = base = f"{number}_" if is_reserved(number) else number
        count = 1
        while stem.lower() in taken:
            count += 1
            stem = f"{base}_{count}"
        taken.add(stem.lower())
        stems[number] = stem
    return stems

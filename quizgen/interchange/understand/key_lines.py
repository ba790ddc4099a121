"""Keys on lines of their own: ``1-5 ABCDE``, ``1.B 2.A``, ``BABDA``, in tables, item by item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.lines import TablePiece, TextLine

_RANGE = re.compile(r"[(]?\s*(\d{1,4})\s*[-~至到]+\s*(\d{1,4})\s*[)]?\s*题?\s*[.:、)]?\s*")
_ITEM = re.compile(
    r"(?:第\s*)?[(【\[]?\s*(\d{1,4})\s*[)】\]]?\s*(?:题\s*)?(?:[.、:)]|-(?=\s*[A-Z√×]))?\s*"
    r"(?:[【\[(]?\s*(?:参考|正确|标准)?答案\s*[】\])]?\s*[:]?\s*)?"
)
_VALUE = re.compile(
    r"[(【\[]?\s*([A-Z](?:\s*[、,，;；/]?\s*[A-Z])*(?![A-Za-z])|√|×|正确|错误|对|错)\s*[)】\]]?"
)
_TEXT_NUMBER = re.compile(r"(?:^|(?<=[\s；;，,。]))(\d{1,3})\s*[.、:]\s*(?!\d)")
_ANSWER_BEHIND = re.compile(r"(?:参考|正确)?答(?:案)?\s*[:]|[【\[]")
_LABEL = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}\s*(?:部分|大题)?\s*[.、:]\s*)?(?:[一-鿿]{2,6}题?\s*[:]?\s*)?(?=\d)"
)
_BETWEEN = re.compile(r"[\s;；,，、.。|/]*")
_RUN_VALUE = re.compile(r"正确|错误|对|错|√|×|[A-Z]")
_RUN = re.compile(r"(?:正确|错误|对|错|√|×|[A-Z]|[\s、,，;；|])+")
_GROUPS = re.compile(r"[\s、,，;；|]+")
_NUMBER_CELL = re.compile(r"(?:第\s*)?[(]?\s*(\d{1,4})\s*[)]?\s*[.、题]?")
_NUMBERS_HEAD = re.compile(r"(?:题\s*号|序\s*号|题\s*目|小\s*题)\s*[:|]?\s*")
_KEYS_HEAD = re.compile(r"(?:参考|正确|标准)?答\s*案\s*[:|]?\s*")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key with the number of its question (None: only its place in the list says which).

    ``doubtful`` says why a part of its text may not belong to it (empty: nothing does).
    """

    number: int | None
    text: str
    lines: tuple[TextLine, ...] = ()
    explain: tuple[TextLine, ...] = ()
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The keys of a line; ``broken``: a range gave more or fewer keys than it has numbers."""

    entries: tuple[KeyEntry, ...]
    broken: bool = False
    ranged: bool = False


def key_line(line: TextLine) -> KeyLine | None:
    """The keys of a line that holds nothing but keys with numbers; None for any other line."""
    plain = line.plain
    if not plain or not any(one.isdigit() for one in plain[:12]):
        return None
    entries: list[KeyEntry] = []
    broken = ranged = False
    place = _past(plain, 0)
    while place < len(plain):
        if found := _RANGE.match(plain, place):
            end = _value_end(plain, found.end())
            made, fits = _ranged(int(found[1]), int(found[2]), plain[found.end() : end], line)
            if not made:
                return None
            entries += made
            broken, ranged = broken or not fits, True
        else:
            item = _ITEM.match(plain, place)
            value = item and _VALUE.match(plain, item.end())
            if not item or not value:
                return None
            entries.append(KeyEntry(int(item[1]), value[1], (line,)))
            end = value.end()
        place = _past(plain, end)
    return KeyLine(tuple(entries), broken, ranged) if entries else None


def numbered_texts(line: TextLine) -> tuple[KeyEntry, ...]:
    """The texts of a line that holds several numbered ones (``1.木星 2.水星``); empty for any other line."""
    marks: list[re.Match[str]] = []
    for found in _TEXT_NUMBER.finditer(line.plain):
        if not marks and found.start():
            return ()
        if not marks or int(found[1]) == int(marks[-1][1]) + 1:
            marks.append(found)
        elif int(found[1]) == 1:
            return ()  # a list inside one of them
    if len(marks) < 2 or _ANSWER_BEHIND.match(line.plain, marks[0].end()):  # noqa: PLR2004 - several
        return ()
    ends = [*(found.start() for found in marks[1:]), len(line.text)]
    cut = [line.cut(found.end(), end) for found, end in zip(marks, ends, strict=True)]
    texts = [one.text.rstrip("；;，,、 ") for one in cut]
    if not all(texts):
        return ()
    return tuple(
        KeyEntry(int(found[1]), text, (piece,)) for found, text, piece in zip(marks, texts, cut, strict=True)
    )


def labelled_keys(line: TextLine) -> TextLine:
    """A line without the part or the kind that it names before keys (``第一部分：1.A 2.B``)."""
    found = _LABEL.match(line.plain)
    return line.cut(found.end()) if found else line


def key_run(line: TextLine) -> tuple[KeyEntry, ...]:
    """The keys of a line that has no numbers: ``BABDA``, ``AB ACD BC``, ``√×√``; empty for any other line."""
    plain = line.plain.strip()
    if not _RUN.fullmatch(plain):
        return ()
    groups = [one for one in _GROUPS.split(plain) if one]
    if len(groups) == 1:
        return tuple(KeyEntry(None, one, (line,)) for one in _RUN_VALUE.findall(groups[0]))
    return tuple(KeyEntry(None, one, (line,)) for one in groups)


def _past(plain: str, place: int) -> int:
    """The place behind what stands between keys."""
    found = _BETWEEN.match(plain, place)
    return found.end() if found else place


def _value_end(plain: str, start: int) -> int:
    """Where the values of a range end: at the next digit."""
    found = re.compile(r"[(第]?\s*\d").search(plain, start)
    return found.start() if found else len(plain)


def _ranged(first: int, last: int, values: str, line: TextLine) -> tuple[list[KeyEntry], bool]:
    """The keys of a range with whether there are as many as numbers; none where they are no keys."""
    plain = values.strip(" .。;；,，、|:")
    if not _RUN.fullmatch(plain) or last < first:
        return [], False
    count = last - first + 1
    groups = [one for one in _GROUPS.split(plain) if one]
    single = _RUN_VALUE.findall(plain)
    chosen = groups if len(groups) == count else single
    numbered = zip(range(first, last + 1), chosen, strict=False)
    return [KeyEntry(number, text, (line,)) for number, text in numbered], len(chosen) == count


def numbers_line(line: TextLine) -> tuple[int, ...]:
    """The numbers of a line ``题号 1 2 3``; empty for any other line."""
    found = _NUMBERS_HEAD.match(line.plain)
    if not found:
        return ()
    pieces = re.split(r"[\s|]+", line.plain[found.end() :].strip(" |"))
    return tuple(map(int, pieces)) if all(one.isdigit() for one in pieces) else ()


def keys_under(numbers: tuple[int, ...], line: TextLine) -> KeyLine | None:
    """The keys of a line ``答案 A B C`` under a line of numbers; None for any other line."""
    found = _KEYS_HEAD.match(line.plain)
    if not found:
        return None
    pieces = [one for one in re.split(r"[\s|]+", line.plain[found.end() :].strip(" |")) if one]
    entries = tuple(KeyEntry(number, text, (line,)) for number, text in zip(numbers, pieces, strict=False))
    return KeyLine(entries, len(pieces) != len(numbers))


def table_keys(block: TablePiece) -> KeyLine | None:
    """The keys of a table, its numbers above or beside them; None where it is no table of keys."""
    rows = [[folded(cell).strip() for cell in row] for row in block.rows]
    lines = tuple(
        TextLine(block.index, text, folded(text), block.grid.line, block.grid.spot)
        for text in ("".join(row) for row in block.rows)
    )
    pairs = _paired_rows(rows) or _paired_columns(rows)
    if not pairs:
        return None
    entries: list[KeyEntry] = []
    broken = False
    for number, text in pairs:
        if (found := _NUMBER_CELL.fullmatch(number)) is not None:
            entries.append(KeyEntry(int(found[1]), text, lines[:1]))
        else:
            whole = f"{number} {text}"
            inner = key_line(TextLine(block.index, whole, whole))
            broken = broken or inner is None or inner.broken
            entries += inner.entries if inner else ()
    return KeyLine(tuple(entries), broken)


def is_empty_sheet(block: TablePiece) -> bool:
    """Whether a table is a place for answers or points: 题号 above cells with nothing in them."""
    cells = [folded(cell).replace(" ", "") for row in block.rows for cell in row]
    if not any(one in {"题号", "总分", "得分", "评卷人", "阅卷人"} for one in cells):
        return False
    known = re.compile(
        r"(?:题号|答案|总分|合计|得分|分数|评卷人|阅卷人|核分人|复核人|签名|[一二三四五六七八九十]{1,3}|\d{1,4}|)"
    )
    return all(known.fullmatch(one) for one in cells)


def _paired_rows(rows: list[list[str]]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for above, below in pairwise(rows):
        labelled = bool(above) and bool(_NUMBERS_HEAD.fullmatch(above[0]))
        answered = bool(below) and bool(_KEYS_HEAD.fullmatch(below[0]))
        if labelled and answered:
            numbers, keys = above[1:], below[1:]
        elif not labelled and not answered and _all_numbers(above) and _all_keys(below):
            numbers, keys = above, below
        else:
            continue
        pairs += [(number, key) for number, key in zip(numbers, keys, strict=False) if number and key]
    return pairs


def _paired_columns(rows: list[list[str]]) -> list[tuple[str, str]]:
    if not rows or not rows[0]:
        return []
    heads = rows[0]
    columns = [
        (place, place + 1)
        for place in range(len(heads) - 1)
        if _NUMBERS_HEAD.fullmatch(heads[place]) and _KEYS_HEAD.fullmatch(heads[place + 1])
    ]
    below = rows[1:]
    if (
        not columns
        and len(heads) % 2 == 0
        and all(_all_numbers(row[::2]) and _all_keys(row[1::2]) for row in rows)
    ):
        columns, below = [(place, place + 1) for place in range(0, len(heads), 2)], rows
    return [
        (row[left], row[right])
        for left, right in columns
        for row in below
        if len(row) > right and row[left] and row[right]
    ]


def _all_numbers(cells: list[str]) -> bool:
    return any(cells) and all(not one or _NUMBER_CELL.fullmatch(one) for one in cells)


def _all_keys(cells: list[str]) -> bool:
    return any(cells) and all(not one or _RUN.fullmatch(one) for one in cells)

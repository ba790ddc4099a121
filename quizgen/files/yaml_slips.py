"""Faults of YAML syntax explained by what people do wrong, not by what a parser expects."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.files.yaml_source import SourceFault

_WORD = r"[\w一-鿿][\w一-鿿/-]*"
_WIDE_COLON = re.compile(rf"^\s*(?:-\s+)?[{{]?\s*([\"']?{_WORD}[\"']?)\s*：")
_WIDE_COLON_INSIDE = re.compile(rf"[{{,，]\s*({_WORD})\s*：")
_TIGHT_COLON = re.compile(r"^\s*(?:-\s+)?([A-Za-z_]+):(?=[^ \t\r\n])")
_WIDE_COMMA = re.compile(rf"，\s*{_WORD}\s*:")
_MIXED_QUOTES = re.compile(r"""(?:^|[\s:\[{,-])(?:"[^"]*[”“][^"]*|“[^”]*")$""")
_WIDE_BRACKET = re.compile(r"[｛｝［］]|[:\[{,]\s+[【]|[】]\s*$")
_FIRST_KEY = re.compile(r"\s*(?:-\s+)?[A-Za-z_]+")
_CUT = re.compile(r"(?<=\S)\s+(#.*)")
_TEXT_AFTER_BAR = re.compile(r":\s+[|>][-+0-9]*\s*\S")
_SIGN_FIRST = re.compile(r"^\s*(?:-\s+)?[A-Za-z_]+:\s+([-?])\s")
_WIDE_INDENT = re.compile(
    r"^( *(?:- *)?)([\u00a0\u2000-\u200b\u3000\ufeff]+)(?=[ \u00a0\u3000]*(?:- *)?[A-Za-z_]+\s*[:：])"
)
_ODD_DASH = re.compile(r"^( *)([－—–−‐‑•●▪·]+|-(?=[A-Za-z_]+: ))\s*(?=[A-Za-z_]+\s*[:：]|\{)")
_LONGEST = 20


def explain_slip(text: str, place: int, opened: int, said: str) -> SourceFault:
    """What was done wrong at ``place`` of a text that the parser refused.

    ``opened`` is where the thing began in which the parser was, ``said`` are its own words.
    """
    rows = text.split("\n")
    here, began = (min(text.count("\n", 0, index), len(rows) - 1) for index in (place, opened))
    for number in dict.fromkeys((here, _above(rows, here), began)):
        for look in _LOOKS:
            found = look(rows[number])
            if found is not None:
                return SourceFault(number + 1, *found)
    if "mapping values are not allowed" in said and _FIRST_KEY.fullmatch(rows[here][: _column(text, place)]):
        above = _above(rows, here)
        return misplaced(here + 1, _indent(rows[here]), _indent(rows[above]))
    after = _after_quote(text, place)
    if after:
        return SourceFault(here + 1, f"引号已经结束，后面还有“{_short(after)}”", _QUOTE_HINT)
    for number in dict.fromkeys((here, _above(rows, here), began)):
        found = _cut_by_comment(rows[number])
        if found is not None:
            return SourceFault(number + 1, *found)
    for english, chinese, hint, at_beginning in _REASONS:
        if english in said:
            sign = text[place : place + 1]
            message = chinese.replace("SIGN", sign if sign.strip() else "空白")
            return SourceFault((began if at_beginning else here) + 1, f"YAML 格式错误：{message}", hint)
    return SourceFault(here + 1, "YAML 格式错误", _GENERAL_HINT)


def mended_rows(text: str) -> tuple[str, list[SourceFault]]:
    """The text with the beginnings of its lines as they were meant, and what was wrong with them."""
    if not _ODD_BEGINNING.search(text):
        return text, []
    rows, faults = text.split("\n"), []
    for number, row in enumerate(rows):
        wide = _WIDE_INDENT.match(row)
        if wide is not None:
            spaces = "".join(
                "  " if sign == "\u3000" else " " for sign in wide.group(2) if sign not in "\u200b\ufeff"
            )
            faults.append(
                SourceFault(
                    number + 1, f"缩进里有 U+{ord(wide.group(2)[0]):04X}，不是半角空格", "缩进只用半角空格"
                )
            )
            rows[number] = wide.group(1) + spaces + row[wide.end() :]
        dash = _ODD_DASH.match(rows[number])
        if dash is not None:
            said = "短横后面没有空格" if dash.group(2) == "-" else f"列表的短横写成了“{dash.group(2)}”"
            faults.append(SourceFault(number + 1, said, "每一项以半角短横加空格开头，写成 - …"))
            rows[number] = f"{dash.group(1)}- {rows[number][dash.end() :]}"
    return "\n".join(rows), faults


_ODD_BEGINNING = re.compile(
    r"^ *(?:- *)?[\u00a0\u2000-\u200b\u3000\ufeff－—–−‐‑•●▪·]|^ *-[A-Za-z_]", re.MULTILINE
)


def misplaced(line: int, indent: int, wanted: int) -> SourceFault:
    """A line that does not stand under the keys to which it belongs; both numbers count spaces."""
    message = f"这一行缩进 {indent} 个空格，同级的缩进 {wanted} 个"
    return SourceFault(line, f"YAML 格式错误：{message}", "同一题的键上下对齐")


def _indent(row: str) -> int:
    row = row.replace("-", " ", 1) if row.lstrip().startswith("- ") else row
    return len(row) - len(row.lstrip())


def _column(text: str, place: int) -> int:
    return place - text.rfind("\n", 0, place) - 1


_QUOTE_HINT = "里面的引号改用全角“”；整段文字都放进引号"
_GENERAL_HINT = "检查缩进、引号和冒号后的空格"
_Said = tuple[str, str]


def _above(rows: list[str], number: int) -> int:
    """The nearest line above that is neither empty nor a comment."""
    for above in range(number - 1, -1, -1):
        if rows[above].strip() and not rows[above].lstrip().startswith("#"):
            return above
    return number


def _tab(row: str) -> _Said | None:
    if "\t" in row[: len(row) - len(row.lstrip())] or re.match(r"\s*-\t", row):
        return "缩进里有制表符（Tab）", "缩进只用空格"
    return None


def _wide_colon(row: str) -> _Said | None:
    found = _WIDE_COLON.match(row) or _WIDE_COLON_INSIDE.search(row)
    if found is None or (re.match(r"\s*(-\s+)?[\w/-]+:\s", row) and not _WIDE_COLON_INSIDE.search(row)):
        return None
    name = found.group(1)
    return f"“{name}”后面用了全角冒号“：”", f"改成半角冒号加空格：{name}: …"


def _tight_colon(row: str) -> _Said | None:
    found = _TIGHT_COLON.match(row)
    if found is None:
        return None
    said = "用的不是半角空格" if row[found.end() : found.end() + 1].isspace() else "没有空格"
    return f"“{found.group(1)}:”后面{said}", f"冒号后面加一个空格：{found.group(1)}: …"


def _mixed_quotes(row: str) -> _Said | None:
    if _MIXED_QUOTES.search(row) is None:
        return None
    return "引号一半是半角、一半是全角", '一段文字外面的引号两边都用半角 "'


def _wide_bracket(row: str) -> _Said | None:
    found = _WIDE_BRACKET.search(row)
    if found is None:
        return None
    return f"用了全角括号“{found.group().strip(' :,[{')}”", "列表用半角 [ ]，键和值用半角 { }"


def _wide_comma(row: str) -> _Said | None:
    if not re.search(r"[\[{]", row) or _WIDE_COMMA.search(row) is None:
        return None
    return "几项之间用了全角逗号“，”", "改成半角逗号加空格"


def _text_after_bar(row: str) -> _Said | None:
    if _TEXT_AFTER_BAR.search(row) is None or re.search(r":\s+[|>][-+0-9]*\s+#", row):
        return None
    return "“|”“>”后面不能直接写文字", "文字从下一行写起，多缩进两格；以 | 或 > 开头的文字请加引号"


def _sign_first(row: str) -> _Said | None:
    found = _SIGN_FIRST.match(row)
    return None if found is None else (f"文字不能以“{found.group(1)} ”开头", "给整段文字加引号")


_LOOKS: tuple[Callable[[str], _Said | None], ...] = (
    _tab, _wide_colon, _tight_colon, _mixed_quotes, _wide_bracket, _wide_comma, _text_after_bar,
    _sign_first,
)  # fmt: skip


def _after_quote(text: str, place: int) -> str:
    """What stands on the line after a closing quotation mark, when the parser stopped there."""
    before = text[:place].rstrip(" \t")
    if not before.endswith(('"', "'")) or text[place : place + 1] in ("", "\n", "#"):
        return ""
    return text[place:].split("\n", 1)[0]


def _cut_by_comment(row: str) -> _Said | None:
    without_quotes = re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "■" * len(found.group()), row)
    found = _CUT.search(without_quotes)
    if found is None or without_quotes.lstrip().startswith("#"):
        return None
    return f"“{_short(row[found.start(1) :])}”被当作注释，会丢掉", "是文字就给整段加引号；是注释就另起一行"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


_REASONS = (
    ("cannot start any token", "文字不能以“SIGN”开头", "给整段文字加引号", False),
    ("block scalar", "“|”“>”后面不能直接写文字", "文字从下一行写起；以 | 或 > 开头的文字请加引号", False),
    ("scanning an alias", "文字不能以 * 开头（会当作引用）", "以 * 或 ** 开头的文字请加引号", False),
    ("scanning an anchor", "文字不能以 & 开头（会当作引用）", "以 & 开头的文字请加引号", False),
    ("found undefined alias", "不支持 * 引用", "以 * 开头的文字请加引号", False),
    ("scanning a tag", "文字不能以 ! 开头（会当作标签）", "以 ! 开头的文字请加引号", False),
    ("could not determine a constructor", "不支持 ! 标签", "以 ! 开头的文字请加引号", False),
    ("directive", "一行不能以 % 开头", "以 % 开头的文字请加引号", False),
    ("mapping values are not allowed", "这里多了一个冒号", "含有半角冒号加空格的文字请加引号", False),
    ("found unexpected end of stream", "引号没有成对", "补上另一半引号", True),
    ("quoted scalar", "引号没有成对，或双引号里的反斜杠写法不对", "检查这段文字的引号", True),
    ("unknown escape", "双引号中的反斜杠写法不对", "反斜杠写两个 \\\\，或改用单引号", False),
    ("did not find expected ',' or", "方括号或花括号没有写完", "补上右括号；各项之间用半角逗号", True),
    ("expected node content", "这里少了内容，或多了一个括号、逗号", "检查括号和逗号", False),
    ("could not find expected ':'", "这一行缺少冒号", "写成“键: 值”；冒号是半角，后面有空格", False),
    ("did not find expected '-'", "列表的短横没有对齐", "同一列表的短横上下对齐", False),
    ("did not find expected key", "缩进不一致，或缺少键", "同一题的键上下对齐", False),
    ("expected a single document", "一个文件里只能有一份文档", "去掉第二个 ---", False),
    ("expected <document start>", "“...”之后还有内容", "去掉 ...；以它开头的文字请加引号", False),
)
"""What the parser says, what it means, what to do, whether it is said of the beginning."""

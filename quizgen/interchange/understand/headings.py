"""Lines that frame questions: headings of sections, of the key, titles, page headers, places for names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizgen.interchange.kind_words import SaidKind, kind_within, kind_word
from quizgen.interchange.understand.lines import TextLine
from quizgen.interchange.understand.numbering import CHINESE_DIGITS, chinese_number


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A heading of a section; ``ordinal`` as it counts (None: not numbered), ``kind`` None: names none.

    ``count`` is how many questions it says there are, ``points`` what each is worth, both None where it
    does not say. ``rest`` is what follows on the same line behind a colon (a key: ``一、单选题：1-5 ABCDE``).
    """

    ordinal: int | None
    kind: SaidKind | None
    title: str
    count: int | None = None
    points: Fraction | None = None
    rest: TextLine | None = None


_ORDINAL = re.compile(
    rf"(?:第\s*([{CHINESE_DIGITS}]{{1,3}}|\d{{1,2}})\s*(?:部分|大题|单元|章|节|篇|卷|类|模块)\s*[.、:：]?"
    rf"|([{CHINESE_DIGITS}]{{1,3}})\s*[.、:，,]"
    rf"|\(\s*([{CHINESE_DIGITS}]{{1,3}})\s*\)\s*[.、:]?"
    r"|(\d{1,2})\s*[.、])\s*"
)
_IN_BRACKETS = re.compile(r"[(\[【](?:[^()\[\]【】]|\([^()]*\))*[)\]】]")
_COUNT = re.compile(
    r"(?:共计?|合计|有)\s*(\d{1,4})\s*(?:道|个|小)?\s*(?:小)?题|(\d{1,4})\s*(?:道|个)?\s*小题|(\d{1,4})\s*题\s*[，,;；]?\s*(?:共|每)"
    r"|(\d{1,4})\s*道题?"
)
_EACH = re.compile(r"每(?:小)?(?:道|个)?(?:题|空|问)\s*(?:各|为|计|得)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")
_SURE = re.compile(r"题|选择|单选|多选|判断|填空|single|multiple|true")
_BLANK_EACH = re.compile(r"每空")
_LONGEST = 70
_KEY_HEAD = re.compile(
    r"[#*\-=\s【\[(附件:一二三四五六七八九十、.]*(?:\S{0,24}?)(?:参考|标准|正确|试题|习题|练习题?|题库|试卷|各题)?(?:的)?答案"
    r"(?:(?:与|及|和|、)(?:评分(?:标准|参考|细则)?|解析|详解|说明|评分标准))?(?:部分|汇总|一览|速查|表|页|卡|区|栏|卷)?[】\])\s:#*\-=。]*"
)
_NOT_KEY_HEAD = re.compile(r"[^\s(【\[]\(正确答案\)|[，。？；,;?]|下列|正确答案的|填在|写在|选出|涂")
_PAGE = re.compile(
    r"[-\s·|]*(?:第\s*\d{1,4}\s*页\s*[,，/(]?\s*(?:[共总]\s*(?:计)?\s*\d{1,4}\s*页)?\s*\)?|\d{1,4}\s*/\s*\d{1,4}|-\s*\d{1,4}\s*-"
    r"|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|(?:共|总)\s*\d{1,4}\s*页\s*第?\s*\d{0,4}\s*页?)[-\s·|]*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NAME = (
    r"(?:准考证号?|考号|学号|工号|姓\s*名|单\s*位|部\s*门|班\s*级|职\s*务|岗\s*位|日\s*期|得\s*分|总\s*分|成\s*绩"
    r"|评卷人|阅卷人|监考人?|身份证号?|车间|科室|考生)"
)
_PLACES = re.compile(rf"(?:{_NAME}(?:号码|编号|签名)?\s*[:：]?[\s_]*[)(|]?[\s_/]*){{1,8}}")
_TIMES = re.compile(
    r"[(【\[]?\s*(?:考试|答题|测试)?(?:时间|时长|满分|总分|卷面总?分|题量|闭卷|开卷|考试形式)\s*[:：]?.{0,60}"
)
_END = re.compile(
    r"[-=*\s—]*(?:祝.{0,12}(?:顺利|成功|好成绩)[!！。]?"
    r"|(?:全卷|本卷|试卷|试题|题库)?(?:结束|完毕|到此为止|完)|以下无正文|the end)[-=*\s—]*",
    re.IGNORECASE,
)
_RULER = re.compile(r"[-=_*~·.—…#\s]{3,}|密[\s.…·-]*封[\s.…·-]*线.*|.{0,4}装[\s.…·-]*订[\s.…·-]*线.*")
_REPEATED = 3
_LONGEST_REPEATED = 40


def section_head(line: TextLine) -> SectionHead | None:
    """A heading that names a kind, or None.

    ``一、单项选择题（每题2分，共30题）``, ``单选题``, ``第二部分 判断题``, ``1. 单选题``, ``【多选题】``.
    """
    plain = line.plain.strip("*#").strip()
    if not plain or len(plain) > 2 * _LONGEST:
        return None
    ordinal = _ORDINAL.match(plain)
    written = next((one for one in ordinal.groups() if one), None) if ordinal else None
    number = None if written is None else int(written) if written.isdigit() else chinese_number(written)
    body = plain[ordinal.end() :] if ordinal else plain
    title, colon, behind = _titled(body)
    kind = _kind(title, ordered=ordinal is not None, heading=line.heading > 0)
    if kind is None:
        return None
    rest = line.cut(len(line.text) - len(behind)) if colon and behind.strip() else None
    if rest is not None and ordinal is not None and ordinal[4] is not None:
        return None  # a question: 3、单选：…
    said = plain
    each = _EACH.search(said)
    count = _COUNT.search(said)
    return SectionHead(
        number,
        kind,
        line.text,
        int(next(one for one in count.groups() if one)) if count else None,
        Fraction(each[1]) if each and not _BLANK_EACH.search(said) else None,
        rest,
    )


def _titled(body: str) -> tuple[str, str, str]:
    """The title of a heading without what stands in brackets, then what follows a colon behind it."""
    head, colon, behind = body.partition(":")
    if "(" in head and head.count("(") > head.count(")"):  # the colon stands in a bracket
        return _IN_BRACKETS.sub("", body).strip() or body, "", ""
    return _IN_BRACKETS.sub("", head).strip() or head.strip(), colon, behind


def _kind(title: str, *, ordered: bool, heading: bool) -> SaidKind | None:
    if (whole := kind_word(title)) is not None:
        return whole if ordered or heading or _SURE.search(title) else None
    if len(title) > _LONGEST or re.search(r"[？?]", title):
        return None
    first = re.split(r"[，,。；;\s]", title, maxsplit=1)[0]
    if (beginning := kind_word(first)) is not None and _SURE.search(first):
        return beginning if heading or _COUNT.search(title) or _EACH.search(title) else None
    return kind_within(first) if (ordered or heading) and first.endswith("题") else None


def plain_head(line: TextLine) -> SectionHead | None:
    """A heading that names no kind but may frame questions: ``一、安全知识``, ``第二章 消防``; or None."""
    plain = line.plain
    found = _ORDINAL.match(plain)
    if found is None or found[4] is not None or len(plain) > _LONGEST // 2:
        return SectionHead(None, None, line.text) if line.heading else None
    if re.search(r"[？?。；;_]|\(\s*\)|什么|哪[些个种]|如何|为何|怎样|简述|试述|论述|谈谈|请", plain):
        return None
    written = next(one for one in found.groups() if one)
    number = int(written) if written.isdigit() else chinese_number(written)
    return SectionHead(number, None, line.text)


def is_key_head(line: TextLine) -> bool:
    """Whether a line is the heading of the key: 参考答案, 附：标准答案及解析, 《…》练习题参考答案."""
    plain = line.plain.replace(" ", "")
    return (
        len(plain) <= _LONGEST // 2
        and bool(_KEY_HEAD.fullmatch(plain))
        and not _NOT_KEY_HEAD.search(plain.replace("附：", ""))
    )


def is_furniture(line: TextLine) -> bool:
    """Whether a line is part of the paper only: page numbers, places for names, rulers, good wishes."""
    plain = line.plain
    return any(pattern.fullmatch(plain) for pattern in (_PAGE, _PLACES, _RULER, _END)) or (
        bool(_TIMES.fullmatch(plain)) and ("分" in plain or "卷" in plain)
    )


def is_bare_number(line: TextLine) -> bool:
    """Whether a line is a number alone, as pages have at their feet."""
    return bool(_BARE_NUMBER.fullmatch(line.plain))


def repeated_lines(lines: Iterable[TextLine]) -> frozenset[str]:
    """Texts that stand alone on a line again and again, as page headers do."""
    counted = Counter(line.text for line in lines if len(line.text) <= _LONGEST_REPEATED)
    return frozenset(text for text, count in counted.items() if count >= _REPEATED)

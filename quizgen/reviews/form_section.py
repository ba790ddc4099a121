"""The 附件 section of a review form as Word's XML: a heading, a table, a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from quizgen.markup.office_text import holdable
from quizgen.markup.review_words import review_fields
from quizgen.model.review import ATTACHMENT_TITLE, SignedResult
from quizgen.reviews.form_people import text_of

TAG = "quizgen-review"
"""The tag of the content control that holds the section; it is recognised by it."""

_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_HEAD_HALF_POINTS, _BODY_HALF_POINTS, _NOTE_HALF_POINTS = 32, 24, 21
"""三号, 小四, 五号."""
_WIDTHS = (16, 34, 16, 34)
"""Columns in per cent of the text width."""
_WIDE = frozenset({"考试名称", "分部分", "条件", "核验码"})
_ROWS = (
    ("编号", "姓名"),
    ("考试名称",),
    ("考试日期", "成绩/满分"),
    ("等次", "是否合格"),
    ("有效期至", "试卷编号"),
    ("分部分",),
    ("条件",),
    ("核验码",),
)


def section(namespace: str, result: SignedResult) -> Any:
    """The content control with the whole section, in the namespace of the document."""
    words = _Words(namespace)
    fields = dict(review_fields(result))
    content = words.new(
        "sdtContent",
        words.paragraph(ATTACHMENT_TITLE, font=_HEI, size=_HEAD_HALF_POINTS, new_page=True),
        words.table([[(label, fields[label]) for label in row] for row in _ROWS]),
        words.paragraph(result.terms.never_alone, size=_NOTE_HALF_POINTS),
    )
    properties = words.new("sdtPr", words.new("alias", val=ATTACHMENT_TITLE), words.new("tag", val=TAG))
    return words.new("sdt", properties, content)


def sections_in(body: Any) -> list[Any]:
    """Every section of ours in a document body."""
    return [
        control
        for control in body.iter("{*}sdt")
        if (tag := control.find("{*}sdtPr/{*}tag")) is not None and TAG in tag.attrib.values()
    ]


def fields_in(control: Any) -> dict[str, str]:
    """The fields of a section as they stand: label and value, cell by cell."""
    table = next(control.iter("{*}tbl"), None)
    found: dict[str, str] = {}
    for row in () if table is None else table.iter("{*}tr"):
        texts = [text_of(cell).strip() for cell in row.iter("{*}tc")]
        found.update(zip(texts[::2], texts[1::2], strict=False))
    return found


class _Words:
    """Builds elements of WordprocessingML."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def new(self, name: str, *children: Any, **attributes: object) -> Any:
        """An element with children; attributes are in the namespace too."""
        element = etree.Element(f"{{{self._namespace}}}{name}")
        for key, value in attributes.items():
            element.set(f"{{{self._namespace}}}{key}", str(value))
        element.extend(children)
        return element

    def paragraph(
        self,
        text: str,
        *,
        font: str = _SONG,
        size: int = _BODY_HALF_POINTS,
        new_page: bool = False,
        centred: bool = False,
    ) -> Any:
        """A paragraph of one run; every property is said, so that the form's styles change nothing."""
        properties = self.new("pPr")
        if new_page:
            properties.append(self.new("keepNext"))
            properties.append(self.new("pageBreakBefore"))
        space = 40 if size == _BODY_HALF_POINTS else 120
        properties.append(self.new("spacing", before=space, after=space, line=300, lineRule="auto"))
        properties.append(self.new("ind", left=0, right=0, firstLine=0, firstLineChars=0))
        properties.append(self.new("jc", val="center" if centred else "left"))
        run = self.new(
            "r",
            self.new(
                "rPr",
                self.new("rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=font, cs=_LATIN),
                self.new("b", val=0),
                self.new("color", val="auto"),
                self.new("sz", val=size),
                self.new("szCs", val=size),
                self.new("lang", val="en-US", eastAsia="zh-CN"),
            ),
            self._text(text),
        )
        return self.new("p", properties, run)

    def table(self, rows: Sequence[Sequence[tuple[str, str]]]) -> Any:
        """Label and value in turn; a lone pair takes the whole width."""
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        properties = self.new(
            "tblPr",
            self.new("tblW", w=5000, type="pct"),
            self.new("jc", val="center"),
            self.new(
                "tblBorders",
                *(self.new(side, val="single", sz=4, space=0, color="auto") for side in sides),
            ),
            self.new("tblLayout", type="fixed"),
        )
        grid = self.new("tblGrid", *(self.new("gridCol", w=width * 90) for width in _WIDTHS))
        return self.new("tbl", properties, grid, *(self._row(row) for row in rows))

    def _row(self, pairs: Sequence[tuple[str, str]]) -> Any:
        height = self.new("trHeight", val=480, hRule="atLeast")
        properties = self.new("trPr", self.new("cantSplit"), height)
        return self.new("tr", properties, *self._pairs(pairs))

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Any]:
        for place, (label, value) in enumerate(pairs):
            yield self._cell(label, _WIDTHS[0], 1, font=_HEI, centred=True)
            wide = len(pairs) == 1
            width = sum(_WIDTHS[1:]) if wide else _WIDTHS[2 * place + 1]
            yield self._cell(value, width, 3 if wide else 1, font=_SONG, centred=not wide)

    def _cell(self, text: str, width: int, span: int, *, font: str, centred: bool) -> Any:
        properties = self.new("tcPr", self.new("tcW", w=width * 50, type="pct"))
        if span > 1:
            properties.append(self.new("gridSpan", val=span))
        properties.append(self.new("vAlign", val="center"))
        return self.new("tc", properties, self.paragraph(text, font=font, centred=centred))

    def _text(self, text: str) -> Any:
        element = self.new("t")
        element.text = holdable(text)
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return element

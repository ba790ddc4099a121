"""What the 附件 of a form may be made of, and what anything else in it is called."""

from __future__ import annotations

CONTENT = frozenset(
    {
        *("sdt", "sdtContent", "p", "r", "t", "tbl", "tr", "tc", "tblGrid", "gridCol", "proofErr"),
        *("bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd"),
        *("sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "trPr", "tcPr"),
    }
)
"""What the section is made of, with the marks that programs leave; anything else says or hides something."""

_CONTROL = frozenset(
    {"alias", "tag", "id", "lock", "rPr", "placeholder", "docPart", "appearance", "color", "group"}
)

_PARAGRAPH = frozenset(
    {
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "spacing",
            "ind",
            "jc",
            "rPr",
        ),
        *(
            "snapToGrid",
            "adjustRightInd",
            "autoSpaceDE",
            "autoSpaceDN",
            "overflowPunct",
            "kinsoku",
            "wordWrap",
        ),
        *("topLinePunct", "textAlignment", "contextualSpacing", "suppressAutoHyphens", "outlineLvl", "tabs"),
        *("tab", "shd", "suppressLineNumbers", "mirrorIndents", "jc", "wordWrap"),
    }
)

_RUN = frozenset(
    {
        *("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang", "kern", "spacing", "rStyle", "u"),
        *("snapToGrid", "noProof", "shd", "highlight", "w", "position", "caps", "smallCaps"),
    }
)

_ROW = frozenset({"cantSplit", "trHeight", "jc", "tblHeader", "cnfStyle"})

_CELL = frozenset(
    {"tcW", "gridSpan", "vAlign", "tcBorders", "shd", "tcMar", "noWrap", "cnfStyle", "hideMark"}
)

_TABLE = frozenset(
    {
        *("tblW", "jc", "tblBorders", "tblLayout", "tblStyle", "tblLook", "tblInd", "tblCellMar", "shd"),
        *("tblCellSpacing", "tblOverlap"),
    }
)

ALLOWED = {"sdtPr": _CONTROL, "pPr": _PARAGRAPH, "rPr": _RUN, "trPr": _ROW, "tcPr": _CELL, "tblPr": _TABLE}

LEAVES = frozenset({"tblBorders", "tcBorders", "tcMar", "tblCellMar", "placeholder", "tabs"})
"""Properties whose inside changes nothing that is said."""

_WORDS = {
    "vanish": "隐藏的文字",
    "webHidden": "隐藏的文字",
    "specVanish": "隐藏的文字",
    "sym": "符号",
    "pict": "图形",
    "drawing": "图形、文本框",
    "object": "嵌入的对象",
    "fldSimple": "域",
    "fldChar": "域",
    "instrText": "域",
    "ins": "修订",
    "del": "修订",
    "moveFrom": "修订",
    "moveTo": "修订",
    "AlternateContent": "另一种显示的内容",
    "numPr": "自动编号",
    "framePr": "图文框",
    "tblpPr": "浮动的表格",
    "vMerge": "上下合并的单元格",
    "dataBinding": "绑定到别处的内容",
    "hyperlink": "链接",
    "ruby": "拼音指南",
    "rtl": "从右到左的文字",
    "bdo": "从右到左的文字",
    "commentReference": "批注",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "strike": "删除线",
    "dstrike": "删除线",
    "hidden": "隐藏的行",
    "tab": "制表符",
    "br": "换行",
}


def said(name: str) -> str:
    """An element as it is named to people."""
    return f"{_WORDS[name]}，{name}" if name in _WORDS else name or "别的内容"

"""DrawnPictures of a Word document with the words in them: drawings, shapes of older versions, objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quizgen.model.rules.documents import D307, D314, D317, D318
from quizgen.office.document import UNREAD, DocumentPicture
from quizgen.office.word.line import Glyphs, Told, WordLine
from quizgen.office.word.parts import WordParts, attribute
from quizgen.office.xml_reading import local_name

_EMU_PER_MM = 36_000
_MM_PER = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96}
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9.]+)(pt|in|cm|mm|px)")
_FITTING = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DRAWN = {"chart": "图表", "relIds": "SmartArt 图形", "contentPart": "墨迹", "wsp": "图形"}
_SHAPES = frozenset({"line", "polyline", "rect", "roundrect", "oval", "shape", "arc", "curve", "group"})
_MATHS = ("Equation", "MathType", "KSEE")
_EDGES = ("l", "t", "r", "b")


class DrawnPictures:
    """Reads what is drawn; the bytes of a part are read once, however often it is shown."""

    def __init__(self, parts: WordParts, part: str) -> None:
        self._parts, self._part = parts, part
        self._bytes: dict[str, bytes] = {}

    def add_drawing(self, element: Any, line: WordLine) -> None:
        """Add what a ``drawing`` holds: its pictures, its boxes of text, else that it is something drawn."""
        shown = next((one for one in element if local_name(one) in {"inline", "anchor"}), element)
        width, alt = _width_of(shown), _alt_of(shown)
        inside = list(_inside(element))
        pictures = [one for one in inside if local_name(one) == "blip"]
        boxes = [one for one in inside if local_name(one) == "txbxContent"]
        line.boxes += boxes
        for blip in pictures:
            picture = self._picture(attribute(blip, "embed"), attribute(blip, "link"), line, alt, width)
            if local_name(shown) == "inline":
                line.pieces.append(picture)
            else:
                line.floating.append(picture)
            _tell_cropped(blip.getnext(), line)
        if not pictures and not boxes:
            kind = next((_DRAWN[name] for one in inside if (name := local_name(one)) in _DRAWN), "图形")
            _tell_drawn(kind, alt, line)

    def add_shape(self, element: Any, line: WordLine) -> None:
        """Add what a ``pict`` or an ``object`` of older versions holds."""
        inside = list(_inside(element))
        objects = [attribute(one, "ProgID") for one in inside if local_name(one) == "OLEObject"]
        if any(word in name for name in objects for word in _MATHS):
            line.pieces.append(Glyphs(UNREAD))
            line.told.append(
                Told(D314, "公式是嵌入的对象（MathType 之类），读不出", "在 Word 里改成公式或打成文字")
            )
            return
        pictures = [one for one in inside if local_name(one) == "imagedata"]
        boxes = [one for one in inside if local_name(one) == "txbxContent"]
        line.boxes += boxes
        for data in pictures:
            style = attribute(data.getparent(), "style")
            found = _WIDTH.search(style)
            width = float(found[1]) * _MM_PER[found[2]] if found else None
            alt = attribute(data.getparent(), "alt") or attribute(data, "title")
            picture = self._picture(attribute(data, "id"), attribute(data, "href"), line, alt, width)
            floats = "position:absolute" in style.replace(" ", "")
            (line.floating if floats else line.pieces).append(picture)
        if objects:
            line.told.append(Told(D314, f"嵌入的对象（{objects[0]}）读不出", "把里面的内容粘贴成文字或图片"))
        words = [attribute(one, "string") for one in inside if local_name(one) == "textpath"]
        drawn = any(local_name(one) in _SHAPES and attribute(one, "hr") != "t" for one in inside)
        if not (pictures or boxes or objects) and (words or drawn):
            _tell_drawn("艺术字" if words else "图形", "".join(words), line)

    def _picture(
        self, identifier: str, link: str, line: WordLine, alt: str, width: float | None
    ) -> DocumentPicture:
        relation = self._parts.relations(self._part).get(identifier or link)
        if relation is None or relation.outside:
            line.told.append(Told(D307, "图片不在文件里，只有链接", "在 Word 里复制图片，选择性粘贴成图片"))
            return DocumentPicture(b"", alt=alt, width_mm=width)
        content = self._content(relation.target)
        if not content.startswith(_FITTING) and b"<svg" not in content[:1024]:
            ending = relation.target.rpartition(".")[2].upper()
            line.told.append(
                Told(D307, f"图片是 {ending} 格式，题库收不了", "在 Word 里另存成 PNG 图片，再插入")
            )
        return DocumentPicture(content, alt=alt, width_mm=width)

    def _content(self, part: str) -> bytes:
        if part not in self._bytes:
            self._bytes[part] = self._parts.content(part) or b""
        return self._bytes[part]


def _inside(element: Any) -> Iterator[Any]:
    """What is inside, in order, without what stands in boxes of text."""
    for one in element:
        yield one
        if local_name(one) != "txbxContent":
            yield from _inside(one)


def _width_of(shown: Any) -> float | None:
    extent = next((one for one in shown if local_name(one) == "extent"), None)
    written = "" if extent is None else attribute(extent, "cx")
    return int(written) / _EMU_PER_MM if written.isdecimal() and int(written) else None


def _alt_of(shown: Any) -> str:
    found = next((one for one in shown if local_name(one) == "docPr"), None)
    return "" if found is None else attribute(found, "descr") or attribute(found, "title")


def _tell_cropped(edges: Any | None, line: WordLine) -> None:
    cut = edges is not None and local_name(edges) == "srcRect"
    if cut and any(attribute(edges, one).strip("0") for one in _EDGES):
        line.told.append(Told(D318, "图片裁剪过，读的是整张", "在 Word 里“压缩图片—删除图片的剪裁区域”"))


def _tell_drawn(kind: str, words: str, line: WordLine) -> None:
    said = f"“{words}”" if words else ""
    line.told.append(Told(D317, f"{kind}{said}没有读", "题目要用的，截图成图片再插入"))

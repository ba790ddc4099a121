"""SVG as data: only shapes and words, nothing that runs, nothing that is fetched from elsewhere."""

from __future__ import annotations

import re
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = frozenset(
    {
        "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker", "mask",
        "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style",
        "svg", "symbol", "text", "textPath", "title", "tspan", "use",
    }
)  # fmt: skip
_WRITTEN = frozenset({"text", "textPath", "tspan"})
_ACTIVE = {
    "script": "脚本",
    "foreignObject": "嵌入的网页（foreignObject）",
    "image": "嵌入的图片",
    "a": "链接",
}
_NOTES = re.compile(
    r"http://(www\.inkscape\.org|sodipodi\.sourceforge\.net|www\.w3\.org/1999/02/22-rdf|creativecommons\.org|"
    r"purl\.org/dc|web\.resource\.org/cc)[^ ]*"
)
"""Namespaces in which drawing programs leave notes that nothing reads."""
_FETCHED = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|javascript:|-moz-binding", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in|pc)?\s*")
_UNITS = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
_DEEPEST = 64


class SvgFault(ValueError):
    """An SVG that cannot be used; ``active``: it would run or fetch something."""

    def __init__(self, reason: str, *, active: bool) -> None:
        self.active = active
        super().__init__(reason)


def svg_size(data: bytes) -> tuple[float, float, str]:
    """Width and height (pixels of 1/96 inch, or units of its view box), its words. Raises SvgFault."""
    reader = _Reader()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "不是 UTF-8 编码的"
        raise SvgFault(message, active=False) from error
    try:
        reader.read(data)
    except expat.ExpatError as error:
        message = f"不是完整的 SVG（第 {error.lineno} 行）"
        raise SvgFault(message, active=False) from error
    return (*reader.size(), reader.words)


class _Reader:
    """Goes through an SVG element by element and stops at the first thing that is not allowed."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._root: dict[str, str] = {}
        self.words = ""

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._encoded
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared
        parser.ProcessingInstructionHandler = self._instructed
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(data, True)  # noqa: FBT003 - the last piece

    def size(self) -> tuple[float, float]:
        """From the attributes of the root."""
        lengths = [_LENGTH.fullmatch(self._root.get(name, "")) for name in ("width", "height")]
        box = re.split(r"[\s,]+", self._root.get("viewBox", "").strip())
        sides = [float(found[1]) * _UNITS[found[2] or "px"] for found in lengths if found]
        if len(sides) != 2 and len(box) == 4:  # noqa: PLR2004 - left, top, width, height
            try:
                sides = [float(box[2]), float(box[3])]
            except ValueError:
                sides = []
        if len(sides) != 2 or min(sides) <= 0 or max(sides) > 1e6:  # noqa: PLR2004 - width and height
            message = "没有写明大小（width 和 height，或 viewBox）"
            raise SvgFault(message, active=False)
        return sides[0], sides[1]

    @staticmethod
    def _encoded(_version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
            message = f"写着编码 {encoding}，要存成 UTF-8"
            raise SvgFault(message, active=False)

    @staticmethod
    def _declared(*_what: object) -> None:
        message = "里有文档类型或实体声明（<!DOCTYPE、<!ENTITY）"
        raise SvgFault(message, active=True)

    @staticmethod
    def _instructed(target: str, _data: str) -> None:
        message = f"里有处理指令（<?{target}）"
        raise SvgFault(message, active=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self._path:
            if (namespace, local) != (SVG, "svg"):
                message = "里面不是 SVG"
                raise SvgFault(message, active=False)
            self._root = attributes
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            message = f"套了 {_DEEPEST} 层以上"
            raise SvgFault(message, active=False)
        if namespace != SVG:
            if _NOTES.fullmatch(namespace):
                return
            message = f"里有别处的元素 {local}"
            raise SvgFault(message, active=True)
        if local not in _SHAPES:
            message = f"里有{_ACTIVE.get(local, f'不能用的元素 {local}')}"
            raise SvgFault(message, active=True)
        for key, value in attributes.items():
            _look_at_attribute(local, key, value)

    def _end(self, _name: str) -> None:
        self._path.pop()

    def _words(self, text: str) -> None:
        if self._path[-1:] and self._path[-1] in _WRITTEN:
            self.words += text
        if self._path[-1:] == ["style"] and (_FETCHED.search(text) or "\\" in text):
            message = "的样式引用了外部的东西"
            raise SvgFault(message, active=True)


def _look_at_attribute(element: str, key: str, value: str) -> None:
    namespace, _, name = key.rpartition(" ")
    if namespace not in {"", XLINK, "http://www.w3.org/XML/1998/namespace"}:
        return
    if name.lower().startswith("on"):
        message = f"里有事件（{name}）"
        raise SvgFault(message, active=True)
    if name in {"href", "src"} and not value.startswith("#"):
        message = f"里的 {element} 引用了外部的东西"
        raise SvgFault(message, active=True)
    if _FETCHED.search(value) or (name == "style" and "\\" in value):
        message = f"里的 {element} 引用了外部的东西（{name}）"
        raise SvgFault(message, active=True)

"""The text of a Word paragraph run by run: what a person sees, with every change and mark named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quizgen.model.rules.documents import D302, D303, D308, D310, D314
from quizgen.office.document import UNREAD
from quizgen.office.word.inside.fields import WordField, without_result
from quizgen.office.word.inside.formulas import bank_formula, formula_line
from quizgen.office.word.inside.pictures import DrawnPictures
from quizgen.office.word.inside.symbols import UNKNOWN, symbol_shown, symbols_shown
from quizgen.office.word.line import Glyphs, Told, WordLine, some_text
from quizgen.office.word.looks import PLAIN, RunLooks, looks_of
from quizgen.office.word.parts import attribute, child, child_value, value
from quizgen.office.word.styles import WordStyle, WordStyles
from quizgen.office.xml_reading import local_name, named

_INSIDE = frozenset(
    {"hyperlink", "smartTag", "fldSimple", "dir", "bdo", "customXml", "sdtContent", "rubyBase"}
)
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_READ_NEW = frozenset({"wps", "wpg", "wpc", "w14", "w15", "a14", "wp14", "w16se", "w16"})
_PLACEHOLDER = "showingPlcHdr"
_DEEPEST = 100


class RunReader:
    """Reads the runs of one paragraph after another; a field may begin in one and end in a later one."""

    def __init__(
        self, styles: WordStyles, pictures: DrawnPictures, notes: Mapping[tuple[str, str], str]
    ) -> None:
        self._styles, self._pictures, self._notes = styles, pictures, notes
        self._fields: list[WordField] = []
        self._line = WordLine()
        self._base = PLAIN
        self._links = self._inserts = 0
        self._depth = 0
        self._leaves: Mapping[str, Callable[[Any, RunLooks], None]] = {
            "t": lambda one, looks: self._put(one.text or "", looks),
            "sym": self._symbol,
            "fldChar": lambda one, _: self._field(one),
            "instrText": lambda one, _: self._code(one.text or ""),
            "drawing": lambda one, _: self._pictures.add_drawing(one, self._line),
            "pict": lambda one, _: self._pictures.add_shape(one, self._line),
            "object": lambda one, _: self._pictures.add_shape(one, self._line),
            "footnoteReference": lambda one, _: self._note("脚注", one),
            "endnoteReference": lambda one, _: self._note("尾注", one),
            "commentReference": lambda one, _: self._comment(one),
            "AlternateContent": self._leaf_of,
            "ruby": lambda one, _: self._all(child(one, "rubyBase")),
            "contentPart": lambda one, _: self._pictures.add_drawing(one, self._line),
        }

    def read(self, paragraph: Any, style: WordStyle) -> WordLine:
        """A paragraph as a line; its number and its place are not known here."""
        self._line = line = WordLine()
        self._base = style.looks.over(self._styles.defaults)
        line.contents = style.contents or any(one.name == "TOC" for one in self._fields)
        self._all(paragraph)
        line.contents = line.contents or any(one.name == "TOC" for one in self._fields)
        unfinished = [one for one in self._fields if not one.shown]
        if unfinished:
            self._fields = [one for one in self._fields if one.shown]
            line.told.append(Told(D314, f"域没有写完：{some_text(unfinished[0].code)}"))
        return line

    def _all(self, element: Any | None) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._line.told.append(Told(D314, f"套了 {_DEEPEST} 层以上的内容没有读"))
        for one in () if element is None or self._depth > _DEEPEST else element:
            self._one(one)
        self._depth -= 1

    def _one(self, element: Any) -> None:
        name = local_name(element)
        if name == "r":
            self._run(element)
        elif name in _INSIDE:
            link = name == "hyperlink"
            self._links += link
            self._all(element)
            self._links -= link
        elif name in {"ins", "moveTo"}:
            self._inserts += 1
            self._all(element)
            self._inserts -= 1
        elif name in {"del", "moveFrom"}:
            self._line.deleted += [
                one.text or "" for text in ("delText", "t") for one in named(element, text)
            ]
        elif name == "sdt":
            self._control(element)
        elif name in {"oMath", "oMathPara"}:
            self._formula(element)
        elif name == "AlternateContent":
            self._all(_chosen(element))

    def _control(self, element: Any) -> None:
        """A field to be filled in; the prompt of an empty one is no text of the document."""
        properties = child(element, "sdtPr")
        if properties is not None and child(properties, _PLACEHOLDER) is not None:
            prompt = some_text([one.text or "" for one in named(element, "t")])
            self._line.told.append(Told(D314, f"没有填的控件，提示语“{prompt}”没有读"))
            return
        self._all(child(element, "sdtContent"))

    def _run(self, element: Any) -> None:
        properties = child(element, "rPr")
        looks = self._looks(properties)
        for one in element:
            name = local_name(one)
            if name in _SPACES:
                self._put(_SPACES[name], looks)
            elif (leaf := self._leaves.get(name)) is not None:
                leaf(one, looks)

    def _leaf_of(self, element: Any, looks: RunLooks) -> None:
        """What of the alternatives can be read here: in a run, drawings."""
        chosen = _chosen(element)
        for one in () if chosen is None else chosen:
            if (leaf := self._leaves.get(local_name(one))) is not None:
                leaf(one, looks)

    def _looks(self, properties: Any | None) -> RunLooks:
        if properties is None:
            return self._base
        style = self._styles.character(child_value(properties, "rStyle"))
        looks = looks_of(properties).over(style.toggled(self._base)).as_script(self._base)
        if self._links or any(one.name == "HYPERLINK" for one in self._fields):
            looks = looks._replace(colour="", underlined=False)
        return looks

    def _put(self, text: str, looks: RunLooks) -> None:
        hiding = next((one for one in reversed(self._fields) if not one.shown), None)
        if hiding is not None:
            hiding.code.append(text)
            return
        if looks.symbols:
            text, unknown = symbols_shown(text, looks.symbols)
            self._tell_unknown(unknown)
        if self._inserts:
            self._line.inserted.append(text)
        if looks.hidden:
            self._line.hidden.append(text)
        if looks.struck:
            self._line.struck.append(text)
        self._line.pieces.append(Glyphs(text, looks))

    def _symbol(self, element: Any, looks: RunLooks) -> None:
        code, font = int(value(element, "char") or "0", 16), value(element, "font") or ""
        shown = symbol_shown(code, font)
        if shown is None:
            self._tell_unknown([f"{font} U+{code:04X}"])
        self._put(UNKNOWN if shown is None else shown, looks._replace(symbols=None))

    def _tell_unknown(self, unknown: list[str]) -> None:
        if unknown:
            self._line.told.append(Told(D310, f"认不出的符号：{'、'.join(unknown)}", "改成普通的字"))

    def _field(self, element: Any) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.append(WordField(begin=element))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            shown = done.shown or without_result(done)
            if shown is None:
                self._line.told.append(
                    Told(
                        D314, f"域读不出：{some_text(done.code)}", "在 Word 里选中，按 Ctrl+Shift+F9 变成文字"
                    )
                )
            if shown is not True:
                self._put(UNREAD if shown is None else str(shown), self._base)

    def _code(self, text: str) -> None:
        if self._fields:
            self._fields[-1].code.append(text)

    def _note(self, kind: str, element: Any) -> None:
        text = self._notes.get((kind, value(element, "id") or ""), "")
        self._line.told.append(Told(D302, f"{kind}没有读进题目：“{some_text([text])}”"))

    def _comment(self, element: Any) -> None:
        text = self._notes.get(("批注", value(element, "id") or ""), "")
        self._line.told.append(Told(D303, f"批注没有读进题目：“{some_text([text])}”"))

    def _formula(self, element: Any) -> None:
        for one in element if local_name(element) == "oMathPara" else (element,):
            if local_name(one) != "oMath":
                continue
            source = bank_formula(one)
            text = source or formula_line(one)
            if not source:
                self._line.told.append(Told(D308, f"公式题库写不了，读成“{text}”", "核对这道题"))
            self._line.pieces.append(Glyphs(text, self._base, formula=source is not None))


def _chosen(element: Any) -> Any | None:
    """The alternative that this reader knows: the newer one, else the one for older programs."""
    for one in element:
        if local_name(one) == "Choice" and set(attribute(one, "Requires").split()) <= _READ_NEW:
            return one
    return child(element, "Fallback")

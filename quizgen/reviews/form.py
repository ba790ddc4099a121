"""A review form (.docx): the 附件 with the score at its end, every other part kept byte for byte."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

from quizgen.errors import WHOLE, Spot
from quizgen.markup.office_text import holdable
from quizgen.markup.review_words import review_fields
from quizgen.model.review import ATTACHMENT_TITLE, SignedResult
from quizgen.model.rules.review import F017, F020
from quizgen.office.package import damaged, open_package
from quizgen.office.parts import part_bytes, part_tree, related, signature_notice, with_parts
from quizgen.reviews.doubts import says_points, speaks
from quizgen.reviews.form_looks import FormLooks, floating
from quizgen.reviews.form_people import text_of, values_of
from quizgen.reviews.form_section import fields_in, section, sections_in
from quizgen.reviews.sheet_looks import drawn_words
from quizgen.reviews.subjects import Doubt, Held, Mention, Refusal, Subject, WrongField

_ASIDE = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_LOOKED_FOR = "表格里“编号”“姓名”右边或下边的格子，或写成“编号：……”“姓名：……”的一行"
_SECTION = Spot(paragraph=ATTACHMENT_TITLE)


class ReviewForm:
    """One person's form. Making one raises RefusedFile or CannotRead."""

    def __init__(self, path: Path, shown_as: str) -> None:
        self.shown_as = shown_as
        self._package = open_package(path, shown_as, "docx")
        self._part = next((part for kind, part in related(self._package, "") if kind == "officeDocument"), "")
        if self._part not in self._package.parts:
            raise damaged(shown_as)
        self._root = part_tree(self._package, self._part)
        body = self._root.find("{*}body")
        if body is None:
            raise damaged(shown_as)
        self._body = body
        self._changed = False
        self.notices = self._notices()

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The one person the form is about."""
        controls = sections_in(self._body)
        ours = controls[0] if controls else None
        numbers = values_of(self._body, "编号", ours)
        names = values_of(self._body, "姓名", ours)
        refusal = _unclear("编号", numbers) or _unclear("姓名", names)
        if len(controls) > 1:
            refusal = Refusal(F017.id, f"“{ATTACHMENT_TITLE}”出现了 {len(controls)} 次", "只留一份")
        return (Subject(0, WHOLE, numbers[:1], names[0] if names else "", None, refusal),)

    def attach(self, subject: Subject, result: SignedResult, *, replace: bool) -> Refusal | None:  # noqa: ARG002 - our own section is always replaced
        """Put the section at the end, in place of an older one; one that agrees is left as it is."""
        if not self.differences(subject, result):
            return None
        new = section(etree.QName(self._root).namespace, result)
        before = copy.deepcopy(self._body)
        old = sections_in(self._body)
        if old:
            new.tail = old[0].tail
            old[0].getparent().replace(old[0], new)
        elif (last := self._last_properties()) is not None:
            last.addprevious(new)
        else:
            self._body.append(new)
        faults = "、".join(FormLooks(self._package, self._part, new).faults())
        if faults:
            self._root.replace(self._body, before)
            self._body = before
            return Refusal(F020.id, f"附件添上也看不对：{faults}", "把文档的样式改成普通的样子，再附一次")
        self._changed = True
        return None

    def held(self, subject: Subject) -> Held:  # noqa: ARG002 - a form is about one person
        """The 核验码 of the section."""
        controls = sections_in(self._body)
        code = fields_in(controls[0]).get("核验码", "") if controls else ""
        return Held(code, Spot(paragraph=f"{ATTACHMENT_TITLE}—核验码"), bool(controls))

    def differences(self, subject: Subject, result: SignedResult) -> tuple[WrongField, ...]:  # noqa: ARG002
        """Fields of the section that do not say what the result says, or words that were added to it."""
        controls = sections_in(self._body)
        if not controls:
            return (WrongField(_SECTION, "附件", "没有", "应当有"),)
        fields = fields_in(controls[0])
        found = [
            WrongField(Spot(paragraph=f"{ATTACHMENT_TITLE}—{label}"), label, fields.get(label, "没有"), value)
            for label, value in review_fields(result)
            if fields.get(label) != holdable(value).strip()
        ]
        if not found and _words(controls[0]) != _words(section(etree.QName(self._root).namespace, result)):
            found.append(WrongField(_SECTION, "附件", "文字有增删", "与附上时相同"))
        return tuple(found)

    def doubts(self, subject: Subject) -> Iterator[Doubt]:  # noqa: ARG002 - a form is about one person
        """What lets the section be read as other than its words."""
        for control in sections_in(self._body):
            for fault in FormLooks(self._package, self._part, control).faults():
                yield Doubt(_SECTION, fault)

    def mentions(self) -> Iterator[Mention]:
        """Paragraphs beside the section that speak of scores, with what may lie over it."""
        trees = [("正文", self._root)]
        for kind, part in related(self._package, self._part):
            if kind in _ASIDE and part in self._package.parts:
                trees.append((_ASIDE[kind], part_tree(self._package, part)))
        controls = sections_in(self._body)
        count = 0
        for place, tree in trees:
            for paragraph in tree.iter("{*}p"):
                text = "" if any(one in controls for one in paragraph.iterancestors()) else text_of(paragraph)
                if speaks(text) or (place != "正文" and says_points(text)):
                    yield Mention(Spot(paragraph=place), text)
            count += floating(tree)
        body = Spot(paragraph="正文")
        yield from (Mention(body, f"第 {number} 个浮动的图形或文本框") for number in range(1, count + 1))
        yield from (Mention(Spot(paragraph=place), text) for place, text in self._unwritten() if speaks(text))
        for number, _one in enumerate(self._root.iter("{*}altChunk", "{*}subDoc"), 1):
            yield Mention(body, f"第 {number} 份嵌进来的文档（里面可能有成绩）")

    def _unwritten(self) -> Iterator[tuple[str, str]]:
        """Words that are seen and stand in no paragraph: of charts, numbering, bound data, old shapes."""
        yield from (("图表", text) for text in drawn_words(self._package, self._part))
        for kind, part in related(self._package, self._part):
            if part in self._package.parts and kind == "numbering":
                levels = part_tree(self._package, part).iter("{*}lvlText")
                yield from (("自动编号", value) for one in levels for value in one.attrib.values())
            if part in self._package.parts and kind == "customXml":
                yield from (("绑定的内容", text) for text in part_tree(self._package, part).itertext())
        for shape in self._root.iter("{*}textpath"):
            yield "艺术字", shape.get("string", "")

    def saved(self) -> bytes:
        """The form; only the main part differs, and only when something was attached."""
        if not self._changed:
            return self._package.data
        return with_parts(self._package, {self._part: part_bytes(self._root)})

    def _last_properties(self) -> etree._Element | None:
        """The properties of the last section of pages, which must stay last in the body."""
        last = self._body[-1] if len(self._body) else None
        return last if last is not None and etree.QName(last).localname == "sectPr" else None

    def _notices(self) -> tuple[str, ...]:
        signed = signature_notice(self._package)
        settings = next((part for kind, part in related(self._package, self._part) if kind == "settings"), "")
        if settings in self._package.parts:
            protection = part_tree(self._package, settings).find("{*}documentProtection")
            if protection is not None:
                return (*signed, "文档设有编辑保护；附件照样写入，保护不变。")
        return signed


def _unclear(label: str, values: tuple[str, ...]) -> Refusal | None:
    if not values:
        return Refusal(F017.id, f"表里没有找到{label}", f"会找：{_LOOKED_FOR}")
    if len(values) > 1:
        shown = "、".join(f"“{value}”" for value in values)
        return Refusal(
            F017.id, f"表里有几个{label}：{shown}，不知道是哪一个", f"只留一个；会找：{_LOOKED_FOR}"
        )
    return None


def _words(control: etree._Element) -> str:
    return "".join(text_of(control).split())

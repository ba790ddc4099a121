"""The pack of a project: what the site of a subject calls its pages, its words, its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from quizgen.model.base import Record, Text
from quizgen.model.knowledge import SourceId


def _page(written: str) -> str:
    path = PurePosixPath(written)
    if path.suffix != ".md" or path.is_absolute() or ".." in path.parts or "\\" in written:
        message = "写网页文件夹里的文件，例如 lianxi.md"
        raise ValueError(message)
    return written


def _folder(written: str) -> str:
    path = PurePosixPath(written)
    if path.is_absolute() or ".." in path.parts or path.suffix or set("\\?#") & set(written):
        message = "写网页文件夹里的文件夹，例如 laiyuan"
        raise ValueError(message)
    return written.rstrip("/")


def _expression(written: str) -> str:
    try:
        re.compile(written)
    except re.error:
        message = "不是正确的正则表达式"
        raise ValueError(message) from None
    return written


PagePath = Annotated[str, Field(min_length=1), AfterValidator(_page)]
"""A page as a path below the folder of the pages: ``lianxi.md``."""
FolderPath = Annotated[str, Field(min_length=1), AfterValidator(_folder)]
"""A folder of pages, without a slash at its end: ``laiyuan``."""
Letters = Annotated[str, Field(pattern=r"^[a-z]+$", description="每个字的首字母，小写")]


def address_of(page: str) -> str:
    """Where a page stands on the site, from its root: ``lianxi.html``."""
    return f"{page.removesuffix('.md')}.html"


def both_ways(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Each of two words by the other."""
    return {**dict(pairs), **{other: one for one, other in pairs}}


class PackPages(Record):
    """The pages that the program itself leads to; those about facts only count where there are facts."""

    practice: PagePath = Field("lianxi.md", title="练习", description="练习的网页")
    sources: FolderPath = Field(
        "laiyuan",
        title="来源",
        description="来源各页的文件夹：每篇来源一页“来源编号.md”，放它的全部事实；总目是 index.md",
    )
    glossary: PagePath = Field("shuyu.md", title="术语表", description="放全部术语的网页")
    procedures: FolderPath = Field("chengxu", title="程序", description="程序图集各页的文件夹")
    dispositions: PagePath = Field("chuzhi-duizhao.md", title="处置", description="放全部处置的网页")
    cases: PagePath = Field("anli.md", title="案例", description="放全部案例的网页")
    topics: Mapping[Text, PagePath] = Field(
        default_factory=dict,
        title="专题的网页",
        description="题库的专题（一级或“一级/二级”）→ 讲它的网页；网页末尾连到练习，练习连回网页",
    )
    begin: tuple[PagePath, ...] = Field((), title="起点", description="“没有这一页”除首页外请读者去的网页")
    unlisted: tuple[PagePath, ...] = Field((), title="不进搜索", description="不进站内搜索的网页")


class Spelling(Record):
    """A wrong spelling as a regular expression, with the right one."""

    wrong: Annotated[str, Field(min_length=1), AfterValidator(_expression)] = Field(
        title="错的写法", description="正则表达式"
    )
    right: Text = Field(title="对的写法")


class Pack(Record):
    """Everything that a site says in words of its subject; all of it may be left out.

    ``draw`` is what drawing before an audience is for. ``prefixes`` gives the source that each prefix of
    question ids stands for. ``spellings`` are regular expressions, ``quoted`` names that stand in quotation
    marks, ``own_sections`` beginnings or parts of headings below which nothing needs a citation. ``sounds``
    gives first letters of sounds where the usual ones would be wrong: of a character, or of a phrase (which
    goes first). ``other_names`` and ``apart`` are pairs of words of which a search for one points to the
    other. ``articles`` is what the sources are called together. ``book`` and ``book_facts`` are sentences of
    the printed book, for its cover, for its guide.
    """

    pages: PackPages = Field(default_factory=PackPages, title="网页", description="程序要连到的网页")
    draw: Text = Field("现场知识问答", title="现场抽题", description="现场抽题用在什么场合")
    prefixes: Mapping[
        Annotated[str, Field(pattern=r"^[A-Z]{2,6}$", description="大写字母，例如 XM")], SourceId
    ] = Field(default_factory=dict, title="编号前缀", description="题目编号的前缀 → 来源编号")
    spellings: tuple[Spelling, ...] = Field((), title="提法", description="网页里不能有的写法")
    quoted: tuple[Text, ...] = Field((), title="加引号的提法", description="要写在引号里的提法")
    own_sections: tuple[Text, ...] = Field(
        (), title="不用出处的节", description="标题里有这些字的节，不查出处"
    )
    sounds: Mapping[Text, Letters] = Field(
        default_factory=dict, title="读音", description="多音字、词组 → 各字读音的首字母，搜索用"
    )
    other_names: tuple[tuple[Text, Text], ...] = Field(
        (), title="另一种写法", description="同一样东西的两种写法，写成 [甲, 乙]；搜一种时提示另一种"
    )
    apart: tuple[tuple[Text, Text], ...] = Field(
        (), title="不要混的词", description="字面相近、意思不同的两个词，写成 [甲, 乙]；搜一个时提示另一个"
    )
    articles: Text | None = Field(
        None, title="材料的总称", description="搜索说“……没有提到某词”时怎样称呼材料，例如 五篇材料"
    )
    book: Text | None = Field(None, title="全书的说明", description="印在全书封面上的一段话")
    book_facts: Text | None = Field(None, title="全书的事实", description="全书里说事实印在哪里的一句话")

    @field_validator("sounds")
    @classmethod
    def _a_letter_each(cls, sounds: Mapping[str, str]) -> Mapping[str, str]:
        wrong = next((words for words, letters in sounds.items() if len(words) != len(letters)), None)
        if wrong is not None:
            message = f"“{wrong}”有 {len(wrong)} 个字，就写 {len(wrong)} 个字母"
            raise ValueError(message)
        return sounds

    def spellings_of(self) -> tuple[tuple[str, str], ...]:
        """Expressions that are wrong, each with what is right: the names to be quoted, then the others."""
        bare = tuple((f"{re.escape(name)}(?![^“”]*”)", f"“{name}”") for name in self.quoted)
        return (*bare, *((one.wrong, one.right) for one in self.spellings))

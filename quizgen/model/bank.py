"""What a bank says of itself in its ``bank.yaml``: its subject, how strictly it is checked, its words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record, Text
from quizgen.model.terms import Terms

BANK_FILE = "bank.yaml"

_Name = Annotated[str, Field(min_length=1, max_length=40)]


class Profile(StrEnum):
    """How much a bank asks of every question.

    ``strict``: facts cited, reasons for wrong options, explanations. ``plain``: those are welcome, and
    what is missing is advice.
    """

    STRICT = "strict"
    PLAIN = "plain"


class BankSettings(Record):
    """``bank.yaml``. ``rules`` gives the rules that are off by their numbers, each with the reason."""

    title: _Name = Field(title="题库名称", description="题库名称，例如 消防安全题库")
    subject: _Name | None = Field(
        None, title="科目", description="科目，例如 消防安全；通用蓝图的试卷标题用它"
    )
    publisher: _Name | None = Field(
        None, title="编写单位", description="编写或发布题库的单位；印在题库样书的封面，不印在试卷上"
    )
    profile: Profile = Field(
        Profile.PLAIN,
        title="检查的尺度",
        description="检查的尺度：plain（默认）依据、错因、解析可以不写；strict 每题都要写",
    )
    rules: dict[str, Text] = Field(
        {}, title="停用的规则", description="停用的规则：编号和理由，例如 B038: 本库的题干可以说“见正文”"
    )
    terms: Terms = Field(
        Terms(), title="用语", description="试卷、成绩单、成绩表、考情分析里的用语；不写的用通用的词"
    )

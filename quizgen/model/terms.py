"""The words that a bank's papers, cards and tables use, so that what is printed speaks of its own subject."""

from __future__ import annotations

from pydantic import Field

from quizgen.model.base import Record, Text


class Terms(Record):
    """Words as they stand in printed sentences; what is not written takes a word that fits any subject."""

    unit: Text = Field(
        "单位", title="考生的单位怎样叫", description="考生的单位怎样叫，例如 单位、部门、班级"
    )
    post: Text = Field(
        "职务", title="考生的职务怎样叫", description="考生的职务怎样叫，例如 职务、岗位、工种"
    )
    purpose: Text = Field(
        "考核", title="成绩用来做什么", description="成绩用来做什么：“本成绩是……的参考之一”"
    )
    beside: Text = Field(
        "平时情况", title="成绩要和什么一并看", description="成绩要和什么一并看：“须与……一并使用”"
    )
    decision: Text = Field(
        "考核", title="成绩不单独决定什么", description="成绩不单独决定什么：“不单独决定……的结论”"
    )


TERMS_BEFORE = Terms(beside="述职评议、日常履职等情况", decision="考核或任免")
"""The words of exams made before banks had words of their own."""


def never_alone(terms: Terms) -> str:
    """Printed wherever a score leaves the exam."""
    return (
        f"本成绩只反映这一次知识测试，是{terms.purpose}的参考之一；须与{terms.beside}一并使用，"
        f"不单独决定{terms.decision}的结论。"
    )

"""The words that papers, cards and tables of an exam use: what is printed speaks of its own subject."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record

_Label = Annotated[str, Field(pattern=r"^\p{Han}{1,4}$")]
_Phrase = Annotated[str, Field(min_length=1, max_length=20)]


class Terms(Record):
    """Words as they stand in printed sentences; what is not written takes a word that fits any subject."""

    unit: _Label = Field(
        "单位", title="考生的单位怎样叫", description="考生的单位怎样叫，一至四个汉字，例如 部门、班级"
    )
    post: _Label = Field(
        "职务", title="考生的职务怎样叫", description="考生的职务怎样叫，一至四个汉字，例如 岗位、工种"
    )
    purpose: _Phrase = Field(
        "考核", title="成绩用来做什么", description="成绩用来做什么：“本成绩是……的参考之一”，至多 20 字"
    )
    beside: _Phrase = Field(
        "平时情况", title="成绩要和什么一并看", description="成绩要和什么一并看：“须与……一并使用”，至多 20 字"
    )
    decision: _Phrase = Field(
        "考核", title="成绩不单独决定什么", description="成绩不单独决定什么：“不单独决定……的结论”，至多 20 字"
    )

    @property
    def labels(self) -> tuple[str, str, str, str]:
        """What a candidate fills in, in the order of the 密封线."""
        return self.unit, "姓名", self.post, "编号"

    @property
    def listed(self) -> str:
        """``单位、姓名、职务和编号``."""
        *first, last = self.labels
        return f"{'、'.join(first)}和{last}"

    @property
    def use(self) -> str:
        """What a score is for and what not."""
        return f"是{self.purpose}的参考之一，不单独决定{self.decision}的结论"

    @property
    def never_alone(self) -> str:
        """Printed wherever a score leaves the exam."""
        return (
            f"本成绩只反映这一次知识测试，是{self.purpose}的参考之一；须与{self.beside}一并使用，"
            f"不单独决定{self.decision}的结论。"
        )


TERMS_BEFORE = Terms(beside="述职评议、日常履职等情况", decision="考核或任免")
"""The words of exams made before banks had words of their own."""

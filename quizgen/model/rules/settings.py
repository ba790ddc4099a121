"""Rules about what a person sets: the config file, the title of an exam."""

from __future__ import annotations

from quizgen.model.rule import Rule

C001 = Rule("C001", "本人的设置文件读不了")
C002 = Rule("C002", "本人的设置文件里有不认识的项")
E011 = Rule("E011", "试卷标题里有看不见、会改变显示的字符")

# fmt: off
RULES = (
    C001, C002, E011,
)
# fmt: on
"""All of them, in the order of their numbers."""

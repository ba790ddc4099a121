"""Rules about the ledger as a chain of lines."""

from __future__ import annotations

from quizgen.model.rule import Rule

L001 = Rule("L001", "台账的一行被改动或损坏")
L002 = Rule("L002", "台账的一行与上一行接不上")
L003 = Rule("L003", "写这一行时电脑的时间早于上一行", advice=True)
L004 = Rule("L004", "台账最后一行没有写完（断电会这样），没有算进去", advice=True)
L005 = Rule("L005", "台账开始得晚：这次考试是用没有台账的旧版本组卷的", advice=True)

# fmt: off
RULES = (
    L001, L002, L003, L004, L005,
)
# fmt: on
"""All of them, in the order of their numbers."""

"""The numbered rules as the page ``docs/dev/bank-rules.md``."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.model.rule import Rule

_HEAD = """\
# 题库规则

`quizgen bank check` 按下面的编号规则检查题库，一次报出全部错误，每处一行：

```
文件:行: [规则编号] 题号：哪里不对（怎样改）
```

标着“建议”的规则只提建议：列在错误后面，不算错误，不影响退出码，也不妨碍组卷。
标着“plain 里是建议”的规则，在尺度是 plain 的题库里也只提建议（`--advice`）：
它们管题写得好不好，不管题能不能用。

编号永久不变；不再使用的编号也不给别的规则。停用的题（写了 `retired`）只查格式、编号和停用说明。
每条规则在 `tests/data/bank/bad/` 里至少有一个出错的题库和它应当得到的报告。

本页由 `quizgen bank rules -o docs/dev/bank-rules.md` 生成，不手改。
"""


def rules_page(rules: Sequence[Rule]) -> str:
    """The page in Markdown."""
    parts = [_HEAD]
    parts += [_section(rule) for rule in rules]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    remark = "（建议）" if rule.advice else "（plain 里是建议）" if rule.craft else ""
    title = f"## {rule.id} {rule.title}{remark}"
    return f"{title}\n\n{_escape(rule.why)}\n\n怎样改：{_escape(rule.mend)}。\n"


def _escape(text: str) -> str:
    """Characters that Markdown would take for its own."""
    return "".join(f"\\{character}" if character in "*_<>[]|&" else character for character in text)

"""The two levels of topics of a bank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import load_yaml
from quizgen.model.rule import Rule

TOPICS_FILE = "topics.yaml"

B001 = Rule(
    "B001",
    "文件读不了",
    "题库文件打不开、不是 UTF-8 文字，或者读取时出错。",
    "用编辑器把文件另存为 UTF-8 编码；检查权限",
)
B002 = Rule(
    "B002",
    "YAML 格式错误",
    "缩进、引号、冒号写错，键写了两次，用了 & * << 引用，或者写法会让文字丢失、变样：空格加 # 之后的文字、"
    "0012 和 3:30 这样的数、null 和 ~。",
    "检查缩进、引号和冒号后的空格；同一个键只写一次",
)
B013 = Rule(
    "B013",
    "专题表不对",
    "topics.yaml 应当是“一级专题: [二级专题, …]”，专题不重名、不含斜杠。没有专题表就不能核对专题。",
    "每行写成 一级专题: [二级专题, …]；没有二级的写 []",
)


@dataclass(frozen=True, slots=True)
class Topics:
    """Top topics in order, each with its second-level topics; those in ``unsure`` have faulty ones.

    Not ``readable``: the file has faults that leave nothing of it.
    """

    file: str
    tree: Mapping[str, tuple[str, ...]]
    unsure: frozenset[str] = frozenset()
    readable: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a question may write as its topic, in the order of the file."""
        below = {top: tuple(f"{top}/{child}" for child in children) for top, children in self.tree.items()}
        return tuple(name for top, children in below.items() for name in (top, *children))


def load_topics(path: Path, shown_as: str) -> tuple[Topics | None, tuple[Problem, ...]]:
    """Read a topics.yaml; None when it cannot be used at all."""
    try:
        found, faults = load_yaml(path, shown_as, B002.id)
    except CannotRead as error:
        return None, (Problem(shown_as, error.line, B001.id, error.reason),)
    problems = list(faults)
    if found is None:
        return None, tuple(problems)
    if not isinstance(found.data, dict) or not found.data:
        told = () if problems else (Problem(shown_as, 1, B013.id, "没有专题", B013.mend),)
        return None, (*problems, *told)
    broken = frozenset(str(way[0]) for way in found.broken)
    unsure = set(broken)
    tree: dict[str, tuple[str, ...]] = {}
    for top, children in found.data.items():
        good, message = _children(top, children)
        if message:
            problems.append(Problem(shown_as, found.line((top,)), B013.id, message, B013.mend))
            unsure.add(top)
        tree[top] = good
    return Topics(shown_as, {**tree, **dict.fromkeys(broken, ())}, frozenset(unsure)), tuple(problems)


def _children(top: str, children: object) -> tuple[tuple[str, ...], str]:
    """The second-level topics that can be used, with what is wrong (empty: nothing)."""
    if children is None:
        return (), ""
    if not isinstance(children, list) or not all(isinstance(child, str) and child for child in children):
        wide = isinstance(children, str) and re.search("[，、［【]", children)
        return (), f"“{top}”的二级专题" + (f"“{children}”用了全角的括号或逗号" if wide else "应当写成列表")
    return tuple(children), _fault_of_names(top, children)


def _fault_of_names(top: str, children: Sequence[str]) -> str:
    wide = next((child for child in children if re.search("[，、；：]", child)), None)
    if wide is not None:
        return f"二级专题“{wide}”里有全角标点，各项之间用半角逗号"
    if "/" in top or any("/" in child for child in children):
        return f"“{top}”这一行的名称里有斜杠"
    return f"“{top}”的二级专题有重名" if len(set(children)) < len(children) else ""

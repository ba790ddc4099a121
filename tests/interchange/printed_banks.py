"""Made-up banks printed in made-up layouts, with what each question is: material for random tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from quizgen.model.kinds import Kind

_THINGS = (
    *(
        "灭火器",
        "安全帽",
        "疏散通道",
        "A类火灾",
        "二氧化碳",
        "配电箱",
        "应急预案",
        "防护手套",
        "高处作业",
        "消防水带",
    ),
    *(
        "1.5 米",
        "2021年",
        "3 个",
        "第二章",
        "B级",
        "（一）类",
        "20%",
        "《安全守则》",
        "维生素C",
        "正确操作",
        "答案",
        "H~2~O",
    ),
)
_STEMS = (
    *(
        "下列属于{}的是",
        "关于{}，说法合适的是",
        "{}应当由谁检查",
        "《安全守则》规定{}多久检查一次",
        "使用{}以前要做什么",
    ),
    *(
        "A公司购买{}以后应当怎样保管",
        "2021年以来{}的数量是原来的几倍",
        "在{}附近不得做什么",
        "{}的作用是什么",
    ),
)
_STATEMENTS = (
    *(
        "{}应当定期检查。",
        "{}可以随意挪动。",
        "2020年起{}不再使用",
        "发现{}损坏要报告。",
        "{}和{}可以放在一起。",
    ),
    *("A公司的{}由B公司保管。", "{}的数量不少于 2 个，间隔不超过 1.5 米。"),
)
_REMARKS = ("", "", "见第三条。", "B 项说的是另一回事。", "要记住这个答案。", "第1款；第2款。")


@dataclass(frozen=True)
class Printed:
    """A question as it is: ``key`` letters, √ or ×, or the texts of blanks and answers."""

    kind: Kind
    stem: str
    options: tuple[str, ...] = ()
    key: str = ""
    explain: str = ""


@dataclass(frozen=True)
class Layout:
    """How a bank is printed."""

    headed: bool
    restart: bool
    number: str
    letter: str
    per_line: int
    bracket: str
    key: str
    label: str
    separator: str
    apart: bool
    furniture: bool


NUMBERS = ("{}.", "{}、", "{}．", "{}. ", "({})", "（{}）", "第{}题 ", "{} 、")
LETTERS_AS = ("{}.", "{}、", "{}．", "({})", "（{}）", "{}) ", "{}. ", "{}：")
KEYS = ("below", "bracket", "end ranges", "end items", "end lines", "section end", "end run")


def random_layout(dice: Random) -> Layout:
    """A layout."""
    return Layout(
        headed=dice.random() < 0.7,
        restart=dice.random() < 0.5,
        number=dice.choice(NUMBERS),
        letter=dice.choice(LETTERS_AS),
        per_line=dice.choice((1, 1, 2, 4)),
        bracket=dice.choice(("（  ）", "(    )", "（　　）", "()", "")),
        key=dice.choice(KEYS),
        label=dice.choice(("答案：", "【答案】", "参考答案：", "正确答案:", "答案: ")),
        separator=dice.choice(("", "、", ",", " ", "；")),
        apart=dice.random() < 0.5,
        furniture=dice.random() < 0.3,
    )


def random_bank(dice: Random) -> list[Printed]:
    """Questions by kinds, every stem another."""
    made: list[Printed] = []
    for kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.FILL, Kind.SHORT):
        made += [_question(dice, kind, len(made) + at) for at in range(dice.choice((0, 1, 2, 3, 6)))]
    return made or [_question(dice, Kind.SINGLE, 0)]


def _question(dice: Random, kind: Kind, at: int) -> Printed:
    thing = f"{dice.choice(_THINGS)}{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{'子丑寅卯辰'[at // 10 % 5]}"
    explain = dice.choice(_REMARKS)
    if kind is Kind.TRUE_FALSE:
        return Printed(
            kind, dice.choice(_STATEMENTS).format(thing, thing), key=dice.choice("√×"), explain=explain
        )
    if kind is Kind.FILL:
        blanks = dice.choice((1, 2))
        stem = f"{thing}的检查周期是____天" + ("，负责人是____。" if blanks > 1 else "。")
        said = dice.sample(("三十", "班组长", "7", "安全员", "1.5", "半"), blanks)
        return Printed(kind, stem, key="；".join(said), explain=explain)
    if kind is Kind.SHORT:
        return Printed(
            kind, f"简述{thing}的用途。", key=dice.choice(("用来保护人。", "防止事故，减少损失。"))
        )
    texts = tuple(dice.sample(_THINGS, dice.choice((2, 3, 4, 4, 4, 5))))
    right = 1 if kind is Kind.SINGLE else dice.randint(2, max(2, len(texts) - 1))
    if right >= len(texts):
        texts = (*texts, "以上都不是")
    letters = sorted(dice.sample("ABCDEF"[: len(texts)], right))
    return Printed(kind, dice.choice(_STEMS).format(thing), texts, "".join(letters), explain)


_TITLES = {
    Kind.SINGLE: "单项选择题",
    Kind.MULTIPLE: "多项选择题",
    Kind.TRUE_FALSE: "判断题",
    Kind.FILL: "填空题",
    Kind.SHORT: "简答题",
}
_ORDINALS = "一二三四五六七八"


def print_bank(bank: list[Printed], layout: Layout, drop: int | None = None) -> str:
    """The bank as text; ``drop`` is a question whose key is left out of the list of its section.

    The keys behind it in the same section move up by one, as when somebody skipped a line.
    """
    return _Printer(layout, drop).printed(bank)


def suits(bank: list[Printed], layout: Layout) -> Layout:
    """A layout that can say all that the bank holds: written answers stand below their questions."""
    if layout.key != "below" and any(one.kind in {Kind.FILL, Kind.SHORT} for one in bank):
        if layout.key in {"bracket", "end ranges", "end run", "section end"}:
            return replace(layout, key="below")
        return replace(layout, key="end lines")
    if layout.key == "bracket" and not layout.bracket:
        return replace(layout, bracket="（  ）")
    if layout.key == "end run" and any(one.kind is Kind.MULTIPLE for one in bank):
        return replace(layout, key="end ranges")
    return layout


class _Printer:
    def __init__(self, layout: Layout, drop: int | None) -> None:
        self.layout = layout
        self.drop = drop
        self.lines: list[str] = []
        self.bank: list[Printed] = []

    def printed(self, bank: list[Printed]) -> str:
        """Every section with its questions, then the key."""
        sections = [[one for one in bank if one.kind is kind] for kind in _TITLES]
        sections = [one for one in sections if one]
        said = [one.key for one in bank]
        numbers = self._numbers(sections)
        place = 0
        self.bank = [one for section in sections for one in section]
        self.lines = ["安全知识题库"]
        for at, section in enumerate(sections):
            if self.layout.headed:
                self.lines.append(f"{_ORDINALS[at]}、{_TITLES[section[0].kind]}（每题2分）")
            for one, number in zip(section, numbers[place:], strict=False):
                self._question(one, number, place, said)
                place += 1
            if self.layout.key == "section end":
                counted = numbers[place - len(section) : place]
                self.lines.append(f"答案：{self._items(counted, self._own(place - len(section), section))}")
        if self.layout.key.startswith("end"):
            self._key(sections, numbers)
        return "\n".join(self.lines)

    def _numbers(self, sections: list[list[Printed]]) -> list[int]:
        if self.layout.headed and self.layout.restart:
            return [number for section in sections for number in range(1, len(section) + 1)]
        return list(range(1, sum(map(len, sections)) + 1))

    def _question(self, one: Printed, number: int, place: int, said: list[str]) -> None:
        layout = self.layout
        if layout.furniture and place % 4 == 3:
            self.lines.append(f"第 {place // 4 + 1} 页")
        key = said[place]
        bracket = layout.bracket if one.kind not in {Kind.FILL, Kind.SHORT} else ""
        if layout.key == "bracket" and bracket:
            bracket = f"（{key}）"
        self.lines.append(f"{layout.number.format(number)}{one.stem}{bracket}")
        texts = [
            f"{layout.letter.format(letter)}{text}"
            for letter, text in zip("ABCDEFG", one.options, strict=False)
        ]
        for start in range(0, len(texts), layout.per_line):
            self.lines.append("    ".join(texts[start : start + layout.per_line]))
        if layout.key == "below":
            shown = layout.separator.join(key) if one.options else key
            self.lines.append(f"{layout.label}{shown}")
            if one.explain:
                self.lines.append(f"解析：{one.explain}")
        if layout.apart:
            self.lines.append("")

    def _items(self, numbers: list[int], said: list[str]) -> str:
        return "  ".join(f"{number}.{key}" for number, key in zip(numbers, said, strict=False))

    def _own(self, start: int, section: list[Printed]) -> list[str]:
        """The keys of a section, without the one that is left out."""
        whole = section if self.layout.headed or self.layout.key == "section end" else self.bank
        first = start if whole is section else 0
        kept = [one.key for at, one in enumerate(whole, first) if at != self.drop]
        return kept if whole is section else kept[start : start + len(section)]

    def _key(self, sections: list[list[Printed]], numbers: list[int]) -> None:
        self.lines.append("参考答案")
        place = 0
        for at, section in enumerate(sections):
            own, counted = self._own(place, section), numbers[place : place + len(section)]
            place += len(section)
            if self.layout.headed:
                self.lines.append(f"{_ORDINALS[at]}、{_TITLES[section[0].kind]}")
            if not own:
                continue
            if self.layout.key == "end ranges" and len(counted) > 1:
                self.lines.append(f"{counted[0]}-{counted[-1]} {' '.join(own)}")
            elif self.layout.key == "end run" and self.layout.headed:
                self.lines.append("".join(own))
            elif self.layout.key == "end lines":
                self.lines += [f"{number}. {key}" for number, key in zip(counted, own, strict=False)]
            else:
                self.lines.append(self._items(counted, own))

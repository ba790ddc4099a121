"""Rules about essays: what they are judged by, how much is to be written, on what."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.texts import Item, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.model.essay import COLUMNS, FEWEST_ROWS, MOST_ROWS, grid_rows
from quizgen.model.question import EssayBody
from quizgen.model.rule import Rule

B076 = Rule(
    "B076",
    "论述题不知道按什么给分",
    "论述题要有采分点（points_for）或档次（bands），也可以两样都有：有采分点的逐点给分，档次供评卷人参考。",
    "写 points_for 或 bands",
)
B077 = Rule(
    "B077",
    "档次有毛病",
    "档次 2 至 6 个，从高到低写，每档的下限（at_least）比上一档小，最低一档写 0；这样各档既不重叠，也不漏掉"
    "哪个分数。说明互不相同。",
    "照 17/20、12/20、6/20、0 这样写",
)
B078 = Rule(
    "B078",
    "论述题的字数、格子不对",
    "横线（lines）和作文格（grid）只写一样；作文格 5 至 100 行；字数要写 min 或 max，min 不大于 max，"
    "格子装得下。",
    "改 lines、grid 或 words",
)

BANDS = range(2, 7)
"""How many bands an essay has, where it has any."""


def judged_by_nothing(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B076."""
    for key, body in _essays(item):
        if not (body.points_for or body.bands):
            yield Fault(key, f"{nth(key)}论述题没有采分点，也没有档次")


def faulty_bands(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B077."""
    for key, body in _essays(item):
        if not body.bands:
            continue
        way: Key = (*key, "bands")
        if len(body.bands) not in BANDS:
            yield Fault(way, f"{nth(key)}有{len(body.bands)}个档次，应当是 2 至 {BANDS[-1]} 个")
        yield from _bounds(key, body)
        seen: set[str] = set()
        for number, band in enumerate(body.bands):
            if squeeze(band.text) in seen:
                yield Fault((*way, number, "text"), f"{nth(key)}档次的说明“{band.text}”重复")
            seen.add(squeeze(band.text))


def _bounds(key: Key, body: EssayBody) -> Iterator[Fault]:
    bounds = [band.at_least for band in body.bands]
    for number, bound in enumerate(bounds):
        place = (*key, "bands", number, "at_least")
        named = f"{nth(key)}第{number + 1}档的下限 {bound} "
        if not 0 <= bound < 1:
            yield Fault(place, f"{named}应当是 0 到 1 之间的份额", "写成占满分的几分之几，例如 17/20")
        elif number and bound >= bounds[number - 1]:
            yield Fault(place, f"{named}不比上一档的 {bounds[number - 1]} 小，两档重叠")
    if bounds[-1] > 0:
        place = (*key, "bands", len(bounds) - 1, "at_least")
        yield Fault(place, f"{nth(key)}最低一档的下限是 {bounds[-1]}，再低的分没有档次", "最低一档写 0")


def faulty_room(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B078."""
    for key, body in _essays(item):
        rows = grid_rows(body.grid)
        if body.grid is not None and body.lines is not None:
            yield Fault((*key, "lines"), f"{nth(key)}横线（lines）和作文格（grid）都写了", "只写一样")
        if body.grid is not None and not FEWEST_ROWS <= rows <= MOST_ROWS:
            yield Fault(
                (*key, "grid"), f"{nth(key)}作文格有 {rows} 行，应当是 {FEWEST_ROWS} 至 {MOST_ROWS} 行"
            )
        yield from _words(key, body, rows * COLUMNS)


def _words(key: Key, body: EssayBody, squares: int) -> Iterator[Fault]:
    words = body.words
    if words is None:
        return
    way = (*key, "words")
    if words.min is None and words.max is None:
        yield Fault(way, f"{nth(key)}字数（words）没有写 min 或 max")
    elif words.min is not None and words.max is not None and words.min > words.max:
        yield Fault(way, f"{nth(key)}最少 {words.min} 字多于最多 {words.max} 字", "对调或改正")
    elif squares and squares < (words.max or words.min or 0):
        asked = words.max or words.min
        yield Fault((*key, "grid"), f"{nth(key)}作文格只有 {squares} 格，装不下 {asked} 字", "添行数或改字数")


def _essays(item: Item) -> Iterator[tuple[Key, EssayBody]]:
    return ((at.key, at.body) for at in item.bodies if isinstance(at.body, EssayBody))


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B076, judged_by_nothing, needs=("kind", "points_for", "bands")),
    QuestionCheck(B077, faulty_bands, needs=("kind", "bands", "at_least")),
    QuestionCheck(B078, faulty_room, needs=("kind", "lines", "grid", "words", "min", "max")),
)

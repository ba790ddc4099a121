"""Questions of every type that Moodle's XML has, each as a draft with what is doubtful in it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from quizgen.interchange.draft import Draft, DraftOption, DraftPair
from quizgen.interchange.moodle.texts import pictures_of, read_text, text_in, tree_of
from quizgen.interchange.rich.ours import read_points
from quizgen.interchange.rich.said import Said
from quizgen.markup import blank_count
from quizgen.markup.inline import accepted_answer
from quizgen.markup.inline_source import literal
from quizgen.model.kinds import Kind
from quizgen.model.question import MOST_LETTERED
from quizgen.model.rules.exchange import D401, D402, D403, D404, D405, D408, D410, D452

FULL = Fraction(100)
_NEARLY = Fraction(1, 100)
_ALL = re.compile("^(以上|上述|全部|都|全)")
_FEWEST_PAIRS, _FEWEST_ITEMS = 2, 3


def share_of(element: Any) -> Fraction:
    """The ``fraction`` of an answer in percent; 0 where it is no number."""
    try:
        return Fraction(element.get("fraction") or "0")
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def is_full(share: Fraction) -> bool:
    """Whether it is all of the points, as well as decimals can say."""
    return abs(share - FULL) <= _NEARLY


def choice(question: Any, stem: Draft, said: Said) -> Draft:
    """``multichoice``: one answer or several."""
    shares = [share_of(one) for one in question.findall("answer")]
    single = text_in(question, "single") != "false" and text_in(question, "single") != "0"
    rights, kind = (one_right(shares, said), Kind.SINGLE) if single else several_right(shares, said)
    options = [
        replace(_option(one, said), right=right)
        for one, right in zip(question.findall("answer"), rights, strict=True)
    ]
    if options and text_in(question, "shuffleanswers") in {"0", "false"} and _ALL.match(options[-1].text):
        options[-1] = replace(options[-1], last=True)
    return checked_choice(replace(stem, kind=kind, options=tuple(options)), said)


def checked_choice(draft: Draft, said: Said) -> Draft:
    """What every question with options must have."""
    rights = [option.right for option in draft.options]
    if len(rights) < 2:  # noqa: PLR2004 - a choice is between two at least
        said.refuse(D452, "选项不到两个")
    elif not any(rights):
        said.refuse(D452, "没有一个选项是对的")
    elif all(rights) and draft.kind is Kind.SINGLE:
        said.refuse(D452, "全部选项都是对的")
    return draft


def _option(element: Any, said: Said) -> DraftOption:
    found = read_text(element)
    picture = found.pictures.pop(0) if found.pictures else None
    text = said.text(found, "选项")
    if not text and picture is None:
        said.refuse(D452, "有一个选项是空的")
    feedback = said.text(read_text(element.find("feedback")), "反馈")
    if feedback and share_of(element) > 0:
        said.note(D408, "对的选项的反馈没有放进题里")
        feedback = ""
    return DraftOption(text, why=feedback, picture=picture)


def one_right(shares: list[Fraction], said: Said) -> list[bool]:
    """Which one of the options is right; a part of the points makes none right, but is told."""
    full = [is_full(share) for share in shares]
    if any(share > 0 and not whole for share, whole in zip(shares, full, strict=True)):
        said.doubt(D401, "有的选项只给一部分分，这里只有给满分的算对")
    if sum(full) > 1:
        said.refuse(D452, "单选题有几个选项给满分")
    return full


def several_right(shares: list[Fraction], said: Said) -> tuple[list[bool], Kind]:
    """Which options are right: all that earn something."""
    rights = [share > 0 for share in shares]
    earned = [share for share in shares if share > 0]
    if earned and (max(earned) - min(earned) > _NEARLY or abs(sum(earned) - FULL) > 1):
        said.doubt(D402, "几个对的选项分值不同，或加起来不是满分")
    if len(earned) == 1:
        said.doubt(D402, "多选题只有一个选项是对的，按单选题读")
        return rights, Kind.SINGLE
    return rights, Kind.MULTIPLE


def truth(question: Any, stem: Draft, said: Said) -> Draft:
    """``truefalse``: which of the two answers earns the points."""
    found = {text_in(one, "text").casefold(): share_of(one) for one in question.findall("answer")}
    if set(found) != {"true", "false"} or is_full(found["true"]) == is_full(found["false"]):
        said.refuse(D452, "看不出对还是错")
        return replace(stem, kind=Kind.TRUE_FALSE)
    if any(read_text(one.find("feedback")).text for one in question.findall("answer")):
        said.note(D408, "“对”“错”各自的反馈没有放进题里")
    return replace(stem, kind=Kind.TRUE_FALSE, truth=is_full(found["true"]))


def typed(question: Any, stem: Draft, said: Said) -> Draft:
    """``shortanswer``: one blank."""
    given = [(text_in(one, "text"), share_of(one)) for one in question.findall("answer")]
    if any(read_text(one.find("feedback")).text for one in question.findall("answer")):
        said.note(D408, "各个答案的反馈没有放进题里")
    if text_in(question, "usecase") == "1":
        said.doubt(D410, "原来的程序在这里区分大小写")
    group = accepted(given, said)
    return with_blanks(replace(stem, kind=Kind.FILL, blanks=(group,) if group else ()), said)


def accepted(given: list[tuple[str, Fraction]], said: Said) -> tuple[str, ...]:
    """The texts that earn full points, those that a bank takes for the same once; ``*`` is a wildcard."""
    found: dict[str, str] = {}
    for text, share in given:
        if not is_full(share):
            if share > 0:
                said.doubt(D401, f"答案“{text}”只给一部分分，没有算作对")
            continue
        if re.search(r"(?<!\\)\*", text):
            said.doubt(D403, f"答案“{text}”里有通配符 *")
        plain = literal(text.replace(r"\*", "*"))
        found.setdefault(accepted_answer(plain), plain)
    if not found:
        said.refuse(D452, "没有给满分的答案")
    return tuple(found.values())


def with_blanks(draft: Draft, said: Said) -> Draft:
    """A stem with as many blanks as answers: one is put behind it where it has none."""
    count = blank_count(draft.stem)
    if count == 0 and len(draft.blanks) == 1:
        said.doubt(D404, "题干里没有空，在后面加了一个")
        return replace(draft, stem=f"{draft.stem}____")
    if count != len(draft.blanks) and draft.blanks:
        said.doubt(D404, f"题干里有 {count} 个空，答案有 {len(draft.blanks)} 个")
    return draft


def pairs(question: Any, stem: Draft, said: Said) -> Draft:
    """``matching``: pairs, and answers that belong to no item."""
    found: list[DraftPair] = []
    extra: list[DraftOption] = []
    for one in question.findall("subquestion"):
        left = said.text(read_text(one), "左边的项")
        right = literal(text_in(one, "answer"))
        if left and right:
            found.append(DraftPair(left, right))
        elif right:
            extra.append(DraftOption(right, right=False))
    return checked_pairs(replace(stem, kind=Kind.MATCHING, pairs=tuple(found), extra=tuple(extra)), said)


def checked_pairs(draft: Draft, said: Said) -> Draft:
    """As many pairs as a bank holds."""
    if not _FEWEST_PAIRS <= len(draft.pairs) <= MOST_LETTERED:
        said.refuse(D452, f"配对题要有 {_FEWEST_PAIRS} 至 {MOST_LETTERED} 对，这里有 {len(draft.pairs)} 对")
    return draft


def sequence(question: Any, stem: Draft, said: Said) -> Draft:
    """``ordering``: items in the right order, as they stand in the file."""
    answers = question.findall("answer")
    items = tuple(said.text(read_text(one), "要排序的项") for one in answers)
    places = [share_of(one) for one in answers]
    if places != sorted(places):
        said.doubt(D405, "各项的次序与文件里写的号不一致，按排列的次序读")
    if not _FEWEST_ITEMS <= len(items) <= MOST_LETTERED or not all(items):
        said.refuse(D452, f"排序题要有 {_FEWEST_ITEMS} 至 {MOST_LETTERED} 项，这里有 {len(items)} 项")
    return replace(stem, kind=Kind.ORDERING, items=items)


def written(question: Any, stem: Draft, said: Said, *, essay: bool) -> Draft:
    """``essay``: scoring points of our own making, or what graders are told as a model answer."""
    draft = replace(stem, kind=Kind.ESSAY if essay else Kind.SHORT)
    info = question.find("graderinfo")
    if info is None or not text_in(question, "graderinfo"):
        said.refuse(D452, "没有评分要点或参考答案")
        return draft
    tree = tree_of(info)
    points = () if tree is None else read_points(tree, pictures_of(info), said)
    return (
        replace(draft, scoring=points)
        if points
        else replace(draft, sample=said.text(read_text(info), "评分要点"))
    )

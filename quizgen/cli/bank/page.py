"""A question laid out as a page of text: as a candidate sees it, then its key with its grounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.cli.terminal.chinese import WIDTH
from quizgen.markup import plain_text
from quizgen.markup.below_stem import in_words
from quizgen.markup.width import columns, wrap
from quizgen.model.bookkeeping import Pool
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.lettered import neutral_order, shown_key, shown_lefts, shown_options
from quizgen.model.question import AskedBody, CaseQuestion, ChoiceBody, Question
from quizgen.model.shown import scoring_shares, words_note
from quizgen.workflows.bank import FoundQuestion

_POOLS = {Pool.PRACTICE: "练习题", Pool.EXAM: "保密考题"}


def question_page(found: FoundQuestion) -> str:
    """The whole page."""
    question = found.entry.question
    head = (
        question.id,
        KIND_SHORT_TITLES[Kind(question.kind)],
        question.topic,
        f"难度 {question.difficulty}",
        *((f"层次 {question.level}",) if question.level else ()),
        _POOLS[question.pool],
    )
    lines = ["  ".join(head), f"{found.entry.file}:{found.entry.first_line}"]
    if question.retired is not None:
        lines += [f"已停用：{question.retired}"]
    if question.status is not None:
        lines += ["  ".join(_life(question))]
    title = "总的解析：" if isinstance(question, CaseQuestion) else "解析："
    lines += ["", *_asked(question), "", "—— 以上为题面，以下为答案 ——", ""]
    lines += [*_keys(question), *_explained(title, question.explain), "", *_grounds(found)]
    return "\n".join(line.rstrip() for line in lines)


def _life(question: Question) -> Iterator[str]:
    yield f"状态：{question.status}"
    if question.author:
        yield f"命题：{question.author}"
    if question.reviewer:
        yield f"审题：{question.reviewer}"
    if question.reviewed:
        yield f"审题日期：{question.reviewed}"


def _asked(question: Question) -> Iterator[str]:
    if not isinstance(question, CaseQuestion):
        yield from _put(question, question.id)
        return
    for line in in_words(question.text, question).splitlines():
        yield from wrap(line, WIDTH)
    for number, part in enumerate(question.parts, 1):
        yield ""
        yield f"（{number}）{KIND_SHORT_TITLES[Kind(part.kind)]}"
        yield from _put(part, f"{question.id}/{number}")


def _put(body: AskedBody, name: str) -> Iterator[str]:
    for line in (in_words(body.stem, body) + words_note(body)).splitlines():
        yield from wrap(line, WIDTH)
    for left in shown_lefts(body, neutral_order(body, name)):
        yield from _hanging(f"（{left.number}）", left.text)
    for option in shown_options(body, neutral_order(body, name)):
        yield from _hanging(f"  {option.letter}. ", option.text)
    if isinstance(body, ChoiceBody) and body.show is not None:
        yield f"  （每份试卷抽取其中 {body.show} 项）"


def _keys(question: Question) -> Iterator[str]:
    if not isinstance(question, CaseQuestion):
        yield from _key(question, question.id)
        return
    for number, part in enumerate(question.parts, 1):
        yield f"（{number}）"
        yield from _key(part, f"{question.id}/{number}")
        yield from _explained("解析：", part.explain)


def _explained(title: str, text: str | None) -> Iterator[str]:
    if text is not None:
        yield from _hanging(title, text)


def _key(body: AskedBody, name: str) -> Iterator[str]:
    order = neutral_order(body, name)
    key = shown_key(body, order)
    if key.points:
        yield "采分点："
    elif not key.bands:
        yield f"答案：{plain_text(key.text())}{'（字母只在本页有效，组卷时重新打乱）' if order else ''}"
    if key.any_order:
        yield "（各空次序不限）"
    for number, (point, share) in enumerate(zip(key.points, scoring_shares(body), strict=False), 1):
        yield from _hanging(f"  {number}. ", f"{plain_text(point)}（{share}）")
    for band in key.bands:
        yield from _hanging(f"  {band.name} ", f"{plain_text(band.text)}（占满分的 {band.points}）")
    for option in shown_options(body, order):
        if option.why:
            yield from _hanging(f"  {option.letter} 错在：", option.why)


def _grounds(found: FoundQuestion) -> Iterator[str]:
    known = {fact.id for fact, _ in found.facts}
    if found.entry.question.basis is not None:
        yield from _hanging("出处：", found.entry.question.basis)
    if found.entry.question.cites:
        yield "依据："
    for fact, source in found.facts:
        section = "" if fact.section.startswith("(") else f"，{fact.section}"
        yield from _hanging(f"  {fact.id} ", f"{fact.statement}（{source.short}{section}）")
    missing = [cite for cite in found.entry.question.cites if cite not in known]
    if missing:
        yield from _hanging("  ", f"{'、'.join(missing)}（知识登记里没有，或没有给出知识登记）")
    if found.about:
        yield from _listed("问到：", [f"{row} {title}".strip() for row, title in found.about])
    if found.enemies:
        yield from _listed("不能同卷：", found.enemies)


def _listed(head: str, values: Sequence[str]) -> Iterator[str]:
    yield from _hanging(head, "；".join(values))


def _hanging(head: str, text: str) -> Iterator[str]:
    """The text after a heading, with its further lines indented to the same depth."""
    indent = columns(head)
    lines = [line for piece in plain_text(text).splitlines() or [""] for line in wrap(piece, WIDTH - indent)]
    yield head + lines[0]
    yield from (" " * indent + line for line in lines[1:])

"""Keys given to the questions they are of; where the two do not match, every key in doubt is marked."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.understand.asked import FieldText, FoundSection, KeyBlock, OpenQuestion, TakenApart
from quizgen.interchange.understand.choosing import are_truths
from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.key_lines import KeyEntry
from quizgen.interchange.understand.keys import KeyGroup, read_keys
from quizgen.interchange.understand.looking import TRUTH_BRACKET
from quizgen.interchange.understand.numbering import number_mark
from quizgen.model.kinds import Kind
from quizgen.model.rules.drafts import D005


def assign_keys(outline: TakenApart) -> None:
    """Give every question the keys of the lists that are about it."""
    for block in outline.keys:
        read = read_keys(block)
        outline.used_keys += read.used
        outline.frame += read.frame
        outline.leftover += read.leftover
        _Assigning(outline, block, read.groups).run()
    for section in outline.sections:
        _share([one for one in outline.asked if one.section is section])


def _share(asked: list[OpenQuestion]) -> None:
    """Numbered answers below the last question of a section, one for each, where the others have none."""
    fields = asked[-1].field_texts(FieldName.ANSWER) if len(asked) > 1 else []
    if len(fields) != 1 or any(
        one.case or one.option_lines or _has_own(one) or one.given for one in asked[:-1]
    ):
        return
    marks = [number_mark(line) for line in fields[0].lines]
    numbers = [mark.number for mark in marks if mark is not None and not mark.weak]
    if len(numbers) != len(marks) or numbers != [one.number for one in asked]:
        return
    lines = [
        line.cut(mark.end) for line, mark in zip(fields[0].lines, marks, strict=True) if mark is not None
    ]
    for one, line in zip(asked[:-1], lines, strict=False):
        one.fields.append(FieldText(FieldName.ANSWER, fields[0].word, [line]))
    fields[0].lines = lines[-1:]


def answerable(asked: Iterable[OpenQuestion]) -> list[OpenQuestion]:
    """What gets a key of its own: questions, and the sub-questions of cases."""
    return [one for whole in asked for one in (whole.parts if whole.case and whole.parts else [whole])]


class _Assigning:
    def __init__(self, outline: TakenApart, block: KeyBlock, groups: list[KeyGroup]) -> None:
        self.outline = outline
        self.block = block
        self.groups = groups
        self.taken: set[int] = set()

    def run(self) -> None:
        if self.block.owner is not None:
            for group in self.groups:
                self._by_number(self.block.owner.parts, group.entries, group)
            return
        cases = [group for group in self.groups if group.case]
        for group in self.groups:
            if group.case:
                self._case(group, cases.index(group))
            else:
                self._group(group)

    def _sections(self) -> list[tuple[FoundSection, list[OpenQuestion]]]:
        """The sections that the key may be about, with what can be answered in each."""
        asked = self.outline.asked[self.block.since : self.block.upto]
        numbers = {one.number for one in answerable(asked)}
        wanted = {entry.number for group in self.groups for entry in group.entries}
        if not wanted <= numbers or not asked:
            whole = self.outline.asked[: self.block.upto] or self.outline.asked
            asked = whole if wanted <= {one.number for one in answerable(whole)} else asked or whole
        sections = {one.section.index: one.section for one in asked}.values()
        return [(one, answerable(each for each in asked if each.section is one)) for one in sections]

    def _case(self, group: KeyGroup, place: int) -> None:
        cases = [one for one in self.outline.asked if one.case]
        if place < len(cases):
            self._by_number(cases[place].parts, group.entries, group)
        else:
            self.outline.unused += group.entries

    def _group(self, group: KeyGroup) -> None:
        sections = self._labelled(group, self._sections())
        pool = [one for _, asked in sections for one in asked]
        if not pool:
            self.outline.unused += group.entries
            self._doubt(
                [one for _, asked in self._sections() for one in asked], "答案表里有看不出是哪一部分的答案"
            )
            return
        numbers = [one.number for one in pool]
        if all(one.number is None for one in group.entries):
            self._in_order(pool, group)
        elif None not in numbers and len(set(numbers)) == len(numbers):
            self._by_number(pool, group.entries, group)
        else:
            self._by_runs(sections, pool, group)

    def _labelled(
        self, group: KeyGroup, sections: list[tuple[FoundSection, list[OpenQuestion]]]
    ) -> list[tuple[FoundSection, list[OpenQuestion]]]:
        """The sections that a group names, or all where it names none."""
        if group.kind is None and group.ordinal is None:
            return [one for one in sections if one[0].index not in self.taken] or sections
        by_kind = [one for one in sections if group.kind is None or _same_kind(group, one[0])]
        by_both = [one for one in by_kind if group.ordinal in {None, _ordinal(one[0])}]
        if group.kind is not None and not by_both and len(by_kind) > 1:
            by_both = [one for one in by_kind if one[0].index not in self.taken][:1]
        chosen = by_both or by_kind if group.kind is not None else by_both
        self.taken |= {one.index for one, _ in chosen}
        return chosen

    def _in_order(self, pool: list[OpenQuestion], group: KeyGroup) -> None:
        """Keys without numbers: one for each question in turn, where there are as many."""
        entries = group.entries
        open_ones = [one for one in pool if not _has_own(one)]
        targets = open_ones if len(open_ones) == len(entries) else pool
        for one, entry in zip(targets, entries, strict=False):
            one.given.append(entry)
        self.outline.unused += entries[len(targets) :]
        misfit = any(_misfit(one, entry) for one, entry in zip(targets, entries, strict=False))
        if len(targets) != len(entries) or group.broken:
            self._doubt(targets, f"答案表有 {len(entries)} 个答案，题目有 {len(targets)} 道")
        elif misfit:
            self._doubt(targets, "答案表里有的答案与题型、选项不合，可能错开了")

    def _by_runs(
        self,
        sections: list[tuple[FoundSection, list[OpenQuestion]]],
        pool: list[OpenQuestion],
        group: KeyGroup,
    ) -> None:
        """Numbers that begin again: each run of the key is of one section, where there are as many."""
        runs = _runs(group.entries)
        numbers = [one.number for one in pool]
        if len(runs) == len(sections) and None not in numbers:
            for (_, asked), run in zip(sections, runs, strict=True):
                self._by_number(asked, run, group)
            return
        for one, entry in zip(pool, group.entries, strict=False):
            if len(pool) == len(group.entries):
                one.given.append(entry)
        if len(pool) != len(group.entries):
            self.outline.unused += group.entries
        self._doubt(pool, "题号有重复，答案表看不出是哪一部分的")

    def _by_number(self, pool: list[OpenQuestion], entries: list[KeyEntry], group: KeyGroup) -> None:
        """Keys by their numbers; the questions around a missing or a spare one are doubted."""
        if any(one.number is None for one in entries):
            if all(one.number is None for one in entries):
                self._in_order(pool, KeyGroup(entries=entries, broken=group.broken))
                return
            group.broken = True
        by_number: dict[int, OpenQuestion] = {one.number: one for one in pool if one.number is not None}
        misfit: list[OpenQuestion] = []
        for entry in entries:
            found = by_number.get(entry.number) if entry.number is not None else None
            if found is None:
                self.outline.unused.append(entry)
                misfit += [one for one in pool if not _has_own(one)]
                continue
            found.given.append(entry)
            misfit += [found] if _misfit(found, entry) else []
        given = [one for one in pool if one.given]
        if group.broken:
            self._doubt(given or pool, "答案表里一段题号与答案的个数不同")
        for section in {one.section.index: one.section for one in misfit}.values():
            same = [one for one in pool if one.section is section]
            self._doubt(same, "答案表里有的答案与题号、题型、选项不合，可能错开了")
        self._missing(pool)

    def _missing(self, pool: list[OpenQuestion]) -> None:
        """Questions at the end of a section that the key stops short of: the whole list may have slipped."""
        for section in {one.section.index: one.section for one in pool}.values():
            same = [one for one in pool if one.section is section]
            given = [place for place, one in enumerate(same) if one.given]
            if not given:
                continue
            edges = same[: given[0]] + same[given[-1] + 1 :]
            short = [one for one in edges if not _has_own(one)]
            if short:
                self._doubt(same, f"答案表少了第 {'、'.join(str(one.number) for one in short[:5])} 题的答案")

    def _doubt(self, targets: Iterable[OpenQuestion], message: str) -> None:
        for one in targets:
            if one.given or not _has_own(one):
                one.doubt(D005, message)


def _runs(entries: list[KeyEntry]) -> list[list[KeyEntry]]:
    """The entries divided where their numbers begin again."""
    runs: list[list[KeyEntry]] = []
    for entry in entries:
        last = runs[-1][-1].number if runs else None
        if not runs or (entry.number is not None and last is not None and entry.number <= last):
            runs.append([])
        runs[-1].append(entry)
    return runs


def _same_kind(group: KeyGroup, section: FoundSection) -> bool:
    if group.kind is None or section.kind is None:
        return False
    return bool(set(group.kind.kinds) & set(section.kind.kinds))


def _ordinal(section: FoundSection) -> int | None:
    return section.head.ordinal if section.head else None


def _has_own(asked: OpenQuestion) -> bool:
    """Whether a question has its answer with it."""
    if asked.field_texts(FieldName.ANSWER):
        return True
    return any(TRUTH_BRACKET.search(line.plain) for line in asked.stem)


def _misfit(asked: OpenQuestion, entry: KeyEntry) -> bool:
    """Whether a key cannot be of a question: √ for one with options, a letter that no option has."""
    kind = asked.section.kind.only if asked.section.kind else None
    letters, truth = letters_of(entry.text), truth_of(entry.text, lettered=True, numbered=True)
    if asked.options:
        return _misfit_choice(asked, entry, letters, kind)
    if kind is Kind.TRUE_FALSE:
        return truth is None
    if kind in {Kind.FILL, Kind.SHORT, Kind.ESSAY}:
        return (letters is not None and len(entry.text) == 1) or entry.text in {"√", "×"}
    return False


def _misfit_choice(asked: OpenQuestion, entry: KeyEntry, letters: str | None, kind: Kind | None) -> bool:
    known = {one.letter for one in asked.options}
    if letters is None:
        return truth_of(entry.text) is None or not are_truths(asked.options)
    several = kind is Kind.SINGLE and len(letters) > 1
    return not set(letters) <= known or several or (kind is Kind.MULTIPLE and len(letters) == 1)

"""Scanned pages as people's answers: whose sheets they are, what each says, what is still in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.entry.exam import EntryExam
from quizgen.entry.scan_doubts import (
    BLANK,
    NOT_USED,
    USED,
    DoubtKind,
    PagePart,
    ScanDoubt,
    boxes_by_question,
    by_question,
    identity_of,
    is_typed,
    proposed,
    row_of,
    typed,
)
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE, Decided, ScanDecision, standings
from quizgen.model.scanned import PageOutcome, PageReading, QuestionReading, WrittenReading

OPEN = "?"
"""Stands in an entry sheet where a person has to decide first: no answer is read from it."""

_UNDECIDED = Decided()


@dataclass(frozen=True, slots=True)
class ScannedPerson:
    """The sheet of one person: ``cells`` are typed answers by printed number, OPEN where in doubt.

    ``at`` says for each number on which page it stands.
    """

    number: str
    form: str
    cells: Mapping[str, str]
    pages: tuple[PageReading, ...]
    at: Mapping[str, PageReading] = field(default_factory=dict)


@dataclass(frozen=True)
class ScanAccounts:
    """Every page once: read for somebody, the same again, nobody's, or not read at all.

    ``people`` by 编号; ``doubts`` are still open; ``repeated`` are pages of which another picture counts;
    ``unowned`` have nobody yet; ``missing`` are the 编号 of which no page came; ``unused`` are pages that
    people set aside, ``incomplete`` the pages that are missing of a sheet (编号, page).
    """

    people: Mapping[str, ScannedPerson]
    doubts: tuple[ScanDoubt, ...]
    repeated: tuple[PageReading, ...]
    unowned: tuple[PageReading, ...]
    unread: tuple[PageReading, ...]
    missing: tuple[str, ...]
    unused: tuple[PageReading, ...] = ()
    incomplete: tuple[tuple[str, int], ...] = ()
    outcomes: Counter[PageOutcome] = field(default_factory=Counter)


def scan_accounts(
    pages: Sequence[PageReading], decisions: Sequence[ScanDecision], exam: EntryExam
) -> ScanAccounts:
    """Put the pages of an exam together."""
    return _Accounts(pages, decisions, exam).accounts()


class _Accounts:
    def __init__(
        self, pages: Sequence[PageReading], decisions: Sequence[ScanDecision], exam: EntryExam
    ) -> None:
        self._pages, self._exam = pages, exam
        self._standings = standings(decisions)
        self._doubts: list[ScanDoubt] = []

    def accounts(self) -> ScanAccounts:
        read = [one for one in self._pages if one.outcome is PageOutcome.READ]
        unused = [one for one in read if NOT_USED in {self._said(one, WHOLE_PAGE), self._said(one, WHOSE)}]
        set_aside = {one.digest for one in unused}
        owners = self._owners([one for one in read if one.digest not in set_aside])
        by_person: defaultdict[str, list[PageReading]] = defaultdict(list)
        for page, owner in owners:
            if owner is not None:
                by_person[owner].append(page)
        people, repeated = {}, list[PageReading]()
        for number, theirs in sorted(by_person.items()):
            person, again = self._person(number, theirs)
            people[number] = person
            repeated += again
        return ScanAccounts(
            people=people,
            doubts=tuple(self._doubts),
            repeated=tuple(repeated),
            unowned=tuple(page for page, owner in owners if owner is None),
            unread=tuple(one for one in self._pages if one.outcome is not PageOutcome.READ),
            missing=tuple(number for number in self._exam.candidates if number not in people),
            unused=tuple(unused),
            incomplete=tuple(
                (number, page)
                for number, person in people.items()
                for page in range(1, person.pages[0].pages + 1)
                if page not in {one.page for one in person.pages}
            ),
            outcomes=Counter(one.outcome for one in self._pages),
        )

    def _standing(self, page: PageReading, item: str) -> Decided:
        return self._standings.get((page.digest, item), _UNDECIDED)

    def _said(self, page: PageReading, item: str) -> str | None:
        """What was decided; None: nothing, or two people differ."""
        decision = self._standing(page, item).decision
        return None if decision is None else decision.answer

    def _owners(self, pages: Sequence[PageReading]) -> list[tuple[PageReading, str | None]]:
        """Whose each page is; a later page without a 编号 follows the page scanned before it."""
        found: list[tuple[PageReading, str | None]] = []
        for page in pages:
            owner = self._owner(page)
            if isinstance(owner, DoubtKind) and not page.number and page.page > 1:
                owner = self._of_the_page_before(page, found) or owner
            if isinstance(owner, DoubtKind):
                self._ask_whose(page, owner)
            found.append((page, None if isinstance(owner, DoubtKind) else owner))
        return found

    def _owner(self, page: PageReading) -> str | DoubtKind:
        """The 编号 of its owner, or why nobody knows."""
        candidates = self._exam.candidates
        if self._standing(page, WHOSE).differing:
            return DoubtKind.DIFFER
        decided = self._said(page, WHOSE)
        if decided is not None and decided in candidates:
            return decided
        form = self._exam.forms.get(page.form_code)
        owner = form.candidate if form is not None else None
        if owner is not None and owner in candidates:
            seen = page.candidate.rstrip("?")
            return owner if not seen.strip("?") or seen == owner else DoubtKind.OTHER
        if page.candidate in candidates:
            return page.candidate
        some = "?" in page.candidate and page.candidate.strip("?")
        return DoubtKind.DIGITS if some else DoubtKind.UNKNOWN

    def _ask_whose(self, page: PageReading, kind: DoubtKind) -> None:
        """Ask whose a sheet is; a number that only one candidate can have is proposed."""
        read, likely = page.candidate.rstrip("?"), ""
        if kind is DoubtKind.OTHER and _fits(self._printed_for(page), page.candidate):
            likely = self._printed_for(page)
        elif kind is DoubtKind.DIGITS:
            fitting = [one for one in self._exam.candidates if _fits(one, page.candidate)]
            likely = fitting[0] if len(fitting) == 1 else ""
        why = {
            DoubtKind.DIFFER: "；".join(one.said for one in self._standing(page, WHOSE).differing),
            DoubtKind.OTHER: f"这张卡印给编号 {self._printed_for(page)}，涂的编号读作 {read}",
        }.get(kind, kind.value)
        self._doubts.append(ScanDoubt(page, WHOSE, read, why, "", kind.value, (identity_of(page),), likely))

    def _printed_for(self, page: PageReading) -> str:
        return self._exam.forms[page.form_code].candidate or ""

    def _of_the_page_before(
        self, page: PageReading, found: Sequence[tuple[PageReading, str | None]]
    ) -> str | None:
        if not found:
            return None
        before, owner = found[-1]
        follows = (before.form_code, before.page + 1) == (page.form_code, page.page)
        return owner if follows and before.place.file == page.place.file else None

    def _person(self, number: str, pages: list[PageReading]) -> tuple[ScannedPerson, list[PageReading]]:
        """The answers of a person; of a page that came twice the first counts if both say the same."""
        forms = Counter(page.form_code for page in pages)
        form = pages[0].form_code
        first: dict[tuple[str, int], PageReading] = {}
        again: list[PageReading] = []
        cells: dict[str, str] = {}
        at: dict[str, PageReading] = {}
        for page in pages:
            key = (page.form_code, page.page)
            if key in first:
                again.append(page)
                self._compare(number, first[key], page, cells)
                continue
            first[key] = page
            theirs = self._cells(number, page)
            cells |= theirs
            at |= dict.fromkeys(theirs, page)
        if len(forms) > 1:
            why = f"这个编号有 {len(forms)} 种试卷的答题卡；不是他的填真的编号，不算的填 {NOT_USED}"
            for page in first.values():
                kind = DoubtKind.FORMS.value
                self._doubts.append(ScanDoubt(page, WHOSE, number, why, number, kind, (identity_of(page),)))
            cells = dict.fromkeys(cells, OPEN)
        return ScannedPerson(number, form, cells, tuple(first.values()), at), again

    def _cells(self, number: str, page: PageReading) -> dict[str, str]:
        """What a page says, by the number of each question."""
        standing = self._standing(page, WHOLE_PAGE)
        trusted = not page.warnings or self._said(page, WHOLE_PAGE) == USED
        if not trusted:
            why = "；".join(one.said for one in standing.differing) or "；".join(
                one.value for one in page.warnings
            )
            kind = DoubtKind.DIFFER if standing.differing else DoubtKind.PAGE
            self._doubts.append(
                ScanDoubt(page, WHOLE_PAGE, "", why, number, kind.value, ((page, None),), USED)
            )
        cells: dict[str, str] = {}
        for item, readings in by_question(page.questions).items():
            cells[item] = self._cell(number, page, item, readings) if trusted else OPEN
        for item, boxes in boxes_by_question(page).items():
            if is_typed(boxes):
                cells[item] = self._typed_cell(number, page, item, boxes) if trusted else OPEN
        return cells

    def _typed_cell(self, number: str, page: PageReading, item: str, boxes: Sequence[WrittenReading]) -> str:
        """What people typed of a box: nobody else reads it; a blank one is proposed as such."""
        standing = self._standing(page, item)
        blank = BLANK if all(one.blank for one in boxes) else ""
        shown = tuple((page, one.box) for one in boxes)
        if standing.differing:
            why = "；".join(one.said for one in standing.differing)
            self._ask(shown[0], item, blank, why, number, DoubtKind.DIFFER, shown=shown)
            return OPEN
        if standing.decision is None:
            why = "框里没有笔迹" if blank else "照图上写的填，几个空用“；”隔开，没写的空填 -"
            self._ask(shown[0], item, blank, why, number, DoubtKind.WRITTEN, blank, shown)
            return OPEN
        return standing.decision.answer

    def _cell(self, number: str, page: PageReading, item: str, readings: Sequence[QuestionReading]) -> str:
        standing = self._standing(page, item)
        said = typed(readings)
        row = row_of(page, readings)
        if standing.differing:
            why = "；".join(one.said for one in standing.differing)
            self._ask(row, item, said, why, number, DoubtKind.DIFFER)
            return OPEN
        doubts = list(dict.fromkeys(doubt.value for one in readings for doubt in one.doubts))
        if standing.decision is None and doubts:
            self._ask(row, item, said, "；".join(doubts), number, doubts[0], proposed(readings))
            return OPEN
        answer = said if standing.decision is None else standing.decision.answer
        if others := standing.against(answer):
            before = standing.decision.said if standing.decision else f"读作 {said}"
            why = "；".join([before, *(f"抽查的{one.said}" for one in others)])
            self._ask(row, item, said, why, number, DoubtKind.AUDIT)
            return OPEN
        return answer

    def _compare(self, number: str, first: PageReading, later: PageReading, cells: dict[str, str]) -> None:
        """A second picture of a page: where it says something else, a person decides."""
        self._compare_boxes(number, first, later)
        others = by_question(later.questions)
        for item, readings in by_question(first.questions).items():
            other = typed(others[item]) if item in others else ""
            if other == typed(readings) or self._standing(first, item).decision is not None:
                continue
            if cells.get(item) != OPEN:
                why = f"这一页扫了两遍，另一遍读作“{other}”"
                row = row_of(first, readings)
                rows = (row, row_of(later, others[item])) if item in others else (row,)
                self._ask(row, item, typed(readings), why, number, DoubtKind.TWICE, shown=rows)
                cells[item] = OPEN

    def _compare_boxes(self, number: str, first: PageReading, later: PageReading) -> None:
        """One picture has ink in a box where the other has none: a person says which page counts."""
        blank = {(one.question, one.part): one.blank for one in later.written}
        differing = [
            one.question
            for one in first.written
            if blank.get((one.question, one.part), one.blank) is not one.blank
        ]
        if differing and self._said(first, WHOLE_PAGE) is None:
            named = "、".join(dict.fromkeys(differing))
            why = f"这一页扫了两遍，第 {named} 题的框一遍是空的、一遍有笔迹；填 {NOT_USED} 就改用另一遍"
            self._ask(
                (first, None),
                WHOLE_PAGE,
                "",
                why,
                number,
                DoubtKind.TWICE,
                USED,
                ((first, None), (later, None)),
            )

    def _ask(  # noqa: PLR0913, PLR0917 - the parts of a doubt
        self,
        row: PagePart,
        item: str,
        read: str,
        why: str,
        number: str,
        kind: str,
        likely: str = "",
        shown: tuple[PagePart, ...] = (),
    ) -> None:
        self._doubts.append(ScanDoubt(row[0], item, read, why, number, str(kind), shown or (row,), likely))


def _fits(number: str, pattern: str) -> bool:
    """Whether a 编号 may be what the digits say; ``?`` stands for any, at the end also for none."""
    padded = number.ljust(len(pattern), " ")
    pairs = zip(padded, pattern, strict=False)
    return len(number) <= len(pattern) and all(seen in {"?", digit} for digit, seen in pairs)


def open_cells(accounts: ScanAccounts) -> Iterator[tuple[str, str]]:
    """The 编号 and number of every answer that is still in doubt."""
    for number, person in accounts.people.items():
        yield from ((number, item) for item, text in person.cells.items() if text == OPEN)

"""Scanned pages as people's answers: whose sheets they are, what each says, what is still in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.entry.exam import EntryExam
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE, ScanDecision
from quizgen.model.scanned import PageOutcome, PageReading, QuestionReading
from quizgen.model.sheet import BubbleKind

OPEN = "?"
"""Stands in an entry sheet where a person has to decide first: no answer is read from it."""

BLANK = "-"
USED, NOT_USED = "照用", "不用"
_IN_PLACES = (BubbleKind.MATCHING, BubbleKind.ORDERING)


@dataclass(frozen=True, slots=True)
class ScanDoubt:
    """Something a person decides: the page, the item by its number, what was read, why it is asked."""

    page: PageReading
    item: str
    read: str
    why: str
    number: str
    reading: QuestionReading | None = None


@dataclass(frozen=True, slots=True)
class ScannedPerson:
    """The sheet of one person: ``cells`` are typed answers by printed number, OPEN where in doubt."""

    number: str
    form: str
    cells: Mapping[str, str]
    pages: tuple[PageReading, ...]


@dataclass(frozen=True)
class ScanAccounts:
    """Every page once: read for somebody, the same again, nobody's, or not read at all.

    ``people`` by 编号; ``doubts`` are still open; ``repeated`` are pages of which another picture counts;
    ``unowned`` have nobody yet; ``missing`` are the 编号 of which no page came.
    """

    people: Mapping[str, ScannedPerson]
    doubts: tuple[ScanDoubt, ...]
    repeated: tuple[PageReading, ...]
    unowned: tuple[PageReading, ...]
    unread: tuple[PageReading, ...]
    missing: tuple[str, ...]
    unused: tuple[PageReading, ...] = ()
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
        self._decided = {(one.page, one.item): one.answer for one in decisions}
        self._doubts: list[ScanDoubt] = []

    def accounts(self) -> ScanAccounts:
        read = [one for one in self._pages if one.outcome is PageOutcome.READ]
        unused = [one for one in read if self._decided.get((one.digest, WHOLE_PAGE)) == NOT_USED]
        counted = [one for one in read if one not in unused]
        owners = self._owners(counted)
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
            outcomes=Counter(one.outcome for one in self._pages),
        )

    def _owners(self, pages: Sequence[PageReading]) -> list[tuple[PageReading, str | None]]:
        """Whose each page is; a later page without a 编号 follows the page scanned before it."""
        found: list[tuple[PageReading, str | None]] = []
        for page in pages:
            owner = self._owner(page)
            if owner is None and not page.number and page.page > 1:
                owner = self._of_the_page_before(page, found)
            if owner is None:
                self._ask(page, WHOSE, page.candidate or "", "不知道是谁的答题卡", "")
            found.append((page, owner))
        return found

    def _owner(self, page: PageReading) -> str | None:
        decided = self._decided.get((page.digest, WHOSE))
        if decided is not None:
            return decided if decided in self._exam.candidates else None
        owner = self._exam.forms[page.form_code].candidate if page.form_code in self._exam.forms else None
        if owner is not None and owner in self._exam.candidates:
            return owner
        return page.candidate if page.candidate in self._exam.candidates else None

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
        for page in pages:
            key = (page.form_code, page.page)
            if key in first:
                again.append(page)
                self._compare(number, first[key], page, cells)
                continue
            first[key] = page
            cells |= self._cells(number, page)
        if len(forms) > 1:
            for page in first.values():
                self._ask(page, WHOSE, number, f"这个编号有 {len(forms)} 种试卷的答题卡", number)
            cells = dict.fromkeys(cells, OPEN)
        return ScannedPerson(number, form, cells, tuple(first.values())), again

    def _cells(self, number: str, page: PageReading) -> dict[str, str]:
        """What a page says, by the number of each question."""
        trusted = not page.warnings or self._decided.get((page.digest, WHOLE_PAGE)) == USED
        if not trusted:
            why = "；".join(one.value for one in page.warnings)
            self._ask(page, WHOLE_PAGE, "", why, number)
        cells: dict[str, str] = {}
        for item, readings in _by_question(page.questions).items():
            cells[item] = self._cell(number, page, item, readings) if trusted else OPEN
        return cells

    def _cell(self, number: str, page: PageReading, item: str, readings: Sequence[QuestionReading]) -> str:
        decided = self._decided.get((page.digest, item))
        if decided is not None:
            return decided
        said = typed(readings)
        doubts = dict.fromkeys(doubt.value for one in readings for doubt in one.doubts)
        if doubts:
            self._ask(page, item, said, "；".join(doubts), number, readings[0])
            return OPEN
        return said

    def _compare(self, number: str, first: PageReading, later: PageReading, cells: dict[str, str]) -> None:
        """A second picture of a page: where it says something else, a person decides."""
        others = {item: typed(readings) for item, readings in _by_question(later.questions).items()}
        for item, readings in _by_question(first.questions).items():
            if others.get(item) == typed(readings) or (first.digest, item) in self._decided:
                continue
            if cells.get(item) != OPEN:
                why = f"这一页扫了两遍，另一遍读作“{others.get(item, '')}”"
                self._ask(first, item, typed(readings), why, number, readings[0])
                cells[item] = OPEN

    def _ask(  # noqa: PLR0913, PLR0917 - the parts of a doubt
        self,
        page: PageReading,
        item: str,
        read: str,
        why: str,
        number: str,
        reading: QuestionReading | None = None,
    ) -> None:
        self._doubts.append(ScanDoubt(page, item, read, why, number, reading))


def _by_question(readings: Sequence[QuestionReading]) -> dict[str, list[QuestionReading]]:
    """Readings by the number typed for them: the parts of a 配对 or a 排序 make one answer."""
    found: dict[str, list[QuestionReading]] = {}
    for one in readings:
        whole = one.question.rpartition("(")[0] if one.kind in _IN_PLACES else one.question
        found.setdefault(whole, []).append(one)
    return found


def typed(readings: Sequence[QuestionReading]) -> str:
    """What staff would type for an answer; ``-`` where it was left blank."""
    first = readings[0]
    if first.kind in _IN_PLACES:
        letters = [one.marked[0] if len(one.marked) == 1 else BLANK for one in readings]
        return "".join(letters) if set(letters) != {BLANK} else BLANK
    return "".join(first.marked) or BLANK


def open_cells(accounts: ScanAccounts) -> Iterator[tuple[str, str]]:
    """The 编号 and number of every answer that is still in doubt."""
    for number, person in accounts.people.items():
        yield from ((number, item) for item, text in person.cells.items() if text == OPEN)

"""What is to be printed for an exam: which file, how often, on how many sheets of paper, how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.exam import Mode
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.manifest import BuiltFile, read_manifest
from quizgen.records.names import (
    COMPACT_KEYS,
    ERRATA,
    LAYOUTS,
    PACK,
    PRINT_LIST,
    FileSpec,
    PaperLayout,
    Product,
    is_packed,
    merged_name,
)
from quizgen.render.merge import page_count
from quizgen.workflows.exam.merged import is_merged, kind_of
from quizgen.workflows.exam.room_files import SINGLE_SIDED, RoomFile, room_files

_WHAT = {Product.PAPERS: "试卷", Product.SHEETS: "答题卡"}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A file to be printed. ``copies`` None: as many as are needed. ``pages`` are those of one copy.

    ``forms`` counts the forms in it, ``staff``: it is for the people who hold and mark the exam;
    ``choice``: another file of the list may be printed instead, so it is not counted. ``single``: on one
    side. ``room``: it is for that room (empty: for no certain one).
    """

    file: str
    what: str
    forms: int
    copies: int | None
    pages: int
    layout: PaperLayout = "a4"
    staff: bool = False
    choice: bool = False
    single: bool = False
    room: str = ""

    @property
    def paper(self) -> str:
        """The size of the paper."""
        return "A3" if self.layout == "a3" else "A4"

    @property
    def sheets(self) -> int:
        """Sheets of paper for one copy."""
        return self.pages if self.single else -(-self.pages // 2)


def print_jobs(folder: ExamFolder) -> tuple[PrintJob, ...]:
    """What is to be printed of the files that were built, in the order of handing out.

    Raises CannotRead, BrokenExamFolder.
    """
    built = {name: one for name, one in read_manifest(folder.path).items() if (folder.path / name).exists()}
    jobs = _Jobs(folder, built)
    handed = jobs.for_rooms() if any(map(is_packed, built)) else jobs.handed_out()
    return tuple(job for job in (*handed, *jobs.for_staff()) if job.pages)


class _Jobs:
    def __init__(self, folder: ExamFolder, built: Mapping[str, BuiltFile]) -> None:
        self._folder, self._built = folder, built
        self._now = folder.lines_at(len(folder.acts))
        self._shared = folder.exam.mode is not Mode.INDIVIDUAL

    def handed_out(self) -> Iterator[PrintJob]:
        for product, what in _WHAT.items():
            layouts: tuple[PaperLayout, ...] = LAYOUTS if product is Product.PAPERS else ("a4",)
            there = [layout for layout in layouts if self._has(product, layout)]
            for at, layout in enumerate(there):
                choice = layout == "large" or at > 0
                of_layout = self._copied if self._shared else self._merged
                yield from of_layout(product, layout, what, choice=choice)

    def for_rooms(self) -> Iterator[PrintJob]:
        """What every room needs; then the papers of people without a seat, the spare ones of no room."""
        folder, built = self._folder, self._built
        acts = len(folder.acts)
        layouts: tuple[PaperLayout, ...] = ("a4", "a3")
        files: dict[str, tuple[RoomFile, PaperLayout]] = {}
        for layout in layouts:
            for one in room_files(folder, acts, layout):
                files.setdefault(one.name, (one, layout))
        for one, layout in sorted(files.values(), key=lambda pair: pair[0].view.number):
            if one.name in built and one.file.endswith(".pdf"):
                choice = layout == "a3" and one.name.replace("-a3.pdf", ".pdf") in built
                yield self._of_room(one, layout, choice=choice)
        views = {one.view.number: one.view for one, _ in files.values()}.values()
        held = {one.form for view in views for one in view.sittings} | {
            code for view in views for code, _ in view.spares
        }
        for product, what in _WHAT.items():
            for line in self._now:
                name = FileSpec(product, line.code).name
                if line.code not in held and name in built:
                    title = f"{what} {line.code}{'（备用）' if line.spare else '（没有座位）'}"
                    yield self._job(name, title, 1, None if self._shared else 1)

    def _of_room(self, one: RoomFile, layout: PaperLayout, *, choice: bool) -> PrintJob:
        pages, single = page_count(self._folder.path / one.name), one.stem in SINGLE_SIDED
        count = len(one.parts)
        size: PaperLayout = layout if one.parts else "a4"
        return PrintJob(
            one.name, one.stem, count, 1, pages, size, choice=choice, single=single, room=one.view.where
        )

    def for_staff(self) -> Iterator[PrintJob]:
        for name in sorted(self._built):
            if name.startswith(COMPACT_KEYS):
                yield self._job(name, "答案速查表", len(self._now), staff=True)
            if name.startswith(f"{ERRATA}/"):
                yield self._job(name, "勘误单（剪开，每份试卷一条）", 1, staff=True)

    def _has(self, product: Product, layout: PaperLayout) -> bool:
        return bool(self._whole(product, layout)) or any(
            FileSpec(product, line.code, layout).name in self._built for line in self._now
        )

    def _whole(self, product: Product, layout: PaperLayout) -> list[str]:
        """The merged files of a kind."""
        return [
            name
            for name in sorted(self._built)
            if is_merged(name) and kind_of(name) == merged_name(product, layout, "")
        ]

    def _copied(
        self, product: Product, layout: PaperLayout, what: str, *, choice: bool
    ) -> Iterator[PrintJob]:
        """Forms that several people sit: each file as often as there are people for it."""
        people, main = self._folder.people, [line for line in self._now if not line.spare]
        each = -(-len(people.roster) // len(main)) if people.roster and layout != "large" else None
        seated = Counter(one.form for one in people.seats.values())
        for line in self._now:
            name = FileSpec(product, line.code, layout).name
            copies = seated[line.code] if people.seats and each is not None else each
            if name in self._built:
                title = f"{what} {line.code}{'（备用）' if line.spare else ''}"
                yield self._job(name, title, 1, None if line.spare else copies, layout, choice=choice)

    def _merged(
        self, product: Product, layout: PaperLayout, what: str, *, choice: bool
    ) -> Iterator[PrintJob]:
        """One form a person: merged files once, then what they do not hold or hold as it was."""
        whole = self._whole(product, layout)
        inside: dict[str, int] = {}
        latest_first = dict.fromkeys(self._built[name].acts for name in reversed(whole))
        for acts in reversed(latest_first):
            inside |= {line.code: acts for line in self._folder.lines_at(acts)}
        size = f"（{'大字' if layout == 'large' else layout.upper()}）" if layout != "a4" else ""
        for name in whole:
            count = len([line for line in self._now if line.code in inside]) if len(whole) == 1 else 0
            yield self._job(name, f"{what}{size}", count, 1, layout, choice=choice)
        for line in self._now:
            name = FileSpec(product, line.code, layout).name
            entry = self._built.get(name)
            if entry is not None and (line.code not in inside or entry.acts > inside[line.code]):
                apart = "（单独印）" if whole else ""
                yield self._job(name, f"{what} {line.code}{size}{apart}", 1, 1, layout, choice=choice)

    def _job(  # noqa: PLR0913 - the parts of a job
        self,
        name: str,
        what: str,
        forms: int,
        copies: int | None = 1,
        layout: PaperLayout = "a4",
        *,
        staff: bool = False,
        choice: bool = False,
    ) -> PrintJob:
        pages, single = page_count(self._folder.path / name), name.startswith(f"{ERRATA}/")
        return PrintJob(name, what, forms, copies, pages, layout, staff=staff, choice=choice, single=single)


def in_words(jobs: tuple[PrintJob, ...], *, rooms: bool = True) -> list[str]:
    """The list as people read it, line by line; empty when nothing is there to be printed.

    ``rooms``: with every file of every room, otherwise one line for all of these.
    """
    if not jobs:
        return []
    lines: list[str] = []
    by_room: dict[str, list[PrintJob]] = {}
    for job in jobs:
        if job.room:
            by_room.setdefault(job.room, []).append(job)
    for room, inside in by_room.items() if rooms else ():
        lines += [f"{room}：", *(f"  {_line(job)}" for job in inside)]
    if by_room and not rooms:
        lines.append(f"各考场的材料在 {PACK}/ 里，一个考场一个文件夹，逐个文件列在 {PRINT_LIST}。")
    handed = [f"  {_line(job)}" for job in jobs if not job.staff and not job.room]
    if handed:
        lines += ["另外要印的：" if by_room else "发给考生的：", *handed]
    if staff := [f"  {_line(job)}" for job in jobs if job.staff]:
        lines += ["考务、阅卷用的（不要同试卷放在一起）：", *staff]
    return [*lines, _total(jobs)]


def _line(job: PrintJob) -> str:
    forms = f" {job.forms} 份" if job.forms > 1 else ""
    each = "每份 " if job.copies is None or job.copies > 1 else ""
    words = [f"{job.file}　{job.what}{forms}，{each}{job.sheets} 张 {job.paper}，{_sides(job)}"]
    if job.copies is None:
        words.append("，印几份看需要")
    elif job.copies > 1:
        words.append(f"，印 {job.copies} 份")
    if job.layout == "large":
        words.append("；只印要大字的")
    elif job.choice:
        words.append("；与上面的选一种")
    return "".join(words)


def _sides(job: PrintJob) -> str:
    if job.single:
        return "单面"
    return f"双面（沿{'短' if job.layout == 'a3' else '长'}边翻转）"


def _total(jobs: tuple[PrintJob, ...]) -> str:
    counted = [job for job in jobs if not job.choice]
    sums = {
        paper: sum(job.sheets * (job.copies or 1) for job in counted if job.paper == paper)
        for paper in ("A4", "A3")
    }
    words = "、".join(f"{count} 张 {paper}" for paper, count in sums.items() if count)
    open_ones = "（份数看需要的只算了一份）" if any(job.copies is None for job in counted) else ""
    return f"合计 {words}{open_ones}。"


def list_text(folder: Path, jobs: tuple[PrintJob, ...]) -> str:
    """The text of ``印制清单.txt``."""
    head = f"“{folder.resolve().name}”的印制清单，quizgen exam build、exam pack 每次运行时重写。"
    return "\n".join([head, "", *in_words(jobs), ""])

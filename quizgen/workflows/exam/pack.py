"""The recipe of ``quizgen exam pack``: what every room needs, ready to be printed, put into bags, signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.files.shell import command_line
from quizgen.files.text import file_digest
from quizgen.model.ledger import Stamp
from quizgen.model.rules.exam import V008
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.manifest import append_manifest, read_manifest
from quizgen.records.names import PACK, PaperLayout, Product, is_filled_in, is_packed, merged_name, parse_spec
from quizgen.records.scores_file import key_after_signing
from quizgen.records.signing import SigningKey
from quizgen.render.rooms.view import RoomView
from quizgen.workflows.exam.composing import composed_products
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.exam.merged import other_questions, settled_acts
from quizgen.workflows.exam.names_by_hand import ByHand, printers_at, written_by_hand
from quizgen.workflows.exam.noting import make_folder, note_build, write_list
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.outdated import another_person, outdated, put_aside
from quizgen.workflows.exam.printing import built_file, put_file
from quizgen.workflows.exam.room_bytes import room_file_bytes
from quizgen.workflows.exam.room_files import RoomFile, outdated_rooms, room_files
from quizgen.workflows.exam.room_views import NoPeopleToSeat, NotSeated, rooms_at
from quizgen.workflows.exam.to_print import PrintJob, print_jobs
from quizgen.workflows.progress import OnProgress

_NAMED = 8


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What ``exam pack`` was asked for; ``layout`` is the size of the papers."""

    folder: Path
    stamp: Stamp
    layout: PaperLayout = "a4"
    font_paths: tuple[Path, ...] = ()
    sign_key: Callable[[], SigningKey | None] | None = None


@dataclass(frozen=True, slots=True)
class PackResult:
    """What was made: files now, files of before, files put aside, files of before that people had filled in.

    ``outdated`` are the rooms that had changed since; ``unseated`` the people without a seat.
    """

    rooms: tuple[RoomView, ...]
    made: tuple[str, ...]
    kept: tuple[str, ...]
    replaced: tuple[str, ...]
    filled: tuple[str, ...]
    outdated: tuple[str, ...]
    unseated: tuple[str, ...]
    problems: tuple[Problem, ...]
    by_hand: tuple[ByHand, ...]
    to_print: tuple[PrintJob, ...]


class NotPrinted(QuizgenError):
    """Papers that a room needs are not built, or are older than the last change."""

    def __init__(self, folder: Path, names: Sequence[str], *, separate: bool) -> None:
        some = "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个" if len(names) > _NAMED else "")
        large = any(name.endswith("-large.pdf") for name in names)
        wide = any(name.endswith("-a3.pdf") for name in names)
        options = [
            *(["--separate"] if separate else []),
            *(["--large"] if large else []),
            *(["--size", "a4", "--size", "a3"] if wide else []),
        ]
        command = command_line("quizgen", "exam", "build", folder, *options)
        super().__init__(
            f"要装袋的文件还没有生成，或是改动以前的：{some}；先运行：{command}。没有写出任何文件。"
        )


class AlteredPapers(QuizgenError):
    """Papers that were altered since they were built are not put into bags."""

    def __init__(self, names: Sequence[str]) -> None:
        named = "、".join(names[:_NAMED])
        super().__init__(
            f"生成后被改动过，没有装袋：{named}；移走它们再运行一次 exam build。没有写出任何文件。"
        )


def pack_exam(order: PackOrder, on_progress: OnProgress) -> PackResult:
    """Write the folder of every room; what shows an older state is put aside and made anew.

    A paper that staff have typed into is never touched. Raises NotSeated, NoPeopleToSeat, NotPrinted,
    AlteredPapers, NotTheSigner, what ``changing`` raises, CannotWrite.
    """
    with changing(order.folder) as folder:
        if not folder.people.roster:
            raise NoPeopleToSeat
        if not folder.people.rooms:
            raise NotSeated(order.folder)
        return _Pack(folder, order).run(on_progress)


class _Pack:
    """One packing of an exam."""

    def __init__(self, folder: ExamFolder, order: PackOrder) -> None:
        self._folder, self._order = folder, order
        self._key = key_after_signing(folder.path, order.sign_key)
        self._acts = len(folder.acts)
        self._built = read_manifest(folder.path)
        self._files = list(room_files(folder, self._acts, order.layout))
        self._made: list[str] = []
        self._kept: list[str] = []
        self._replaced: list[str] = []
        self._filled: list[str] = []
        self._problems: list[Problem] = []

    def run(self, on_progress: OnProgress) -> PackResult:
        """Make what is missing or old."""
        folder, path, people = self._folder, self._folder.path, self._folder.people
        self._check_parts()
        old = outdated_rooms(folder, self._built)
        self._put_strangers_aside()
        make_folder(path / PACK)
        made = FilesOfMany(folder, self._order.font_paths)
        printed_by = printers_at(folder, self._order.font_paths)(self._acts)
        for number, one in enumerate(self._files, 1):
            make_folder(path / PACK / one.view.room.name)
            self._put(one, room_file_bytes(folder, self._acts, one, made), printed_by)
            on_progress(number, len(self._files))
        note_build(path, self._order.stamp, len(self._made), self._key)
        jobs = print_jobs(folder)
        write_list(path, jobs)
        return PackResult(
            rooms=tuple(rooms_at(folder, self._acts).views.values()),
            made=tuple(self._made),
            kept=tuple(self._kept),
            replaced=tuple(self._replaced),
            filled=tuple(self._filled),
            outdated=old,
            unseated=tuple(one.number for one in people.roster if one.number not in people.seats),
            problems=tuple(self._problems),
            by_hand=written_by_hand(people.roster, self._order.font_paths),
            to_print=jobs,
        )

    def _check_parts(self) -> None:
        """Raises NotPrinted, AlteredPapers."""
        folder, built = self._folder, self._built
        parts = dict.fromkeys(part for one in self._files for part in one.parts)
        old: set[str] = set()
        lines = {line.code: line for line in folder.all_lines}
        for code in {spec.form for part in parts if (spec := parse_spec(part)) is not None}:
            products = tuple({spec.product for part in parts if (spec := parse_spec(part)) is not None})
            old.update(outdated(folder, lines[code], built, products))
        composed = composed_products(folder.exam)
        inside = self._inside(parts) if Product.SHEETS in composed else frozenset[str]()
        apart = [part for part in parts if part not in inside]
        missing = {part for part in apart if part not in built or not (folder.path / part).exists()}
        if waiting := [part for part in apart if part in missing or part in old]:
            separate = bool(composed) and Product.SHEETS not in composed
            raise NotPrinted(folder.path, waiting, separate=separate)
        if altered := [part for part in apart if file_digest(folder.path / part) != built[part].sha256]:
            raise AlteredPapers(altered)

    def _inside(self, parts: Iterable[str]) -> frozenset[str]:
        """Which of these files need not be there, because merged files hold the same."""
        folder, built = self._folder, self._built
        settled = settled_acts(folder.path, built)
        lines = {acts: {line.code: line for line in folder.lines_at(acts)} for acts in set(settled.values())}
        found: set[str] = set()
        for part in parts:
            spec = parse_spec(part)
            acts = None if spec is None else settled.get(merged_name(spec.product, spec.layout, ""))
            if spec is None or acts is None or spec.form not in lines[acts]:
                continue
            if not another_person(folder, lines[acts][spec.form], acts) and not other_questions(
                folder, spec.form, acts, spec.product
            ):
                found.add(part)
        return frozenset(found)

    def _put_strangers_aside(self) -> None:
        """Files of rooms that are not in use any more, or that a room does not need any more."""
        wanted = {one.name for one in self._files}
        sizes = {
            f"{name.removesuffix('.pdf').removesuffix('-a3')}{end}"
            for name in wanted
            for end in ("-a3.pdf", ".pdf")
        }
        stale = [
            name
            for name in self._built
            if is_packed(name) and name not in wanted | sizes and (self._folder.path / name).exists()
        ]
        typed = [name for name in stale if is_filled_in(name) and self._is_altered(name)]
        self._filled += typed
        aside = [name for name in stale if name not in typed]
        put_aside(self._folder, aside, self._built)
        self._replaced += aside

    def _is_altered(self, name: str) -> bool:
        return file_digest(self._folder.path / name) != self._built[name].sha256

    def _put(self, one: RoomFile, data: bytes, printed_by: Callable[[str], str]) -> None:
        path, name = self._folder.path, one.name
        entry = replace(built_file(name, data, self._acts), printer=printed_by(name))
        before = self._built.get(name)
        if before is not None and (path / name).exists():
            if before.sha256 == entry.sha256 and (is_filled_in(name) or not self._is_altered(name)):
                self._kept.append(name)
                if before.acts != entry.acts and not is_filled_in(name):
                    append_manifest(path, [entry])
                return
            if self._is_altered(name):
                self._told(name)
                return
            put_aside(self._folder, [name], self._built)
            self._replaced.append(name)
        problem = put_file(path, name, data)
        if problem is not None:
            self._problems.append(problem)
            return
        append_manifest(path, [entry])
        self._made.append(name)

    def _told(self, name: str) -> None:
        """A file that is to be made anew, but is not as it was made."""
        if is_filled_in(name):
            self._filled.append(name)
            return
        hint = "不要使用；移走它再运行 exam pack 重新生成"
        self._problems.append(Problem(str(self._folder.path / name), None, V008.id, "生成后被改动过", hint))

"""The files of a room: which there are, what they are put together from, which are outdated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.manifest import BuiltFile
from quizgen.records.names import FileSpec, PaperLayout, Product, is_filled_in, is_packed, pack_name
from quizgen.render.rooms.printed import FORMS
from quizgen.render.rooms.view import RoomView
from quizgen.workflows.exam.composing import composed_products
from quizgen.workflows.exam.merged import BatchFile, is_as_merged, other_questions
from quizgen.workflows.exam.room_views import rooms_at

PAPERS, SHEETS, SPARE_PAPERS, SPARE_SHEETS = "试卷", "答题卡", "备用卷", "备用答题卡"
"""The names of the files that hold what is handed out, in the order of the seats."""

_PRINTED = ("门贴", "座位表", "桌签", "准考证", *FORMS)
_TYPED = ("考场情况记录表", "缺考登记表", "交接单", "备用卷登记表", "监考须知", "回收清点表")
SINGLE_SIDED = frozenset({"门贴", "座位表", "桌签", "准考证", "试卷袋封面", "清点条"})
"""What is cut apart, glued or hung up: printed on one side."""


@dataclass(frozen=True, slots=True)
class RoomFile:
    """A file of a room: ``file`` its name there. ``parts`` are the printed files it is put together from."""

    view: RoomView
    file: str
    parts: tuple[str, ...] = ()
    bound: bool = False

    @property
    def name(self) -> str:
        """The path in the exam folder."""
        return pack_name(self.view.room.name, self.file)

    @property
    def stem(self) -> str:
        """The name without its ending, and without the size of the paper."""
        return self.file.rpartition(".")[0].removesuffix("-a3")


def room_files(folder: ExamFolder, acts: int, layout: PaperLayout = "a4") -> Iterator[RoomFile]:
    """The files of every room in use after so many acts, papers in ``layout``."""
    found = rooms_at(folder, acts)
    for view in found.views.values():
        for name in _PRINTED:
            yield RoomFile(view, f"{name}.pdf")
        yield RoomFile(view, "签到表.xlsx")
        for name in _TYPED:
            yield RoomFile(view, f"{name}.docx")
        ends = "" if layout == "a4" else f"-{layout}"
        handed = [(one.form, one.seat.large) for one in view.sittings]
        sealed = [(code, False) for code, count in view.spares for _ in range(count)]
        for papers, sheets, codes in ((PAPERS, SHEETS, handed), (SPARE_PAPERS, SPARE_SHEETS, sealed)):
            parts = tuple(
                FileSpec(Product.PAPERS, code, "large" if large else layout).name for code, large in codes
            )
            if parts:
                yield RoomFile(view, f"{papers}{ends}.pdf", parts, bound=layout != "a3")
            bubbled = tuple(
                FileSpec(Product.SHEETS, code).name for code, _ in codes if code not in found.bare
            )
            if bubbled:
                yield RoomFile(view, f"{sheets}.pdf", bubbled)


def can_be_made_again(folder: ExamFolder, one: RoomFile, built: Mapping[str, BuiltFile]) -> bool:
    """Whether the printed files that a file was put together from still say the same."""
    if Product.SHEETS in composed_products(folder.exam):
        return True
    if not all(part in built for part in one.parts):
        return False
    return not one.parts or is_as_merged(folder, BatchFile(one.name, one.parts), built)


def layout_of(name: str) -> PaperLayout:
    """The size of the papers in a file of a room."""
    return "a3" if name.endswith("-a3.pdf") else "a4"


def outdated_rooms(folder: ExamFolder, built: Mapping[str, BuiltFile]) -> tuple[str, ...]:
    """The rooms of which files show another state than now: other people, seats, forms or questions."""
    views = cache(lambda acts: rooms_at(folder, acts).views)
    now = views(len(folder.acts))
    old: dict[str, None] = {}
    for name, entry in built.items():
        if not is_packed(name) or is_filled_in(name) or not (folder.path / name).exists():
            continue
        room = name.split("/")[1]
        then = views(entry.acts).get(room)
        if then != now.get(room) or (then is not None and _other_papers(folder, then, entry, name)):
            old[room] = None
    return tuple(old)


def _other_papers(folder: ExamFolder, view: RoomView, entry: BuiltFile, name: str) -> bool:
    stem = name.rpartition("/")[2].removesuffix(".pdf").removesuffix("-a3")
    if stem not in {PAPERS, SPARE_PAPERS}:
        return False
    codes = {one.form for one in view.sittings} | {code for code, _ in view.spares}
    return any(other_questions(folder, code, entry.acts, Product.PAPERS) for code in codes)

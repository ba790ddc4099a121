"""Questions of a file that the bank has already: what becomes of each when the file comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from quizgen.interchange.again import Arrived, recognised
from quizgen.interchange.changes_said import changes_in_words
from quizgen.interchange.figures import name_of_figure
from quizgen.interchange.kept_unsaid import with_unsaid
from quizgen.interchange.origin import digest_of, from_file
from quizgen.interchange.record_told import problem_of
from quizgen.interchange.records import MadeRecord, RecordData
from quizgen.model.bookkeeping import Pool, Status, is_retired
from quizgen.model.origin import Origin
from quizgen.model.rules.imports import N206, N209
from quizgen.workflows.bank_import.order import ImportOrder
from quizgen.workflows.bank_import.rows import Deed, SeenQuestion
from quizgen.workflows.bank_import.target import TargetBank

_KEPT = ("pool", "enemies")
"""What a question has from the bank, whatever becomes of it in the file."""


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that is in the bank already; ``origin`` None: no import brought it.

    ``pictures`` has the paths of the pictures that lie beside it, by the names that an import gives them.
    """

    id: str
    origin: Origin | None
    fields: RecordData
    retired: bool
    pictures: Mapping[str, str]


def in_the_bank(
    target: TargetBank, sources: Sequence[str], made: Sequence[MadeRecord]
) -> dict[int, KnownQuestion]:
    """Those that are, by their places; ``sources`` has the file of each."""
    origins = target.origins.questions if target.origins is not None else {}
    now = target.now or {}
    known = {id_: origin for id_, origin in origins.items() if id_ in now}
    places = [at for at, one in enumerate(made) if one.fields is not None]
    arrived = [
        Arrived(sources[at], made[at].draft.number, made[at].draft.source_id, made[at].fields or {})
        for at in places
    ]
    found = recognised(arrived, known, now)
    entries = {id_: target.entries[id_] for id_ in found.values()}
    beside = {
        file: _pictures_beside(Path(file).parent, target) for file in {one.file for one in entries.values()}
    }
    return {
        places[place]: KnownQuestion(
            id_,
            known.get(id_),
            now[id_],
            is_retired(entries[id_].question),
            beside[entries[id_].file],
        )
        for place, id_ in found.items()
    }


def _pictures_beside(folder: Path, target: TargetBank) -> Mapping[str, str]:
    pictures = target.loaded.pictures if target.loaded is not None else {}
    return {
        name_of_figure(PurePosixPath(name).name): path.relative_to(folder).as_posix()
        for name, paths in pictures.items()
        for path in paths
        if path.is_relative_to(folder)
    }


def once_more(order: ImportOrder, made: MadeRecord, here: KnownQuestion) -> SeenQuestion:
    """What to do with one: it changed in the file, in the bank, in both or in neither."""
    arrived = _of_the_file(made, here)
    new, now = digest_of(arrived), digest_of(here.fields)
    came = here.origin.digest if here.origin is not None else now
    waiting = here.origin is not None and here.origin.doubtful and here.fields.get("status") == Status.REVIEW
    settled = waiting and not made.doubts
    if here.retired or (new in {came, now} and not settled):
        return SeenQuestion(made, here.id, Deed.SAME)
    if now != came and not order.replace_edited and new != now:
        message = f"{here.id}：题库里的手工改过，照旧；文件里的改动没有写入"
        note = problem_of(made.draft, N206, message, N206.mend)
        return SeenQuestion(replace(made, notes=(*made.notes, note)), here.id, Deed.KEEP)
    reviewed = "reviewer" in here.fields and new != now
    if reviewed:
        note = problem_of(made.draft, N209, f"{here.id}：审过以后又改了，状态改为“审核”", "")
        made = replace(made, notes=(*made.notes, note))
    kept = {key: here.fields[key] for key in _KEPT if key in here.fields}
    fields = {"id": here.id, **arrived, **kept, **_status(review=bool(made.doubts) or reviewed)}
    return SeenQuestion(made, here.id, Deed.CHANGE, fields, changes_in_words(here.fields, fields))


def _of_the_file(made: MadeRecord, here: KnownQuestion) -> RecordData:
    """What the file says of a question; one that no import brought keeps what the file leaves unsaid.

    A bank that was written out for another program and comes back has lost what that program has no
    place for.
    """
    fields: dict[str, Any] = _with_pictures_there(made.fields, here.pictures)
    if here.origin is not None:
        return fields
    said = {key: value for key, value in fields.items() if key not in made.unsaid}
    return with_unsaid(from_file(here.fields), said)


def _with_pictures_there(data: Any, there: Mapping[str, str]) -> Any:
    """A record whose pictures are named as the bank names them, where it has them already."""
    if isinstance(data, dict):
        return {
            key: there.get(value, value) if key == "image" else _with_pictures_there(value, there)
            for key, value in data.items()
        }
    return [_with_pictures_there(one, there) for one in data] if isinstance(data, list) else data


def new_record(made: MadeRecord, id_: str, *, sealed: bool) -> RecordData:
    """A question as the bank will hold it for the first time."""
    pool = {"pool": Pool.EXAM.value} if sealed else {}
    return {"id": id_, **(made.fields or {}), **pool, **_status(review=bool(made.doubts))}


def _status(*, review: bool) -> Mapping[str, str]:
    return {"status": Status.REVIEW.value} if review else {}

"""The files that hold many forms: merged papers, keys and sheets for the printer, the compact keys."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.ledger import Act
from quizgen.model.people import question_acts
from quizgen.model.question_acts import QuestionAct, concerns
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.manifest import BuiltFile
from quizgen.records.names import (
    COMPACT_KEYS,
    FileSpec,
    PaperLayout,
    Product,
    merged_name,
    parse_spec,
)
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, merge_pdfs
from quizgen.workflows.exam.composing import composed_products
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.products import BATCH

_NUMBERED = re.compile(r"-\d{2,}(?=\.(?:pdf|json)$)")


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file that holds many forms: its name, the files it is merged from, how it is to be printed.

    One without ``parts`` is not merged: papers (in their ``layout``) and sheets put together, with the
    ``codes`` of their forms, the geometry of these sheets; the compact keys.
    """

    name: str
    parts: tuple[str, ...] = ()
    sides: Sides = Sides.BOTH
    codes: tuple[str, ...] = ()
    layout: PaperLayout = "a4"


def settled_acts(folder: Path, built: Mapping[str, BuiltFile]) -> dict[str, int]:
    """After how many acts it was settled whose papers the merged files of each kind hold, where one is there.

    People added later are printed apart: what was merged, and perhaps printed, is not merged again.
    """
    found: dict[str, int] = {}
    for name, entry in built.items():
        if is_merged(name) and (folder / name).exists():
            kind = kind_of(name)
            found[kind] = min(entry.acts, found.get(kind, entry.acts))
    return found


def kind_of(name: str) -> str:
    """The name of a merged file without the number of its batch."""
    return _NUMBERED.sub("", name)


def number_of(name: str) -> int:
    """The number of a merged file's batch, from 1; 1 where there is one only."""
    found = _NUMBERED.search(name)
    return int(found[0][1:]) if found else 1


def is_merged(name: str) -> bool:
    """Whether a file of this name holds many forms."""
    return name.partition("/")[0] in list(Product) and parse_spec(name) is None


def other_questions(folder: ExamFolder, code: str, acts: int, product: str, until: int | None = None) -> bool:
    """Whether what is printed of a form's questions is another thing now than after so many acts.

    Papers that have been handed out stay as they are when a misprint is put right; keys never do. ``until``:
    not now, but after so many acts.
    """
    since = changes_since(folder, acts, product, until)
    if not since:
        return False
    line = next((line for line in folder.every_line_at(acts) if line.code == code), None)
    return line is not None and holds_any(line, since)


def changes_since(
    folder: ExamFolder, acts: int, product: str, until: int | None = None
) -> tuple[QuestionAct, ...]:
    """What was done about questions after so many acts that makes a product another one."""
    since = question_acts(folder.acts[acts:until])
    if product == Product.KEYS:
        return since
    return tuple(one for one in since if one.act is Act.SWAPPED or one.reprint)


def holds_any(line: FormLine, since: Sequence[QuestionAct]) -> bool:
    """Whether a form has a question that these acts are about. Raises what reading the form raises."""
    form = line.form()
    return any(concerns(one, form) for one in since)


def is_as_merged(folder: ExamFolder, batch: BatchFile, built: Mapping[str, BuiltFile]) -> bool:
    """Whether the files that a merged one was made of still say the same: of people, of questions."""
    owners = {line.code: line.candidate for line in folder.all_lines}
    then = folder.people_at(built[batch.name].acts).known
    for part in batch.parts:
        spec = parse_spec(part)
        owner = None if spec is None else owners.get(spec.form)
        if owner is not None and folder.people_at(built[part].acts).known.get(owner) != then.get(owner):
            return False
        if spec is not None and _differs(folder, spec, built[batch.name].acts, built[part].acts):
            return False
    return True


def _differs(folder: ExamFolder, spec: FileSpec, merged: int, part: int) -> bool:
    """Whether a file printed after so many acts has other questions than when it was merged."""
    first, last = sorted((merged, part))
    return other_questions(folder, spec.form, first, spec.product, last)


def batch_files(  # noqa: PLR0913 - what decides which files there are
    forms: Sequence[FormLine],
    products: Sequence[Product],
    layouts: Sequence[PaperLayout],
    bare: Container[str],
    sides: Sequence[Sides] = tuple(Sides),
    *,
    composed: Container[Product] = (),
) -> Iterator[BatchFile]:
    """The files that hold many forms; ``bare`` are the codes of the forms without an answer sheet.

    ``composed``: what is put together from pieces.
    """
    batches = [forms[start : start + BATCH] for start in range(0, len(forms), BATCH)]
    for number, batch in enumerate(batches, 1):
        suffix = f"-{number:02d}" if len(batches) > 1 else ""
        if Product.KEYS in products:
            yield BatchFile(f"{COMPACT_KEYS}{suffix}.pdf")
        if len(forms) == 1:
            continue
        for product, layout in _merged_kinds(products, layouts):
            codes = [one.code for one in batch if product is not Product.SHEETS or one.code not in bare]
            parts = tuple(FileSpec(product, code, layout).name for code in codes)
            for side in sides if parts else ():
                name = merged_name(product, layout, f"{'-single' if side is Sides.SINGLE else ''}{suffix}")
                if product in composed and product is not Product.KEYS:
                    yield BatchFile(name, sides=side, codes=tuple(codes), layout=layout)
                else:
                    yield BatchFile(name, parts, side)
            if parts and product is Product.SHEETS and product in composed:
                name = merged_name(product, layout, suffix).replace(".pdf", ".json")
                yield BatchFile(name, codes=tuple(codes))


def _merged_kinds(
    products: Sequence[Product], layouts: Sequence[PaperLayout]
) -> Iterator[tuple[Product, PaperLayout]]:
    """What is merged: papers in every layout, keys, sheets."""
    if Product.PAPERS in products:
        yield from ((Product.PAPERS, layout) for layout in layouts)
    yield from ((product, "a4") for product in (Product.KEYS, Product.SHEETS) if product in products)


def batch_bytes(
    folder: ExamFolder,
    acts: int,
    batch: BatchFile,
    made: FilesOfMany,
    *,
    whole: bool = False,
) -> bytes:
    """The bytes of a file that holds many forms: those there were after so many acts about people.

    ``made`` makes those that are put together from pieces, or set whole where that is asked for.
    """
    if batch.codes:
        wanted = made.lines_of(batch.codes, acts)
        if batch.name.endswith(".json"):
            return made.sheets.geometry(wanted, acts)
        if batch.name.startswith(f"{Product.SHEETS}/"):
            return made.sheets.pdf(wanted, acts, batch.sides, whole=whole)
        papers = [(line, batch.layout) for line in wanted]
        return made.papers.pdf(papers, acts, batch.sides, whole=whole)
    if batch.parts:
        bound = not batch.name.startswith(
            (f"{Product.SHEETS}/", merged_name(Product.PAPERS, "a3", "").removesuffix(".pdf"))
        )
        paths = [folder.path / part for part in batch.parts]
        return merge_pdfs(paths, batch.sides, shift_mm=BINDING_SHIFT_MM if bound else 0.0)
    stem = batch.name.rpartition("/")[2].removesuffix(".pdf")
    number = int(stem.partition("-")[2] or 1)
    lines = made.lines(acts)[(number - 1) * BATCH : number * BATCH]
    alone = Product.KEYS not in composed_products(folder.exam)
    return made.keys.pdf(lines, acts, whole=whole or alone)

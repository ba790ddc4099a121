"""The recipe of ``quizgen exam build``: the frozen forms of an exam folder become files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.errors import CannotWrite, Problem, QuizgenError
from quizgen.files.safe import PRIVATE_FOLDER, reason_of
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.ledger import Act, Stamp, stamped
from quizgen.model.rules.exam import V008, V010
from quizgen.records.exam_folder import BuiltFile, ExamFolder, append_manifest, read_manifest
from quizgen.records.form_lines import FormLine
from quizgen.records.ledger import append, latest_outputs, read_ledger
from quizgen.records.names import (
    COMPACT_KEYS,
    MANIFEST,
    FileSpec,
    PaperLayout,
    PrintFormat,
    Product,
    merged_name,
    specs_for,
)
from quizgen.records.scores_file import key_after_signing
from quizgen.records.signing import SigningKey
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, merge_pdfs
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.exam.names_by_hand import ByHand, printers_of, written_by_hand
from quizgen.workflows.exam.printing import (
    Jobs,
    PrintTask,
    built_file,
    compose_form,
    print_task_files,
    put_file,
    run_tasks,
)
from quizgen.workflows.exam.products import BATCH, without_sheet
from quizgen.workflows.progress import OnProgress


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What ``exam build`` was asked for; no ``forms`` means all of them.

    ``single_sided`` asks for merged files to be printed on one side, besides those for both. ``sign_key``
    gives the signing key; it is asked for only when scores were signed already, for then the ledger's line
    must be signed too.
    """

    folder: Path
    products: tuple[Product, ...]
    formats: tuple[PrintFormat, ...]
    layouts: tuple[PaperLayout, ...]
    stamp: Stamp
    forms: tuple[str, ...] = ()
    jobs: Jobs = field(default_factory=Jobs)
    font_paths: tuple[Path, ...] = ()
    single_sided: bool = False
    sign_key: Callable[[], SigningKey | None] | None = None

    @property
    def sides(self) -> tuple[Sides, ...]:
        """The kinds of merged files that are wanted."""
        return (Sides.BOTH, Sides.SINGLE) if self.single_sided else (Sides.BOTH,)


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file that holds many forms: its name, the files it is merged from, how it is to be printed.

    One without ``parts`` is not merged: the compact keys.
    """

    name: str
    parts: tuple[str, ...] = ()
    sides: Sides = Sides.BOTH


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Files made now, files that were there already, and what stood in the way.

    ``without_sheet``: forms asked for that have nothing to bubble in, so no answer sheet. ``by_hand``:
    what of the candidates no font prints.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]
    without_sheet: tuple[str, ...] = ()
    by_hand: tuple[ByHand, ...] = ()


class NoSuchForm(QuizgenError):
    """A form code that the exam does not have."""

    def __init__(self, codes: Sequence[str], known: Sequence[str]) -> None:
        some = "、".join(known[:8]) + ("……" if len(known) > 8 else "")  # noqa: PLR2004 - enough to see
        super().__init__(f"没有这些试卷号：{'、'.join(codes)}；这次考试有 {some}（共 {len(known)} 份）。")


def build_exam(order: BuildOrder, on_progress: OnProgress) -> BuildResult:
    """Print what is missing; nothing that exists is written again.

    A build that was interrupted is completed by calling this again. Raises what ``changing`` raises,
    NoSuchForm, NotTheSigner, CannotWrite and what a printer raises for text that cannot be printed.
    """
    with changing(order.folder) as folder:
        forms = folder.form_lines
        codes = [form.code for form in forms]
        if unknown := [code for code in order.forms if code not in codes]:
            raise NoSuchForm(unknown, codes)
        key = key_after_signing(folder.path, order.sign_key)
        built = read_manifest(folder.path)
        kept: list[str] = []
        tasks: list[PrintTask] = []
        bare = without_sheet(folder, forms) if Product.SHEETS in order.products else frozenset()
        if len(bare) == len(forms):
            order = replace(order, products=tuple(one for one in order.products if one is not Product.SHEETS))
        for serial, form in enumerate(forms, 1):
            if not _is_wanted(form, order):
                continue
            specs = specs_for(form.code, order.products, order.formats, order.layouts)
            wanted = tuple(one for one in specs if one.product is not Product.SHEETS or form.code not in bare)
            missing = tuple(spec for spec in wanted if not _is_built(folder.path, spec, built))
            kept += [name for spec in wanted if spec not in missing for name in spec.names]
            if missing:
                tasks.append(PrintTask(form, serial, missing))
        for product in order.products:
            _make_folder(folder.path / product)
        printed_by = printers_of(forms, folder.roster, order.font_paths)
        made, problems = _print_all(folder.path, tasks, order, printed_by, on_progress)
        if not order.forms and not problems:
            more, more_kept, problems = _batches(folder, forms, order, bare, printed_by)
            made += more
            kept += more_kept
        _note_build(folder.path, order.stamp, len(made), key)
        problems += _altered(folder.path, kept, built)
    without = tuple(code for code in codes if code in bare and (not order.forms or code in order.forms))
    people = [
        person
        for form in forms
        if _is_wanted(form, order) and (person := folder.candidates.get(form.candidate or "")) is not None
    ]
    by_hand = written_by_hand(people, order.font_paths)
    return BuildResult(tuple(made), tuple(kept), tuple(problems), without, by_hand)


def _is_wanted(form: FormLine, order: BuildOrder) -> bool:
    return not order.forms or form.code in order.forms


def _altered(folder: Path, kept: Sequence[str], built: dict[str, BuiltFile]) -> Iterator[Problem]:
    """Files that exist but are not as they were printed; they should not be handed out."""
    for name in kept:
        if name in built and file_digest(folder / name) != built[name].sha256:
            hint = "不要使用；移走它再运行 exam build 重新生成"
            yield Problem(str(folder / name), None, V008.id, "生成后被改动过", hint)


def _note_build(folder: Path, stamp: Stamp, made: int, key: SigningKey | None) -> None:
    """Record the build in the ledger if the manifest has grown since, even by an interrupted build."""
    manifest = hashlib.sha256(read_bytes(folder / MANIFEST)).hexdigest()
    if latest_outputs(read_ledger(folder).lines).get(MANIFEST) != manifest:
        built = stamped(Act.BUILT, stamp, outputs={MANIFEST: manifest}, details={"files": made})
        append(folder, built, key=key)


def _is_built(folder: Path, spec: FileSpec, built: dict[str, BuiltFile]) -> bool:
    return all(name in built and (folder / name).exists() for name in spec.names)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def _print_all(
    folder: Path,
    tasks: list[PrintTask],
    order: BuildOrder,
    printed_by: Callable[[str], str],
    on_progress: OnProgress,
) -> tuple[list[str], list[Problem]]:
    made: list[str] = []
    problems: list[Problem] = []
    results = run_tasks(print_task_files, tasks, folder, order.jobs, order.font_paths)
    for number, done in enumerate(results, 1):
        append_manifest(folder, [replace(entry, printer=printed_by(entry.file)) for entry in done.built])
        made += [entry.file for entry in done.built]
        problems += done.problems
        on_progress(number, len(tasks))
    return made, problems


def _batches(
    folder: ExamFolder,
    forms: Sequence[FormLine],
    order: BuildOrder,
    bare: Container[str],
    printed_by: Callable[[str], str],
) -> tuple[list[str], list[str], list[Problem]]:
    """The merged files for the printer, the compact keys."""
    made: list[str] = []
    kept: list[str] = []
    problems: list[Problem] = []
    built = read_manifest(folder.path)
    if "pdf" not in order.formats:
        return made, kept, problems
    for batch in batch_files(forms, order.products, order.layouts, bare, order.sides):
        name = batch.name
        if name in built and (folder.path / name).exists():
            kept.append(name)
            continue
        if stale := [part for part in batch.parts if _changed(folder.path, part, built)]:
            problems.append(
                Problem(
                    str(folder.path / name),
                    None,
                    V010.id,
                    f"没有合并，因为生成后被改动：{'、'.join(stale)}",
                    "恢复这些文件，或移走后重新生成",
                )
            )
            continue
        data = batch_bytes(folder, forms, batch, order.font_paths)
        problem = put_file(folder.path, name, data)
        if problem is not None:
            problems.append(problem)
            continue
        append_manifest(folder.path, [replace(built_file(name, data), printer=printed_by(name))])
        made.append(name)
    return made, kept, problems


def _changed(folder: Path, name: str, built: dict[str, BuiltFile]) -> bool:
    return hashlib.sha256(read_bytes(folder / name)).hexdigest() != built[name].sha256


def batch_files(
    forms: Sequence[FormLine],
    products: Sequence[Product],
    layouts: Sequence[PaperLayout],
    bare: Container[str],
    sides: Sequence[Sides] = tuple(Sides),
) -> Iterator[BatchFile]:
    """The files that hold many forms; ``bare`` are the codes of the forms without an answer sheet."""
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
                single = "-single" if side is Sides.SINGLE else ""
                yield BatchFile(merged_name(product, layout, f"{single}{suffix}"), parts, side)


def _merged_kinds(
    products: Sequence[Product], layouts: Sequence[PaperLayout]
) -> Iterator[tuple[Product, PaperLayout]]:
    """What is merged: papers in every layout, keys, sheets."""
    if Product.PAPERS in products:
        yield from ((Product.PAPERS, layout) for layout in layouts)
    yield from ((product, "a4") for product in (Product.KEYS, Product.SHEETS) if product in products)


def batch_bytes(
    folder: ExamFolder, forms: Sequence[FormLine], batch: BatchFile, font_paths: tuple[Path, ...]
) -> bytes:
    """The bytes of a file that holds many forms."""
    if batch.parts:
        bound = not batch.name.startswith(
            (f"{Product.SHEETS}/", merged_name(Product.PAPERS, "a3", "").removesuffix(".pdf"))
        )
        paths = [folder.path / part for part in batch.parts]
        return merge_pdfs(paths, batch.sides, shift_mm=BINDING_SHIFT_MM if bound else 0.0)
    stem = batch.name.rpartition("/")[2].removesuffix(".pdf")
    number = int(stem.partition("-")[2] or 1)
    lines = forms[(number - 1) * BATCH : number * BATCH]
    return Printer(font_paths).compact_key_pdf([compose_form(folder, line.form()) for line in lines])

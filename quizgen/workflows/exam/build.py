"""The recipe of ``quizgen exam build``: the frozen forms of an exam folder become files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.model.ledger import Stamp
from quizgen.model.rules.exam import V010
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.manifest import append_manifest, read_manifest
from quizgen.records.names import (
    ERRATA,
    FileSpec,
    PaperLayout,
    PrintFormat,
    Product,
    merged_name,
    parse_spec,
    specs_for,
)
from quizgen.records.scores_file import key_after_signing
from quizgen.records.signing import SigningKey
from quizgen.render.merge import Sides
from quizgen.workflows.exam.composing import WHOLE_MARK, SetWhole, composed_products
from quizgen.workflows.exam.errata import errata_bytes, errata_files
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.exam.merged import (
    BatchFile,
    batch_bytes,
    batch_files,
    kind_of,
    number_of,
    settled_acts,
)
from quizgen.workflows.exam.names_by_hand import ByHand, printers_at, written_by_hand
from quizgen.workflows.exam.noting import altered_since, is_changed, make_folder, note_build, write_list
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.outdated import another_person, outdated, outdated_merged, put_aside
from quizgen.workflows.exam.printing import (
    PrintTask,
    built_file,
    print_task_files,
    put_file,
    run_tasks,
)
from quizgen.workflows.exam.products import without_sheet
from quizgen.workflows.exam.shards import (
    Shard,
    codes_of,
    noted_by_shards,
    refuse_outdated,
    sharing,
    take_over,
)
from quizgen.workflows.exam.to_print import PrintJob, print_jobs
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What ``exam build`` was asked for; no ``forms`` means all of them, no ``formats`` those of the exam.

    Of a large exam (one printed from pieces) papers and keys of single forms are made where they are asked
    for: ``separate`` papers, ``full_keys``, the ``forms`` named. ``reference`` sets every paper whole, also
    in merged files. ``single_sided`` asks for merged files to be printed on one side, besides those for
    both. ``sign_key`` gives the signing key; it is asked for only when scores were signed already, for then
    the ledger's line must be signed too. ``shard``: only this share, beside others that are printed
    at the same time.
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
    separate: bool = False
    full_keys: bool = False
    reference: bool = False
    sign_key: Callable[[], SigningKey | None] | None = None
    shard: Shard | None = None

    @property
    def sides(self) -> tuple[Sides, ...]:
        """The kinds of merged files that are wanted."""
        return (Sides.BOTH, Sides.SINGLE) if self.single_sided else (Sides.BOTH,)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Files made now, files that were there already, and what stood in the way.

    ``without_sheet``: forms asked for that have nothing to bubble in, so no answer sheet. ``by_hand``:
    what of the candidates no font prints. ``left_out``: the forms of people who have withdrawn. ``replaced``:
    files put aside, because their person or a question was changed. ``apart``: forms printed now that are
    not in the merged files, which were made before. ``to_print`` is what is to be printed of all that was
    built. ``whole``: the papers that could not be put together from pieces.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]
    without_sheet: tuple[str, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    left_out: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    to_print: tuple[PrintJob, ...] = ()
    whole: tuple[SetWhole, ...] = ()


class NoSuchForm(QuizgenError):
    """A form code that the exam does not have."""

    def __init__(self, codes: Sequence[str], known: Sequence[str]) -> None:
        some = "、".join(known[:8]) + ("……" if len(known) > 8 else "")  # noqa: PLR2004 - enough to see
        super().__init__(f"没有这些试卷号：{'、'.join(codes)}；这次考试有 {some}（共 {len(known)} 份）。")


def build_exam(order: BuildOrder, on_progress: OnProgress) -> BuildResult:
    """Print what is missing; nothing that exists is written again.

    What was printed of a person who has been amended since is put aside and printed anew; nothing is printed
    of people who have withdrawn. A build that was interrupted is completed by calling this again. Raises what
    ``changing`` raises, NoSuchForm, NotTheSigner, CannotWrite and what a printer raises for text that cannot
    be printed.
    """
    if order.shard is not None:
        with sharing(order.folder, order.shard) as (folder, notes):
            return _Build(folder, order, notes).share(on_progress)
    with changing(order.folder) as folder:
        return _Build(folder, order, folder.path).run(on_progress)


class _Build:
    """One build of an exam folder."""

    def __init__(self, folder: ExamFolder, order: BuildOrder, notes: Path) -> None:
        self._folder = folder
        self._notes = notes
        self._forms = folder.all_lines
        self._acts = len(folder.acts)
        codes = [form.code for form in self._forms]
        if unknown := [code for code in order.forms if code not in codes]:
            raise NoSuchForm(unknown, codes)
        self._key = None if order.shard else key_after_signing(folder.path, order.sign_key)
        self._built = read_manifest(folder.path)
        self._unsound = take_over(folder.path, self._built) if order.shard is None else []
        if order.shard is not None:
            self._built |= noted_by_shards(folder.path)
        self._bare = (
            without_sheet(folder, self._forms) if Product.SHEETS in order.products else frozenset[str]()
        )
        if len(self._bare) == len(self._forms):
            order = replace(order, products=tuple(one for one in order.products if one is not Product.SHEETS))
        self._composed = composed_products(folder.exam)
        if not order.formats:
            order = replace(order, formats=("pdf",) if self._composed else ("pdf", "docx"))
        self._order = order
        self._of_many = FilesOfMany(folder, order.font_paths)
        self._here = frozenset(line.code for line in folder.lines_at(self._acts))
        self._wanted = [form for form in self._forms if form.code in (order.forms or self._here)]
        if order.shard is not None:
            own = codes_of(order.shard, folder)
            self._wanted = [form for form in self._wanted if form.code in own]
        self._printed_by = printers_at(folder, order.font_paths)
        self._settled: dict[str, int] = {}
        self._kept: list[str] = []
        self._replaced: list[str] = []
        self._late: set[str] = set()
        self._codes: dict[int, frozenset[str]] = {}

    def run(self, on_progress: OnProgress) -> BuildResult:
        """Print what is missing."""
        folder, order = self._folder, self._order
        if self._unsound:
            return BuildResult((), (), tuple(self._unsound))
        self._put_merged_aside()
        settled = self._settled = settled_acts(folder.path, self._built)
        tasks = list(self._tasks())
        for product in order.products:
            make_folder(folder.path / product)
        made, problems = self._print_all(tasks, on_progress)
        if not order.forms and not problems:
            more, problems = self._batches(settled)
            made += [*more, *self._errata()]
        note_build(folder.path, order.stamp, len(made), self._key)
        problems += altered_since(folder.path, self._kept, self._built)
        jobs = print_jobs(folder)
        write_list(folder.path, jobs)
        known = folder.people.known
        persons = [known[form.candidate] for form in self._wanted if form.candidate in known]
        return BuildResult(
            made=tuple(made),
            kept=tuple(self._kept),
            problems=tuple(problems),
            without_sheet=tuple(form.code for form in self._wanted if form.code in self._bare),
            by_hand=written_by_hand(persons, order.font_paths),
            left_out=tuple(form.code for form in self._forms if form.code not in self._here),
            replaced=tuple(self._replaced),
            to_print=jobs,
            whole=tuple(self._of_many.papers.whole.values()),
            apart=tuple(self._apart(min(settled.values(), default=self._acts), made)),
        )

    def share(self, on_progress: OnProgress) -> BuildResult:
        """Print what is missing of one share; nothing but its files and its own notes is written."""
        path, order = self._folder.path, self._order
        refuse_outdated(self._folder, self._wanted, self._built, order.products)
        settled = self._settled = settled_acts(path, self._built)
        tasks = list(self._tasks())
        for product in order.products:
            make_folder(path / product)
        made, problems = self._print_all(tasks, on_progress)
        if not problems:
            more, problems = self._batches(settled)
            made += more
        problems += altered_since(path, self._kept, self._built)
        whole = tuple(self._of_many.papers.whole.values())
        return BuildResult(tuple(made), tuple(self._kept), tuple(problems), whole=whole)

    def _put_merged_aside(self) -> None:
        """Files of many forms in which a question stands that was exchanged or put right since."""
        if self._order.forms:
            return
        if old := list(outdated_merged(self._folder, self._built, self._order.products)):
            put_aside(self._folder, old, self._built)
            self._replaced += old

    def _errata(self) -> Iterator[str]:
        """The slips with corrections."""
        path, order = self._folder.path, self._order
        if "pdf" not in order.formats or Product.PAPERS not in order.products:
            return
        for name, acts in errata_files(self._folder):
            if name in self._built and (path / name).exists():
                self._kept.append(name)
                continue
            make_folder(path / ERRATA)
            data = errata_bytes(self._folder, acts, order.font_paths)
            if put_file(path, name, data) is None:
                append_manifest(
                    self._notes, [replace(built_file(name, data, acts), printer=self._printed_by(acts)(name))]
                )
                yield name

    def _tasks(self) -> Iterator[PrintTask]:
        order = self._order
        serials = {form.code: serial for serial, form in enumerate(self._forms, 1)}
        for form in self._wanted:
            specs = specs_for(form.code, order.products, order.formats, order.layouts)
            bare = form.code in self._bare
            wanted = [one for one in specs if one.product is not Product.SHEETS or not bare]
            if self._composed and not order.forms:
                wanted = [one for one in wanted if self._is_wanted_apart(form, one)]
            if old := list(outdated(self._folder, form, self._built, order.products)):
                put_aside(self._folder, old, self._built)
                self._replaced += old
                again = dict.fromkeys(spec for name in old if (spec := parse_spec(name)) is not None)
                wanted += [spec for spec in again if spec not in wanted]
            missing = tuple(spec for spec in wanted if not self._is_built(spec))
            self._kept += [name for spec in wanted if spec not in missing for name in spec.names]
            if missing:
                yield PrintTask(form, serials[form.code], missing, self._acts)

    def _is_wanted_apart(self, form: FormLine, spec: FileSpec) -> bool:
        """Whether a large exam needs this file of one form: asked for, or not in what is merged already."""
        if spec.format != "pdf":
            return True
        if spec.product is Product.KEYS:
            return self._order.full_keys
        if spec.product not in self._composed:
            return True
        alone = len(self._here) == 1
        return (
            alone or self._order.separate or self._is_apart(form, merged_name(spec.product, spec.layout, ""))
        )

    def _is_apart(self, form: FormLine, kind: str) -> bool:
        """Whether merged papers of a kind are there, but without the form, or with its person as before."""
        acts = self._settled.get(kind)
        if acts is None or acts == self._acts:
            return False
        if form.code not in self._codes_at(acts) or another_person(self._folder, form, acts):
            self._late.add(form.code)
        return form.code in self._late

    def _codes_at(self, acts: int) -> frozenset[str]:
        """The codes of the forms that were printed after so many acts."""
        if acts not in self._codes:
            self._codes[acts] = frozenset(line.code for line in self._folder.lines_at(acts))
        return self._codes[acts]

    def _is_built(self, spec: FileSpec) -> bool:
        return all(name in self._built and (self._folder.path / name).exists() for name in spec.names)

    def _apart(self, merged: int, made: Sequence[str]) -> Iterator[str]:
        """The forms printed now that the merged files of before do not hold, or hold as they were."""
        before = {line.code for line in self._folder.lines_at(merged)}
        again = {spec.form for name in self._replaced if (spec := parse_spec(name)) is not None}
        printed = dict.fromkeys(spec.form for name in made if (spec := parse_spec(name)) is not None)
        if merged < self._acts:
            yield from (code for code in printed if code not in before or code in again or code in self._late)

    def _print_all(self, tasks: list[PrintTask], on_progress: OnProgress) -> tuple[list[str], list[Problem]]:
        made: list[str] = []
        problems: list[Problem] = []
        path, order, printed_by = self._folder.path, self._order, self._printed_by(self._acts)
        results = run_tasks(print_task_files, tasks, path, order.jobs, order.font_paths)
        for number, done in enumerate(results, 1):
            append_manifest(
                self._notes, [replace(entry, printer=printed_by(entry.file)) for entry in done.built]
            )
            made += [entry.file for entry in done.built]
            problems += done.problems
            on_progress(number, len(tasks))
        return made, problems

    def _batches(self, settled: Mapping[str, int]) -> tuple[list[str], list[Problem]]:
        """The merged files for the printer, the compact keys."""
        made: list[str] = []
        problems: list[Problem] = []
        path, order = self._folder.path, self._order
        built = {**read_manifest(path), **noted_by_shards(path)}
        for batch, acts in self._wanted_batches(settled) if "pdf" in order.formats else ():
            name = batch.name
            if name in built and (path / name).exists():
                self._kept.append(name)
                continue
            if stale := [part for part in batch.parts if is_changed(path, part, built)]:
                message = f"没有合并，因为生成后被改动：{'、'.join(stale)}"
                hint = "恢复这些文件，或移走后重新生成"
                problems.append(Problem(str(path / name), None, V010.id, message, hint))
                continue
            whole = order.reference and not batch.parts and name.endswith(".pdf")
            data = batch_bytes(self._folder, acts, batch, self._of_many, whole=whole)
            problem = put_file(path, name, data)
            if problem is not None:
                problems.append(problem)
                continue
            printer = self._printed_by(acts)(name) + (f" {WHOLE_MARK}" if whole else "")
            append_manifest(self._notes, [replace(built_file(name, data, acts), printer=printer)])
            made.append(name)
        return made, problems

    def _wanted_batches(self, settled: Mapping[str, int]) -> Iterator[tuple[BatchFile, int]]:
        """The merged files, each with the acts after which it is settled whose papers it holds."""
        order = self._order
        for acts in sorted({self._acts, *settled.values()}):
            lines = self._folder.lines_at(acts)
            batches = batch_files(
                *(lines, order.products, order.layouts, self._bare, order.sides), composed=self._composed
            )
            for batch in batches:
                if order.shard is not None and not order.shard.takes(number_of(batch.name) - 1):
                    continue
                of_keys = bool(batch.parts) and batch.name.startswith(f"{Product.KEYS}/")
                if self._composed and of_keys and not order.full_keys:
                    continue
                if settled.get(kind_of(batch.name), self._acts) == acts:
                    yield batch, acts

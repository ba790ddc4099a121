"""Prints the unchanged files of an exam again, each as it was after the acts of its day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.rules.exam import V011
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.manifest import BuiltFile
from quizgen.records.names import LAYOUTS, FileSpec, Product, is_packed, parse_spec
from quizgen.workflows.exam.composing import WHOLE_MARK, composed_products
from quizgen.workflows.exam.errata import errata_bytes
from quizgen.workflows.exam.merged import BatchFile, batch_bytes, batch_files, is_as_merged, is_merged
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.printing import PrintTask, print_task_digests, run_tasks
from quizgen.workflows.exam.products import without_sheet
from quizgen.workflows.exam.room_bytes import room_file_bytes
from quizgen.workflows.exam.room_files import can_be_made_again, layout_of, room_files
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.verify.ledger import ExamFindings


@dataclass(frozen=True, slots=True)
class Reprinting:
    """What is printed again; ``slips`` are the files of corrections by how many acts were before them."""

    folder: ExamFolder
    manifest: Mapping[str, BuiltFile]
    slips: Mapping[str, int]
    jobs: Jobs
    font_paths: tuple[Path, ...]

    def compare(
        self,
        forms: Sequence[FormLine],
        same: AbstractSet[str],
        findings: ExamFindings,
        on_progress: OnProgress,
    ) -> int:
        """Each of the files ``same`` must come out as it is. Returns how many were printed. Rule V011."""
        count = 0

        def judge(name: str, digest: str) -> None:
            nonlocal count
            count += 1
            if self.manifest[name].sha256 != digest:
                hint = "以重新生成的为准：移走它再运行 exam build"
                findings.fault(name, V011.id, "与密钥重新生成的内容不同", hint)

        tasks = self._tasks(forms, same)
        results = run_tasks(print_task_digests, tasks, self.folder.path, self.jobs, self.font_paths)
        for number, digests in enumerate(results, 1):
            for name in sorted(same & set(digests)):
                judge(name, digests[name])
            on_progress(number, len(tasks))
        bare = without_sheet(self.folder, forms)
        made = FilesOfMany(self.folder, self.font_paths)
        composed = composed_products(self.folder.exam)
        for acts in sorted({self.manifest[name].acts for name in same if is_merged(name)}):
            lines = self.folder.lines_at(acts)
            for batch in batch_files(lines, list(Product), LAYOUTS, bare, composed=composed):
                if self._can_merge(batch, acts, same):
                    whole = self.manifest[batch.name].printer.endswith(f" {WHOLE_MARK}")
                    data = batch_bytes(self.folder, acts, batch, made, whole=whole)
                    judge(batch.name, hashlib.sha256(data).hexdigest())
        for name, digest in (*self._slips(same), *self._rooms(same)):
            judge(name, digest)
        return count

    def _slips(self, same: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        for name, acts in self.slips.items():
            if name in same:
                data = errata_bytes(self.folder, acts, self.font_paths)
                yield name, hashlib.sha256(data).hexdigest()

    def _rooms(self, same: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """The papers of the rooms made again, each as its room stood when they were."""
        wanted = [name for name in sorted(same) if is_packed(name)]
        if not wanted:
            return
        made = FilesOfMany(self.folder, self.font_paths)
        composed = Product.SHEETS in composed_products(self.folder.exam)
        for acts, layout in sorted({(self.manifest[name].acts, layout_of(name)) for name in wanted}):
            for one in room_files(self.folder, acts, layout):
                entry = self.manifest.get(one.name)
                if one.name not in same or entry is None or entry.acts != acts:
                    continue
                if (composed or all(part in same for part in one.parts)) and can_be_made_again(
                    self.folder, one, self.manifest
                ):
                    data = room_file_bytes(self.folder, acts, one, made)
                    yield one.name, hashlib.sha256(data).hexdigest()

    def _tasks(self, forms: Sequence[FormLine], same: AbstractSet[str]) -> list[PrintTask]:
        """The forms to be printed, each as it stood when its files were."""
        specs: dict[tuple[str, int], dict[FileSpec, None]] = {}
        for name in sorted(same):
            if (spec := parse_spec(name)) is not None:
                specs.setdefault((spec.form, self.manifest[name].acts), {})[spec] = None
        serials = {form.code: (serial, form) for serial, form in enumerate(forms, 1)}
        then = {acts: {one.code: one for one in self.folder.every_line_at(acts)} for _, acts in specs}
        tasks = [
            PrintTask(then[acts].get(code, serials[code][1]), serials[code][0], tuple(wanted), acts)
            for (code, acts), wanted in specs.items()
            if code in serials
        ]
        return sorted(tasks, key=lambda task: task.serial)

    def _can_merge(self, batch: BatchFile, acts: int, same: AbstractSet[str]) -> bool:
        """Whether a merged file can be made again of the files that are there."""
        return (
            batch.name in same
            and self.manifest[batch.name].acts == acts
            and all(part in same for part in batch.parts)
            and is_as_merged(self.folder, batch, self.manifest)
        )

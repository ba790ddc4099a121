"""The recipe of ``quizgen exam open``: a sealed bundle becomes the unit's exam folder, its opening noted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import AlreadyExists, ContentFaults, Problem, QuizgenError
from quizgen.files.new_folder import is_taken, write_new_folder
from quizgen.files.safe import NOT_THROUGH_LINKS, PRIVATE_FILE
from quizgen.files.text import file_digest, read_utf8
from quizgen.model.ledger import Act, JsonValue, LedgerLine, Stamp, stamped
from quizgen.model.rules.units import U007, U033
from quizgen.model.units import CutDetails
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, ledger_of, line_text, link
from quizgen.records.manifest import FROZEN_PRINTER, manifest_of
from quizgen.records.names import LEDGER, MANIFEST, PRINT_LIST
from quizgen.records.signing import PublicKey
from quizgen.records.trust import Trust
from quizgen.records.units.age import unseal
from quizgen.records.units.cut import cut_faults, cut_of, cut_signer, digests_of
from quizgen.records.units.packed import unpacked
from quizgen.workflows.day.written import check_reason

LOG = ".拆封记录.txt"
"""What is added to a bundle's name for the record of its openings beside it."""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """What ``exam open`` was asked for.

    ``early``: before the opening time; ``again``: although it was opened before; both want a ``reason``.
    """

    bundle: Path
    key_file: Path
    to: Path
    stamp: Stamp
    early: bool = False
    again: bool = False
    reason: str = ""
    trusted: Trust | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was opened: what it is, who signed it, which notes there are."""

    title: str
    details: CutDetails
    centre: PublicKey
    digest: str
    early: bool
    notes: tuple[Problem, ...]
    head: str


class TooEarly(QuizgenError):
    """The opening time has not come."""

    def __init__(self, details: CutDetails, stamp: Stamp) -> None:
        opens = details.opens
        super().__init__(
            f"规定 {opens:%Y-%m-%d %H:%M %z} 以后才能拆封，现在是 {stamp.time:%Y-%m-%d %H:%M %z}；"
            "确有必要提前的，加上 --early --by 姓名 --reason 原因，会记入台账。没有写出任何文件。"
        )


class OpenedBefore(QuizgenError):
    """The bundle was opened already, as the record beside it says."""

    def __init__(self, bundle: Path, last: str) -> None:
        super().__init__(
            f"“{bundle}”已经拆封过（{last}）；用那一次的文件夹。确要再拆一次的，"
            "加上 --again --by 姓名 --reason 原因，会记入台账。没有写出任何文件。"
        )


class NeedsReasonToOpen(QuizgenError):
    """An opening out of order needs a reason."""

    def __init__(self) -> None:
        super().__init__("提前拆封、再次拆封都要写明原因：加上 --reason 原因。没有写出任何文件。")


def open_bundle(order: OpenOrder) -> Opened:
    """Open a bundle: its folder appears whole or not at all, with the opening as its second ledger line.

    The opening time is a rule that this program keeps, not the encryption: another program opens the bundle
    at any time. Raises CannotUnseal, NotSealed, NotAUnitKey, DamagedPack, ContentFaults (U007),
    TooEarly, OpenedBefore, NeedsReasonToOpen, AlreadyExists, CannotRead, CannotWrite, ExtraMissing.
    """
    if (order.early or order.again) and not order.reason:
        raise NeedsReasonToOpen
    check_reason(order.reason)
    if is_taken(order.to):
        raise AlreadyExists(order.to)
    files = unpacked(unseal(order.bundle, order.key_file), order.bundle)
    ledger = _ledger(order.bundle, files)
    line, details, centre = _checked(order, files, ledger)
    now = order.stamp.time
    early = details.opens is not None and now < details.opens
    if early and not order.early:
        raise TooEarly(details, order.stamp)
    log = order.bundle.with_name(f"{order.bundle.name}{LOG}")
    before = read_utf8(log).splitlines() if log.exists() else []
    if before and not order.again:
        raise OpenedBefore(order.bundle, before[-1])
    digest = file_digest(order.bundle)
    noted = _opening(order, (line, details), digest, early=early, before=len(before))
    write_new_folder(order.to, {**files, LEDGER: files[LEDGER] + line_text(noted).encode()}, private=True)
    notes = [*_again(order, len(before)), *_logged(log, order, early=early)]
    title = ExamFolder(order.to).exam.title
    return Opened(title, details, centre, digest, early, tuple(notes), noted.hash)


def _opening(
    order: OpenOrder, cut: tuple[LedgerLine, CutDetails], digest: str, *, early: bool, before: int
) -> LedgerLine:
    line, cut_details = cut
    details: dict[str, JsonValue] = {
        **({"opens": cut_details.opens.isoformat()} if cut_details.opens else {}),
        **({"early": True} if early else {}),
        **({"openings_before": before} if before else {}),
        **({"reason": order.reason} if order.reason else {}),
    }
    entry = stamped(Act.OPENED, order.stamp, inputs={"bundle": digest}, details=details)
    return link([entry], 1, line.hash)[0]


def _ledger(bundle: Path, files: Mapping[str, bytes]) -> Ledger:
    """The ledger inside, of one line. Raises ContentFaults."""
    ledger = ledger_of(files.get(LEDGER, b""), bundle / LEDGER)
    if ledger.problems or ledger.cut or len(ledger.lines) != 1 or cut_of(ledger.lines) is None:
        message = "里面不是分发给一个单位的一份"
        raise ContentFaults([Problem(str(bundle), None, U007.id, message, "应当是 exam split 写出的包")])
    return ledger


def _checked(
    order: OpenOrder, files: Mapping[str, bytes], ledger: Ledger
) -> tuple[LedgerLine, CutDetails, PublicKey]:
    """The centre's line, what it says, who signed it, after every file was held against it."""
    line, details, centre = ledger.lines[0], cut_of(ledger.lines), cut_signer(ledger.lines)
    found = list(cut_faults(order.bundle, ledger.lines, order.trusted))
    if details is None or centre is None:
        raise ContentFaults(found)
    expected = dict(line.outputs)
    if details.print_list is not None:
        expected[PRINT_LIST] = details.print_list
    if digests_of({MANIFEST: files.get(MANIFEST, b"")})[MANIFEST] == expected.get(MANIFEST):
        for entry in manifest_of(files[MANIFEST], order.bundle).values():
            if entry.printer != FROZEN_PRINTER:
                expected[entry.file] = entry.sha256
    present = digests_of({name: data for name, data in files.items() if name != LEDGER})
    for name in sorted(expected.keys() | present.keys()):
        if expected.get(name) != present.get(name):
            what = "多出来的" if name not in expected else "没有了" if name not in present else "被改动过"
            found.append(Problem(str(order.bundle / name), None, U007.id, what, "向中心重新索取这一包"))
    if found:
        raise ContentFaults(found)
    return line, details, centre


def _again(order: OpenOrder, before: int) -> list[Problem]:
    if not before:
        return []
    return [Problem(str(order.bundle), None, U033.id, f"这一包以前拆过 {before} 次，这次也记下了")]


def _logged(log: Path, order: OpenOrder, *, early: bool) -> list[Problem]:
    """Write the opening down beside the bundle; a place that cannot be written to is told, no more."""
    words = f"{order.stamp.time:%Y-%m-%d %H:%M:%S %z}，{order.stamp.by}，拆到 {order.to.name}"
    words += (
        f"，{'提前' if early else ''}{'再次' if order.again else ''}{order.reason}" if order.reason else ""
    )
    try:
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | NOT_THROUGH_LINKS, PRIVATE_FILE)
        with os.fdopen(descriptor, "ab") as file:
            file.write(f"{words}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        message = "旁边写不了拆封记录（只读的盘？）；拆封仍记在新文件夹的台账里"
        return [Problem(str(log), None, U033.id, message)]
    return []

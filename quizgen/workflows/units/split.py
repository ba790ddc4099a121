"""The recipe of ``quizgen exam split``: a sealed bundle for each unit: its people, forms and papers."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import AlreadyExists, CannotWrite, ContentFaults, QuizgenError
from quizgen.files.new_folder import is_taken
from quizgen.files.safe import PRIVATE_FOLDER, make_parents, reason_of, sync_folder, write_new
from quizgen.model.digest import canonical_json
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Act, JsonValue, Stamp, stamped
from quizgen.model.names import file_part
from quizgen.model.units import Given
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, check_ledger, link
from quizgen.records.names import (
    BUNDLES,
    BUNDLES_KEY,
    BUNDLES_SIGNATURE,
    BUNDLES_SM2,
    BUNDLES_SM2_KEY,
    README,
    PaperLayout,
    split_name,
)
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.scores_file import has_scores
from quizgen.records.signing import SigningKey
from quizgen.records.sm2 import Sm2Key
from quizgen.records.units.age import seal
from quizgen.records.units.cut import given_bytes
from quizgen.records.units.packed import packed
from quizgen.records.units.tables import UNIT, UnitKeys, key_problems, read_mapping, read_unit_keys, units_of
from quizgen.workflows.day.refused import WithoutRoster
from quizgen.workflows.exam.intact import changing, refuse_part
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.units.part import PartWriter, UnitPart, parts_of

WORK = "work"

_NOTE = """这里是分发给各单位的密封包，一个单位一个 .age 文件，只有那个单位的私钥能拆开。

{title}，第 {version} 次分发，{units} 个单位。{opens}
开启时间写在包里，由 quizgen exam open 把守、记入台账；密码本身不管时间：拿着私钥的人用别的程序（age -d）
随时能拆。所以包到得越晚越好，拆封要两人在场。

每个单位只发它自己的那个文件，另用别的办法（电话、公文）告诉它校验值，在 bundles.json 里。
拆封：  quizgen exam open 包 --key 私钥文件 --to 文件夹 --by 姓名
只用 age：age -d -i 私钥文件 包 | tar xf -

bundles.json 是清单（单位、人数、份数、页数、校验值），签名用 openssl 核对：
openssl pkeyutl -verify -pubin -inkey bundles.pub.pem -rawin -in bundles.json -sigfile bundles.sig
{sm2}签名公钥的指纹：{fingerprint}
"""
_SM2_NOTE = """国密签名（SM2、SM3）也用 openssl 核对：
openssl dgst -sm3 -verify bundles.sm2.pub.pem -sigopt distid:1234567812345678 \\
  -signature bundles.sm2.sig bundles.json
"""


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """What ``exam split`` was asked for.

    ``column`` is 单位, or a column of the table ``mapping``; ``recipients`` the table of public keys.
    ``opens`` None: the bundles may be opened at any time. ``key`` signs what the units are given; ``sm2``
    signs the list of bundles a second time.
    """

    folder: Path
    to: Path
    recipients: Path
    stamp: Stamp
    key: SigningKey
    column: str = UNIT
    mapping: Path | None = None
    opens: datetime.datetime | None = None
    layouts: tuple[PaperLayout, ...] = ("a4",)
    jobs: Jobs = field(default_factory=Jobs)
    font_paths: tuple[Path, ...] = ()
    sm2: Sm2Key | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """What was given to each unit; ``head`` is the hash of the ledger's last line."""

    version: int
    given: tuple[Given, ...]
    head: str


class SplitAfterMarks(QuizgenError):
    """There are scores already, so the exam was held."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”已经有成绩，不能再分发。没有写出任何文件。")


class NeedsMapping(QuizgenError):
    """A column of its own needs the table that has it."""

    def __init__(self, column: str) -> None:
        super().__init__(f"名册里没有“{column}”这一列；用 --map 写上有“编号”和“{column}”两列的对照表。")


def split_exam(order: SplitOrder, on_progress: OnProgress) -> Split:
    """Write a folder of sealed bundles, and who was given what into the exam: both, or neither.

    Power that fails between the two leaves a line in the ledger without its bundles; splitting again gives
    the next number. Raises ContentFaults (U001–U006), PartOfAnExam, SplitAfterMarks, WithoutRoster,
    NeedsMapping, AlreadyExists, what ``changing`` and building raise, ExtraMissing, CannotWrite.
    """
    if order.column != UNIT and order.mapping is None:
        raise NeedsMapping(order.column)
    with changing(order.folder) as folder:
        ledger = check_ledger(folder.path)
        refuse_part(folder)
        if has_scores(folder.path):
            raise SplitAfterMarks(folder.path)
        if not folder.roster:
            raise WithoutRoster
        units, keys = _units(folder, order)
        if is_taken(order.to):
            raise AlreadyExists(order.to)
        return _Splitting(folder, order, ledger, keys).run(parts_of(folder, units), on_progress)


def _units(
    folder: ExamFolder, order: SplitOrder
) -> tuple[dict[str, list[Candidate]], Mapping[str, UnitKeys]]:
    """The people of each unit, every unit's keys. Raises ContentFaults."""
    keys, problems = read_unit_keys(order.recipients)
    found = list(problems)
    mapping = None
    if order.mapping is not None:
        mapping, problems = read_mapping(order.mapping, order.column)
        found += problems
    units, problems = units_of(folder.people.roster, mapping, str(order.mapping))
    found += problems
    if not found:
        found += key_problems(units, keys, str(order.recipients))
    if found:
        raise ContentFaults(found)
    return units, keys


class _Splitting:
    """One split, from the units' people to the folder of bundles."""

    def __init__(
        self, folder: ExamFolder, order: SplitOrder, ledger: Ledger, keys: Mapping[str, UnitKeys]
    ) -> None:
        self._folder, self._order, self._ledger, self._keys = folder, order, ledger, keys
        self._version = 1 + sum(line.act is Act.SPLIT for line in ledger.lines)

    def run(self, parts: Sequence[UnitPart], on_progress: OnProgress) -> Split:
        """Write the bundles into a draft, note the split, give the draft its name."""
        out = self._order.to
        make_parents(out)
        for abandoned in out.parent.glob(f".{out.name}.*.new"):
            shutil.rmtree(abandoned, ignore_errors=True)
        draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}.new")
        try:
            draft.mkdir(mode=PRIVATE_FOLDER)
            given = self._bundles(draft, parts, on_progress)
            head = self._note(draft, given)
            if out.is_dir():
                out.rmdir()
            draft.rename(out)
            sync_folder(out.parent)
        except OSError as error:
            raise CannotWrite(out, reason_of(error)) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return Split(self._version, given, head)

    def _bundles(self, draft: Path, parts: Sequence[UnitPart], on_progress: OnProgress) -> tuple[Given, ...]:
        order = self._order
        writer = PartWriter(
            self._folder,
            order.stamp,
            order.key,
            (self._version, self._ledger.head, order.opens),
            (order.layouts, order.jobs, order.font_paths),
        )
        given: list[Given] = []
        for number, part in enumerate(parts, 1):
            written = writer.write(draft / WORK / self._folder.path.resolve().name, number, part)
            keys = self._keys[part.unit]
            sealed = seal(packed(written.files), keys.recipient)
            name = f"{number:04d}-{file_part(part.unit)}.age"
            write_new(draft / name, sealed)
            given.append(
                Given(
                    bundle=number,
                    unit=part.unit,
                    file=name,
                    sha256=hashlib.sha256(sealed).hexdigest(),
                    people=tuple(one.number for one in part.people),
                    forms=len(part.forms),
                    spare=part.spare,
                    pages=written.details.pages,
                    cut=written.cut,
                    recipient=keys.recipient,
                    signer=keys.signer,
                )
            )
            on_progress(number, len(parts))
        (draft / WORK).rmdir()
        return tuple(given)

    def _note(self, draft: Path, given: Sequence[Given]) -> str:
        """The list of bundles, signed; then the split in the exam's own files. The ledger's last hash."""
        order, name = self._order, split_name(self._version)
        kept = given_bytes(given)
        opens = None if order.opens is None else order.opens.isoformat()
        details: dict[str, JsonValue] = {
            "version": self._version,
            "by": order.column,
            "units": len(given),
            "people": sum(len(one.people) for one in given),
            **({"opens": opens} if opens else {}),
        }
        entry = stamped(
            Act.SPLIT, order.stamp, outputs={name: hashlib.sha256(kept).hexdigest()}, details=details
        )
        lines = link([entry], len(self._ledger.lines), self._ledger.head, order.key)
        exam = self._folder.exam
        listed = {
            "format": 1,
            "title": exam.title,
            "date": None if exam.date is None else exam.date.isoformat(),
            "version": self._version,
            "opens": opens,
            "ledger": lines[-1].hash,
            "key_commitment": exam.key_commitment,
            "public_key": order.key.public.hex,
            "units": [
                {
                    **one.model_dump(
                        mode="json", include={"bundle", "unit", "file", "sha256", "forms", "pages"}
                    ),
                    "people": len(one.people),
                    "spare": len(one.spare),
                    "bytes": (draft / one.file).stat().st_size,
                }
                for one in given
            ],
        }
        self._sign(draft, f"{canonical_json(listed)}\n".encode(), len(given))
        sync_folder(draft)
        change_folder(self._folder.path, FolderChange(lines, {name: kept}))
        return lines[-1].hash

    def _sign(self, draft: Path, data: bytes, units: int) -> None:
        order = self._order
        write_new(draft / BUNDLES, data)
        write_new(draft / BUNDLES_SIGNATURE, order.key.sign(data))
        write_new(draft / BUNDLES_KEY, order.key.public.pem)
        if order.sm2 is not None:
            write_new(draft / BUNDLES_SM2, order.sm2.sign(data))
            write_new(draft / BUNDLES_SM2_KEY, order.sm2.public_pem)
        note = _NOTE.format(
            title=self._folder.exam.title,
            version=self._version,
            units=units,
            opens=opens_words(order.opens),
            sm2=_SM2_NOTE if order.sm2 is not None else "",
            fingerprint=order.key.public.fingerprint,
        )
        write_new(draft / README, note.encode("utf-8-sig"))


def opens_words(opens: datetime.datetime | None) -> str:
    """When bundles may be opened, in a sentence."""
    return (
        "没有规定开启时间。" if opens is None else f"规定 {opens:%Y-%m-%d %H:%M}（{opens:%z}）以后才能拆封。"
    )

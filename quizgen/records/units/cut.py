"""A unit's part of an exam: a folder that stands by itself, its first ledger line signed by the centre."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import Problem
from quizgen.files.text import read_bytes
from quizgen.model.ledger import Act, LedgerEntry, LedgerLine, Stamp, stamped
from quizgen.model.rules.exam import V080
from quizgen.model.units import CutDetails, Given
from quizgen.records.frozen import RESTORE
from quizgen.records.ledger import signer_of
from quizgen.records.manifest import BrokenExamFolder
from quizgen.records.names import LEDGER, split_name
from quizgen.records.signing import PublicKey
from quizgen.records.trust import Trust

CUT_NOTE = """这个文件夹是一次考试里分发给一个单位的一份：只有本单位的考生和试卷。考前全部保密，只有本人可读。

{title}
单位：{unit}；考生 {people} 人，试卷 {forms} 份{spare}
这一份是第 {version} 次分发的第 {bundle} 包；{opens}

里面的文件、以后的步骤与整个考试的文件夹相同：印 papers/、sheets/ 里的合并文件；登记 exam entry，
或 exam scan 读答题卡；阅卷 exam mark；成绩表 exam results；核验 exam verify。
没有 secret.key：它在中心，所以这里不能换题，也不能新组试卷，要增补的人用备用卷。
ledger.jsonl 的第一行是中心签名的，写着每个文件的校验值；以后的行由本单位添。

考完阅好卷，交回成绩：quizgen exam return . --to 交回.tar （只交成绩、不交答案的，加上 --scores-only）
"""
"""``说明.txt`` of a unit's folder."""


def cut_of(lines: Sequence[LedgerLine]) -> CutDetails | None:
    """What a unit's ledger says of its part; None for a whole exam, or where the line says nothing of use."""
    if not lines or lines[0].act is not Act.CUT:
        return None
    try:
        return CutDetails.model_validate(lines[0].details)
    except ValidationError:
        return None


def is_cut(lines: Sequence[LedgerLine]) -> bool:
    """Whether it is the ledger of a unit's part of an exam, even if its first line is damaged or gone."""
    return bool(lines) and lines[0].act in {Act.CUT, Act.OPENED}


def cut_entry(details: CutDetails, stamp: Stamp, outputs: Mapping[str, str]) -> LedgerEntry:
    """The first act of a unit's ledger; ``outputs`` are the digests of all its files."""
    dumped = details.model_dump(mode="json", exclude_defaults=True)
    return stamped(Act.CUT, stamp, outputs=outputs, details=dumped)


def cut_faults(path: Path, lines: Sequence[LedgerLine], trusted: Trust | None = None) -> Iterator[Problem]:
    """What is wrong with the centre's line in a unit's ledger; nothing for a whole exam. Rule V080."""
    if not is_cut(lines):
        return
    file = str(path / LEDGER)
    signer = signer_of(lines[0])
    if lines[0].act is Act.OPENED:
        yield Problem(file, 1, V080.id, "中心签名的第一行没有了，或被改动过", RESTORE)
        return
    if signer is None:
        yield Problem(file, 1, V080.id, "这一行（分发给一个单位）没有中心的签名，或签名不成立", RESTORE)
    elif trusted is not None and not trusted.accepts(signer):
        message = f"这一份是指纹 {signer.fingerprint} 的密钥分发的，不是 --trust 写的"
        yield Problem(
            file, 1, V080.id, message, "核对中心公布的指纹；--trust 可以写几次，中心的、本单位的各一次"
        )
    if cut_of(lines) is None:
        yield Problem(file, 1, V080.id, "读不懂这一行写的是哪个单位的一份", RESTORE)


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of files by name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def cut_signer(lines: Sequence[LedgerLine]) -> PublicKey | None:
    """The key of the centre that gave a part; None for a whole exam or an invalid signature."""
    return signer_of(lines[0]) if is_cut(lines) else None


def given_bytes(given: Sequence[Given]) -> bytes:
    """``splits/0001.jsonl``: one unit a line."""
    return "".join(f"{one.model_dump_json(exclude_defaults=True)}\n" for one in given).encode()


def read_given(folder: Path, version: int) -> tuple[Given, ...]:
    """What each unit was given in a split. Raises BrokenExamFolder, CannotRead."""
    name = split_name(version)
    found: list[Given] = []
    for number, line in enumerate(read_bytes(folder / name).splitlines(), 1):
        try:
            found.append(Given.model_validate_json(line))
        except ValidationError as error:
            raise BrokenExamFolder(folder, f"{name} 第 {number} 行读不懂") from error
    return tuple(found)

"""The signed scores of an exam, read only when their signature is valid."""

from __future__ import annotations

import hashlib
import io
import os
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line
from quizgen.files.text import byte_lines, mapped, read_bytes
from quizgen.model.digest import record_json
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.records.names import PENDING, PUBLIC_KEY, SCORES, SIGNATURE, SM2_PUBLIC_KEY, SM2_SIGNATURE
from quizgen.records.signed_lines import ByNumber, SignedLines
from quizgen.records.signing import PublicKey, SigningKey, parse_public_key, plain_code, verification_code
from quizgen.records.sm2 import Sm2PublicKey, parse_sm2_public
from quizgen.records.trust import Trust

_SIGNATURE_BYTES = 64
_FEW = 5_000
"""Candidates that are held as records; more are read from the bytes whenever they are wanted."""

_NOTE = """怎样核对这份成绩没有被改动（只需要 openssl 3.0 以上，不需要别的程序）

在这个文件夹里打开终端，运行：

openssl pkeyutl -verify -pubin -inkey scores.pub.pem -rawin -in scores.jsonl -sigfile scores.sig

显示 Signature Verified Successfully：scores.jsonl 从签名以后一个字也没有改过。
显示 Signature Verification Failure：scores.jsonl、scores.sig 或 scores.pub.pem 被改动过。

这能证明什么，不能证明什么

签名是阅卷的电脑自己做的。它证明“从这把密钥签名以后没有改动”，不证明签名的人是谁：
谁拿到整个文件夹，都可以改了成绩，再用自己的密钥重新签名，并把 scores.pub.pem 一起换掉。
所以公钥的指纹要在考试之前就公布或登记（写进考试通知、由另一个人保存），核对时先比指纹：

openssl pkey -pubin -in scores.pub.pem -outform DER | openssl dgst -sha256

这次签名的公钥指纹：
{fingerprint}

与事先公布的指纹相同，才说明是那把密钥签的。在这个文件夹里运行 quizgen exam verify . --trust 指纹
会同时核对签名、公钥、台账，并从答案重新计算每一个分数。
"""


_SM2_NOTE = """
另有国密签名（SM2、SM3），同样用 openssl 核对：

openssl dgst -sm3 -verify scores.sm2.pub.pem -sigopt distid:1234567812345678 \\
  -signature scores.sm2.sig scores.jsonl

显示 Verified OK 就是没有改过。国密公钥的指纹（SHA-256，同样要事先公布）：
{fingerprint}
"""


class NoScores(QuizgenError):
    """A folder without scores was asked for them."""

    def __init__(self, path: Path) -> None:
        command = command_line("quizgen", "exam", "mark", path, "--by", "姓名")
        super().__init__(f"“{path}”里还没有成绩（{SCORES}）；先阅卷：{command}")


class Unfinished(QuizgenError):
    """Writing into an exam folder was cut off after it was decided."""

    def __init__(self, path: Path) -> None:
        command = command_line("quizgen", "exam", "mark", path)
        super().__init__(
            f"“{path}”上次阅卷或清除写到一半中断了；"
            f"再运行一次下面的命令（或 purge），它先把没写完的写完：{command}"
        )


class DamagedScores(QuizgenError):
    """A score file cannot be understood."""

    def __init__(self, path: object, line: int) -> None:
        super().__init__(f"“{path}”第 {line} 行读不懂，成绩文件已损坏；从备份恢复。")


class BadSignature(QuizgenError):
    """The signature is missing, malformed or over other bytes."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"“{path}”的签名不成立：{reason}；不使用这份成绩。")


class SignedByAnother(QuizgenError):
    """The signature holds, but it is of a key that is not trusted."""

    def __init__(self, path: object, found: PublicKey, trusted: Trust) -> None:
        super().__init__(
            f"“{path}”是别的密钥签的（指纹 {found.fingerprint[:16]}……，应当是 {trusted}）；不使用这份成绩。"
        )


@dataclass(frozen=True)
class Scores:
    """Scores whose signature holds.

    ``digest`` is the SHA-256 of the file, ``seal`` that of the file's digest with its signature: the
    verification codes are bound to it. ``signer`` is the key that signed. Of thousands of
    ``candidates`` each is read from the bytes when its turn comes.
    """

    head: ScoresHead
    candidates: Sequence[CandidateScore]
    digest: str
    seal: str
    signer: PublicKey

    @cached_property
    def by_number(self) -> Mapping[str, CandidateScore]:
        """The scores by 编号."""
        return ByNumber(self.candidates)

    def code(self, number: str) -> str:
        """The 核验码 of a candidate's score."""
        return verification_code(self.seal, number)

    def resolve(self, code: str) -> CandidateScore | None:
        """The score a 核验码 stands for, None when it is not of these scores."""
        wanted = plain_code(code)
        return next((score for score in self.candidates if self.code(score.candidate.number) == wanted), None)


def scores_bytes(head: ScoresHead, candidates: Sequence[CandidateScore]) -> bytes:
    """``scores.jsonl``: the head, then the candidates sorted by 编号, one canonical JSON a line."""
    ordered = sorted(candidates, key=lambda score: score.candidate.number)
    return "".join(f"{record_json(record)}\n" for record in (head, *ordered)).encode()


def signature_note(key: PublicKey, sm2: Sm2PublicKey | None = None) -> bytes:
    """``签名说明.txt``: how to verify with openssl alone; a BOM, so that every editor reads it."""
    second = "" if sm2 is None else _SM2_NOTE.format(fingerprint=sm2.fingerprint)
    return f"{_NOTE.format(fingerprint=key.fingerprint)}{second}".encode("utf-8-sig")


def check_sm2(folder: Path) -> Sm2PublicKey | None:
    """The key of the second signature over a folder's scores; None where there is none.

    Raises BadSignature when it does not hold, NotAnSm2Key, ExtraMissing, CannotRead.
    """
    files = [folder / name for name in (SM2_SIGNATURE, SM2_PUBLIC_KEY)]
    there = [file.is_file() for file in files]
    if not any(there):
        return None
    if not all(there):
        raise BadSignature(folder / SCORES, f"没有 {files[there.index(False)].name}")
    signature, pem = map(read_bytes, files)
    key = parse_sm2_public(pem, files[1])
    if not key.signed(read_bytes(folder / SCORES), signature):
        raise BadSignature(folder / SCORES, "国密签名以后被改动过")
    return key


def has_scores(folder: Path) -> bool:
    """Whether an exam folder (or a version kept in its history) has scores."""
    return (folder / SCORES).is_file()


def read_scores(path: Path, trusted: Trust | None = None) -> Scores:
    """The scores of an exam folder, or of a ``scores.jsonl`` with its signature beside it.

    ``trusted`` are the keys of which one must have signed; None takes the one beside the file. Raises
    NoScores, Unfinished, BadSignature, SignedByAnother, DamagedScores, NotASigningKey, CannotRead.
    """
    file = path / SCORES if path.is_dir() else path
    return _scores(file, *_checked(file, trusted))


def signed_scores(file: Path, data: bytes, signature: bytes, key: bytes) -> Scores:
    """The scores in bytes that came with their signature and the signer's public key (PEM).

    ``file`` is how messages call it. Raises BadSignature, DamagedScores, NotASigningKey.
    """
    signer = parse_public_key(key, file)
    _check_made_by(signer, file, data, signature)
    return _scores(file, data, signer, signature)


def _scores(file: Path, data: bytes, signer: PublicKey, signature: bytes) -> Scores:
    head, candidates = parse_scores(data, file)
    digest = hashlib.sha256(data).hexdigest()
    return Scores(head, candidates, digest, seal_of(digest, signature), signer)


def check_signature(folder: Path, trusted: Trust | None = None) -> PublicKey:
    """The key that signed a folder's ``scores.jsonl``, when the signature over it holds.

    Raises what ``read_scores`` raises; the candidates' lines are not looked at.
    """
    file = folder / SCORES
    _check_there(file)
    signer, signature = _signer(file)
    if not file.stat().st_size:
        raise BadSignature(file, "签名以后被改动过")
    with mapped(file) as data:
        _check_made_by(signer, file, data, signature, trusted)
    return signer


def signed_head(folder: Path) -> ScoresHead:
    """The head of a folder's scores, whoever signed them. Raises DamagedScores, CannotRead."""
    head = parse_head(next(iter(byte_lines(folder / SCORES)), b""))
    if head is None:
        raise DamagedScores(folder / SCORES, 1)
    return head


def _checked(file: Path, trusted: Trust | None) -> tuple[bytes, PublicKey, bytes]:
    _check_there(file)
    data = read_bytes(file)
    signer, signature = _signer(file)
    _check_made_by(signer, file, data, signature, trusted)
    return data, signer, signature


def _check_there(file: Path) -> None:
    if os.path.lexists(file.parent / PENDING):
        raise Unfinished(file.parent)
    if not file.is_file():
        raise NoScores(file.parent)


def _check_made_by(
    signer: PublicKey, file: Path, data: bytes | mmap, signature: bytes, trusted: Trust | None = None
) -> None:
    """Raise BadSignature, SignedByAnother, DamagedScores unless the signature holds."""
    if len(signature) != _SIGNATURE_BYTES:
        raise BadSignature(file, f"{SIGNATURE} 应当是 {_SIGNATURE_BYTES} 字节")
    if not signer.signed(data, signature):
        raise BadSignature(file, "签名以后被改动过")
    if trusted is not None and not trusted.accepts(signer):
        raise SignedByAnother(file, signer, trusted)
    head = parse_head(data[: data.find(b"\n") + 1])
    if head is None:
        raise DamagedScores(file, 1)
    if head.public_key != signer.hex:
        raise BadSignature(file, "文件里写的公钥不是签名的公钥")


def seal_of(digest: str, signature: bytes) -> str:
    """One digest over a score file's digest with its signature."""
    return hashlib.sha256(bytes.fromhex(digest) + signature).hexdigest()


def _signer(file: Path) -> tuple[PublicKey, bytes]:
    for name in (SIGNATURE, PUBLIC_KEY):
        if not (file.parent / name).is_file():
            raise BadSignature(file, f"没有 {name}")
    signature = read_bytes(file.parent / SIGNATURE)
    signer = parse_public_key(read_bytes(file.parent / PUBLIC_KEY), file.parent / PUBLIC_KEY)
    return signer, signature


def parse_scores(data: bytes, shown_as: object) -> tuple[ScoresHead, Sequence[CandidateScore]]:
    """The head and the candidates, whoever signed. Raises DamagedScores."""
    lines = io.BytesIO(data)
    first = lines.readline()
    head = parse_head(first)
    if head is None:
        raise DamagedScores(shown_as, 1)
    starts = array("Q", [len(first)])
    few: list[CandidateScore] = []
    for number, line in enumerate(lines, 2):
        score = parse_candidate(line)
        if score is None:
            raise DamagedScores(shown_as, number)
        starts.append(starts[-1] + len(line))
        if len(starts) <= _FEW:
            few.append(score)
    return head, tuple(few) if len(starts) <= _FEW else SignedLines(data, starts)


def parse_head(line: bytes) -> ScoresHead | None:
    """The first line as its record, None when it is damaged."""
    try:
        return ScoresHead.model_validate_json(line)
    except ValidationError:
        return None


def parse_candidate(line: bytes) -> CandidateScore | None:
    """Any other line as its record, None when it is damaged."""
    try:
        return CandidateScore.model_validate_json(line)
    except ValidationError:
        return None


class NotTheSigner(QuizgenError):
    """A line after signed scores would be signed by another key than they were."""

    def __init__(self, signer: PublicKey, key: PublicKey | None) -> None:
        own = "没有给出私钥" if key is None else f"这一把的指纹是 {key.fingerprint}"
        super().__init__(
            f"成绩已经签名，以后添进台账的每一行都要由签成绩的密钥签名（指纹 {signer.fingerprint}），{own}；"
            "请用 --sign-key 指到那把私钥。没有写出任何文件。"
        )


def key_after_signing(folder: Path, sign_key: Callable[[], SigningKey | None] | None) -> SigningKey | None:
    """The key that further lines need; None before there are scores, or for scores of before this rule.

    Raises NotTheSigner, what ``sign_key`` raises.
    """
    if not has_scores(folder):
        return None
    head = signed_head(folder)
    if not head.ledger_signed:
        return None
    key = None if sign_key is None else sign_key()
    if key is None or key.public.hex != head.public_key:
        signer = PublicKey(bytes.fromhex(head.public_key))
        raise NotTheSigner(signer, None if key is None else key.public)
    return key

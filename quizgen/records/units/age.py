"""Files sealed for the holder of a key, in the format of age (age-encryption.org/v1, X25519)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.safe import write_new
from quizgen.files.text import read_bytes
from quizgen.records.signing import KeyOpenToOthers
from quizgen.records.units.extra import need_age

HEADER = b"age-encryption.org/v1\n"
"""How every age file begins that is not armoured."""

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


class NotAUnitKey(QuizgenError):
    """A file that should hold an age identity holds something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”里没有拆封用的私钥（一行 AGE-SECRET-KEY-1 开头的字）；"
            "私钥用 quizgen exam unit-key 或 age-keygen 生成。"
        )


class CannotUnseal(QuizgenError):
    """A sealed file does not open with a key, or is not what was sealed."""

    def __init__(self, path: Path, *, wrong_key: bool) -> None:
        why = (
            "不是用这把私钥的公钥密封的，或文件开头被改动过；核对是不是本单位的那一包、本单位的私钥，"
            "再核对清单里的校验值"
            if wrong_key
            else "传送中被改动过或没有传完；请重新索取，核对清单里的校验值"
        )
        super().__init__(f"拆不开“{path}”：{why}。没有写出任何文件。")


class NotSealed(QuizgenError):
    """A file that should be a bundle is no age file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”不是密封的包（不是 age 文件）；应当是 exam split 写出的 .age 文件。")


def is_recipient(text: str) -> bool:
    """Whether a text is an age public key (Bech32 with its check sum). Raises ExtraMissing."""
    need_age()
    from pyrage import RecipientError, x25519  # noqa: PLC0415 - an extra

    if not _RECIPIENT.fullmatch(text):
        return False
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def seal(data: bytes, recipient: str) -> bytes:
    """The data sealed for one recipient; every time to other bytes. Raises ExtraMissing."""
    need_age()
    from pyrage import encrypt, x25519  # noqa: PLC0415 - an extra

    return bytes(encrypt(data, [x25519.Recipient.from_str(recipient)]))


def unseal(path: Path, key_file: Path) -> bytes:
    """What was sealed in a file.

    Raises ExtraMissing, NotAUnitKey, KeyOpenToOthers, NotSealed, CannotUnseal.
    """
    need_age()
    from pyrage import DecryptError, decrypt, x25519  # noqa: PLC0415 - an extra

    identity = x25519.Identity.from_str(_identity(key_file))
    sealed = read_bytes(path)
    if not sealed.startswith(HEADER):
        raise NotSealed(path)
    try:
        return bytes(decrypt(sealed, [identity]))
    except DecryptError as error:
        raise CannotUnseal(path, wrong_key="No matching keys" in str(error)) from None


def _identity(key_file: Path) -> str:
    """The line of a key file that is the identity. Raises NotAUnitKey, KeyOpenToOthers, CannotRead."""
    need_age()
    from pyrage import IdentityError, x25519  # noqa: PLC0415 - an extra

    text = read_bytes(key_file).decode("utf-8", errors="replace")
    if os.name != "nt" and key_file.stat().st_mode & 0o077:
        raise KeyOpenToOthers(key_file)
    for line in text.splitlines():
        if line.strip().startswith("AGE-SECRET-KEY-1"):
            try:
                x25519.Identity.from_str(line.strip())
            except IdentityError:
                break
            return line.strip()
    raise NotAUnitKey(key_file)


def make_unit_key(path: Path) -> str:
    """Write a new identity (mode 0600), as ``age-keygen`` does; returns its recipient.

    Raises ExtraMissing, AlreadyExists, CannotWrite.
    """
    need_age()
    from pyrage import x25519  # noqa: PLC0415 - an extra

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    write_new(path, f"# public key: {recipient}\n{identity}\n".encode())
    return recipient

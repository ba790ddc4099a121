"""The keys that a user trusts: given as key files or as published fingerprints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.records.signing import PublicKey, load_public_key

SHORTEST = 16
"""Letters of a fingerprint; a key whose fingerprint begins with fewer might be found by trying."""

_FINGERPRINT = re.compile(r"[0-9a-f]{1,64}")


class FingerprintTooShort(QuizgenError):
    """Too little of a fingerprint was given to tell one key from another."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"公钥指纹“{typed}”太短，至少写前 {SHORTEST} 位；也可以写公钥文件。")


@dataclass(frozen=True, slots=True)
class Trust:
    """Fingerprints of trusted keys, each whole or at least its first ``SHORTEST`` letters."""

    fingerprints: tuple[str, ...]

    def accepts(self, key: PublicKey) -> bool:
        """Whether it is one of the trusted keys."""
        return key.fingerprint.startswith(self.fingerprints)

    def __str__(self) -> str:
        return "、".join(f"{one[:SHORTEST]}……" for one in self.fingerprints)


def read_trust(typed: Iterable[str]) -> Trust | None:
    """What was given with ``--trust``: files with public keys, or fingerprints (spaces and colons allowed).

    None when nothing was given. Raises FingerprintTooShort, NotASigningKey, CannotRead.
    """
    found = tuple(dict.fromkeys(_fingerprint(one) for one in typed))
    return Trust(found) if found else None


def _fingerprint(typed: str) -> str:
    plain = re.sub(r"[\s:]", "", typed).lower()
    if not _FINGERPRINT.fullmatch(plain) or Path(typed).exists():
        return load_public_key(Path(typed)).fingerprint
    if len(plain) < SHORTEST:
        raise FingerprintTooShort(typed)
    return plain

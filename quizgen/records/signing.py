"""Ed25519 signatures over score files, with the key that makes them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from mmap import mmap
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from quizgen.errors import AlreadyExists, CannotWrite, QuizgenError
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, write_new
from quizgen.files.shell import command_line
from quizgen.files.text import read_bytes
from quizgen.model.digest import canonical_json

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_BITS = 80
_CODE_GROUP = 4


class NotASigningKey(QuizgenError):
    """A file that should hold an Ed25519 key holds something else."""

    def __init__(self, path: object, kind: str) -> None:
        super().__init__(f"“{path}”不是 Ed25519 {kind}（PEM 格式，不加密）。")


class KeyOpenToOthers(QuizgenError):
    """A private key that other users of the machine may read proves nothing."""

    def __init__(self, path: Path) -> None:
        command = command_line("chmod", "600", path)
        super().__init__(f"签名私钥“{path}”别人也能读到；请收紧权限，并考虑换一把：{command}")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A signer's public key: 32 bytes."""

    raw: bytes

    @property
    def hex(self) -> str:
        """The 32 bytes in hexadecimal, as ``ScoresHead.public_key`` has them."""
        return self.raw.hex()

    @property
    def pem(self) -> bytes:
        """The key as openssl reads it (SubjectPublicKeyInfo, RFC 8410)."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the DER form, in hexadecimal: short enough to be published beforehand."""
        der = self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(der).hexdigest()

    @property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)

    def signed(self, data: bytes | mmap, signature: bytes) -> bool:
        """Whether this key made the signature over exactly these bytes."""
        try:
            with memoryview(data) as view:
                self._key.verify(signature, view)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A private key; it never appears in output."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> PublicKey:
        """The public key."""
        return PublicKey(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, data: bytes | mmap) -> bytes:
        """The signature, 64 bytes; the same data always gives the same (RFC 8032)."""
        with memoryview(data) as view:
            return self._key.sign(view)


def load_or_make_key(path: Path) -> tuple[SigningKey, bool]:
    """The signing key of a PEM file, made (mode 0600) when there is none; True when it was made.

    Raises NotASigningKey, KeyOpenToOthers, CannotRead, CannotWrite.
    """
    made = not path.exists()
    if made:
        made = _make_key(path)
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise KeyOpenToOthers(path)
    try:
        key = load_pem_private_key(read_bytes(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NotASigningKey(path, "私钥") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotASigningKey(path, "私钥")
    return SigningKey(key), made


def _make_key(path: Path) -> bool:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        write_new(path, pem)
    except AlreadyExists:
        return False
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    return True


def load_public_key(path: Path) -> PublicKey:
    """A public key from a PEM file. Raises NotASigningKey, CannotRead."""
    return parse_public_key(read_bytes(path), path)


def parse_public_key(pem: bytes, shown_as: object) -> PublicKey:
    """The same for the bytes at hand."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise NotASigningKey(shown_as, "公钥") from None
    if not isinstance(key, Ed25519PublicKey):
        raise NotASigningKey(shown_as, "公钥")
    return PublicKey(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


@lru_cache(maxsize=1 << 16)
def verification_code(seal: str, number: str) -> str:
    """核验码 of one person's score: ``7K3M-9QWX-…``, 80 bits in Crockford's base 32.

    ``seal`` is ``Scores.seal`` (digest over the score file with its signature), so that nobody without
    the signed file can make up a code that resolves; ``number`` is the 编号. It tells nothing by itself.
    """
    digest = hashlib.sha256(canonical_json({"number": number, "seal": seal}).encode()).digest()
    value = int.from_bytes(digest, "big") >> (256 - _CODE_BITS)
    letters = ""
    for _ in range(_CODE_BITS // 5):
        value, index = divmod(value, 32)
        letters = _CROCKFORD[index] + letters
    groups = (letters[at : at + _CODE_GROUP] for at in range(0, len(letters), _CODE_GROUP))
    return "-".join(groups)


def plain_code(typed: str) -> str:
    """A typed code in its printed form (case, spaces, O for 0, I and L for 1)."""
    letters = [character for character in typed.upper() if character.isalnum()]
    text = "".join(letters).translate(str.maketrans("OIL", "011"))
    return "-".join(text[at : at + _CODE_GROUP] for at in range(0, len(text), _CODE_GROUP))

"""A second signature by SM2 with SM3 (GB/T 32918, GB/T 32905), which plain openssl 3 checks."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from quizgen.errors import AlreadyExists, CannotWrite, QuizgenError
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, write_new
from quizgen.files.text import read_bytes
from quizgen.records.pem import pem_bytes, pem_content
from quizgen.records.signing import KeyOpenToOthers
from quizgen.records.units.extra import need_sm2

WHO = b"1234567812345678"
"""The signer's distinguishing identifier where none was agreed upon (GB/T 35276)."""

_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
"""The curve sm2p256v1 (GB/T 32918.5)."""

_BYTES = 32
_KINDS = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
"""AlgorithmIdentifier: id-ecPublicKey on sm2p256v1."""
_PUBLIC = bytes.fromhex("3059") + _KINDS + bytes.fromhex("03420004")
"""SubjectPublicKeyInfo up to the two coordinates."""
_PRIVATE = bytes.fromhex("308187020100") + _KINDS + bytes.fromhex("046d306b0201010420")
_PRIVATE_BETWEEN = bytes.fromhex("a14403420004")
"""PrivateKeyInfo (PKCS #8) around the secret number and the two coordinates."""
_PUBLIC_LABEL, _PRIVATE_LABEL = "PUBLIC KEY", "PRIVATE KEY"


class NotAnSm2Key(QuizgenError):
    """A file that should hold an SM2 key holds something else."""

    def __init__(self, path: object, kind: str) -> None:
        super().__init__(f"“{path}”不是 SM2 {kind}（PEM 格式，不加密）。")


class _Sm3:
    """SM3 of ``cryptography`` where ``gmalg`` expects its own, which takes a second for each 200 KB."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._hash = Hash(SM3())

    def update(self, data: bytes) -> None:
        self._hash.update(data)

    def value(self) -> bytes:
        return self._hash.finalize()


def _core() -> Any:
    """The algorithm. Raises ExtraMissing."""
    need_sm2()
    from gmalg.ellipticcurve import ECDLP  # noqa: PLC0415 - an extra
    from gmalg.sm2 import SM2Core  # noqa: PLC0415 - an extra

    return SM2Core(ECDLP(_P, _A, _B, _G, _N), _Sm3())


@dataclass(frozen=True, slots=True)
class Sm2PublicKey:
    """A signer's SM2 public key: a point of the curve."""

    x: int
    y: int

    @property
    def _der(self) -> bytes:
        return _PUBLIC + self.x.to_bytes(_BYTES, "big") + self.y.to_bytes(_BYTES, "big")

    @property
    def pem(self) -> bytes:
        """The key as openssl reads it."""
        return pem_bytes(_PUBLIC_LABEL, self._der)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the DER form, in hexadecimal, as for Ed25519 keys."""
        return hashlib.sha256(self._der).hexdigest()

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether this key made the signature over exactly these bytes. Raises ExtraMissing."""
        numbers = _two_numbers(signature)
        if numbers is None:
            return False
        core = _core()
        point = (self.x, self.y)
        return bool(core.verify_pk(point)) and bool(core.verify(data, *numbers, WHO, point))


class Sm2Key:
    """An SM2 private key; it never appears in output."""

    def __init__(self, secret: int) -> None:
        self._secret = secret
        self._core = _core()
        self.public = Sm2PublicKey(*self._core.generate_pk(secret))

    @property
    def public_pem(self) -> bytes:
        """The public key in PEM."""
        return self.public.pem

    def sign(self, data: bytes) -> bytes:
        """The signature as openssl has it (DER, two numbers); every time another one."""
        r, s = self._core.sign(data, self._secret, WHO, (self.public.x, self.public.y))
        inside = _integer(r) + _integer(s)
        return bytes((0x30, len(inside))) + inside

    def _pem(self) -> bytes:
        x, y = (one.to_bytes(_BYTES, "big") for one in (self.public.x, self.public.y))
        der = _PRIVATE + self._secret.to_bytes(_BYTES, "big") + _PRIVATE_BETWEEN + x + y
        return pem_bytes(_PRIVATE_LABEL, der)


def _integer(number: int) -> bytes:
    data = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes((0x02, len(data))) + data


def _two_numbers(signature: bytes) -> tuple[int, int] | None:
    """The numbers of a signature, None when they are not written as ``_integer`` writes them."""
    numbers: list[int] = []
    rest = signature[2:]
    while len(rest) > 2 and rest[0] == 0x02 and len(numbers) < 2:  # noqa: PLR2004 - tag, length; r, s
        numbers.append(int.from_bytes(rest[2 : 2 + rest[1]], "big"))
        rest = rest[2 + rest[1] :]
    if rest or len(numbers) != 2:  # noqa: PLR2004 - r and s
        return None
    r, s = numbers
    inside = _integer(r) + _integer(s)
    return (r, s) if signature == bytes((0x30, len(inside))) + inside else None


def load_or_make_sm2(path: Path) -> tuple[Sm2Key, bool]:
    """The SM2 key of a PEM file, made (mode 0600) when there is none; True when it was made.

    Raises ExtraMissing, NotAnSm2Key, KeyOpenToOthers, CannotRead, CannotWrite.
    """
    need_sm2()
    made = not path.exists()
    if made:
        made = _make(path)
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise KeyOpenToOthers(path)
    der = pem_content(_PRIVATE_LABEL, read_bytes(path)) or b""
    start, end = len(_PRIVATE), len(_PRIVATE) + _BYTES
    secret = int.from_bytes(der[start:end], "big")
    if not der.startswith(_PRIVATE) or not 0 < secret < _N - 1:
        raise NotAnSm2Key(path, "私钥")
    return Sm2Key(secret), made


def _make(path: Path) -> bool:
    key = Sm2Key(1 + secrets.randbelow(_N - 2))
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        write_new(path, key._pem())  # noqa: SLF001 - the key is written here and nowhere else
    except AlreadyExists:
        return False
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    return True


def parse_sm2_public(pem: bytes, shown_as: object) -> Sm2PublicKey:
    """A public key from PEM. Raises NotAnSm2Key."""
    der = pem_content(_PUBLIC_LABEL, pem) or b""
    point = der[len(_PUBLIC) :]
    if not der.startswith(_PUBLIC) or len(point) != 2 * _BYTES:
        raise NotAnSm2Key(shown_as, "公钥")
    return Sm2PublicKey(int.from_bytes(point[:_BYTES], "big"), int.from_bytes(point[_BYTES:], "big"))

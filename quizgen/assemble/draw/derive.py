"""Keyed derivation: every choice in an exam follows from its 32-byte key by standard primitives.

The recipe, complete enough to be implemented independently (``tests/assemble`` does so):

* prefix = HMAC-SHA256(key, version tag ‖ SHA-256 of each thing the exam is bound to);
* stream = SHAKE-256(prefix ‖ u32 length of id ‖ id ‖ u64 attempt ‖ purpose), text in UTF-8, numbers
  little-endian, read as little-endian u32 words, one after another;
* an integer below m from a word w: the high 32 bits of w·m, unless the low 32 bits are below
  2³² mod m; then the next word is taken (D. Lemire, Fast Random Integer Generation in an Interval, 2019).

Only the standard library is used, nothing that Python promises differently from version to version.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Sequence
from typing import Protocol, Self, TypeVar

VERSION_TAG = b"quizgen/forms/1\0"
KEY_BYTES = 32
PAPER_ID_LENGTH = 10

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # https://www.crockford.com/base32.html
_TWO_DIGITS = [low + high for high in _CROCKFORD for low in _CROCKFORD]

_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))

LOW_BITS = 0xFFFFFFFF
_SPARE_WORDS = 8

T = TypeVar("T")


class WrongKeyLength(ValueError):
    """A key that is not 32 bytes long; a shorter one could be found by trying."""

    def __init__(self, length: int) -> None:
        super().__init__(f"密钥应当是 {KEY_BYTES} 字节，现在是 {length} 字节")


class _Squeezable(Protocol):
    def digest(self, length: int, /) -> bytes:
        """The first bytes of what it gives."""


class Sponge(_Squeezable, Protocol):
    """What ``hashlib.shake_256`` gives."""

    def copy(self) -> Self:
        """Another one that has taken in the same."""

    def update(self, data: bytes, /) -> None:
        """Take in more."""


class WordStream:
    """An endless stream of u32 words, with uniform integers and samples taken from it in order."""

    __slots__ = ("_buffer", "_next", "_sponge")

    def __init__(self, sponge: _Squeezable, expected: int) -> None:
        self._sponge = sponge
        self._next = 0
        self._buffer: tuple[int, ...] = ()
        self._extend(expected)

    def _extend(self, needed: int) -> None:
        count = max(needed + _SPARE_WORDS, 2 * len(self._buffer))
        self._buffer = struct.unpack(f"<{count}I", self._sponge.digest(4 * count))

    def ahead(self, count: int) -> tuple[int, ...]:
        """The next words, without taking them."""
        if self._next + count > len(self._buffer):
            self._extend(self._next + count)
        return self._buffer[self._next : self._next + count]

    def skip(self, count: int) -> None:
        """Take words that ``ahead`` has shown."""
        self._next += count

    def below(self, bound: int) -> int:
        """A uniform integer in ``range(bound)``, 1 ≤ bound ≤ 2³²."""
        while True:
            if self._next == len(self._buffer):
                self._extend(self._next + 1)
            product = self._buffer[self._next] * bound
            self._next += 1
            low = product & LOW_BITS
            if low >= bound or low >= (1 << 32) % bound:
                return product >> 32

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` of the items in random order, each ordered choice equally likely (Fisher–Yates)."""
        pool = list(items)
        for place in range(count):
            other = place + self.below(len(pool) - place)
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:count]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in random order."""
        return self.sample(items, len(items))


class Streams:
    """Where the streams of one exam come from: its prefix, then one stream per id, purpose and attempt."""

    __slots__ = ("_base",)

    def __init__(self, key: bytes, bound_to: Sequence[str]) -> None:
        self._base = hashlib.shake_256(prefix(key, bound_to))

    def words(self, name: str, purpose: str, attempt: int = 0, expected: int = 0) -> WordStream:
        """The stream of ``name`` (a form) for ``purpose``; ``expected`` words are made at once."""
        sponge = self.begun(name, attempt)
        sponge.update(purpose.encode())
        return WordStream(sponge, expected)

    def begun(self, name: str, attempt: int = 0) -> Sponge:
        """What all streams of ``name`` have in common; a copy that takes the purpose gives one of them."""
        encoded = name.encode()
        sponge = self._base.copy()
        sponge.update(b"".join((struct.pack("<I", len(encoded)), encoded, struct.pack("<Q", attempt))))
        return sponge


def prefix(key: bytes, bound_to: Sequence[str]) -> bytes:
    """The secret that all streams of an exam begin with; ``bound_to`` are SHA-256 in hexadecimal.

    Raises WrongKeyLength.
    """
    return hmac.digest(_checked(key), VERSION_TAG + b"".join(map(bytes.fromhex, bound_to)), "sha256")


def commitment(key: bytes) -> str:
    """The SHA-256 of the key in hexadecimal: published before the exam, it binds without revealing.

    Raises WrongKeyLength.
    """
    return hashlib.sha256(_checked(key)).hexdigest()


def paper_id(key: bytes, code: str) -> str:
    """The opaque number of a paper: 50 bits keyed by the exam, in Crockford's base 32.

    Raises WrongKeyLength.
    """
    return paper_ids(key)(code)


def paper_ids(key: bytes) -> Callable[[str], str]:
    """The same for many papers: what HMAC-SHA256 does with the key is done once. Raises WrongKeyLength."""
    block = _checked(key).ljust(64, b"\0")
    inner = hashlib.sha256(block.translate(_INNER) + b"quizgen/paper/1\0")
    outer = hashlib.sha256(block.translate(_OUTER))

    def number_of(code: str) -> str:
        inside, whole = inner.copy(), outer.copy()
        inside.update(code.encode())
        whole.update(inside.digest())
        number = int.from_bytes(whole.digest()[:7], "little")
        return "".join([_TWO_DIGITS[number >> place & 1023] for place in range(0, 5 * PAPER_ID_LENGTH, 10)])

    return number_of


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise WrongKeyLength(len(key))
    return key

"""The stream of product.md written once more, plainly, from its description alone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator


def words(key: bytes, bound_to: list[str], name: str, purpose: str, attempt: int = 0) -> Iterator[int]:
    """The u32 words of a stream, four bytes at a time."""
    message = b"quizgen/forms/1\x00"
    for digest in bound_to:
        message += bytes.fromhex(digest)
    seed = hmac.new(key, message, hashlib.sha256).digest()
    data = name.encode("utf-8")
    seed += len(data).to_bytes(4, "little") + data + attempt.to_bytes(8, "little") + purpose.encode("utf-8")
    place = 0
    while True:
        block = hashlib.shake_256(seed).digest(4 * (place + 1))
        yield int.from_bytes(block[4 * place : 4 * place + 4], "little")
        place += 1


def below(stream: Iterator[int], bound: int) -> int:
    """An integer from 0 to bound − 1 by multiply-shift with rejection."""
    for word in stream:
        high, low = divmod(word * bound, 2**32)
        if low >= 2**32 % bound:
            return high
    raise AssertionError


def sample(stream: Iterator[int], items: list[int], count: int) -> list[int]:
    """A partial Fisher–Yates shuffle of a copy."""
    items = list(items)
    for place in range(count):
        other = place + below(stream, len(items) - place)
        items[place], items[other] = items[other], items[place]
    return items[:count]


def columns(stream: Iterator[int], lefts: int, rights: int) -> list[int]:
    """A 配对 on a form: the items on the left (0, 1, …) shuffled, then those on the right."""
    left, right = list(range(lefts)), list(range(lefts, lefts + rights))
    return sample(stream, left, lefts) + sample(stream, right, rights)


def out_of_order(stream: Iterator[int], count: int) -> list[int]:
    """A 排序 on a form: the items shuffled, again from the same stream where that gives the right order."""
    while True:
        order = sample(stream, list(range(count)), count)
        if order != sorted(order):
            return order

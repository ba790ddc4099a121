"""Whether a page of a PDF unpacks to a sensible size, asked before anything is drawn."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf

from quizgen.scan.picture import BadPage, PictureLimits

_DEEP = 4
_PACKED = 200_000
"""Bytes of a drawing program in a packing that is not measured here; scanners write none."""


def check_unpacked(page: pikepdf.Page, limits: PictureLimits) -> None:
    """Raise BadPage where the drawing program of a page unpacks to more than is allowed."""
    left = limits.content_bytes
    for stream in _programs(page.obj, _DEEP):
        left -= _size(stream, left)
        if left <= 0:
            reason = "这一页解开后太大，不像扫描件"
            raise BadPage(reason)


def _programs(holder: pikepdf.Object, deep: int) -> Iterator[pikepdf.Object]:
    """The drawing programs of a page, and of the forms it uses."""
    contents = holder.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        yield from (one for one in contents.as_list() if isinstance(one, pikepdf.Stream))
    elif isinstance(contents, pikepdf.Stream):
        yield contents
    resources = holder.get("/Resources")
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if deep and isinstance(objects, pikepdf.Dictionary):
        for one in objects.as_dict().values():
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                yield one
                yield from _programs(one, deep - 1)


def _size(stream: pikepdf.Object, limit: int) -> int:
    """How many bytes a stream unpacks to, at most ``limit`` and one."""
    data, packing = stream.read_raw_bytes(), stream.get("/Filter")
    if packing is None:
        return len(data)
    if packing == "/FlateDecode" or (isinstance(packing, pikepdf.Array) and [*packing] == ["/FlateDecode"]):
        try:
            return len(zlib.decompressobj().decompress(data, limit + 1))
        except zlib.error:
            return len(data)
    return len(data) if len(data) < _PACKED else limit + 1

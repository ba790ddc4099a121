"""Parts of an office file changed one by one, all the others kept byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from quizgen.office.package import Package, damaged


def with_parts(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The file with these parts in place of its own; order, names, dates and all else as they were.

    Nothing changed gives the very bytes that were read.
    """
    if not changed:
        return package.data
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package.data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = changed.get(entry.filename)
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            for name in ("compress_type", "comment", "external_attr", "internal_attr", "create_system"):
                setattr(copy, name, getattr(entry, name))
            target.writestr(copy, source.read(entry) if data is None else data)
        target.comment = source.comment
    return out.getvalue()


def signature_notice(package: Package) -> tuple[str, ...]:
    """What to know about a file that was signed digitally: a changed copy is not what was signed."""
    if any(name.startswith("_xmlsignatures/") for name in package.parts):
        return ("文件带有数字签名；副本添了成绩，那个签名在副本上不再成立，原件不受影响。",)
    return ()


def part_tree(package: Package, part: str) -> Any:
    """The root element of an XML part, every comment and space kept. Raises RefusedFile for damage."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False, remove_blank_text=False
    )
    try:
        return etree.fromstring(package.read(part), parser)
    except (etree.XMLSyntaxError, KeyError) as error:
        raise damaged(package.shown_as) from error


def part_bytes(root: Any) -> bytes:
    """An XML part as office programs write it."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Kind (the last word of its type) and part name of everything inside the file that a part points to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    if relations not in package.parts:
        return
    for relation in part_tree(package, relations).iter("{*}Relationship"):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(f"/{folder}", relation.get("Target", "")))
            yield relation.get("Type", "").rpartition("/")[2], target.lstrip("/")

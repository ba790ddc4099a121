"""Word documents made for tests, part by part as Word writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{more}</Types>'
)
_KINDS = {
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "comments": "comments",
    "header1": "header",
    "footer1": "footer",
}


def run(text: str, looks: str = "") -> str:
    """A run; ``looks`` are elements of its properties."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph; what does not begin with ``<`` becomes a run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def numbered(list_id: int, level: int, text: str) -> str:
    """A paragraph of a list."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=numbers)


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def picture(identifier: str, *, anchored: bool = False, alt: str = "", more: str = "") -> str:
    """A run with a picture of 36 mm."""
    name = "wp:anchor" if anchored else "wp:inline"
    return (
        f'<w:r><w:drawing><{name}><wp:extent cx="1296000" cy="1296000"/>'
        f'<wp:docPr id="1" name="a" descr="{alt}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:blipFill><a:blip {identifier}/>{more}</pic:blipFill></pic:pic></a:graphicData></a:graphic>"
        f"</{name}></w:drawing></w:r>"
    )


def png(colour: str = "red") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def word_file(
    path: Path,
    *body: str,
    parts: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A document; ``parts`` by their names (``numbering``) without their outermost element.

    ``media`` are pictures by their ids with an ending (``rId1.png``), ``links`` pictures elsewhere,
    ``more`` further files of the archive.
    """
    parts, media = parts or {}, media or {}
    related = [
        f'<Relationship Id="p{index}" Type="{_OFFICE}/{_KINDS[name]}" Target="{name}.xml"/>'
        for index, name in enumerate(parts)
    ]
    related += [
        f'<Relationship Id="{name.partition(".")[0]}" Type="{_OFFICE}/image" Target="media/{name}"/>'
        for name in media
    ]
    related += [
        f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.wordprocessingml.{_KINDS[name]}+xml"/>'
            for name in parts
        )
        archive.writestr("[Content_Types].xml", head + _TYPES.format(more=overrides))
        target = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        for name, relations in (("_rels/.rels", target), ("word/_rels/document.xml.rels", "".join(related))):
            archive.writestr(
                name, f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
            )
        archive.writestr(
            "word/document.xml",
            f"{head}<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        )
        for name, inside in parts.items():
            outer = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f"{head}<w:{outer} {_SPACES}>{inside}</w:{outer}>")
        for name, data in media.items():
            archive.writestr(f"word/media/{name}", data)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return path


def definition(number: int, *levels: str) -> str:
    """What a list looks like."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def list_of(number: int, of: int, more: str = "") -> str:
    """A list that looks so."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def from_start(count: int) -> str:
    """What makes a list begin at a count."""
    return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{count}"/></w:lvlOverride>'


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(f'<w:tr>{one}</w:tr>' for one in rows)}</w:tbl>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell; what does not begin with ``<`` becomes a paragraph."""
    blocks = "".join(one if one.startswith("<") else paragraph(one) for one in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"

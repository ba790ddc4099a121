"""A bank as a QTI 2.2 package: the same bank gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from quizgen.interchange.formats import BankToWrite, CannotHold, Remark, WrittenBank
from quizgen.interchange.qti.item import QtiItem, qti_item
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.model.rules.exchange import D501

_CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKED = (1980, 1, 1, 0, 0, 0)


def write_qti(bank: BankToWrite) -> WrittenBank:
    """The package: ``imsmanifest.xml``, ``items/XM-0019.xml``, ``images/…``."""
    items: dict[str, QtiItem] = {}
    remarks: list[Remark] = []
    for one in bank.questions:
        try:
            items[one.question.id] = qti_item(one)
        except CannotHold as reason:
            remarks.append(Remark(one, D501, str(reason)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _pack(package, "imsmanifest.xml", _manifest(bank.title, items).encode())
        for identifier, item in items.items():
            _pack(package, f"items/{identifier}.xml", item.xml.encode())
            for name, content in item.pictures.items():
                _pack(package, name, content)
    return WrittenBank(out.getvalue(), len(items), tuple(remarks))


def _pack(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _PACKED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def _manifest(title: str, items: dict[str, QtiItem]) -> str:
    resources = "".join(_resource(identifier, item) for identifier, item in items.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{_CONTENT}" identifier="QUIZGEN">\n'
        "<metadata><schema>QTIv2.2 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n"
        f"<!-- {escape(without_unfit(title)).replace('--', '——')} -->\n"
        f"<organizations/>\n<resources>\n{resources}</resources>\n</manifest>\n"
    )


def _resource(identifier: str, item: QtiItem) -> str:
    href = f"items/{identifier}.xml"
    files = "".join(f"<file href={quoteattr(name)}/>" for name in (href, *item.pictures))
    return (
        f'<resource identifier="RES-{identifier}" type="imsqti_item_xmlv2p2" href={quoteattr(href)}>'
        f"{files}</resource>\n"
    )

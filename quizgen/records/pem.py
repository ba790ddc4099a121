"""PEM around bytes: keys that no library here writes itself."""

from __future__ import annotations

import base64
import binascii
import textwrap

_LINE = 64


def pem_bytes(label: str, der: bytes) -> bytes:
    """The bytes in PEM under a label (RFC 7468)."""
    lines = textwrap.wrap(base64.b64encode(der).decode(), _LINE)
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def pem_content(label: str, pem: bytes) -> bytes | None:
    """The bytes inside; None when it is not PEM with just this label."""
    lines = pem.decode("ascii", errors="replace").strip().splitlines()
    if not lines or (lines[0], lines[-1]) != (f"-----BEGIN {label}-----", f"-----END {label}-----"):
        return None
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except binascii.Error:
        return None

"""The pack of this project for a few pages in a folder of their own: it leads to none that is not there."""

from __future__ import annotations

import json
from pathlib import Path

from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).parents[1]


def write_pack(project: Path) -> None:
    """Write ``pack.yaml`` as this project has it, without the pages of topics and those to begin from."""
    pack = plain_yaml((ROOT / "pack.yaml").read_text(encoding="utf-8"))
    pack["pages"] = {name: page for name, page in pack["pages"].items() if name not in {"topics", "begin"}}
    (project / "pack.yaml").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")

"""A small site built strictly from outside: it stands, and a fault stops it with file and line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.cli.main import main
from tests.found import none_like
from tests.small_pack import write_pack
from tests.web.page import DATA, ROOT

PAGE = """---
title: 样页
tags: [样子]
checked: 2026-11-22
sources: [xiamen]
---

# 样页

五个环节[@xiamen-019]。

```procedure P12
```
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the project's own settings, two pages; it is the current folder."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    write_pack(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copytree(DATA, tmp_path / "docs" / "_data")
    write(tmp_path, "index.md", PAGE)
    write(tmp_path, "shuyu.md", "# 术语表\n\n```glossary\n```\n")
    for source in ("wuhou", "xiamen", "baiyin", "shunyi", "gongan"):
        write(tmp_path, f"laiyuan/{source}.md", f"# {source}\n\n```facts {source}\n```\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, name: str, text: str) -> None:
    path = site / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_faultless_site_is_built(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "dev/x.md", "# 给维护的人")
    assert main(["site", "build"]) == 0
    assert "已生成 8 个网页" in capsys.readouterr().out
    html = (site / "build" / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="laiyuan/xiamen.html#xiamen-019"' in html
    assert "最后核对：2026-11-22" in html
    assert none_like(site / "build" / "site", "*.yaml")


def test_faults_of_all_pages_come_in_one_run(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "index.md", PAGE.replace("xiamen-019", "xiamen-919"))
    write(site, "er.md", "# 二\n\n```cases C99\n```\n")
    assert main(["site", "build"]) == 1
    printed = capsys.readouterr()
    assert "docs/er.md:3: [S001] 没有案例“C99”" in printed.out
    assert "docs/index.md:10: [S001] 没有事实“xiamen-919”" in printed.out
    assert not (site / "build").exists()


def test_a_broken_link_fails_the_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "index.md", PAGE + "\n[没有](meiyou.md)\n")
    assert main(["site", "build"]) == 1
    assert "meiyou.md" in capsys.readouterr().err


def test_a_broken_anchor_fails_the_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "index.md", PAGE + "\n[没有](shuyu.md#meiyou)\n")
    assert main(["site", "build"]) == 1
    assert "#meiyou" in capsys.readouterr().err


def test_plain_mkdocs_fails_with_file_and_line(site: Path) -> None:
    write(site, "index.md", PAGE.replace("xiamen-019", "xiamen-919"))
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, cwd=site, capture_output=True, check=False, encoding="utf-8", env=environment
    )
    assert done.returncode != 0
    assert "docs/index.md:10: [S001] 没有事实“xiamen-919”" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_settings_file_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "mkdocs.yml").unlink()
    assert main(["site", "build"]) == 1
    assert "都没有 mkdocs.yml" in capsys.readouterr().err

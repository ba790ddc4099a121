"""After Material's end of life: ProperDocs writes the same site, Zensical the same pages, and they work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizgen.bank.cache import CACHE_VARIABLE
from tests.found import things_below
from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.page import ROOT
from tests.web.practice.practice_page import give, open_view, turn_to
from tools.zensical_site import build


@pytest.fixture(scope="module", autouse=True)
def same_cache(site_cache: Path) -> Iterator[None]:
    """All builders find what the first has worked out; it is no work of theirs."""
    site_cache.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(site_cache))
        yield


def test_properdocs_writes_every_file_the_same(built_site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    subprocess.run([*command, "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    files = [path.relative_to(built_site) for path in things_below(built_site, "*") if path.is_file()]
    assert [str(name) for name in files if not (tmp_path / name).is_file()] == []
    other = [name for name in files if (tmp_path / name).read_bytes() != (built_site / name).read_bytes()]
    assert [str(name) for name in other if name.name not in ("sitemap.xml", "sitemap.xml.gz")] == []


@pytest.fixture(scope="module")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("zensical") / "site"
    build(ROOT, target)
    return target


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in things_below(site, "*.html")}


def test_zensical_writes_the_same_pages(built_site: Path, zensical_site: Path) -> None:
    assert pages(zensical_site) == pages(built_site)
    for name in ("practice/pool.js", "practice/practice.js", "tips/t01.js", "quizgen.css"):
        place = Path("assets", name)
        assert (zensical_site / place).read_bytes() == (built_site / place).read_bytes(), name


def test_a_site_by_zensical_is_searched_and_practised(zensical_site: Path, all_browsers: Browsers) -> None:
    page, heard = watched(all_browsers[OLDEST])
    base = zensical_site.as_uri() + "/"
    page.goto(base + "zeren.html")
    page.locator(".qz-cite a").first.focus()
    expect(page.locator("#qz-tip")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button").first).to_be_visible()
    page.keyboard.insert_text("四账管理")
    expect(page.locator(".qz-search-results a").first).to_contain_text("四账管理")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "zeren.html" not in url)
    expect(page.locator(":target, h1").first).to_be_visible()
    open_view(page, base, "kind/single")
    give(page)
    turn_to(page, "draw")
    expect(page.get_by_label("名单：")).to_be_visible()
    turn_to(page, "exam")
    page.get_by_role("button", name="开始考试").nth(2).click()
    expect(page.locator(".qp-dock .qp-clock")).to_be_visible()
    page.context.close()
    assert [url for url in heard if not url.startswith(base)] == []

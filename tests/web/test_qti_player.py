"""QTI packages played by a player made by others: every item is shown, the right answers earn the full score.

The player takes QTI 3, so the items are converted first, by a converter of the same people.
"""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page

from quizgen.interchange.qti.write import write_qti
from tests.interchange.exported import all_kinds, bank_of
from tests.programs import program
from tests.web.browsers import NPM, Browsers, window

CITOLAB = NPM / "node_modules" / "@citolab"
CONVERT = """
import fs from "fs";
const { convertQti2toQti3 } = await import(process.argv[1]);
const items = JSON.parse(fs.readFileSync(0, "utf8")), out = {};
for (const name of Object.keys(items)) { out[name] = String(await convertQti2toQti3(items[name])); }
console.log(JSON.stringify(out));
"""
PLAY = """async ([xml, answers]) => {
  document.body.innerHTML = "";
  const holder = document.createElement("item-container");
  holder.itemXML = xml;
  const there = new Promise(done =>
    holder.addEventListener("qti-assessment-item-connected", done, {once: true}));
  document.body.append(holder);
  await there;
  const item = holder.shadowRoot.querySelector("qti-assessment-item");
  await item.updateComplete;
  for (const [name, value] of answers) { item.updateResponseVariable(name, value); }
  item.processResponse();
  const outcome = name => Number(item.variables.find(one => one.identifier === name).value);
  return {text: item.textContent, score: outcome("SCORE"), most: outcome("MAXSCORE")};
}"""
_NOTHING: dict[str | None, Any] = {"string": "", "directedPair": []}
QTI2 = "{http://www.imsglobal.org/xsd/imsqti_v2p2}"
pytestmark = pytest.mark.xdist_group("browsers")


@dataclass(frozen=True)
class Item:
    """An item as it is written, as it is played, with the answers that it calls right."""

    written: str
    played: str
    right: list[tuple[str, Any]]
    untouched: list[tuple[str, Any]]
    """Nothing put into texts and pairs: the player trips over those that have no value at all."""
    marked: bool


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    """One item of every kind, by its id."""
    content = write_qti(bank_of(*all_kinds())).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("items/") and name.endswith(".xml")]
        written = {Path(name).stem: package.read(name).decode("utf-8") for name in names}
    return {
        name: Item(written[name], played, *_right(written[name]))
        for name, played in _converted(written).items()
    }


def _converted(items: dict[str, str]) -> dict[str, str]:
    run = subprocess.run(
        [
            program("node"),
            "--input-type=module",
            "-e",
            CONVERT,
            str(CITOLAB / "qti-convert" / "dist" / "qti-converter-node" / "index.js"),
        ],
        input=json.dumps(items),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, str] = json.loads(run.stdout)
    return found


def _right(written: str) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]], bool]:
    """The answers that are right, what is left empty, whether all answers are marked by the program."""
    right: list[tuple[str, Any]] = []
    untouched: list[tuple[str, Any]] = []
    whole = True
    for declared in etree.fromstring(written.encode()).iter(f"{QTI2}responseDeclaration"):
        values = [one.text or "" for one in declared.iterfind(f"{QTI2}correctResponse/{QTI2}value")]
        whole = whole and bool(values)
        name = declared.get("identifier") or ""
        if (kind := declared.get("baseType")) in _NOTHING:
            untouched.append((name, _NOTHING[kind]))
        if values:
            right.append((name, values[0] if declared.get("cardinality") == "single" else values))
    return right, untouched, whole


@pytest.fixture(scope="module")
def page(all_browsers: Browsers) -> Iterator[Page]:
    context = window(all_browsers["chromium"])
    found = context.new_page()
    found.set_content("<body></body>")
    found.add_script_tag(path=CITOLAB / "qti-components" / "cdn" / "index.global.js")
    yield found
    context.close()


KINDS = {one.id: one.kind for one in all_kinds()}


@pytest.mark.parametrize("name", KINDS, ids=[f"{name}-{kind}" for name, kind in KINDS.items()])
def test_the_right_answers_earn_what_can_be_earned(page: Page, items: dict[str, Item], name: str) -> None:
    item = items[name]
    nothing = page.evaluate(PLAY, [item.played, item.untouched])
    everything = page.evaluate(PLAY, [item.played, [*item.untouched, *item.right]])
    assert nothing["text"].strip()
    assert nothing["score"] == 0
    if item.marked:
        assert everything["score"] == pytest.approx(everything["most"], abs=1e-6)
    else:
        assert everything["score"] < everything["most"]


def test_most_kinds_are_marked_by_the_player(items: dict[str, Item]) -> None:
    marked = {KINDS[name] for name, item in items.items() if item.marked}
    assert marked >= {"single", "multiple", "true_false", "fill", "matching", "ordering", "case"}

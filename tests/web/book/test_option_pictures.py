"""Pictures of options in the printed book: as large as on paper, on the page of their letter."""

from __future__ import annotations

import base64

from quizgen.web.book.blocks import page_blocks
from tests.bank.pictured import PICTURED

HELD = base64.b64encode((PICTURED / "fig" / "star.svg").read_bytes()).decode("ascii")
IMAGE = (
    f'<img class="qp-choice-picture" src="data:image/svg+xml;base64,{HELD}" width="106" height="95" alt="图">'
)


def test_the_picture_of_an_option_stands_below_its_letter_and_stays_with_it() -> None:
    (listing,) = page_blocks("a.html", f"<ul><li>A. {IMAGE}</li><li>B. 都不是</li></ul>")
    (letter, picture), (words,) = (item["blocks"] for item in listing["items"])
    assert (letter["runs"], letter["sticky"]) == ([["t", "A."]], True)
    assert (picture["k"], picture["width"]) == ("picture", 28.0)
    assert picture["svg"].startswith("<svg")
    assert words == {"k": "p", "runs": [["t", "B. 都不是"]]}

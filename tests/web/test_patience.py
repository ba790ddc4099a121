"""A wrong expectation ends soon, and the next one sooner; no other failure shortens what is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.web.browsers import LITTLE, OLDEST, PATIENCE, Browsers, Patience, patience, window


@pytest.fixture
def page(all_browsers: Browsers) -> Iterator[Page]:
    context = window(all_browsers[OLDEST])
    yield context.new_page()
    context.close()
    expect.set_options(timeout=patience.milliseconds)


def in_vain(page: Page, work: str) -> BaseException:
    """What an expectation, or a step, says when it has waited to its end."""
    with pytest.raises((AssertionError, Error)) as caught:
        if work == "expectation":
            expect(page.locator("p")).to_have_text("never", timeout=10)
        elif work == "step":
            page.locator("p").click(timeout=10)
        elif work == "plain":
            assert page.locator("p").count() == 1
        else:
            page.evaluate("nothing.here")
    return caught.value


@pytest.mark.parametrize(
    ("work", "left"),
    [("expectation", LITTLE), ("step", LITTLE), ("plain", PATIENCE), ("script", PATIENCE)],
)
def test_only_what_was_waited_for_in_vain_costs_patience(page: Page, work: str, left: Any) -> None:
    own = Patience()
    own.hear(in_vain(page, work))
    assert own.milliseconds == left

"""A wrong expectation ends soon, and the next one sooner; no other failure shortens what is waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Error, Page, expect

from tests.web.browsers import LITTLE, OLDEST, PATIENCE, Browsers, Patience, patience, window


@pytest.fixture
def page(all_browsers: Browsers) -> Iterator[Page]:
    context = window(all_browsers[OLDEST])
    yield context.new_page()
    context.close()
    expect.set_options(timeout=patience.milliseconds)


def expected(page: Page) -> None:
    expect(page.locator("p")).to_have_text("never", timeout=10)


def clicked(page: Page) -> None:
    page.locator("p").click(timeout=10)


def counted(page: Page) -> None:
    assert page.locator("p").count() == 1


def asked(page: Page) -> None:
    page.evaluate("nothing.here")


@pytest.mark.parametrize(
    ("work", "left"),
    [(expected, LITTLE), (clicked, LITTLE), (counted, PATIENCE), (asked, PATIENCE)],
)
def test_only_what_was_waited_for_in_vain_costs_patience(
    page: Page, work: Callable[[Page], None], left: int
) -> None:
    own = Patience()
    with pytest.raises((AssertionError, Error)) as caught:
        work(page)
    own.hear(caught.value)
    assert own.milliseconds == left

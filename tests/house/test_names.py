"""One name, one thing: what a public name means does not depend on the file in which it is read."""

from __future__ import annotations

from collections import defaultdict

from tests.house.modules import modules

MOST_TWICE = 3
MOST_RENAMED = 5


def test_hardly_any_name_of_a_type_occurs_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        for name in module.defined:
            places[name].append(module.path)
    assert len(places) > 300
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert len(twice) <= MOST_TWICE, twice


def test_hardly_anything_is_imported_under_another_name() -> None:
    renamed = [f"{module.path}: {one}" for module in modules() for one in module.renamed]
    assert len(renamed) <= MOST_RENAMED, renamed

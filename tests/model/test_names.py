"""Names from outside: what may become the name of a file anywhere."""

from __future__ import annotations

import pytest

from quizgen.model.names import file_name_fault, file_stems, number_fault


@pytest.mark.parametrize("number", ["2026001", "A-1", "a1", "0", "CONS", "com", "COM10", "z" * 20])
def test_numbers_that_may_be_used(number: str) -> None:
    assert number_fault(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "",
        "../evil",
        "a/b",
        "a\\b",
        "-1",
        "a b",
        "１",
        "a.",
        "z" * 21,
        "a\n",
        "\0",
        "a\u202e1",
        "CON",
        "aux",
        "Com1",
    ],
)
def test_numbers_that_may_not(number: str) -> None:
    assert number_fault(number) is not None


@pytest.mark.parametrize("name", ["述职.xlsx", "甲 乙.docx", "a", "CONSUL.docx", ".a"])
def test_file_names_that_are_the_same_everywhere(name: str) -> None:
    assert file_name_fault(name) is None


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "a/b", "a\\b", "a:b", "a*", "a?", 'a"', "a|b", "<a>", "a\0", "a\n", "a\u202eb"),
        *("a.", "a ", " a", "CON", "con.xlsx", "NUL.tar.gz", "lpt¹", "aux .docx", "字" * 67, "\ud800"),
    ],
)
def test_file_names_that_are_not(name: str) -> None:
    assert file_name_fault(name) is not None


def test_files_of_different_people_never_share_a_name() -> None:
    numbers = ["a1", "A1", "001", "con", "CON", "con_", "../x", "b"]
    stems = file_stems(numbers)
    assert stems["001"] == "001"
    assert "../x" not in stems
    assert len({stem.lower() for stem in stems.values()}) == len(stems) == 6
    assert all(file_name_fault(f"{stem}.pdf") is None for stem in stems.values())
    assert file_stems(reversed(numbers)) == stems

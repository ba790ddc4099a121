"""The pictures in scanned files, one page at a time: PDF, TIFF, JPEG, PNG, HEIC, whole folders of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from quizgen.errors import CannotRead
from quizgen.files.entries import is_passing
from quizgen.files.text import file_digest, open_regular
from quizgen.model.scanned import FileFault, PagePlace
from quizgen.scan.images import frames, knows_heic, opened, pixels_of
from quizgen.scan.pdfs import opened_pdf, pdf_page
from quizgen.scan.picture import LIMITS, BadPage, PagePicture, PictureLimits, pixels_digest

_PDF_WITHIN = 1024
"""A PDF may have so many bytes of something else before its first line (ISO 32000, note to 7.5.2)."""
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1|heim|heis)", re.DOTALL)


def scan_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and every file in the folders named, by name with numbers in their order.

    Hidden files and what programs leave in folders are passed over. Raises CannotRead for a path that is
    not there.
    """
    out: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.is_file())
            plain = [one for one in inside if not is_passing(one.relative_to(path))]
            out += sorted(plain, key=lambda one: _natural(one.relative_to(path).as_posix()))
        elif path.exists():
            out.append(path)
        else:
            raise CannotRead(path, "没有这个文件或文件夹")
    return out


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name)]


def page_count(path: Path) -> int:
    """How many pages a file has; 1 for what cannot be opened, so that it is named. Raises CannotRead."""
    try:
        if _is_pdf(path):
            with opened_pdf(path) as document:
                return document.pages
        with opened(path) as image:
            return frames(image)
    except BadPage:
        return 1


def page_pictures(
    path: Path,
    name: str,
    numbers: Collection[int] | None = None,
    limits: PictureLimits = LIMITS,
) -> Iterator[PagePicture | FileFault]:
    """The pages of a file in order, one in memory at a time; ``numbers`` chooses some of them (from 1).

    ``name`` is what the file is called in what people read. A page that cannot be decoded, or a file that
    cannot be opened, is a FileFault in its place. Raises CannotRead for a file that is not there.
    """
    try:
        yield from _pdf(path, name, numbers, limits) if _is_pdf(path) else _image(path, name, numbers, limits)
    except BadPage as error:
        if numbers is None or 1 in numbers:
            yield FileFault(PagePlace(name), error.reason)


def _is_pdf(path: Path) -> bool:
    with open_regular(path) as file:
        start = file.read(_PDF_WITHIN)
    if not start:
        reason = "是空文件"
        raise BadPage(reason)
    if _HEIC.match(start) and not knows_heic():
        reason = "是 HEIC 照片，这里没有装读它的库；请先运行 pip install pi-heif，或在手机上改存 JPEG"
        raise BadPage(reason)
    return b"%PDF-" in start


def _pdf(
    path: Path, name: str, numbers: Collection[int] | None, limits: PictureLimits
) -> Iterator[PagePicture | FileFault]:
    with opened_pdf(path) as document:
        pages = document.pages
        if not pages:
            reason = "PDF 里一页也没有"
            raise BadPage(reason)
        for number in range(1, pages + 1):
            if numbers is not None and number not in numbers:
                continue
            place = PagePlace(name, number, pages)
            try:
                pixels, digest = pdf_page(document, number, limits)
            except BadPage as error:
                yield FileFault(place, error.reason)
            else:
                yield PagePicture(place, digest, pixels.grey, pixels.red)


def _image(
    path: Path, name: str, numbers: Collection[int] | None, limits: PictureLimits
) -> Iterator[PagePicture | FileFault]:
    with opened(path) as image:
        pages = frames(image)
        for number in range(1, pages + 1):
            if numbers is not None and number not in numbers:
                continue
            place = PagePlace(name, number, pages)
            try:
                pixels = pixels_of(image, limits, frame=number - 1)
            except BadPage as error:
                yield FileFault(place, error.reason)
            else:
                digest = file_digest(path) if pages == 1 else pixels_digest(pixels.grey)
                yield PagePicture(place, digest, pixels.grey, pixels.red)

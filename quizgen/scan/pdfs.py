"""Pictures out of PDF files: the scanner's own pixels where a page is one scan, drawn otherwise."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy
import pikepdf
import pypdfium2
from pypdfium2 import raw

from quizgen.scan.images import pixels_of_jpeg
from quizgen.scan.picture import BadPage, Grey, PictureLimits, Pixels, check_size, pixels_digest
from quizgen.scan.red import red_of_colours
from quizgen.scan.unpacked import check_unpacked

_DRAWN_DPI, _LEAST_DPI, _MOST_DPI = 200.0, 150.0, 300.0
_WHOLE_PAGE = 0.5
"""A scan covers at least this share of its page; less is a picture on a page."""

_COLOUR_BITS = 24
_STRIP = 256
_LUMA = numpy.array([0.114, 0.587, 0.299], numpy.float32)
"""Rows worked on at a time; how light blue, green and red look (ITU-R BT.601)."""

_PLAIN_COLOURS = frozenset(
    {
        raw.FPDF_COLORSPACE_DEVICEGRAY,
        raw.FPDF_COLORSPACE_DEVICERGB,
        raw.FPDF_COLORSPACE_CALGRAY,
        raw.FPDF_COLORSPACE_CALRGB,
        raw.FPDF_COLORSPACE_ICCBASED,
    }
)
"""Colour spaces in which the pixels mean what they say."""


@dataclass(frozen=True, slots=True)
class ScannedPdf:
    """A PDF of scans: one library draws it, another looks first whether that is safe."""

    drawn: pypdfium2.PdfDocument
    looked_at: pikepdf.Pdf | None

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.drawn)


@contextmanager
def opened_pdf(path: Path) -> Iterator[ScannedPdf]:
    """A PDF of scans. Raises BadPage where it needs a password or is broken."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            reason = "PDF 有密码，请去掉密码后再读"
        else:
            reason = "PDF 打不开，文件不完整或已经损坏"
        raise BadPage(reason) from error
    try:
        looked_at = pikepdf.open(path)
    except pikepdf.PdfError:  # what pdfium mends may be beyond qpdf
        looked_at = None
    try:
        yield ScannedPdf(document, looked_at)
    finally:
        document.close()
        if looked_at is not None:
            looked_at.close()


def pdf_page(document: ScannedPdf, number: int, limits: PictureLimits) -> tuple[Pixels, str]:
    """The pixels of a page (from 1) and their digest. Raises BadPage."""
    try:
        if document.looked_at is not None and number <= len(document.looked_at.pages):
            check_unpacked(document.looked_at.pages[number - 1], limits)
        page = document.drawn[number - 1]
    except pikepdf.PdfError as error:
        reason = "这一页已经损坏，打不开"
        raise BadPage(reason) from error
    except pypdfium2.PdfiumError as error:
        reason = "这一页已经损坏，打不开"
        raise BadPage(reason) from error
    try:
        return _page(page, limits)
    except (pypdfium2.PdfiumError, ValueError, zlib.error) as error:
        reason = "这一页的图像已经损坏，读不出"
        raise BadPage(reason) from error
    except MemoryError as error:
        reason = "这一页太大，内存放不下，请用 300 dpi 的灰度重新扫描"
        raise BadPage(reason) from error
    finally:
        page.close()


def _page(page: pypdfium2.PdfPage, limits: PictureLimits) -> tuple[Pixels, str]:
    objects = list(page.get_objects(max_depth=2))
    images = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    for image in images:
        across, down = image.get_px_size()
        check_size(across, down, 1, limits)
    if len(images) == 1 and not any(map(_is_seen, objects)) and _is_whole(page, images[0]):
        return _own_pixels(images[0], limits)
    pixels = _drawn(page, images, limits)
    return pixels, pixels_digest(pixels.grey)


def _is_seen(one: pypdfium2.PdfObject) -> bool:
    """Whether an object shows something beside the scan; recognised text under a scan is invisible."""
    if one.type == raw.FPDF_PAGEOBJ_TEXT:
        return bool(raw.FPDFTextObj_GetTextRenderMode(one) != raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return one.type not in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}


def _is_whole(page: pypdfium2.PdfPage, image: pypdfium2.PdfImage) -> bool:
    """Whether this is the scan of the page: large, not mirrored, in plain colours, no stencil."""
    a, b, c, d, *_ = image.get_matrix().get()
    covered = abs(a * d - b * c) / max(1.0, page.get_width() * page.get_height())
    return a * d - b * c > 0 and covered > _WHOLE_PAGE and image.get_metadata().colorspace in _PLAIN_COLOURS


def _own_pixels(image: pypdfium2.PdfImage, limits: PictureLimits) -> tuple[Pixels, str]:
    if image.get_filters() == ["DCTDecode"]:
        data = bytes(image.get_data())
        return pixels_of_jpeg(data, limits), hashlib.sha256(data).hexdigest()
    width, height = image.get_px_size()
    meta = image.get_metadata()
    check_size(width, height, max(1, meta.bits_per_pixel // 8), limits)
    bitmap = image.get_bitmap()
    pixels = bitmap.to_numpy()
    grey, red = _grey(pixels, limits), red_of_colours(pixels)
    bitmap.close()
    return Pixels(grey, red), pixels_digest(grey)


def _drawn(page: pypdfium2.PdfPage, images: list[pypdfium2.PdfImage], limits: PictureLimits) -> Pixels:
    """The page drawn at the resolution of its finest picture, within reason."""
    width, height = page.get_size()
    if max(width, height) > limits.paper_points:
        reason = f"页面太大（{width / 72 * 2.54:.0f}×{height / 72 * 2.54:.0f} 厘米），不是一张答题卡"
        raise BadPage(reason)
    found = [image.get_metadata().horizontal_dpi for image in images]
    dpi = min(_MOST_DPI, max(_LEAST_DPI, *found)) if found else _DRAWN_DPI
    dpi = min(dpi, limits.longest * 72 / max(width, height, 1.0))
    check_size(round(width * dpi / 72), round(height * dpi / 72), 1, limits)
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    grey = _grey(bitmap.to_numpy(), limits)
    bitmap.close()
    return Pixels(grey, _drawn_red(page, dpi) if any(map(_is_coloured, images)) else None)


def _is_coloured(image: pypdfium2.PdfImage) -> bool:
    return bool(image.get_metadata().bits_per_pixel >= _COLOUR_BITS)


def _drawn_red(page: pypdfium2.PdfPage, dpi: float) -> Grey | None:
    """Drawn once more, in half the detail, for its colours; what was drawn in grey names the page."""
    bitmap = page.render(scale=dpi / 72 / 2)
    red = red_of_colours(bitmap.to_numpy(), 1)
    bitmap.close()
    return red


def _grey(pixels: Grey, limits: PictureLimits) -> Grey:
    """Grey from what pdfium gives (one plane, or blue, green, red), halved while it is too large."""
    planes = pixels.reshape(*pixels.shape[:2], -1)
    part = 1
    while max(planes.shape[:2]) / part > limits.longest:
        part *= 2
    height, width = (side // part * part for side in planes.shape[:2])
    out = numpy.empty((height // part, width // part), numpy.uint8)
    for top in range(0, height, _STRIP * part):
        rows = planes[top : min(height, top + _STRIP * part), :width]
        strip = rows[..., :3] @ _LUMA if rows.shape[2] > 1 else rows
        cells = strip.reshape(strip.shape[0] // part, part, width // part, part)
        out[top // part : top // part + len(cells)] = (
            cells.mean(axis=(1, 3)) if part > 1 else cells[:, 0, :, 0]
        )
    return out

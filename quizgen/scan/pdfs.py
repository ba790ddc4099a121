"""Pictures out of PDF files: the scanner's own pixels where a page is one scan, drawn otherwise."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import pypdfium2
from pypdfium2 import raw

from quizgen.scan.images import grey_of_jpeg
from quizgen.scan.picture import BadPage, Grey, PictureLimits, check_size, pixels_digest

_DRAWN_DPI, _LEAST_DPI, _MOST_DPI = 200.0, 150.0, 300.0
_WHOLE_PAGE = 0.5
"""A scan covers at least this share of its page; less is a picture on a page."""

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


@contextmanager
def opened_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
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
        yield document
    finally:
        document.close()


def pdf_page(document: pypdfium2.PdfDocument, number: int, limits: PictureLimits) -> tuple[Grey, str]:
    """The pixels of a page (from 1) and their digest. Raises BadPage."""
    try:
        page = document[number - 1]
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


def _page(page: pypdfium2.PdfPage, limits: PictureLimits) -> tuple[Grey, str]:
    objects = list(page.get_objects(max_depth=2))
    images = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    for image in images:
        across, down = image.get_px_size()
        check_size(across, down, 1, limits)
    if len(images) == 1 and not any(map(_is_seen, objects)) and _is_whole(page, images[0]):
        return _own_pixels(images[0], limits)
    grey = _drawn(page, images, limits)
    return grey, pixels_digest(grey)


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


def _own_pixels(image: pypdfium2.PdfImage, limits: PictureLimits) -> tuple[Grey, str]:
    if image.get_filters() == ["DCTDecode"]:
        data = bytes(image.get_data())
        return grey_of_jpeg(data, limits), hashlib.sha256(data).hexdigest()
    width, height = image.get_px_size()
    meta = image.get_metadata()
    check_size(width, height, max(1, meta.bits_per_pixel // 8), limits)
    bitmap = image.get_bitmap()
    grey = _halved(_grey(bitmap.to_numpy()), limits)
    bitmap.close()
    return grey, pixels_digest(grey)


def _drawn(page: pypdfium2.PdfPage, images: list[pypdfium2.PdfImage], limits: PictureLimits) -> Grey:
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
    grey = _grey(bitmap.to_numpy())
    bitmap.close()
    return grey


def _grey(pixels: Grey) -> Grey:
    """Grey from what pdfium gives: one plane, or blue, green, red and perhaps a fourth."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:  # noqa: PLR2004 - rows and columns
        return numpy.array(pixels.reshape(pixels.shape[:2]), order="C")
    blue, green, red = (pixels[..., plane].astype(numpy.uint16) for plane in range(3))
    return ((29 * blue + 150 * green + 77 * red) >> 8).astype(numpy.uint8)


def _halved(grey: Grey, limits: PictureLimits) -> Grey:
    while max(grey.shape) > limits.longest:
        even = grey[: grey.shape[0] // 2 * 2, : grey.shape[1] // 2 * 2].astype(numpy.uint16)
        grey = ((even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) >> 2).astype(
            numpy.uint8
        )
    return grey

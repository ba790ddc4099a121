"""Pictures out of image files: JPEG with its turning, PNG, TIFF of several pages, HEIC."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy
from PIL import Image, ImageOps, UnidentifiedImageError

from quizgen.scan.picture import BadPage, Grey, PictureLimits, Pixels, check_size
from quizgen.scan.red import red_of_image

FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "BMP", "WEBP", "HEIF")
"""What Pillow is asked to open; MPO is how some phones write JPEG."""

_BYTES = {
    "1": 1,
    "L": 1,
    "P": 1,
    "I;16": 2,
    "LA": 2,
    "RGB": 3,
    "YCbCr": 3,
    "RGBA": 4,
    "CMYK": 4,
    "I": 4,
    "F": 4,
}
_ORIENTATION = 0x0112
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    Image.DecompressionBombError,
)


@contextmanager
def opened(file: Path | IO[bytes]) -> Iterator[Image.Image]:
    """An image file, not decoded yet. Raises BadPage where it is none."""
    _know_heic()
    try:
        with _bombs_allowed():
            image = Image.open(file, formats=[one for one in FORMATS if one in Image.OPEN])
    except UnidentifiedImageError as error:
        reason = "不是能读的图像，或者文件已经损坏"
        raise BadPage(reason) from error
    except _BROKEN as error:
        reason = "图像文件已经损坏"
        raise BadPage(reason) from error
    with image:
        yield image


@contextmanager
def _bombs_allowed() -> Iterator[None]:
    """Sizes are checked here, by our own limits, before anything is decoded."""
    kept, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = kept


def _know_heic() -> None:
    """Let Pillow open HEIC where the library for it is installed, and load its other formats."""
    if "HEIF" in Image.ID:
        return
    Image.init()
    try:
        import pi_heif  # noqa: PLC0415 - phones' photos only
    except ImportError:
        return
    pi_heif.register_heif_opener()


def knows_heic() -> bool:
    """Whether HEIC can be read here."""
    _know_heic()
    return "HEIF" in Image.ID


def frames(image: Image.Image) -> int:
    """How many pages an image file has; a phone's second picture in one file is no page."""
    if image.format != "TIFF":
        return 1
    try:
        return int(getattr(image, "n_frames", 1))
    except _BROKEN as error:
        reason = "TIFF 文件已经损坏"
        raise BadPage(reason) from error


def pixels_of(image: Image.Image, limits: PictureLimits, frame: int = 0) -> Pixels:
    """The pixels of a frame (from 0), turned upright, halved while they are too many. Raises BadPage."""
    if frame:
        _turn_to(image, frame)
    width, height = image.size
    check_size(width, height, 1 if image.format in {"JPEG", "MPO"} else _BYTES.get(image.mode, 4), limits)
    halves = 1
    while max(width, height) / halves > limits.longest:
        halves *= 2
    try:
        with _bombs_allowed():
            if image.format in {"JPEG", "MPO"}:
                image.draft("YCbCr", (width // halves, height // halves))
            grey = _as_grey(image)
            while max(grey.size) > limits.longest:
                grey = grey.reduce(2)
            red = red_of_image(image)
            turned = None if red is None else _upright(Image.fromarray(red), image)
            return Pixels(_upright(grey, image), turned)
    except MemoryError as error:
        reason = "图像太大，内存放不下，请用 300 dpi 的灰度重新扫描"
        raise BadPage(reason) from error
    except _BROKEN as error:
        reason = "图像文件不完整或已经损坏，请重新扫描或重新复制"
        raise BadPage(reason) from error


def _turn_to(image: Image.Image, frame: int) -> None:
    try:
        image.seek(frame)
    except _BROKEN as error:
        reason = "TIFF 的这一页已经损坏"
        raise BadPage(reason) from error


def _upright(shown: Image.Image, image: Image.Image) -> Grey:
    """The pixels of something made of a photo, turned as the photo is to be."""
    shown.getexif().update({tag: one for tag, one in image.getexif().items() if tag == _ORIENTATION})
    return numpy.ascontiguousarray(numpy.asarray(ImageOps.exif_transpose(shown), dtype=numpy.uint8))


def _as_grey(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode in {"RGBA", "LA", "PA"} or (image.mode == "P" and "transparency" in image.info):
        paper = Image.new("RGBA", image.size, "white")
        grey = Image.alpha_composite(paper, image.convert("RGBA")).convert("L")
    elif image.mode.startswith("I"):
        grey = Image.fromarray(
            (numpy.asarray(image).astype(numpy.float32) / 257).clip(0, 255).astype(numpy.uint8)
        )
    else:
        grey = image.getchannel(0) if image.mode == "YCbCr" else image.convert("L")
    return grey


def pixels_of_jpeg(data: bytes, limits: PictureLimits) -> Pixels:
    """The pixels of a JPEG that a PDF holds. Raises BadPage."""
    with opened(io.BytesIO(data)) as image:
        return pixels_of(image, limits)

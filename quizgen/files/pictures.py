"""Pictures of questions: PNG, JPEG and SVG, looked at closely before anything is done with them."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePosixPath

from quizgen.errors import CannotRead
from quizgen.files.entries import is_linked, is_plain
from quizgen.files.svg import SvgFault, svg_size
from quizgen.files.text import read_bytes

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
"""Enough for a whole page at 600 dots an inch and more; a decoded picture then takes 100 MB at most."""

_ORIENTATION = 0x0112
"""The EXIF tag by which a camera asks to have its picture turned; some programs do, some do not."""

LONGEST_SHAPE = 10
"""No picture is more than ten times as long as it is wide."""


class PictureKind(StrEnum):
    """The kinds of pictures; the value ends their names."""

    PNG = "png"
    JPEG = "jpg"
    SVG = "svg"


MEDIA_TYPES = {PictureKind.PNG: "image/png", PictureKind.JPEG: "image/jpeg", PictureKind.SVG: "image/svg+xml"}
_ENDINGS = {
    ".png": PictureKind.PNG,
    ".jpg": PictureKind.JPEG,
    ".jpeg": PictureKind.JPEG,
    ".svg": PictureKind.SVG,
}
_FORMATS = {PictureKind.PNG: "PNG", PictureKind.JPEG: "JPEG"}


class PictureFaultKind(StrEnum):
    """What is wrong with a picture: it is not there, it is unfit, it is an SVG that does things."""

    NOT_THERE = "not there"
    UNFIT = "unfit"
    ACTIVE = "active"


class BadPicture(ValueError):
    """A picture that cannot be used; the sentence says why, ``kind`` of what sort the fault is."""

    def __init__(self, kind: PictureFaultKind, reason: str) -> None:
        self.kind = kind
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was looked at: its bytes, its size in pixels (or in units of an SVG).

    ``words`` are those of a drawing, which are printed with fonts like all others.
    """

    data: bytes = field(repr=False)
    kind: PictureKind
    width: float
    height: float
    words: str = ""

    @property
    def name(self) -> str:
        """A name that says what it holds: the SHA-256 of its bytes, its kind."""
        return f"{hashlib.sha256(self.data).hexdigest()}.{self.kind}"


def read_picture(folder: Path, name: str) -> Picture:
    """The picture of this name inside a folder. Raises BadPicture; nothing outside is looked at."""
    path = folder / _checked(name)
    if is_linked(folder, name):
        raise BadPicture(PictureFaultKind.NOT_THERE, f"图片 {name} 是链接，不是文件")
    if not path.is_file():
        raise BadPicture(PictureFaultKind.NOT_THERE, f"没有图片 {name}")
    size = path.stat().st_size
    if size > MOST_BYTES:
        told = f"图片 {name} 有 {size / 1024 / 1024:.1f} MB，最多 {MOST_BYTES // 1024 // 1024} MB"
        raise BadPicture(PictureFaultKind.UNFIT, told)
    try:
        data = read_bytes(path)
    except CannotRead as error:
        raise BadPicture(PictureFaultKind.NOT_THERE, f"图片 {name} 读不出：{error.reason}") from error
    return look_at(data, _ENDINGS[path.suffix.lower()], name)


def _checked(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if not is_plain(name):
        told = f"图片的路径“{name}”要从题目所在的文件夹写起，用 / 分隔，不能有 .. 和盘符"
        raise BadPicture(PictureFaultKind.NOT_THERE, told)
    if path.suffix.lower() not in _ENDINGS:
        raise BadPicture(PictureFaultKind.UNFIT, f"图片 {name} 不是 .png、.jpg 或 .svg")
    return path


@lru_cache(maxsize=64)
def look_at(data: bytes, kind: PictureKind, name: str) -> Picture:
    """The picture that these bytes are; ``name`` is what it is called in a sentence. Raises BadPicture."""
    if kind is PictureKind.SVG:
        try:
            width, height, words = svg_size(data)
        except SvgFault as error:
            sort = PictureFaultKind.ACTIVE if error.active else PictureFaultKind.UNFIT
            raise BadPicture(sort, f"图片 {name} {error}") from error
    else:
        (width, height), words = _raster_size(data, kind, name), ""
    if not 1 / LONGEST_SHAPE <= width / height <= LONGEST_SHAPE:
        told = f"图片 {name} 宽 {width:g} 高 {height:g}，长宽相差 {LONGEST_SHAPE} 倍以上"
        raise BadPicture(PictureFaultKind.UNFIT, told)
    return Picture(data, kind, width, height, words)


def _raster_size(data: bytes, kind: PictureKind, name: str) -> tuple[int, int]:
    """Decodes the whole picture, so that a broken one is found here and not by a printer."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most banks have no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(_FORMATS.values())) as image:
                if image.format != _FORMATS[kind]:
                    told = f"图片 {name} 里面其实是 {image.format}，扩展名不对"
                    raise BadPicture(PictureFaultKind.UNFIT, told)
                width, height = image.size
                if width * height > MOST_PIXELS:
                    told = f"图片 {name} 有 {width}×{height} 点，最多 {MOST_PIXELS // 10000} 万点"
                    raise BadPicture(PictureFaultKind.UNFIT, told)
                if getattr(image, "n_frames", 1) > 1:
                    raise BadPicture(PictureFaultKind.UNFIT, f"图片 {name} 会动，不能用")
                if image.mode == "CMYK" or image.getexif().get(_ORIENTATION, 1) != 1:
                    told = f"图片 {name} 是印刷用的 CMYK，或带有旋转标记，各处看到的会不一样"
                    raise BadPicture(PictureFaultKind.UNFIT, told)
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        told = f"图片 {name} 的点太多，最多 {MOST_PIXELS // 10000} 万点"
        raise BadPicture(PictureFaultKind.UNFIT, told) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, BadPicture):
            raise
        raise BadPicture(
            PictureFaultKind.UNFIT, f"图片 {name} 打不开，不是完整的 {_FORMATS[kind]}"
        ) from error
    return width, height


def as_png(picture: Picture) -> bytes:
    """A photograph as PNG, for programs that do not know every sort of JPEG."""
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(io.BytesIO(picture.data)) as image:
        out = io.BytesIO()
        image.convert("RGB").save(out, "PNG")
        return out.getvalue()


def picture_of_name(name: str, data: bytes) -> Picture:
    """A picture that was kept under ``Picture.name``. Raises BadPicture when it is no longer that picture."""
    path = _checked(name)
    if hashlib.sha256(data).hexdigest() != path.stem:
        raise BadPicture(PictureFaultKind.UNFIT, f"图片 {name} 与冻结时不同")
    return look_at(data, _ENDINGS[path.suffix], name)

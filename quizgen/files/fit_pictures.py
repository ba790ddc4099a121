"""Pictures out of other documents made fit for a bank: another format becomes PNG, a turned one is turned."""

from __future__ import annotations

import io
import warnings

from quizgen.files.pictures import MOST_PIXELS, BadPicture, Picture, PictureFaultKind, PictureKind, look_at

_PNG, _JPEG = b"\x89PNG", b"\xff\xd8\xff"
_METAFILES = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00")
"""How WMF and EMF begin: drawings that only office programs show."""
_OTHERS = ("GIF", "BMP", "TIFF", "WEBP", "PNG", "JPEG")
_BEGINNING = 512


def fit_picture(data: bytes) -> Picture:
    """The picture as a bank can hold it. Raises BadPicture."""
    name = "（原文件里的）"
    if data.startswith(_PNG):
        return look_at(data, PictureKind.PNG, name)
    if data.startswith(_JPEG):
        try:
            return look_at(data, PictureKind.JPEG, name)
        except BadPicture:
            return look_at(_as_png(data), PictureKind.PNG, name)
    if b"<svg" in data[:_BEGINNING]:
        return look_at(data, PictureKind.SVG, name)
    if data.startswith(_METAFILES):
        raise BadPicture(PictureFaultKind.UNFIT, "图片是 WMF、EMF 图形，只有办公软件能显示；截图以后换上")
    return look_at(_as_png(data), PictureKind.PNG, name)


def _as_png(data: bytes) -> bytes:
    """The first picture in a file of another format, upright, in ordinary colours."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - most banks have no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_OTHERS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise BadPicture(PictureFaultKind.UNFIT, "图片的点太多，缩小以后换上")
                upright = ImageOps.exif_transpose(image)
                out = io.BytesIO()
                upright.convert("RGBA" if "A" in upright.getbands() else "RGB").save(out, "PNG")
                return out.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(PictureFaultKind.UNFIT, "图片的点太多，缩小以后换上") from error
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as error:
        raise BadPicture(PictureFaultKind.UNFIT, "图片打不开，或者不是图片") from error

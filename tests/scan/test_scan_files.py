"""Pictures out of scanned files: every format, and for every bad file one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image

from quizgen.errors import CannotRead
from quizgen.model.scanned import FileFault
from quizgen.scan.files import page_count, page_pictures, scan_files
from quizgen.scan.images import knows_heic
from quizgen.scan.picture import Grey, PagePicture, PictureLimits
from tests.scan.made import PrintedSheet

HEIC = Path(__file__).parents[1] / "data" / "scan" / "photo.heic"


def page(width: int = 620, height: int = 877, at: int = 100) -> Grey:
    """White paper with a dark block in its upper left part."""
    out = numpy.full((height, width), 255, numpy.uint8)
    out[at : at + 120, 80:240] = 0
    return out


def is_block(grey: Grey, at: int = 100) -> bool:
    """Whether the block is where it was put."""
    found = numpy.argwhere(grey < 100)
    return bool(abs(found[:, 0].min() - at) < 4 and abs(found[:, 1].min() - 80) < 4)


def jpeg(picture: Grey, **how: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=90, **how)
    return out.getvalue()


def pdf_of(images: list[dict[str, object]], path: Path) -> Path:
    """A PDF with one image on every page; each is given as the keys of its stream and ``data``."""
    document = pikepdf.new()
    for one in images:
        stream = pikepdf.Stream(document, bytes(one["data"]))  # type: ignore[call-overload] # bytes by contract
        for key, value in one.items():
            if key != "data":
                stream[f"/{key}"] = value if not isinstance(value, str) else pikepdf.Name(value)
        stream["/Type"], stream["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
        sheet = document.add_blank_page(page_size=(595, 842))
        sheet["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
        sheet["/Contents"] = pikepdf.Stream(document, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    document.save(path)
    return path


def grey_image(picture: Grey) -> dict[str, object]:
    return {
        "Width": picture.shape[1],
        "Height": picture.shape[0],
        "ColorSpace": "/DeviceGray",
        "BitsPerComponent": 8,
        "Filter": "/FlateDecode",
        "data": zlib.compress(picture.tobytes()),
    }


def jpeg_image(picture: Grey) -> dict[str, object]:
    return {
        "Width": picture.shape[1],
        "Height": picture.shape[0],
        "ColorSpace": "/DeviceGray",
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
        "data": jpeg(picture),
    }


def pictures(path: Path, **how: object) -> list[PagePicture]:
    """The pages of a file that has no fault."""
    out = list(page_pictures(path, path.name, **how))  # type: ignore[arg-type] # passed on
    assert all(isinstance(one, PagePicture) for one in out), out
    return [one for one in out if isinstance(one, PagePicture)]


def fault(path: Path, **how: object) -> str:
    """The sentence about a file of which nothing can be read."""
    (one,) = page_pictures(path, path.name, **how)  # type: ignore[arg-type] # passed on
    assert isinstance(one, FileFault)
    assert str(one).startswith(path.name)
    return one.reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_pictures_of_every_kind_are_read_as_grey(tmp_path: Path, kind: str, mode: str) -> None:
    path = tmp_path / f"a.{kind.lower()}"
    if kind == "JPEG" and mode in {"1", "P"}:
        mode = "L"
    Image.fromarray(page()).convert(mode).save(path)
    (one,) = pictures(path)
    assert (one.width, one.height, str(one.place)) == (620, 877, path.name)
    assert is_block(one.grey)


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (620, 877), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (80, 100, 240, 220))
    clear.save(tmp_path / "a.png")
    (one,) = pictures(tmp_path / "a.png")
    assert is_block(one.grey)
    assert one.grey[-1, -1] == 255


def test_a_photo_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(jpeg(numpy.rot90(page()).copy(), exif=exif))
    (one,) = pictures(tmp_path / "a.jpg")
    assert is_block(one.grey)


def test_heic_is_read_where_its_library_is_installed() -> None:
    assert knows_heic()
    (one,) = pictures(HEIC)
    assert (one.width, one.height) == (640, 480)
    assert one.grey[100, 100] < 60
    assert one.grey[300, 400] > 200


def test_every_page_of_a_tiff_is_read(tmp_path: Path) -> None:
    first, *others = (Image.fromarray(page(at=100 + 50 * number)).convert("1") for number in range(3))
    first.save(tmp_path / "a.tif", save_all=True, append_images=others, compression="group4")
    assert page_count(tmp_path / "a.tif") == 3
    read = pictures(tmp_path / "a.tif")
    assert [one.place.page for one in read] == [1, 2, 3]
    assert [is_block(one.grey, 100 + 50 * number) for number, one in enumerate(read)] == [True] * 3
    assert len({one.digest for one in read}) == 3
    (second,) = pictures(tmp_path / "a.tif", numbers={2})
    assert second.digest == read[1].digest


def test_a_scan_in_a_pdf_keeps_its_own_pixels(tmp_path: Path) -> None:
    path = pdf_of([grey_image(page(1240, 1754)), jpeg_image(page(1000, 1414))], tmp_path / "a.pdf")
    grey, photo = pictures(path)
    assert numpy.array_equal(grey.grey, page(1240, 1754))
    assert (photo.width, photo.height, str(photo.place)) == (1000, 1414, "a.pdf 第 2 页")
    (tmp_path / "b.jpg").write_bytes(jpeg(page(1000, 1414)))
    (same,) = pictures(tmp_path / "b.jpg")
    assert same.digest == photo.digest


def test_one_bit_images_mean_what_the_pdf_says(tmp_path: Path) -> None:
    bits = numpy.packbits(page(1240, 1754) > 128, axis=1)
    image = {**grey_image(page()), "Width": 1240, "Height": 1754, "BitsPerComponent": 1}
    plain = {**image, "data": zlib.compress(bits.tobytes())}
    turned = {**image, "data": zlib.compress((~bits).tobytes()), "Decode": pikepdf.Array([1, 0])}
    for one in pictures(pdf_of([plain, turned], tmp_path / "a.pdf")):
        assert (one.width, one.height) == (1240, 1754)
        assert is_block(one.grey)


def test_a_mirrored_scan_is_drawn_instead(tmp_path: Path) -> None:
    path = pdf_of([grey_image(page(1240, 1754)[::-1].copy())], tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0]["/Contents"] = pikepdf.Stream(document, b"q 595 0 0 -842 0 842 cm /Im0 Do Q")
        document.save(path)
    (one,) = pictures(path)
    assert is_block(one.grey)


def test_a_page_that_is_no_scan_is_drawn(tmp_path: Path, sheet: PrintedSheet) -> None:
    (tmp_path / "a.pdf").write_bytes(sheet.pdf)
    (one,) = pictures(tmp_path / "a.pdf")
    assert abs(one.height - 297 / 25.4 * 200) < 2


def test_the_pages_of_a_long_pdf_come_one_at_a_time(tmp_path: Path) -> None:
    document = pikepdf.new()
    for _ in range(2000):
        document.add_blank_page(page_size=(595, 842))
    document.save(tmp_path / "a.pdf")
    assert page_count(tmp_path / "a.pdf") == 2000
    first = next(iter(page_pictures(tmp_path / "a.pdf", "a.pdf")))
    (last,) = page_pictures(tmp_path / "a.pdf", "a.pdf", numbers=[2000])
    assert (first.place.page, first.place.pages, str(last.place)) == (1, 2000, "a.pdf 第 2000 页")


def test_a_large_colour_scan_is_halved_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "a3.jpg"
    Image.new("RGB", (7016, 9933), "white").save(path, quality=30)
    (one,) = pictures(path)
    assert (one.width, one.height) == (3508, 4967)


def test_files_of_folders_come_in_their_order(tmp_path: Path) -> None:
    for name in ("2.png", "10.png", "1.png", "子/3.png", ".hidden.png", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [one.relative_to(tmp_path).as_posix() for one in scan_files([tmp_path])] == [
        *("1.png", "2.png", "10.png", "子/3.png")
    ]
    assert scan_files([tmp_path / "2.png"]) == [tmp_path / "2.png"]
    with pytest.raises(CannotRead, match="没有这个文件或文件夹"):
        scan_files([tmp_path / "nothing"])


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="甲", user="乙"))
    assert fault(tmp_path / "a.pdf") == "PDF 有密码，请去掉密码后再读"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "是空文件"),
        ("a.pdf", b"%PDF-1.7\nnothing", "PDF 打不开，文件不完整或已经损坏"),
        ("a.jpg", "只是文字".encode(), "不是能读的图像，或者文件已经损坏"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "不是能读的图像，或者文件已经损坏"),
        ("a.jpg", jpeg(page())[:3000], "图像文件不完整或已经损坏，请重新扫描或重新复制"),
        ("a.heic", HEIC.read_bytes()[:700], "图像文件不完整或已经损坏，请重新扫描或重新复制"),
    ],
)
def test_a_broken_file_has_one_sentence(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert fault(tmp_path / name) == reason
    assert page_count(tmp_path / name) == 1


def test_one_bad_page_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = {**jpeg_image(page()), "data": jpeg(page())[:2500]}
    path = pdf_of([jpeg_image(page()), broken, jpeg_image(page())], tmp_path / "a.pdf")
    first, second, third = page_pictures(path, "a.pdf")
    assert isinstance(first, PagePicture)
    assert isinstance(second, FileFault)
    assert str(second) == "a.pdf 第 2 页：图像文件不完整或已经损坏，请重新扫描或重新复制"
    assert isinstance(third, PagePicture)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    bomb = {**grey_image(page()), "Width": 100_000, "Height": 100_000, "data": zlib.compress(bytes(10**6))}
    assert fault(pdf_of([bomb], tmp_path / "a.pdf")) == (
        "图像太大（100000×100000 点），请用 300 dpi 的灰度重新扫描"
    )
    Image.new("1", (8, 8)).save(tmp_path / "b.png")
    png = (tmp_path / "b.png").read_bytes()
    claim = b"IHDR" + struct.pack(">II", 60_000, 60_000) + png[24:29]
    (tmp_path / "b.png").write_bytes(png[:12] + claim + struct.pack(">I", zlib.crc32(claim)) + png[33:])
    assert fault(tmp_path / "b.png").startswith("图像太大（60000×60000 点）")
    (tmp_path / "c.jpg").write_bytes(jpeg(page()))
    assert fault(tmp_path / "c.jpg", limits=PictureLimits(most_bytes=500_000)).startswith("图像太大")


def test_a_page_whose_drawing_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    document = pikepdf.new()
    sheet = document.add_blank_page(page_size=(595, 842))
    packed = zlib.compress(b"0 0 m 9 9 l S " * 5_000_000, 9)
    sheet["/Contents"] = pikepdf.Stream(document, packed, Filter=pikepdf.Name("/FlateDecode"))
    document.save(tmp_path / "a.pdf", compress_streams=False)
    assert "解开后太大" in fault(tmp_path / "a.pdf")


def test_a_poster_is_no_sheet(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(9000, 9000))
    document.save(tmp_path / "a.pdf")
    assert fault(tmp_path / "a.pdf") == "页面太大（318×318 厘米），不是一张答题卡"


def test_a_picture_too_small_to_show_anything(tmp_path: Path) -> None:
    Image.fromarray(page(200, 280, 20)).save(tmp_path / "a.png")
    assert fault(tmp_path / "a.png").startswith("图像太小（200×280 点）")

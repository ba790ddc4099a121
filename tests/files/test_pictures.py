"""Pictures are looked at whole before anything is done with them; each fault is one sentence."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from quizgen.files.pictures import BadPicture, Picture, PictureKind, picture_of_name, read_picture
from tests.found import things_in

RICH = Path(__file__).parents[1] / "data" / "rich" / "fig"


def encoded(kind: str, image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned() -> bytes:
    image = Image.new("RGB", (30, 20))
    exif = image.getexif()
    exif[0x0112] = 6
    return encoded("JPEG", image, exif=exif)


def moving() -> bytes:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    return encoded("PNG", frames[0], save_all=True, append_images=frames[1:])


def enormous() -> bytes:
    """A small file that says it has 900 million points."""
    data = bytearray(encoded("PNG", Image.new("1", (30, 20))))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(data)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">{}</svg>'
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.png", lambda: b"", "图片 a.png 打不开，不是完整的 PNG"),
    "too many points": ("a.png", enormous, "图片 a.png"),
    "moving": ("a.png", moving, "图片 a.png 会动，不能用"),
    "turned": ("a.jpg", turned, "图片 a.jpg 是印刷用的 CMYK，或带有旋转标记，各处看到的会不一样"),
    "cmyk": (
        "a.jpg",
        lambda: encoded("JPEG", Image.new("CMYK", (30, 20))),
        "图片 a.jpg 是印刷用的 CMYK，或带有旋转标记，各处看到的会不一样",
    ),
    "deep": ("a.svg", lambda: SVG.format("<g>" * 70 + "</g>" * 70).encode(), "图片 a.svg 套了 64 层以上"),
    "html": ("a.svg", lambda: b"<html></html>", "图片 a.svg 里面不是 SVG"),
    "cut off": ("a.svg", lambda: SVG.encode()[:60], "图片 a.svg 不是完整的 SVG（第 1 行）"),
    "other encoding": ("a.svg", lambda: SVG.format("字").encode("gb18030"), "图片 a.svg 不是 UTF-8 编码的"),
    "style sheet": (
        "a.svg",
        lambda: b'<?xml-stylesheet href="a.css"?>' + SVG.encode(),
        "图片 a.svg 里有处理指令（<?xml-stylesheet）",
    ),
    "animated": ("a.svg", lambda: SVG.format("<animate/>").encode(), "图片 a.svg 里有不能用的元素 animate"),
    "picture inside": ("a.svg", lambda: SVG.format("<image/>").encode(), "图片 a.svg 里有嵌入的图片"),
    "style with escape": (
        "a.svg",
        lambda: SVG.format('<g style="fill:u\\72l(x)"/>').encode(),
        "图片 a.svg 里的 g 引用了外部的东西（style）",
    ),
    "other namespace": (
        "a.svg",
        lambda: SVG.format('<p xmlns="http://www.w3.org/1999/xhtml"/>').encode(),
        "图片 a.svg 里有别处的元素 p",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_picture_that_cannot_be_used_is_refused(what: str, tmp_path: Path) -> None:
    name, made, said = BAD[what]
    (tmp_path / name).write_bytes(made())
    with pytest.raises(BadPicture) as fault:
        read_picture(tmp_path, name)
    assert str(fault.value).startswith(said)


def test_a_picture_of_100_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(BadPicture) as fault:
        read_picture(tmp_path, "a.png")
    assert str(fault.value) == "图片 a.png 有 100.0 MB，最多 5 MB"


@pytest.mark.parametrize(
    "name", ["../a.png", "/etc/a.png", "a\\b.png", "C:a.png", ".a.png", "fig/../../a.png"]
)
def test_a_path_cannot_lead_out_of_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadPicture) as fault:
        read_picture(tmp_path, name)
    assert "要从题目所在的文件夹写起" in str(fault.value)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(RICH / "line.png")
    with pytest.raises(BadPicture) as fault:
        read_picture(tmp_path, "a.png")
    assert str(fault.value) == "图片 a.png 是链接，不是文件"


def test_a_good_picture_is_known_by_its_content() -> None:
    read = {path.name: read_picture(RICH, path.name) for path in things_in(RICH)}
    assert {name: (one.kind, one.width, one.height) for name, one in read.items()} == {
        "line.png": (PictureKind.PNG, 480, 240),
        "ball.jpg": (PictureKind.JPEG, 200, 150),
        "cells.svg": (PictureKind.SVG, 240, 90),
    }
    line = read["line.png"]
    assert picture_of_name(line.name, line.data) == line
    other = Picture(line.data + b"x", line.kind, line.width, line.height)
    assert other.name != line.name
    with pytest.raises(BadPicture):
        picture_of_name(line.name, other.data)


def test_notes_of_a_drawing_program_do_no_harm(tmp_path: Path) -> None:
    note = '<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
    (tmp_path / "a.svg").write_text(SVG.format(note), encoding="utf-8")
    assert read_picture(tmp_path, "a.svg").width == 40

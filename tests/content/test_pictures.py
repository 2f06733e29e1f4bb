"""Pictures are shown only when they are pictures, and only draw."""

import struct
import zlib

import pytest

from trainer.content.pictures import find_picture, read_picture
from trainer.content.reading import Unreadable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def png(width, height):
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg(width, height):
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"x" * 20


def webp(width, height):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + size + b"xx"


@pytest.fixture
def put(tmp_path):
    def laid(name, body):
        path = tmp_path / "assets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return read_picture(path, tmp_path)

    return laid


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.png", png(640, 480), "image/png"),
        ("a.jpg", jpeg(640, 480), "image/jpeg"),
        ("a.JPEG", jpeg(640, 480), "image/jpeg"),
        ("a.webp", webp(640, 480), "image/webp"),
        ("a.svg", SVG.format("<g><path d='M0 0L9 9'/></g>"), "image/svg+xml"),
    ],
)
def test_pictures_are_read_with_their_kind(put, name, body, kind):
    assert put(name, body).media_type == kind


HARMLESS = [
    "<style>.a{fill:#123} @media (prefers-color-scheme: dark){.a{fill:#fff}}</style><rect class='a'/>",
    "<defs><marker id='m'/><linearGradient id='g'/></defs><path marker-end='url(#m)' fill=\"url( '#g' )\"/>",
    "<use href='#a'/><use xlink:href='#a'/><text transform='translate(3 4) rotate(5)'>a // b</text>",
    "<title>Call &amp; answer</title><desc>words</desc><text font-family=\"system-ui, 'PingFang SC'\">字</text>",
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_a_picture_that_only_draws_is_fine(put, inside):
    assert put("a.svg", SVG.format(inside)).body


UNSAFE = [
    "<script>alert(1)</script>",
    "<g><SCRIPT/></g>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
    "<foreignObject><p>a</p></foreignObject>",
    "<image href='assets/other.png'/>",
    "<rect onload='alert(1)'/>",
    "<rect ONCLICK='alert(1)'/>",
    "<a href='javascript:alert(1)'><rect/></a>",
    "<a xlink:href='https://example.org'><rect/></a>",
    "<use href='other.svg#a'/>",
    "<use href='data:image/svg+xml,x'/>",
    "<rect fill='url(https://example.org/a)'/>",
    "<rect style='fill:url(other.svg#a)'/>",
    "<rect style='background:u\\72l(x)'/>",
    "<style>@import 'https://example.org/a.css';</style>",
    "<style><![CDATA[@font-face{src:url(#a)}]]></style>",
    "<style>a{background:image-set('//example.org/a')}</style>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<animate attributeName='xlink:href' values='a;b'/>",
    "<set attributeName='onclick' to='x'/>",
    "<g xml:base='https://example.org'/>",
    "<?xml-stylesheet href='a.css'?>",
]


@pytest.mark.parametrize("inside", UNSAFE)
def test_a_picture_that_does_more_is_refused(put, inside):
    with pytest.raises(Unreadable) as stop:
        put("a.svg", SVG.format(inside))
    assert stop.value.code == "C916"


def test_a_picture_that_defines_entities_is_refused(put):
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>")
    with pytest.raises(Unreadable) as stop:
        put("a.svg", bomb)
    assert stop.value.code == "C916"


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.gif", b"GIF89a", "C915"),
        ("a.png", b"GIF89a" + b"x" * 40, "C915"),
        ("a.png", jpeg(4, 4), "C915"),
        ("a.png", b"", "C915"),
        ("a.png", png(60_000, 60_000), "C915"),
        ("a.png", png(0, 4), "C915"),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe0\xff\xff" * 10, "C915"),
        ("a.webp", b"RIFF1234WEBPnope" + b"x" * 30, "C915"),
        ("a.svg", b"", "C915"),
        ("a.svg", b"<svg", "C915"),
        ("a.svg", b"<html><body/></html>", "C915"),
        ("a.svg", b'<?xml version="1.0" encoding="x-nothing"?><svg/>', "C915"),
        ("a.svg", b"<svg>" + b"a" * 1_100_000 + b"</svg>", "F101"),
    ],
)
def test_what_is_no_picture_is_refused(put, name, body, code):
    with pytest.raises(Unreadable) as stop:
        put(name, body)
    assert stop.value.code == code


def test_deep_drawings_are_no_trouble(put):
    assert put("a.svg", SVG.format("<g>" * 20_000 + "</g>" * 20_000)).body


def test_the_first_folder_that_has_a_picture_gives_it(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "assets").mkdir(parents=True)
    (tmp_path / "two" / "assets" / "a.svg").write_text(SVG.format(""))
    roots = (tmp_path / "one", tmp_path / "two")
    assert find_picture("assets/a.svg", roots) == (roots[1], roots[1] / "assets" / "a.svg")
    assert find_picture("assets/b.svg", roots) is None


def test_a_link_out_of_the_folder_is_no_picture(tmp_path):
    (tmp_path / "content" / "assets").mkdir(parents=True)
    (tmp_path / "outside.svg").write_text(SVG.format(""))
    path = tmp_path / "content" / "assets" / "a.svg"
    try:
        path.symlink_to(tmp_path / "outside.svg")
    except OSError:
        pytest.skip("links can't be made here")
    with pytest.raises(Unreadable) as stop:
        read_picture(path, tmp_path / "content")
    assert stop.value.code == "F110"

"""Markdown becomes safe HTML, an outline and sections, whatever is written."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.content import prose

BODY = """\
# 开场 Opening

先听，
再说。

## 第一步

**坐席：**您好，请讲。他说**“好”**就行。

| 说法 | 效果 |
| --- | ---: |
| 请稍等 | `hold` |

## 第一步

![两个人](assets/call.svg)
"""


def html(body):
    return prose.to_html(body, asset=lambda name: f"/pictures/{name}")


def test_headings_become_the_outline_with_anchors_of_their_own():
    assert prose.outline(BODY) == (
        prose.Heading(1, "开场 Opening", "开场-opening"),
        prose.Heading(2, "第一步", "第一步"),
        prose.Heading(2, "第一步", "第一步-2"),
    )
    assert re.findall(r'<h\d id="([^"]+)">', html(BODY)) == ["开场-opening", "第一步", "第一步-2"]


def test_a_numbered_anchor_never_meets_a_heading_that_is_written_so():
    anchors = [heading.anchor for heading in prose.outline("# a\n\n# a-2\n\n# a\n\n# a\n\n# ！\n\n# ？\n")]
    assert len(set(anchors)) == 6
    assert all(anchors)


def test_sections_hold_the_words_without_marks():
    first, second, third = prose.sections(BODY)
    assert (first.heading, first.text) == ("开场 Opening", "先听，再说。")
    assert second.text == "坐席：您好，请讲。他说“好”就行。\n说法\n效果\n请稍等\nhold"
    assert (third.anchor, third.text) == ("第一步-2", "两个人")
    assert prose.sections("Before.\n\n# One\n")[0] == prose.Section("", "", "Before.")


def test_emphasis_works_beside_chinese_punctuation():
    assert "<strong>坐席：</strong>您好" in html(BODY)
    assert "他说<strong>“好”</strong>就行" in html(BODY)
    assert html("2 * 3 * 4") == "<p>2 * 3 * 4</p>\n"
    assert html("snake_case_name") == "<p>snake_case_name</p>\n"


def test_lines_of_chinese_join_without_a_blank_and_english_with_one():
    assert "先听，再说。" in html(BODY)
    assert html("one\ntwo") == "<p>one\ntwo</p>\n"
    assert prose.plain("one\n**two**") == "one two"


def test_tables_can_be_scrolled():
    assert '<div class="table-scroll"><table>' in html(BODY)


def test_pictures_come_from_the_assets_only():
    assert '<img src="/pictures/assets/call.svg" alt="两个人" loading="lazy">' in html(BODY)
    for elsewhere in (
        "https://example.org/a.png",
        "../a.png",
        "assets/../../a.png",
        "/assets/a.png",
        "data:image/png;base64,AA",
        "assets/%2e%2e/a.png",
        "assets\\a.png",
        "assets/.hidden.svg",
    ):
        assert html(f"![words]({elsewhere})") == '<p><span class="picture-missing">words</span></p>\n', elsewhere
    assert (
        prose.to_html("![words](assets/a.png)", asset=lambda _: "")
        == '<p><span class="picture-missing">words</span></p>\n'
    )
    assert prose.picture_name("assets/%E5%9B%BE.svg") == "assets/图.svg"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "../notes.md",
        "other",
        "http://",
        "\x01javascript:alert(1)",
    ],
)
def test_links_elsewhere_are_plain_text(target):
    assert "<a" not in html(f"[words](<{target}>)")
    assert "words" in html(f"[words](<{target}>)")


def test_links_to_the_web_open_beside_and_links_to_headings_here():
    assert html("[a](https://example.org/?a=1&b=2)") == (
        '<p><a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">a</a></p>\n'
    )
    assert html("[a](#第一步)") == '<p><a href="#第一步">a</a></p>\n'
    assert 'href="mailto:a@example.org"' in html("<a@example.org>")


def test_raw_html_is_shown_as_it_is_written():
    assert html("<script>alert(1)</script>\n\na <b onclick=x>b</b>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"
    )


def test_reading_takes_as_long_as_people_take():
    assert prose.minutes("# 题\n\n" + "字" * 349, "zh") == pytest.approx(1)
    assert prose.minutes("word " * 400, "en") == pytest.approx(2)
    assert prose.minutes("", "en") == 0
    assert prose.minutes("don't 12:30 3,600", "en") == pytest.approx(3 / 200)


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


ALLOWED = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "img",
    "span",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "br",
    "hr",
}
ATTRIBUTES = {"id", "href", "target", "rel", "title", "src", "alt", "loading", "class", "style", "start"}
PIECES = st.sampled_from(
    [
        "<",
        ">",
        '"',
        "'",
        "`",
        "[",
        "](",
        ")",
        "![",
        "javascript:",
        "assets/a.svg",
        "https://a.b",
        "#",
        "# ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "| a |\n|---|\n",
        "**",
        "*",
        "_",
        "&lt;",
        "&#106;",
        "<script>",
        "<img src=x onerror=y>",
        "<!--",
        "a",
        "字",
        " ",
        "\\",
        "```",
        "\t",
        "[a]: ",
        '"t"',
        "://",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300)
def test_nothing_written_becomes_more_than_harmless_tags(body):
    tags = Tags()
    tags.feed(html(body))
    for tag, attributes in tags.seen:
        assert tag in ALLOWED
        assert set(attributes) <= ATTRIBUTES
        assert re.match(r"https?://|mailto:|#", attributes.get("href", "#"))
        assert attributes.get("src", "/pictures/assets/").startswith("/pictures/assets/")
        assert re.fullmatch(r"text-align:(left|right|center)", attributes.get("style", "text-align:left"))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_outline_sections_and_html_agree(body):
    anchors = [heading.anchor for heading in prose.outline(body)]
    assert len(set(anchors)) == len(anchors)
    assert [section.anchor for section in prose.sections(body) if section.anchor] == anchors
    assert len(re.findall(r"<h[1-6] id=", html(body))) == len(anchors)
    assert prose.minutes(body, "zh") >= 0


def test_rows_of_tables_are_filled_up_only_so_far_in_a_whole_text():
    one = "|" + "a|" * 255 + "\n|" + "-|" * 255 + "\n" + "|\n" * 100 + "\n"
    html = prose.to_html(one * 20, asset=str)
    assert html.count("<td") < 3 * prose.MOST_FILLED_UP
    assert html.count("<table>") < 20


def test_a_table_after_many_others_is_still_one():
    few = "| a | b |\n| - | - |\n| c |\n\n"
    assert prose.to_html(few * 500, asset=str).count("<table>") == 500

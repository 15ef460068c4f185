"""Blocks as HTML: whatever was typed is text; only emphasis and web links are more than that."""

import pytest

from wijkweb.shapes.document import Block, Mark
from wijkweb.writers.html import inline_html

pytestmark = pytest.mark.plain


def test_everything_is_escaped() -> None:
    assert (
        inline_html(Block("paragraph", '<script>alert("x")</script>'))
        == "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"
    )


def test_marks_become_tags_and_crossing_ones_are_cut() -> None:
    block = Block("paragraph", "abcd", marks=(Mark(0, 3, "strong"), Mark(1, 4, "emphasis")))
    assert inline_html(block) == "<strong>a</strong><em><strong>bc</strong></em><em>d</em>"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil", " JaVaScRiPt:x", "file:///etc/passwd"]
)
def test_a_link_goes_to_the_web_or_nowhere(href: str) -> None:
    assert inline_html(Block("paragraph", "klik", marks=(Mark(0, 4, "link", href),))) == "klik"


def test_a_link_with_quotes_in_it() -> None:
    block = Block("paragraph", "klik", marks=(Mark(0, 4, "link", 'https://a.b/?"><script>'),))
    assert inline_html(block) == '<a href="https://a.b/?&quot;&gt;&lt;script&gt;" rel="noopener nofollow">klik</a>'

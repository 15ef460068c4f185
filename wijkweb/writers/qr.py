"""A text as the square code that a phone reads."""

from __future__ import annotations


def qr_svg(text: str) -> str:
    """The code as one SVG element for inside a page, dark on light whatever the page is; no style, no script."""
    import segno

    return segno.make(text, error="m", micro=False).svg_inline(
        scale=6, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )

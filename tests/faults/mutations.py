"""Seeded damage to a file: what a bad disk, a bad mail server, a careless program or an attacker makes of it."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(max(len(data), 1))


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = _place(data, chance)
    return start, min(len(data), start + chance.randint(1, max(2, len(data) // 8)))


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32, 256))):
        changed[_place(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def double(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 5)) + data[end:]


def swap(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(_place(data, chance) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def zeroes(data: bytes, chance: random.Random) -> bytes:
    start, _ = _block(data, chance)
    return data[:start] + b"\0" * chance.choice((1, 16, 512)) + data[start:]


def noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def tail(data: bytes, chance: random.Random) -> bytes:
    return data + chance.choice((chance.randbytes(500), b"\0" * 5_000, data[: len(data) // 2], b"PK\5\6" + b"\0" * 18))


ANY: tuple[Mutation, ...] = (flip_bits, truncate, cut_out, double, swap, zeroes, noise, tail)


# --- text


def latin1(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8").encode(chance.choice(("latin-1", "cp1252", "utf-16", "utf-32", "cp437")), "replace")


def lone_bytes(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return (
        data[:start] + chance.choice((b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80", b"\xe2\x82")) + data[start:]
    )


def long_line(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    piece = chance.choice((b"a", b"[", b"*", b"| ", b"# ", b"1 ", b"1.000,00 ", b"<b>", b"**a *b "))
    return data[:start] + piece * (200_000 // len(piece)) + data[start:]


def joined_lines(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b" ", b"", b"\r", b"\r\r\n", b"\x0b", b"\xe2\x80\xa8")))


def many_digits(data: bytes, chance: random.Random) -> bytes:
    """Figures that are far too long, as when a column is pasted into a cell."""
    times = chance.choice((2, 8, 40, 5_000))
    spots = [match.span() for match in re.finditer(rb"[0-9]{2,}", data)]
    for start, end in sorted(chance.sample(spots, min(len(spots), 12)), reverse=True):
        data = data[:end] + data[start:end] * times + data[end:]
    return data


def odd_signs(data: bytes, chance: random.Random) -> bytes:
    signs = ("\ufeff", "\u202e", "\u00ad", "\u200d", "\U000e0001", "\x85", "\x1b[2J", "\x7f", "٣٤٥", "²³", "Ⅷ")
    for _ in range(chance.choice((1, 20))):
        start = _place(data, chance)
        data = data[:start] + chance.choice(signs).encode() + data[start:]
    return data


def other_marks(data: bytes, chance: random.Random) -> bytes:
    """The signs of Markdown and of the form, changed for others all over the file."""
    pairs = ((b"|", b"\t"), (b"## ", b"# "), (b"- ", b"-"), (b",", b"."), (b".", b","), (b"euro", b"%"), (b"|", b"||"), (b"0", "٠".encode()))  # fmt: skip
    old, new = chance.choice(pairs)
    return data.replace(old, new, chance.choice((1, 20, 10_000)))


TEXT: tuple[Mutation, ...] = (
    flip_bits, truncate, cut_out, double, swap, zeroes, noise,
    latin1, lone_bytes, long_line, joined_lines, many_digits, odd_signs, other_marks,
)  # fmt: skip


# --- Word


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


_TELLING = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "_rels/.rels")  # fmt: skip


def _in_member(change: Mutation) -> Mutation:
    def inside(data: bytes, chance: random.Random) -> bytes:
        members = _members(data)
        name = chance.choice([name for name in _TELLING if name in members] + ["word/document.xml"] * 4)
        return _zipped({**members, name: change(members[name], chance)})

    inside.__name__ = f"member_{change.__name__}"
    return inside


def member_gone(data: bytes, chance: random.Random) -> bytes:
    members = _members(data)
    del members[chance.choice(sorted(members))]
    return _zipped(members)


def members_swapped(data: bytes, chance: random.Random) -> bytes:
    members = _members(data)
    one, other = chance.sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]
    return _zipped(members)


def member_empty(data: bytes, chance: random.Random) -> bytes:
    members = _members(data)
    return _zipped({**members, chance.choice(sorted(members)): chance.choice((b"", b"<a/>", b"\0" * 100))})


def elements(xml: bytes, chance: random.Random) -> bytes:
    """XML that stays well formed mostly: elements renamed, doubled, emptied, nested."""
    found = [match.span() for match in re.finditer(rb"<w:(p|r|tc|tr|tbl|pPr|numPr|style|lvl)\b[^>]*>", xml)]
    if not found:
        return xml + b"<"
    start, end = chance.choice(found)
    tag = re.match(rb"<(w:\w+)", xml[start:end])
    assert tag is not None
    opened = b"<" + tag[1] + b">" * 1
    deep = chance.choice((3, 300, 3_000))
    return chance.choice(
        (
            xml[:start] + opened * deep + b"</" + tag[1] + b">" + (b"</" + tag[1] + b">") * (deep - 1) + xml[start:],
            xml[:start] + xml[end:],
            xml.replace(tag[1], b"w:" + chance.choice((b"tbl", b"tc", b"p", b"sdt", b"txbxContent"))),
            xml.replace(b"<w:t>", b'<w:t xml:space="preserve">' + b"x" * 50_000, 3),
        )
    )


def attributes(xml: bytes, chance: random.Random) -> bytes:
    """Values that Word would never write: huge, negative, empty, not a number."""
    found = [match.span(1) for match in re.finditer(rb'w:(?:val|id|ilvl|abstractNumId|numId|styleId|type)="([^"]*)"', xml)]  # fmt: skip
    values = (b"", b"-1", b"99999999999999999999999", b"x", b"0", b"\xc2\xb2", "٣".encode(), b"1e9", b"9" * 5_000)
    for start, end in sorted(chance.sample(found, min(len(found), 30)), reverse=True):
        xml = xml[:start] + chance.choice(values) + xml[end:]
    return xml


WORD: tuple[Mutation, ...] = (
    *ANY, member_gone, members_swapped, member_empty,
    *map(_in_member, (flip_bits, truncate, cut_out, swap, noise, elements, attributes, many_digits, elements, attributes)),
)  # fmt: skip


# --- PDF


def pdf_numbers(data: bytes, chance: random.Random) -> bytes:
    """Object numbers, lengths and offsets that point elsewhere."""
    spots = [match.span() for match in re.finditer(rb"(?<=[ /\n])[0-9]+(?= |\n|/|>)", data)]
    for start, end in sorted(chance.sample(spots, min(len(spots), chance.choice((1, 5, 40)))), reverse=True):
        value = chance.choice((b"0", b"-1", b"1", b"7", b"2147483648", b"99999999999999999999", data[start:end] + b"0"))
        data = data[:start] + value + data[end:]
    return data


def pdf_names(data: bytes, chance: random.Random) -> bytes:
    names = (b"/Type", b"/Pages", b"/Kids", b"/Count", b"/Contents", b"/Font", b"/Length", b"/Filter", b"/MediaBox", b"/Root", b"endobj", b"endstream", b"xref", b"trailer", b"startxref")  # fmt: skip
    there = [name for name in names if name in data]
    return data.replace(
        chance.choice(there), chance.choice((b"/X", b"", b"/Kids", b"stream", b"<<")), chance.choice((1, 1_000))
    )


def pdf_streams(data: bytes, chance: random.Random) -> bytes:
    """What stands inside the streams: broken, emptied, or with text operators in the wrong place."""
    spots = [match.span(1) for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    start, end = chance.choice(spots)
    inside = chance.choice((flip_bits(data[start:end], chance), b"", b"q " * 50_000, b"BT " * 20_000, b"[" * 20_000, b"(" * 20_000, b"BT /F1 1e9 Tf (x) Tj ET " * 500))  # fmt: skip
    return data[:start] + inside + data[end:]


PDF: tuple[Mutation, ...] = (*ANY, pdf_numbers, pdf_names, pdf_streams, pdf_numbers, pdf_names, pdf_streams)

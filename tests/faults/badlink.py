"""A bad link on loopback: a proxy that cuts requests in mid-body and loses answers, from a seed."""

from __future__ import annotations

import asyncio
import random
import re
import threading
from urllib.parse import urlparse

from tests.site import free_port


class BadLink:
    """Passes everything on, and of the requests that begin with `what` cuts `cut` in ten and loses `lost` answers in ten.

    Which ones is drawn like cards: of each ten requests exactly so many, in an order that the seed says.
    """

    def __init__(self, target: str, what: bytes, *, cut: int, lost: int, seed: int) -> None:
        self.port, self.bad = free_port(), False
        self.requests = self.cuts = self.losses = 0
        self._what, self._to = what, urlparse(target)
        self._pack, self._cards = ["cut"] * cut + ["lost"] * lost + [""] * (10 - cut - lost), list[str]()
        self._chance = random.Random(seed)
        self._loop, self._ready = asyncio.new_event_loop(), threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        self._ready.wait(10)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def hits(self) -> int:
        return self.cuts + self.losses

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._handle, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(size[1]) if size else 0)
        fate = self._drawn() if self.bad and head.startswith(self._what) else ""
        far, near = await asyncio.open_connection(self._to.hostname, self._to.port)
        near.write(re.sub(rb"\r\nconnection: [^\r]*", b"", head[:-4], flags=re.IGNORECASE))
        near.write(b"\r\nConnection: close\r\n\r\n" + (body[: len(body) // 2] if fate == "cut" else body))
        await near.drain()
        if fate != "cut":
            answer = await far.read(-1)  # the server has done its work by now
            self.losses += fate == "lost"
            writer.write(b"" if fate == "lost" else answer)
            await writer.drain()
        self.cuts += fate == "cut"
        near.close()

    def _drawn(self) -> str:
        self.requests += 1
        if not self._cards:
            self._cards = self._chance.sample(self._pack, len(self._pack))
        return self._cards.pop()

"""Mutated papers: through the reader in its process apart, through the whole command, and through the browser's door."""

from __future__ import annotations

import json
import random
import selectors
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults import mutations, seeds
from tests.faults.harness import (
    MOST_MEBIBYTES,
    MOST_SECONDS,
    MOST_WAIT,
    ROOT,
    Fault,
    Figures,
    Place,
    measured,
    tenth,
    timed,
)

_TWIN_SECONDS = 20.0


@dataclass(frozen=True)
class Mutated:
    """One damaged file: which one, what was done to it, its bytes before and after."""

    name: str
    before: bytes
    after: bytes


Seeds = Callable[[], tuple[bytes, ...]]


def mutated(seed: int, number: int, kinds: Sequence[mutations.Mutation], originals: Seeds) -> list[Mutated]:
    """The same files for the same seed; each kind of damage as often as the others."""
    found = []
    for at in range(number):
        chance = random.Random(f"{seed}-{at}")
        change = kinds[at % len(kinds)]
        before = chance.choice(originals())
        found.append(Mutated(f"{at} {change.__name__}", before, change(before, chance)))
    return found


class Reader:
    """A process of tests.faults.reading, started again when a file takes it down."""

    def __init__(self, way: str, folder: Path) -> None:
        self._way = way
        self._folder = folder
        self._temporary = Path(tempfile.mkdtemp(dir=folder))
        self._process: subprocess.Popen[str] | None = None

    def read(self, data: bytes, most: float = 30.0) -> dict[str, Any]:
        file = self._folder / "paper"
        file.write_bytes(data)
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps({"file": str(file)}) + "\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            line = process.stdout.readline() if selector.select(most) else ""
        if line:
            return json.loads(line)  # type: ignore[no-any-return]
        self.close()
        return {"outcome": "crash", "crash": f"took the process down, or over {most:.0f} s", "seconds": most, "processor": most, "left": [], "mebibytes": 0}  # fmt: skip

    def _start(self) -> subprocess.Popen[str]:
        env = {"PYTHONPATH": str(ROOT), "TMPDIR": str(self._temporary), "PATH": "/usr/bin:/bin"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.reading", self._way],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env,
        )  # fmt: skip
        return self._process

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _through_the_reader(files: Sequence[Mutated], place: Place, figures: Figures) -> Iterator[str]:
    reader = Reader("guarded", place.folder)
    known = {data: reader.read(data)["outcome"] for data in {file.before for file in files}}
    outcomes: Counter[str] = Counter()
    most_seconds = most_mebibytes = 0.0
    for file in files:
        said = reader.read(file.after)
        figures.made += 1
        figures.hit += said["outcome"] != known[file.before]
        outcomes[said["outcome"].split(":")[0]] += 1
        most_seconds = max(most_seconds, said["processor"])
        most_mebibytes = max(most_mebibytes, said["mebibytes"])
        if said.get("crash"):
            yield f"{file.name}: {said['crash']}"
        if said["processor"] > MOST_SECONDS or said["seconds"] > MOST_WAIT:
            yield f"{file.name}: {said['processor']:.1f} s of processor, {said['seconds']:.1f} s by the clock"
        if said["left"]:
            yield f"{file.name}: left {said['left']}"
    reader.close()
    if most_mebibytes > MOST_MEBIBYTES:
        yield f"{most_mebibytes} MiB"
    figures.notes += [
        f"read {outcomes.pop('text', 0)}, refused {outcomes.total()}",
        f"at most {most_seconds:.1f} s of processor time and {most_mebibytes:.0f} MiB",
    ]


def _through_the_command(files: Sequence[Mutated], place: Place, figures: Figures) -> Iterator[str]:
    codes: Counter[int | None] = Counter()
    for file in files:
        path = place.folder / "dossier"
        path.write_bytes(file.after)
        ended = measured([sys.executable, "-m", "wijkweb", "check", str(path)], place.folder)
        codes[ended.code] += 1
        lines = ended.err.count("\n")
        if ended.code not in (0, 1, 2) or "Traceback" in ended.err or lines != (ended.code == 2):
            yield f"{file.name}: the command ended with {ended.code}, {lines} lines: {ended.err[-200:]}"
        if ended.too_much or ended.left:
            yield f"{file.name}: the command took {ended.took()}, left {ended.left}"
    shown = ", ".join(f"{number} x {code}" for code, number in sorted(codes.items(), key=str))
    figures.notes.append(f"{len(files)} through the command (exit {shown})")


def _run(files: Callable[[], list[Mutated]]) -> Callable[[Place], Figures]:
    def run(place: Place) -> Figures:
        figures = Figures()
        chosen = tenth(files())
        with timed(figures):
            figures.harm += _through_the_reader(chosen, place, figures)
            figures.harm += _through_the_command(chosen[:: len(chosen) // max(2, len(chosen) // 10)], place, figures)
        return figures

    return run


def _twin(files: Callable[[], list[Mutated]]) -> Callable[[Place], Figures]:
    def twin(place: Place) -> Figures:
        figures = Figures()
        with timed(figures):
            reader = Reader("unguarded", place.folder)
            for file in tenth(files(), 20):
                said = reader.read(file.after, _TWIN_SECONDS)
                figures.made += 1
                if said.get("crash") or said["processor"] > MOST_SECONDS:
                    figures.harm.append(f"{file.name}: {said.get('crash') or 'too much'}")
            reader.close()
        figures.hit = len(figures.harm)
        return figures

    return twin


def _fault(key: str, name: str, seed: int, number: int, kinds: Sequence[mutations.Mutation], originals: Seeds) -> Fault:
    def files() -> list[Mutated]:
        return mutated(seed, number, kinds, originals)

    return Fault(
        key=key,
        title=f"Mutated papers: {name}",
        what=f"{number} {name} files with seeded damage ({', '.join(dict.fromkeys(kind.__name__ for kind in kinds))}), each through the reader; a tenth of them through the whole command too. A fault hit when the outcome is another than that of the file before.",
        limits=f"Each ends in a document or in a reason that has a sentence, within {MOST_SECONDS:.0f} s of processor time and {MOST_MEBIBYTES} MiB, and leaves no file.",
        seed=seed,
        least=0.6,
        run=_run(files),
        twin=_twin(files),
        twin_what="The same files, given to the libraries as they are: harm is an exception, an end of the process, or more than 5 s.",
    )


TEXT = _fault(
    "papers-text", "Markdown", 20210701, 210, mutations.TEXT, lambda: (seeds.markdown(), seeds.markdown("molenrode"))
)
WORD = _fault(
    "papers-word",
    "Word",
    20210702,
    200,
    mutations.WORD,
    lambda: (seeds.as_word(), seeds.as_word("molenrode"), seeds.small_word()),
)
PDF = _fault(
    "papers-pdf",
    "PDF",
    20210703,
    200,
    mutations.PDF,
    lambda: (seeds.as_pdf(), seeds.as_pdf("wilgendam", compressed=False)),
)


# --- the browser's door


def _uploads() -> list[Mutated]:
    files = [
        *mutated(20210704, 40, mutations.TEXT, lambda: (seeds.markdown(), seeds.markdown("molenrode"))),
        *mutated(20210705, 40, mutations.WORD, lambda: (seeds.as_word(),)),
        *mutated(20210706, 40, mutations.PDF, lambda: (seeds.as_pdf(compressed=False),)),
    ]
    return [file for trio in zip(files[:40], files[40:80], files[80:], strict=True) for file in trio]


def _upload(place: Place) -> Figures:
    figures = Figures()
    statuses: Counter[int] = Counter()
    known: dict[bytes, str] = {}
    with timed(figures):
        for file in tenth(_uploads(), 15):
            if file.before not in known:
                known[file.before] = place.world.upload(file.before)[1]
            status, outcome, harm = place.world.upload(file.after)
            figures.made += 1
            figures.hit += outcome != known[file.before]
            statuses[status] += 1
            figures.harm += [f"{file.name}: {what}" for what in harm]
    figures.notes.append("answers " + ", ".join(f"{number} x {status}" for status, number in sorted(statuses.items())))
    return figures


def _upload_twin(place: Place) -> Figures:
    figures = Figures()
    with timed(figures), place.world.trusting():
        for file in tenth(_uploads(), 15):
            _, _, harm = place.world.upload(file.after)
            figures.made += 1
            figures.harm += [f"{file.name}: {what}" for what in harm]
    figures.hit = len(figures.harm)
    return figures


UPLOADS = Fault(
    key="papers-upload",
    title="Mutated papers in the browser",
    what="120 mutated Markdown, Word and PDF files, sent to the page that checks a file, by a person who is signed in; when a paper came of it, its page is opened and it is kept. A fault hit when the answer or the text that was kept is another than for the file before.",
    limits="Each answer is 302, 413 or 422; a refused file leaves no row and no bytes, an accepted one exactly one of each.",
    seed=20210704,
    least=0.6,
    run=_upload,
    twin=_upload_twin,
    twin_what="The same files, with a door that does not catch what the reader says: harm is an answer of the class 5xx.",
    database=True,
)

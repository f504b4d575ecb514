"""A cheap converter for tests of the batch, importable by worker processes. What it does is written in the input.

A file is lines of text; a line that begins with ``!`` is an instruction: ``!die``, ``!die-once MARKER``, ``!sleep S``,
``!memory MB``, ``!bad``, ``!bug``, ``!partial``, ``!disk-full``. Every other line becomes a task.
"""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import time
from pathlib import Path

from extractors.errors import DamagedInput, VanishedInput
from extractors.facts import Citation, Metadata, Target, Task, Warning
from extractors.layout import TextOrigin
from pipeline.document import Document, PrintedLine, Quality, Source
from pipeline.options import ConvertOptions


def fake_convert(path: Path, source: str, options: ConvertOptions) -> Document:
    started = time.perf_counter()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise VanishedInput(f"{source} is no longer there.") from None
    digest = hashlib.sha256(data).hexdigest()
    lines = data.decode().splitlines()
    status = "ok"
    for line in lines:
        if line == "!partial":
            status = "partial"
        elif line.startswith("!"):
            _obey(*line[1:].split(maxsplit=1))
    texts = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("!")]
    return Document(
        document_id=digest[:16],
        status=status,  # type: ignore[arg-type]
        source=Source(path=source, sha256=digest, media_type="text/plain", page_count=1, text_origin=TextOrigin.TEXT),
        metadata=Metadata(
            document_type="KẾ HOẠCH", number="01/KH-UBND", issuing_agency="UBND xã Thử", period=(2026, 2030)
        ),
        tasks=tuple(_task(digest, number, line) for number, line in texts),
        citations=(Citation(type="Nghị quyết", number="76/NQ-CP", printed="76/NQ-CP", page=1, line=1),),
        targets=(Target(text="Đạt 100%", value="100%", comparator="=", page=1, line=1),),
        quality=Quality(words=len(lines), restored_words=1),
        warnings=(Warning(code="look", message="Cần xem lại dòng này", page=1, line=1),),
        lines=tuple(PrintedLine(page=1, line=number, text=line) for number, line in texts),
        timings={"read": time.perf_counter() - started},
    )


def _task(digest: str, number: int, line: str) -> Task:
    return Task(
        task_id=f"{digest[:16]}-{number:04d}",
        annex=0,
        group="I",
        group_title="Nhóm nhiệm vụ",
        number=str(number),
        content=line,
        lead_agency="Văn phòng HĐND và UBND",
        coordinating_agencies="Công an xã; Phòng Kinh tế",
        deadline="Tháng 6/2026",
        product="=Báo cáo",
        deadline_end="2026-06-30",
        lead_agency_list=("Văn phòng HĐND và UBND",),
        coordinating_agency_list=("Công an xã", "Phòng Kinh tế"),
        pages=(1,),
        lines=(number, number),
        confidence=0.5 if number % 3 == 0 else 0.95,
    )


def _obey(verb: str, argument: str = "") -> None:
    if verb == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "die-once":
        marker = Path(argument)
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "sleep":
        time.sleep(float(argument))
    elif verb == "memory":
        block = bytearray(int(argument) * 2**20)
        block[::4096] = b"x" * len(block[::4096])
        time.sleep(30)
    elif verb == "bad":
        raise DamagedInput("The file is cut off.", remedy="Ask for it again.")
    elif verb == "bug":
        raise ZeroDivisionError("a bug")
    elif verb == "disk-full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    else:
        raise AssertionError(f"unknown instruction {verb}")

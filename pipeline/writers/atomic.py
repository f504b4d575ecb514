"""Files written whole or not at all: a temporary file beside the target, flushed to disk, then renamed over it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY_PREFIX = ".kehoach-"


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yield the path of a temporary file; on success it replaces ``target``, on any error it is removed.

    Raises OSError as the file system does (disk full, no permission); ``target`` is then as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_whole(target: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write ``text`` to ``target`` whole or not at all; line ends are kept as they are in ``text``."""
    with whole_file(target) as temporary:
        temporary.write_text(text, encoding=encoding, newline="")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""What a person sees while a batch runs and when it ends: a bar, or JSON lines for a log, and the summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Literal

from pipeline.batch.run import OnProgress
from pipeline.batch.summary import BatchSummary, Progress

ProgressStyle = Literal["bar", "json", "quiet"]


@contextmanager
def shown_progress(style: ProgressStyle) -> Iterator[OnProgress]:
    """A callback for ``run_batch`` that shows its progress on standard error in the given style."""
    if style == "quiet":
        yield lambda _: None
    elif style == "json":
        yield _json_line
    else:
        with _bar() as on_progress:
            yield on_progress


def print_summary(summary: BatchSummary, style: ProgressStyle) -> None:
    """The end of a run: counts, failures by cause, and what a person should look at first."""
    if style == "json":
        record = {
            "event": "summary", "ok": summary.ok, "partial": summary.partial, "failed": summary.failed,
            "resumed": summary.resumed, "pages": summary.pages, "tasks": summary.tasks,
            "restored_words": summary.restored_words, "seconds": summary.seconds,
        }  # fmt: skip
        print(json.dumps(record), file=sys.stderr, flush=True)
        return
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for entry in summary.failures:
        message = entry.error.message if entry.error else ""
        console.print(f"[red]failed[/]  {escape(entry.source)}: {escape(message)}")
    if style == "quiet":
        return
    skipped = f", {summary.skipped} skipped" if summary.skipped else ""
    resumed = f" ({summary.resumed} finished by an earlier run)" if summary.resumed else ""
    console.print(
        f"[bold]{summary.ok} ok, {summary.partial} partial, {summary.failed} failed{skipped}[/]{resumed}; "
        f"{summary.pages} pages, {summary.tasks} tasks, {summary.restored_words} words restored; {summary.seconds:g} s"
    )
    if summary.failed_by_cause:
        console.print("Failed by cause: " + ", ".join(f"{count} {cause}" for cause, count in summary.failed_by_cause))
    if summary.look_first:
        console.print("Look first at:")
        for entry in summary.look_first:
            doubts = f"{entry.unsure_words} unsure words, {entry.warnings} warnings"
            console.print(f"  {escape(entry.source)}  [dim]{entry.status}, {entry.grade}, {doubts}[/]")
    if summary.other_files:
        what = "file of another kind was" if summary.other_files == 1 else "files of other kinds were"
        console.print(f"[dim]{summary.other_files} {what} left alone.[/]")


@contextmanager
def counted_progress(what: str, *, show: bool) -> Iterator[Callable[[int, int], None]]:
    """A callback (done, total) that shows a bar on standard error."""
    if not show:
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _json_line(progress: Progress) -> None:
    entry = progress.entry
    record = {
        "event": "progress", "done": progress.done, "total": progress.total, "ok": progress.ok,
        "partial": progress.partial, "failed": progress.failed, "pages": progress.pages,
        "per_second": round(progress.rate, 3),
        "seconds_left": None if progress.seconds_left is None else round(progress.seconds_left, 1),
        "source": entry.source if entry else None,
        "status": entry.status if entry else None,
        "error": entry.error.model_dump() if entry and entry.error else None,
    }  # fmt: skip
    print(json.dumps(record, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def _bar() -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("converting"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn(
            "[green]{task.fields[ok]} ok[/] [yellow]{task.fields[partial]} partial[/] "
            "[red]{task.fields[failed]} failed[/]"
        ),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="", left="", ok=0, partial=0, failed=0)

        def show(progress: Progress) -> None:
            left = progress.seconds_left
            bar.update(
                task, total=progress.total, completed=progress.done, ok=progress.ok, partial=progress.partial,
                failed=progress.failed, rate=f"{progress.rate:.1f}/s",
                left=f"{timedelta(seconds=round(left))} left" if left is not None else "",
            )  # fmt: skip

        yield show

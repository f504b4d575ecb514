"""Task annexes and task clauses of the body: ``extract_tasks`` is the front door."""

from extractors.tasks.extract import extract_tasks

__all__ = ["extract_tasks"]

"""From bytes to facts: readers, OCR, tables, outline, tasks, header, citations, targets."""

"""Fictional Vietnamese administrative plans: content, layout, output in every form, and the truth about them.

The public functions are few; a plan's content is a ``PlanContent`` and everything else is derived from it.
"""

from .garble import write_english_ocr
from .legacy import write_legacy_pdf
from .model import PlanContent
from .random_plan import random_plan
from .scan import ScanStyle, mix_pages, write_fax, write_image, write_scan
from .truth import truth
from .typeset_docx import write_docx
from .typeset_pdf import write_pdf
from .typeset_text import write_text

__all__ = [
    "PlanContent",
    "ScanStyle",
    "mix_pages",
    "random_plan",
    "truth",
    "write_docx",
    "write_english_ocr",
    "write_fax",
    "write_image",
    "write_legacy_pdf",
    "write_pdf",
    "write_scan",
    "write_text",
]

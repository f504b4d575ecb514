"""What can be wrong with an input, each with a stable code, the cause and what to do about it.

Foreign exceptions (pdfminer, Pillow, zipfile, Tesseract …) are translated into these at the boundary of the module
that calls the library. ``code`` is what the manifest records.
"""

from __future__ import annotations


class InputError(Exception):
    """One input cannot be read; the rest of the batch goes on."""

    code = "unreadable"

    def __init__(self, message: str, *, remedy: str = "", page: int | None = None) -> None:
        self.message = message
        self.remedy = remedy
        self.page = page
        where = f"page {page}: " if page is not None else ""
        super().__init__(f"{where}{message}" + (f" {remedy}" if remedy else ""))


class EmptyInput(InputError):
    code = "empty"


class UnsupportedInput(InputError):
    """The bytes are of a kind that is not read (whatever the name says)."""

    code = "unsupported"


class WrongEnding(InputError):
    """The bytes are of another kind than the file's name says, and cannot be read as either."""

    code = "wrong-ending"


class UndecodableText(InputError):
    code = "undecodable"


class EncryptedInput(InputError):
    code = "encrypted"


class DamagedInput(InputError):
    """Truncated or broken beyond what the repair tools mend."""

    code = "damaged"


class NeedsOcr(InputError):
    """Only images, and OCR is off."""

    code = "needs-ocr"


class TooLarge(InputError):
    code = "too-large"


class VanishedInput(InputError):
    code = "vanished"


class UnreadableInput(InputError):
    """No permission, a broken link, a device error."""

    code = "no-access"


class MissingProgram(Exception):
    """A program or its data is missing; nothing of its kind can be done. ``remedy`` is the exact command."""

    code = "missing-program"

    def __init__(self, message: str, *, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}")


class PageFailed(Exception):
    """One page could not be read (engine crash, time limit); the document is ``partial``."""

    def __init__(self, page: int, message: str) -> None:
        self.page = page
        self.message = message
        super().__init__(f"page {page}: {message}")

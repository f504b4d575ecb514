"""From a page of a PDF, or a picture file, to pixels: the scan's own where the page is one picture, else drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import DamagedInput, PageFailed, TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

DRAWN_DPI = 300.0
MAX_PIXELS = 40_000_000  # of one page: A3 at 400 dpi is 31 million
OPENED_PIXELS = 600_000_000  # a picture larger than this is not even opened
A4_INCHES = 11.69
_FULL_PAGE = 0.9  # share of the page's width and height that its one picture must cover


@dataclass(frozen=True, slots=True)
class PagePixels:
    """``image`` is grey (height, width) or BGR (height, width, 3), ``dpi`` its resolution."""

    image: NDArray[np.uint8]
    dpi: float
    shrunk: bool = False  # made smaller than it came, because of its size


def page_pixels(page: Any) -> PagePixels:
    """A ``pypdfium2.PdfPage`` as pixels. A page that is one upright picture gives that picture without resampling."""
    own = _own_picture(page)
    if own is not None:
        return own
    width, height = page.get_size()
    scale = DRAWN_DPI / 72
    shrink = min(1.0, (MAX_PIXELS / max(width * height * scale * scale, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale * shrink, may_draw_forms=True)
    try:
        return PagePixels(bitmap.to_numpy()[:, :, :3].copy(), DRAWN_DPI * shrink, shrink < 1.0)
    finally:
        bitmap.close()


def _own_picture(page: Any) -> PagePixels | None:
    import pypdfium2

    raw: Any = pypdfium2.raw
    pictures = []
    for item in page.get_objects(max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(item)
        elif item.type != raw.FPDF_PAGEOBJ_TEXT or raw.FPDFTextObj_GetTextRenderMode(item) != 3:
            return None  # something else is drawn: it must be seen too
    if len(pictures) != 1 or raw.FPDFPage_GetAnnotCount(page) > 0:
        return None
    picture = pictures[0]
    across, down, width, height = _placement(page, picture)
    if min(across, down) < _FULL_PAGE:
        return None
    pixels_wide, pixels_high = picture.get_px_size()
    dpi = pixels_wide / (width / 72)
    if pixels_wide * pixels_high > MAX_PIXELS or dpi < 72 or not 0.95 < dpi / (pixels_high / (height / 72)) < 1.05:
        return None
    try:
        bitmap = picture.get_bitmap(render=False)
    except Exception:  # a picture whose coding pdfium draws but does not hand out
        return None
    image = _three_or_one(bitmap.to_numpy())
    if image is None:
        return None
    turns = (page.get_rotation() // 90) % 4
    if turns:
        import numpy as np

        image = np.rot90(image, -turns)
    return PagePixels(image.copy(), dpi)


def _placement(page: Any, picture: Any) -> tuple[float, float, float, float]:
    """Share of the page's unturned width and height that the picture covers, then its size in points; zeros where it
    is turned or mirrored."""
    a, b, c, d, _, _ = picture.get_matrix().get()
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    if a <= 0 or d <= 0 or abs(b) > 0.01 * a or abs(c) > 0.01 * d:
        return 0.0, 0.0, 1.0, 1.0
    return min(a / width, 1.0), min(d / height, 1.0), a, d


def _three_or_one(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    if pixels.ndim == 2:
        return pixels
    channels = pixels.shape[2]
    if channels == 1:
        return pixels[:, :, 0]
    return pixels[:, :, :3] if channels == 3 else None  # with transparency: let pdfium draw it


def file_pages(path: Path) -> Iterator[tuple[int, PagePixels | PageFailed]]:
    """Every picture of an image file, one at a time. Raises DamagedInput or TooLarge where nothing can be read."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the size is judged here, with a clearer answer than Pillow's warning
    try:
        picture = Image.open(path)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise DamagedInput(
            "The picture cannot be opened: it is damaged or not what it says.", remedy="Scan or export it again."
        ) from error
    with picture:
        if picture.width * picture.height > OPENED_PIXELS:
            raise TooLarge(
                f"The picture has {picture.width} x {picture.height} pixels.", remedy="Save it at 300 dpi or less."
            )
        frames = ImageSequence.Iterator(picture)
        number = 0
        while True:
            number += 1
            try:
                frame = next(frames)
                yield number, picture_pixels(frame)
            except StopIteration:
                return
            except (OSError, ValueError, SyntaxError, EOFError) as error:
                if number == 1 and getattr(picture, "n_frames", 1) == 1:
                    raise DamagedInput(
                        "The picture is cut off or damaged.", remedy="Scan or export it again.", page=1
                    ) from error
                yield number, PageFailed(number, f"ảnh bị hỏng hoặc bị cắt cụt: {error}")
                return


def picture_pixels(picture: Image) -> PagePixels:
    """A Pillow picture as pixels, white where it is transparent, turned as its EXIF says."""
    import numpy as np
    from PIL import Image, ImageOps

    horizontal, vertical = picture.info.get("dpi", (0, 0))
    ImageOps.exif_transpose(picture, in_place=True)  # in place: a copy of a huge picture would not fit in memory
    shrunk = picture.width * picture.height > MAX_PIXELS
    if shrunk:
        whole = picture.width
        picture = _reduced(picture)
        factor = picture.width / whole
        horizontal, vertical = float(horizontal) * factor, float(vertical) * factor
    if horizontal and vertical and not 0.98 < float(horizontal) / float(vertical) < 1.02:  # a fax: 204 x 98 dpi
        sharper = max(float(horizontal), float(vertical))
        size = (round(picture.width * sharper / float(horizontal)), round(picture.height * sharper / float(vertical)))
        picture = picture.convert("L").resize(size, Image.Resampling.BICUBIC)
        horizontal = sharper
    if "A" in picture.getbands() or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    elif picture.mode.startswith("I;16"):
        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    grey = picture.mode in {"1", "L", "LA", "I", "F"}
    pixels = np.asarray(picture.convert("L" if grey else "RGB"))
    image = pixels if grey else pixels[:, :, ::-1]
    return PagePixels(
        np.ascontiguousarray(image), believable_dpi(float(horizontal), picture.width, picture.height), shrunk
    )


def _reduced(picture: Image) -> Image:
    """A huge picture made smaller by a whole factor, strip by strip: a second copy of it would not fit in memory."""
    from math import ceil

    from PIL import Image

    factor = ceil((picture.width * picture.height / MAX_PIXELS) ** 0.5)
    mode = "L" if picture.mode in {"1", "L", "P", "I", "F"} or picture.mode.startswith("I;") else "RGB"
    small = Image.new(mode, (picture.width // factor, picture.height // factor), "white")
    step = 64 * factor
    for top in range(0, picture.height // factor * factor, step):
        strip = picture.crop((0, top, picture.width, min(top + step, picture.height)))
        small.paste(strip.convert(mode).reduce(factor), (0, top // factor))
    return small


def believable_dpi(claimed: float, width: int, height: int) -> float:
    """The file's own figure where the page it means has a sane size (4 to 20 inches long), else as if it were A4."""
    longer = max(width, height)
    if claimed >= 60 and 4 <= longer / claimed <= 20:
        return claimed
    return max(longer / A4_INCHES, 60.0)

"""A PDF as a scan: its pages as gray pictures, a little askew, noisy, shaded, compressed as office scanners do."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter


@dataclass(frozen=True, slots=True)
class ScanStyle:
    """``skew`` in degrees either way, ``noise`` in gray levels, ``shade`` the darkest corner's loss of light (0-1)."""

    dpi: int = 200
    skew: float = 1.5
    noise: float = 4.0
    shade: float = 0.12
    blur: float = 0.5
    quality: tuple[int, int] = (35, 60)
    turn_landscape: bool = False  # landscape pages lie on their side, as they went through the feeder
    upside_down: tuple[int, ...] = ()  # 0-based pages that were fed the wrong way round
    colour: bool = False


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page's JPEG and the way from PDF points to its pixels: x' = a x + b y + c, y' = d x + e y + f."""

    jpeg: bytes
    width: int
    height: int
    dpi: int
    matrix: tuple[float, float, float, float, float, float]
    colour: bool
    turned: int = 0  # degrees anticlockwise by which the picture was turned after the skew


def write_scan(pdf_path: Path, path: Path, dpi: int = 200, *, style: ScanStyle | None = None, seed: int = 0) -> None:
    """Write an image-only PDF of ``pdf_path``; the same seed gives the same bytes."""
    from dataclasses import replace

    style = replace(style or ScanStyle(), dpi=dpi)
    write_pages(scan_pages(pdf_path, style, seed), path)


def scan_pages(pdf_path: Path, style: ScanStyle, seed: int = 0) -> list[ScannedPage]:
    import pypdfium2

    rng = np.random.default_rng(seed)
    pages = []
    document = pypdfium2.PdfDocument(str(pdf_path))
    try:
        for number in range(len(document)):
            bitmap = document[number].render(scale=style.dpi / 72, grayscale=not style.colour)
            picture = bitmap.to_pil().convert("RGB" if style.colour else "L")
            pages.append(_worn(picture, style, rng, number))
    finally:
        document.close()
    return pages


def _worn(picture: Image.Image, style: ScanStyle, rng: np.random.Generator, number: int) -> ScannedPage:
    angle = float(rng.uniform(-style.skew, style.skew))
    wide, high = picture.size
    white = (255, 255, 255) if style.colour else 255
    picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=white)
    if style.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(style.blur))
    gray = np.asarray(picture, dtype=np.float32)
    corner = rng.uniform(0, 1, 2)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    far = np.hypot(x / wide - corner[0], y / high - corner[1]) / np.sqrt(2)
    light = 1 - style.shade * far
    gray = gray * (light[..., None] if style.colour else light) + rng.normal(0, style.noise, gray.shape).astype(
        np.float32
    )
    picture = Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8))
    turned = 0
    if style.turn_landscape and wide > high:
        turned = 90
    if number in style.upside_down:
        turned = 180
    if turned:
        picture = picture.rotate(turned, expand=True)
    quality = int(rng.integers(style.quality[0], style.quality[1] + 1))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, dpi=(style.dpi, style.dpi))
    # PIL turns anticlockwise about the middle; y runs down
    cos, sin, scale = np.cos(np.radians(angle)), np.sin(np.radians(angle)), style.dpi / 72
    cx, cy = wide / 2, high / 2
    matrix = (cos * scale, sin * scale, cx - cos * cx - sin * cy, -sin * scale, cos * scale, cy + sin * cx - cos * cy)
    values = tuple(float(v) for v in matrix)
    return ScannedPage(buffer.getvalue(), *picture.size, style.dpi, values, style.colour, turned)  # type: ignore[arg-type]


def write_image(pdf_path: Path, path: Path, *, style: ScanStyle | None = None, seed: int = 0) -> None:
    """Write the scan as a picture by the ending of ``path``: all pages for .tif, the first for .png and .jpg."""
    style = style or ScanStyle()
    pages = [Image.open(io.BytesIO(page.jpeg)) for page in scan_pages(pdf_path, style, seed)]
    resolution = (style.dpi, style.dpi)
    if path.suffix.lower() in {".tif", ".tiff"}:
        pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:], dpi=resolution, compression="tiff_lzw")
    else:
        pages[0].save(path, dpi=resolution)


def write_fax(pdf_path: Path, path: Path, seed: int = 0) -> None:
    """Write a multi-page black-and-white .tif of 200 dpi, as a fax machine sends it."""
    style = ScanStyle(dpi=200, skew=0.5, shade=0.0, noise=8.0, quality=(90, 90))
    pages = [Image.open(io.BytesIO(page.jpeg)).point(_black).convert("1") for page in scan_pages(pdf_path, style, seed)]
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200), compression="group4")


def _black(level: int) -> int:
    return 255 if level > 150 else 0


def mix_pages(first: Path, second: Path, path: Path) -> None:
    """Write a PDF that takes its pages in turn from two PDFs of the same plan: a digital one and its scan, say."""
    import pikepdf

    with pikepdf.open(first) as odd, pikepdf.open(second) as even, pikepdf.new() as out:
        for number in range(len(odd.pages)):
            out.pages.append((odd if number % 2 == 0 else even).pages[number])
        out.save(path, deterministic_id=True)


def write_pages(pages: list[ScannedPage], path: Path, layers: list[Any] | None = None) -> None:
    """Write the pictures as a PDF, each over its invisible text ``layers[k]`` (a one-page pikepdf document)."""
    import pikepdf

    out = pikepdf.new()
    for k, page in enumerate(pages):
        size = (page.width * 72 / page.dpi, page.height * 72 / page.dpi)
        if layers is None:
            target = out.add_blank_page(page_size=size)
        else:
            out.pages.append(layers[k].pages[0])
            target = out.pages[-1]
            target.MediaBox = [0, 0, *size]
        image = pikepdf.Stream(out, page.jpeg)
        space = pikepdf.Name.DeviceRGB if page.colour else pikepdf.Name.DeviceGray
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=page.width,
            Height=page.height,
            ColorSpace=space,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        name = target.add_resource(out.make_indirect(image), pikepdf.Name.XObject, pikepdf.Name.Scan)
        target.contents_add(f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm {name} Do Q".encode(), prepend=True)
    out.save(path, deterministic_id=True, linearize=False)

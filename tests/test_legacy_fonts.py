"""Text of the fonts before Unicode is recognised and converted; everything else is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.legacy_fonts import convert, detect

MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

# Written down from the fonts' key charts, not from the code.
TCVN3 = {
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam": "Cộng hoà xã hội chủ nghĩa Việt Nam",
    "§éc lËp - Tù do - H¹nh phóc": "Độc lập - Tự do - Hạnh phúc",
    "ñy ban nh©n d©n thµnh phè H¶i Phßng": "ủy ban nhân dân thành phố Hải Phòng",
    "QuyÕt ®Þnh vÒ viÖc phª duyÖt kÕ ho¹ch": "Quyết định về việc phê duyệt kế hoạch",
    "C¨n cø LuËt tæ chøc chÝnh quyÒn ®Þa ph\u00ad¬ng": "Căn cứ Luật tổ chức chính quyền địa phương",
}
VNI = {
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam": "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Ñoäc laäp - Töï do - Haïnh phuùc": "Độc lập - Tự do - Hạnh phúc",
    "UÛY BAN NHAÂN DAÂN THAØNH PHOÁ": "ỦY BAN NHÂN DÂN THÀNH PHỐ",
    "Quyeát ñònh veà vieäc pheâ duyeät keá hoaïch": "Quyết định về việc phê duyệt kế hoạch",
    "Caên cöù Luaät toå chöùc chính quyeàn ñòa phöông": "Căn cứ Luật tổ chức chính quyền địa phương",
}


@pytest.mark.parametrize(("typed", "meant"), TCVN3.items())
def test_tcvn3_is_recognised_and_converted(typed: str, meant: str) -> None:
    assert detect(typed) == "tcvn3"
    assert convert(typed, "tcvn3") == meant


@pytest.mark.parametrize(("typed", "meant"), VNI.items())
def test_vni_is_recognised_and_converted(typed: str, meant: str) -> None:
    assert detect(typed) == "vni"
    assert convert(typed, "vni") == meant


def test_a_capital_font_of_tcvn3_gives_capitals_when_the_caller_knows_it() -> None:
    assert convert("céng hßa x· héi", "tcvn3", capitals=True) == "CỘNG HÒA XÃ HỘI"


def test_both_tables_reach_every_vietnamese_letter() -> None:
    every = {chr(code) for code in range(0xA1, 0x100)}
    assert set(MARKED) <= {convert(code, "tcvn3") for code in every}
    pairs = {base + code for base in "aeiouyôö" for code in {"", *every}} | every
    assert set(MARKED) <= {convert(pair, "vni") for pair in pairs}
    assert set(MARKED.upper()) <= {convert(pair.upper(), "vni") for pair in pairs}


def test_converted_text_is_composed() -> None:
    for typed in TCVN3:
        assert unicodedata.is_normalized("NFC", convert(typed, "tcvn3"))
    for typed in VNI:
        assert unicodedata.is_normalized("NFC", convert(typed, "vni"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025 - 2030",
        "Kế hoạch của Ủy ban nhân dân xã về cải cách hành chính",
        "thôn, xã, bãi, là, có, cô, và",  # Vietnamese with letters of Latin-1 only
        "Thue hién Chwong trinh tong thé, té x& hi¢n c6 vé thé dé",  # what an English OCR makes
        "Vän phông Chinh phü",
        "tuéng Chinh phü 2025",
        "hôa - Xä hôi",
        "Tri thüc và dôi mdi sang tao phuc vu phât triên kinh tê",  # what a French one makes
        "Les élèves de l'école où nous étions ont dû réviser leur leçon à la maison",
        "El niño está aquí más contento que en la montaña",
        "Die Größe für Übungen über das Öl der Straße",
        "A coordenação e a ação são da população",
        "Það er gott að vera hér á Íslandi og sjá ána",
        "§ 1 ¥ 5.000 © 2025 ® ½ ¼ µm",
        "naïve café",
    ],
)
def test_other_text_is_not_taken_for_a_legacy_font(text: str) -> None:
    assert detect(text) is None


@given(st.text(max_size=80))
def test_any_text_is_judged_and_converted_without_error(text: str) -> None:
    assert detect(text) in {None, "tcvn3", "vni"}
    assert len(convert(text, "tcvn3")) == len(text)
    assert convert(text, "vni").count("\n") == text.count("\n")


@given(st.text(alphabet=MARKED + "bcdghklmnpqrstvx ", max_size=80))
def test_unicode_vietnamese_with_its_own_letters_never_fires(text: str) -> None:
    assert detect(text + " ế") is None


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(ValueError, match="tcvn3"):
        convert("abc", "viscii")  # type: ignore[arg-type]

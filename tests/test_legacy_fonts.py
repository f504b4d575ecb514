"""Text of the fonts before Unicode is recognised and converted; everything else is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.legacy_fonts import (
    belongs,
    convert,
    detect,
    document_encoding,
    font_encoding,
    is_capital_font,
    is_typed_in,
)

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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("II. NHIÖM Vô", "II. NHIỆM VỤ"),  # "Vô" alone could be a name
        ("UBND TØNH giao Së Y tÕ", "UBND TỈNH giao Sở Y tế"),
        ("Hå V¨n Vò", "Hồ Văn Vũ"),
    ],
)
def test_capitals_typed_with_the_lock_on_stay_capitals(typed: str, meant: str) -> None:
    assert convert(typed, "tcvn3") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H-íng dÉn ng-êi d©n", "Hướng dẫn người dân"),
        ("ph-¬ng ¸n ®-îc duyÖt", "phương án được duyệt"),
        ("L-u: VT", "Lưu: VT"),
        ("®Çu t-, th- tõ", "đầu tư, thư từ"),
        (
            "giai ®o¹n 2026-2030, 1101-N/BTNMT, 76/NQ-CP, KÕ ho¹ch - tµi chÝnh",
            "giai đoạn 2026-2030, 1101-N/BTNMT, 76/NQ-CP, Kế hoạch - tài chính",
        ),
        ("-c¸c phßng", "-các phòng"),  # a bullet
    ],
)
def test_a_hyphen_for_the_code_of_u_with_horn_is_that_letter(typed: str, meant: str) -> None:
    assert convert(typed, "tcvn3") == meant


PAGE = "\n".join(TCVN3)


def test_a_document_is_in_an_encoding_that_most_of_its_lines_prove() -> None:
    assert document_encoding(PAGE) == "tcvn3"
    assert document_encoding("\n".join(VNI)) == "vni"
    assert document_encoding("\n".join(TCVN3.values())) is None
    assert document_encoding(PAGE + "\n" + "\n".join(TCVN3.values())) is None
    assert document_encoding("\n".join(list(TCVN3)[:2])) is None


def test_a_short_line_belongs_to_a_document_whose_encoding_makes_syllables_of_it() -> None:
    assert belongs("bé", "tcvn3")  # bộ
    assert belongs("L-u: VT", "tcvn3")
    assert not belongs("Quý II: kế hoạch", "tcvn3")
    assert not belongs("© 2025 ®", "tcvn3")
    assert not belongs("2025 - 2030", "tcvn3")


def test_fonts_are_told_by_their_names() -> None:
    assert font_encoding("ABCDEF+.VnTime") == font_encoding(".VnArial,Bold") == "tcvn3"
    assert font_encoding("VNI-Times") == "vni"
    assert font_encoding("TimesNewRomanPSMT") is None
    assert is_capital_font("ABCDEF+.VnTimeH")
    assert is_capital_font(".VnArialH,Bold")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("VNI-Helve")


def test_text_in_such_a_font_may_be_unicode_all_the_same() -> None:
    assert is_typed_in("Thùc hiÖn kÕ ho¹ch", "tcvn3")
    assert not is_typed_in("Kế hoạch", "tcvn3")
    assert not is_typed_in("là có và", "tcvn3")
    assert not is_typed_in("2025", "tcvn3")


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

"""The press: same bytes, nothing missing in silence, what was frozen is in the paper."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import segno

from jieche.journal.content_blocks import Signature
from jieche.papers import fonts
from jieche.papers import press as the_press
from jieche.papers.fill import with_signatures
from jieche.papers.press import PaperError, press
from jieche.values.canonical import canonical, digest
from tests.papers.examples import AT, content_of, printed, text_of


def test_the_same_content_gives_the_same_bytes() -> None:
    assert printed("order_with_supplement", "both") == printed("order_with_supplement", "both")


def test_two_threads_give_the_same_bytes() -> None:
    names = ["order", "settlement", "order", "settlement"]
    with ThreadPoolExecutor(2) as hands:
        order, settlement, order_again, settlement_again = hands.map(printed, names)
    assert (order, settlement) == (order_again, settlement_again)


def test_another_time_of_freezing_gives_other_bytes() -> None:
    later = press(
        "booking", content_of("booking"), version=2, at=AT + timedelta(minutes=1), lang="zh"
    )
    assert later != printed("booking")


def test_the_paper_is_pdf_a_3b() -> None:
    pdf = printed("warranty")
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf


def test_the_content_travels_in_the_paper_and_its_hash_stands_at_the_foot() -> None:
    content = content_of("settlement")
    pdf = printed("settlement")
    document = pypdfium2.PdfDocument(pdf)
    attached = document.get_attachment(0)
    assert attached.get_name() == "content.json"
    assert bytes(attached.get_data()) == canonical(content)
    document.close()
    sha256 = digest(content)
    assert " ".join(sha256[n : n + 4] for n in range(0, 16, 4)) in text_of(pdf)


def test_the_qr_leads_to_this_very_version() -> None:
    content = content_of("order")
    sha256 = digest(content)
    address = the_press.address_of(content, 2, sha256)
    assert address == f"https://desk.chehe.example/papers/RO20261123-018/?h={sha256[:16]}"
    offline = content | {"shop": content["shop"] | {"site": ""}}
    assert the_press.address_of(offline, 2, sha256) == f"RO20261123-018 v2 {sha256[:16]}"


def test_a_character_that_the_font_lacks_is_spelt_out_and_not_left_out() -> None:
    text = text_of(printed("order", complaint="空调不凉 😀 请看看 😀👍🏽"))
    assert "空调不凉 [U+1F600] 请看看 [U+1F600][U+1F44D][U+1F3FD]" in text.replace("\r\n", "")


def test_a_hidden_character_that_turns_the_reading_is_shown() -> None:
    assert "价格[U+202E]001" in text_of(printed("order", complaint="价格\u202e001"))


def test_a_form_that_prints_what_the_font_lacks_fails(planted: Any) -> None:
    planted('#text(font: ("Noto Sans CJK SC"))[\u2717]')
    with pytest.raises(PaperError, match="could not be displayed with font"):
        printed("booking")


def test_a_form_with_an_unknown_font_fails(planted: Any) -> None:
    planted('#set text(font: "No Such Font")\nhello')
    with pytest.raises(PaperError, match="unknown font family"):
        printed("booking")


def test_a_missing_font_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.shelf.cache_clear()
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_fonts")
    with pytest.raises(fonts.FontMissing, match="no_such_fonts is not installed"):
        fonts.shelf()


def test_the_font_knows_what_it_can_show() -> None:
    assert all(fonts.can_show(sign) for sign in "龘㼆𠮷A1¥，")
    assert not any(fonts.can_show(sign) for sign in "😀🏽✗\U00030fff")


def test_text_of_a_user_is_never_read_as_source() -> None:
    words = '#panic("no") *a* $x^2$ <b>&amp; \\u{41} = 标题'
    assert words in text_of(printed("order", complaint=words))


def test_a_paper_that_does_not_add_up_is_not_printed() -> None:
    content = content_of("order")
    content["prices"]["total_fen"] += 1
    with pytest.raises(PaperError, match="order RO20261123-018 v2: the total comes to"):
        press("order", content, version=2, at=AT, lang="zh")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(PaperError, match="no time zone"):
        press("order", content_of("order"), version=2, at=AT.replace(tzinfo=None), lang="zh")


def signature(name: str = "欧阳㼆") -> Signature:
    return {
        "name": name,
        "role": {"zh": "送修人", "en": "brought the car"},
        "at": "2026-11-23 17:41",
        "how": "typed",
        "strokes": [],
        "version": 2,
        "sha16": "0123456789abcdef",
        "note": "",
    }


def test_a_signature_from_the_journal_stands_in_its_box() -> None:
    content = content_of("order")
    assert content["acceptance"] is None
    pdf = press(
        "order", content, version=2, at=AT, lang="zh", signatures={"acceptance": signature()}
    )
    text = text_of(pdf)
    assert "欧阳㼆" in text
    assert "键入姓名确认" in text
    assert "0123456789abcdef" in text
    # The content is what it was: the hash at the foot is of what the signer had before him.
    assert digest(content)[:4] in text


def test_a_frozen_signature_is_not_replaced() -> None:
    signed = with_signatures(content_of("order"), {"consent": signature()})
    assert signed["consent"]["name"] == "陈慧"


def test_a_box_inside_a_sheet_or_a_list_is_reached() -> None:
    content = content_of("belongings")
    content["discrepancies"][0]["signature"] = None
    signed = with_signatures(content, {"discrepancies.*.signature": signature()})
    assert signed["discrepancies"][0]["signature"]["name"] == "欧阳㼆"
    assert content["discrepancies"][0]["signature"] is None
    sheet = with_signatures(content_of("supplement"), {"sheet.signature": signature()})
    assert sheet["sheet"]["signature"]["name"] == "欧阳㼆"


def test_a_box_that_is_not_there_is_an_error() -> None:
    signatures = {"gate": signature()}
    with pytest.raises(PaperError, match="no box 'gate'"):
        press("order", content_of("order"), version=2, at=AT, lang="zh", signatures=signatures)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that puts another source in place of the booking's form."""

    def plant(source: str) -> None:
        (tmp_path / "booking.typ").write_text(source)
        monkeypatch.setattr(the_press, "FORMS", tmp_path)

    return plant


def test_the_mark_of_the_press_stands_in_the_paper() -> None:
    document = pypdfium2.PdfDocument(printed("booking"))
    assert f"press {the_press.press_mark()}" in document.get_metadata_dict()["Keywords"]
    document.close()


def test_examples_are_plain_json_without_floats() -> None:
    assert json.loads(canonical(content_of("order_long"))) == content_of("order_long")


@pytest.mark.parametrize("name", ["order", "exit_notice"])
def test_the_qr_is_printed_module_for_module(name: str) -> None:
    content = content_of(name)
    address = the_press.address_of(content, 2, digest(content))
    wanted = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    document = pypdfium2.PdfDocument(printed(name))
    dots = 600 / 72  # dots a point
    picture = document[0].render(scale=dots, grayscale=True)
    grey, mm = bytes(picture.buffer), 72 / 25.4 * dots
    side = 17.5 * mm
    left, top, step = picture.width - 13 * mm - side, 13 * mm, side / len(wanted)
    found = [
        [
            int(grey[int(top + (row + 0.5) * step) * picture.stride + int(left + (n + 0.5) * step)])
            < 128
            for n in range(len(wanted))
        ]
        for row in range(len(wanted))
    ]
    document.close()
    assert found == [[bool(module) for module in row] for row in wanted]

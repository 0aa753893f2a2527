"""What stands on the printed forms."""

import re
import tomllib
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from jieche.papers.press import FORMS
from tests.papers.examples import NAMES, content_of, pages_of, printed, text_of

LABELS = tomllib.loads((FORMS / "labels.toml").read_text())


def test_an_order_of_forty_lines_flows_over_with_its_heads_repeated() -> None:
    pages = pages_of(printed("order_long"))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页，共 3 页" in page
        assert "浙AD12345" in page
    for page in pages[:2]:
        assert re.search(r"序\s+项目\s+估价方式\s+工时\s+单价\s+金额", page)
    assert "贰万壹仟肆佰陆拾元整" in "".join(pages)


def test_signatures_stand_on_a_sheet_that_has_more_than_signatures() -> None:
    for name in ("order_long", "order_with_supplement", "settlement_credit"):
        last = pages_of(printed(name))[-1]
        assert "约定事项" in last or "结算金额" in last


def test_an_order_shows_what_the_book_asks_for() -> None:
    text = text_of(printed("order"))
    for wanted in (
        "刹车时方向盘有轻微抖动",  # 2.1 in his own words
        "2026-11-23 15:00",  # 3.1 time of delivery
        "无",  # 3.1 other wishes: none is said
        "按项目定价：价格只对应所列作业",  # 4.5
        "2,000 km / 10 日",  # 5.1
        "右后门，长约 6 cm",  # 6.7
        "B-12 / K-07",  # 6.10, 6.11
        "46,210 km",  # 6.12
        "客户签字（同意维修）",  # 3.3
        "车间接车（时间到十分钟）",  # 8.7, 8.8
        "2026-11-23 10:50",
        "客户签字（验收接车）",  # 12.8
    ):
        assert wanted in text, wanted


def test_a_settlement_shows_what_the_standard_asks_for() -> None:
    text = text_of(printed("settlement"))
    for wanted in (
        "91330482MA2CHE0X0K",
        "工时费小计",
        "524.00",
        "材料费小计",
        "1,405.00",
        "配件属性",
        "同质",
        "托修方自备",
        "\N{MINUS SIGN}80.00",
        "其中增值税 13%",
        "215.13",
        "壹仟捌佰柒拾元整",
        "500.00",
        "1,370.00",
        "周岚",
    ):
        assert wanted in text, wanted


def test_both_cases_of_the_exit_notice() -> None:
    repaired = text_of(printed("exit_notice"))
    assert repaired.count("维修竣工出厂") == 2  # the customer's part and the gate's
    assert "低于 1.6 mm 的限值" in repaired
    assert "维修单已有验收签字" in repaired
    unrepaired = text_of(printed("exit_notice_not_repaired"))
    assert unrepaired.count("未维修出厂") == 2
    assert "只做诊断报价" in unrepaired
    assert "行车安全提示" not in unrepaired
    assert "维修单已有验收签字" not in unrepaired


def test_many_warnings_push_the_gate_stub_to_the_next_sheet_and_never_under_it() -> None:
    warning = content_of("exit_notice")["warnings"][0]
    pages = pages_of(printed("exit_notice", warnings=[warning] * 8))
    assert len(pages) == 2
    assert "门卫存根" not in pages[0].replace(" ", "")
    assert "门卫核对放行" in pages[1]


def test_nothing_left_in_the_car_is_said() -> None:
    assert "客户确认：车内不留物品。" in text_of(printed("belongings_none"))


def test_no_key_is_counted_before_one_is_hung() -> None:
    assert "0 把" not in text_of(printed("belongings", keys=0, key_tag=""))


def test_who_signed_stands_in_one_line_in_a_narrow_box() -> None:
    differs = content_of("belongings")["discrepancies"][0]
    role = {"zh": "送修人", "en": "brought the car"}
    signed = differs | {"signature": differs["signature"] | {"role": role}}
    lines = text_of(printed("belongings", "both", discrepancies=[signed])).splitlines()
    assert any("brought the car" in line for line in lines)


def test_rare_characters_and_long_names_are_whole() -> None:
    text = text_of(printed("order_long")).replace("\r\n", "")
    assert "嘉兴市龘㼆国际货运代理与供应链管理（集团）股份有限公司平湖分公司" in text
    assert "欧阳㼆龘" in text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_off_the_sheet(name: str) -> None:
    content = content_of(name)
    long: dict[str, object] = {"submitted_by": "W" * 20}
    if "car" in content:
        car = content["car"] | {"model": "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3, "engine_no": "0" * 60}
        long = {"car": car, "owner": {"name": "W" * 120, "phone": "0573-8200 6666 转 8021"}}
    document = pypdfium2.PdfDocument(printed(name, "both", **long))
    for page in document:
        wide, high = page.get_size()  # a register lies on its side
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert 30 < left <= right < wide - 29, text.get_text_range(index, 12)
            assert 10 < bottom <= top < high - 7, text.get_text_range(index, 12)
    document.close()


@pytest.mark.parametrize("lang", ["zh", "both"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_other_text(name: str, lang: str) -> None:
    document = pypdfium2.PdfDocument(printed(name, lang))
    for page in document:
        text = page.get_textpage()
        boxes = [
            (*text.get_charbox(index), index)
            for index in range(text.count_chars())
            if text.get_text_range(index, 1).strip()
        ]
        boxes.sort()
        for place, (_left, bottom, right, top, index) in enumerate(boxes):
            for other in boxes[place + 1 :]:
                if other[0] > right - 1.5:
                    break
                if abs(index - other[4]) <= 2:  # "ffi" is one sign
                    continue
                across = min(right, other[2]) - other[0]
                high = min(top, other[3]) - max(bottom, other[1])
                assert across < 1.5 or high < 1.5, text.get_text_range(min(index, other[4]), 9)
    document.close()


def test_a_long_code_breaks_in_its_column() -> None:
    content = content_of("settlement")
    content["prices"]["parts"][0]["code"] = "PDAA2026330400012345-7788-0001"
    text = text_of(printed("settlement", prices=content["prices"]))
    assert "PDAA20" in text
    assert "PDAA2026330400012345-7788-0001" in re.sub("[^-A-Z0-9]", "", text)


def test_drawn_signatures_are_drawn() -> None:
    unsigned = long_paths(printed("order", consent=None, workshop=None))
    assert long_paths(printed("order")) == unsigned + 2  # the acceptance is still open


def long_paths(pdf: bytes) -> int:
    """Count the paths of very many bends: signatures, and the modules of the QR code."""
    document = pypdfium2.PdfDocument(pdf)
    found = sum(
        1
        for page in document
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=9)
        if pdfium.FPDFPath_CountSegments(thing) > 150
    )
    document.close()
    return found


def test_15_2_a_call_made_too_early_says_so_on_its_record() -> None:
    early = text_of(printed("follow_up", counts_from="2026-11-25 14:34"))
    assert "打早了" in early
    assert "2026-11-25 14:34" in early
    assert "打早了" not in text_of(printed("follow_up"))


def test_every_label_is_there_in_both_languages_and_is_used() -> None:
    source = "\n".join(path.read_text() for path in sorted(Path(FORMS).glob("*.typ")))
    used = set(re.findall(r'"([a-z][a-z0-9_]*)"', source))
    assert [key for key in LABELS if key not in used] == []
    assert [key for key, words in LABELS.items() if not words["zh"] or not words["en"]] == []

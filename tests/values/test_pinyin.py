"""Names as they are searched."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.pinyin import full, initials, is_company, readings, search_keys


@pytest.mark.parametrize(
    ("name", "whole", "first"),
    [
        ("陈丽", "chenli", "cl"),
        ("单晓东", "shanxiaodong", "sxd"),
        ("曾志强", "zengzhiqiang", "zzq"),
        ("仇军", "qiujun", "qj"),
        ("解学文", "xiexuewen", "xxw"),
        ("查良", "zhaliang", "zl"),
        ("区国强", "ouguoqiang", "ogq"),
        ("盖玉华", "geyuhua", "gyh"),
        ("缪红", "miaohong", "mh"),
        ("尉迟明", "yuchiming", "ycm"),
        ("翟敏", "zhaimin", "zm"),
        ("任伟", "renwei", "rw"),
        ("华伟", "huawei", "hw"),
        ("乐嘉", "yuejia", "yj"),
        ("员外", "yunwai", "yw"),
        ("朴在范", "piaozaifan", "pzf"),
        ("覃丽", "qinli", "ql"),
        ("欧阳雪", "ouyangxue", "oyx"),
        ("万俟云", "moqiyun", "mqy"),
        ("吕梁", "lvliang", "ll"),
        ("单于", "shanyu", "sy"),
        ("陈 丽", "chenli", "cl"),
        ("John Smith", "johnsmith", "js"),
        ("\uff2aohn", "john", "j"),
        ("上海长宁单位用车服务有限公司", "shanghaichangningdanweiyongchefuwuyouxiangongsi",
         "shcndwycfwyxgs"),
        ("重庆银行闵行支行", "chongqingyinhangminhangzhihang", "cqyhmhzh"),
        ("4S店", "4sdian", "4sd"),
        ("", "", ""),
        ("！？", "", ""),
    ],
)  # fmt: skip
def test_a_name_is_read_as_people_say_it(name: str, whole: str, first: str) -> None:
    assert (full(name), initials(name)) == (whole, first)


def test_a_surname_of_two_readings_is_found_by_both() -> None:
    assert search_keys("覃丽") == ("qinli", "tanli", "ql", "tl")
    assert {"yuejia", "lejia"} <= set(search_keys("乐嘉"))
    assert {"zhaimin", "dimin"} <= set(search_keys("翟敏"))


def test_a_given_name_of_two_readings_is_found_by_both() -> None:
    assert {"wangqian", "wangxi"} <= set(search_keys("王茜"))


def test_a_company_that_begins_with_a_surname_is_found_by_it() -> None:
    keys = search_keys("曾记汽修厂")
    assert "zengjiqixiuchang" in keys
    assert "cengjiqixiuchang" in keys


def test_two_dots_are_typed_as_v_or_u() -> None:
    assert {"lvliang", "luliang"} <= set(search_keys("吕梁"))


def test_people_and_companies_are_told_apart() -> None:
    assert not is_company("欧阳雪晴")
    assert is_company("浦江物流有限公司")
    assert is_company("徐汇第二建筑工程")


def test_names_in_chinese_of_another_tongue_are_read_plainly() -> None:
    assert full("阿依古丽·买买提") == "ayigulimaimaiti"


@given(st.text(max_size=12) | st.text(st.sampled_from("单曾乐翟茜行长重陈A4 ·"), max_size=12))
def test_any_text_gives_few_keys_in_lower_case(name: str) -> None:
    keys = search_keys(name)
    assert len(set(keys)) == len(keys) <= 40
    assert all(key and key == key.lower() for key in keys)
    assert len(readings(name)) <= 8


def test_the_table_of_phrases_is_not_loaded() -> None:
    """It would cost 45 MB in each server process."""
    asked = "import sys, jieche.values.pinyin; print('pypinyin.phrases_dict' in sys.modules)"
    answer = subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"

"""Invented figures of the gallery: no car, person or price here is real."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from jieche.ui.gallery_desk import desk
from jieche.ui.gallery_form import check_form, sample_form, walk_form
from jieche.ui.gallery_paper import order

_DUE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def words(language: str) -> dict[str, Any]:
    """Everything the scenes show, in one language ("zh" or "en")."""

    def t(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    return {
        **_frame(t),
        **_pieces(t),
        **_visit(t),
        **_rows(t),
        **desk(t),
        "paper": order(),
        "visit_words": {
            "car": t("丰田 凯美瑞 2021", "Toyota Camry 2021"),
            "past": t("第 4 次来访 · 上次 39,870 km", "Visit no. 4 · last time 39,870 km"),
        },
        "form": sample_form(t, sent=False),
        "walk_form": walk_form(t),
        "refused_form": sample_form(t, sent=True),
    }


def _frame(t: Callable[[str, str], str]) -> dict[str, Any]:
    nav = [
        (t("台面", "Desk"), "desk"),
        (t("预约", "Bookings"), "calendar"),
        (t("车间", "Workshop"), "wrench"),
        (t("结算", "Settlement"), "cash"),
        (t("档案", "Files"), "folder"),
        (t("报表", "Reports"), "chart"),
        (t("规程", "Rule book"), "book"),
    ]
    return {
        "nav": [
            {"url": "#", "label": label, "icon": icon, "current": place == 0}
            for place, (label, icon) in enumerate(nav)
        ],
        "person": {"name": t("李雯", "Li Wen"), "role": t("接待员", "Service advisor")},
        "search_url": "/gallery/",
        "arrival_url": "#",
        "theme_url": "#",
        "sign_out_url": "#",
        "shop_name": t("样板汽修", "Sample Motors"),
    }


def _pieces(t: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "plates": [
            ("沪A8K316", "blue"),
            ("苏ED80215", "green"),
            ("粤B03866D", "green_large"),
            ("沪D09831", "yellow"),
            ("粤Z1M34港", "black"),
            ("京A0912警", "white"),
            ("沪A77162", "temporary"),
            ("", "none"),
            ("浙BWMW08", "blue"),
            ("临沪A77162", "temporary"),
            ("WJ京08126", "white"),
            ("K-AB 1234", "other"),
            ("沪A·***45", "blue"),
        ],
        "tones": [
            ("grey", t("未到时候", "Not yet")),
            ("blue", t("进行中", "Now")),
            ("amber", t("12 分内", "Within 12 min")),
            ("red", t("已过 4 分", "4 min over")),
            ("green", t("已按时", "Kept")),
        ],
        "clauses": ["P.3", "9", "9.1", "12.11"],
        "promises": [
            {
                "label": t("承诺交车", "Promised"),
                "at": t("今天 15:00", "today 15:00"),
                "due": _DUE,
                "left": t("还有 4 小时 18 分", "4 h 18 min left"),
                "tone": "grey",
                "percent": 6,
                "begun": "10:31",
                "end": "15:00",
                "ask": t("13:21–13:48 查进度", "ask 13:21–13:48"),
            },
            {
                "label": t("承诺交车", "Promised"),
                "at": t("今天 14:30", "today 14:30"),
                "due": None,
                "left": t("还有 38 分", "38 min left"),
                "tone": "amber",
                "percent": 76,
                "begun": "09:10",
                "end": "14:30",
                "ask": t("现在查进度", "ask now"),
            },
            {
                "label": t("承诺交车", "Promised"),
                "at": t("昨天 16:00", "yesterday 16:00"),
                "due": None,
                "left": t("已过 2 小时 10 分", "2 h 10 min over"),
                "tone": "red",
                "percent": 100,
                "begun": t("昨天 09:10", "yesterday 09:10"),
                "end": "16:00",
                "ask": "",
            },
        ],
        "reasons": _reasons(t),
        "prompts": _prompts(t),
    }


def _reasons(t: Callable[[str, str], str]) -> list[dict[str, str]]:
    return [
        {
            "reason": t(
                "随车物品清单 客户未签字", "The customer has not signed the list of belongings"
            ),
            "clause": "6.9",
            "mend_url": "#",
            "mend_words": t("请客户签字", "Ask for the signature"),
        },
        {
            "reason": t("存物箱 未编号", "The storage box has no number"),
            "clause": "6.10",
            "mend_url": "#",
            "mend_words": t("放入 B-12 号箱", "Use box B-12"),
        },
    ]


def _prompts(t: Callable[[str, str], str]) -> list[dict[str, Any]]:
    return [
        {
            "clause": "6.8",
            "words": t(
                "我们一起看一遍车，有什么贵重物品请您随身带走。",
                "Let us look over the car together; please take anything valuable with you.",
            ),
            "ticked": False,
        },
        {
            "clause": "6.14",
            "words": t("请您在这里签个字。", "Would you sign here, please?"),
            "ticked": True,
        },
    ]


def _visit(t: Callable[[str, str], str]) -> dict[str, Any]:
    steps = [
        (t("接待", "Reception"), t("10:12 · 一分半", "10:12 · 1½ min"), "done"),
        (t("诊断", "Diagnosis"), t("不需要", "not needed"), "skipped"),
        (t("洽谈签单", "Order and signature"), t("10:31 已签", "10:31 signed"), "done"),
        (t("交车手续", "Hand-in"), t("五项已成三项", "3 of 5 done"), "now"),
        (t("进车间", "Into the workshop"), t("待洗车", "wash first"), "todo"),
        (t("维修", "Repair"), "", "todo"),
        (t("竣工与通知", "Ready and notice"), t("14:00 前通知", "call by 14:00"), "todo"),
        (t("取车出厂", "Collection"), "", "todo"),
    ]
    return {
        "steps": [
            {"name": name, "note": note, "state": state, "url": "#", "current": state == "now"}
            for name, note, state in steps
        ],
        "acts": [
            {
                "slug": "check-papers",
                "title": t("核对随车证件", "Check the vehicle papers"),
                "state": "done",
                "done": t("10:33 · 李雯", "10:33 · Li Wen"),
            },
            {
                "slug": "hang-up-key",
                "title": t("登记钥匙", "Register the key"),
                "state": "done",
                "done": t("10:34 · 李雯 · 钥匙牌 K-07", "10:34 · Li Wen · tag K-07"),
            },
            {
                "slug": "walk-around",
                "title": t("环检", "Walk-around"),
                "clauses": ["P.3", "6.6", "6.7"],
                "state": "open",
                "url": "#",
                "button": t("记下环检", "Record the walk-around"),
                "form": walk_form(t),
                "prompts": _prompts(t),
                "reasons": _reasons(t),
            },
            {
                "slug": "list-belongings",
                "title": t("清点随车物品", "List the belongings"),
                "clauses": ["6.8"],
                "state": "could",
                "url": "#",
            },
            {
                "slug": "see-off",
                "title": t("送客户", "See the customer off"),
                "clauses": ["7.1"],
                "state": "waiting",
                "reasons": [{"reason": t("环检未记", "The walk-around is not recorded")}],
            },
        ],
    }


def _rows(t: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "zones": [
            t("内饰", "Interior"),
            t("座椅", "Seats"),
            t("仪表", "Instruments"),
            t("行驶证", "Vehicle licence"),
            t("检验有效期至 2027-03", "Inspection valid to 2027-03"),
        ],
        "check_form": check_form(t),
        "sender": t("送修人 陈静", "Brought in by Chen Jing"),
        "heads": [
            t("维修项目", "Item"),
            t("工时", "Hours"),
            t("工时单价", "Rate"),
            t("数量", "Qty"),
            t("材料单价", "Part price"),
            t("金额", "Amount"),
            t("删去此行", "Remove this line"),
        ],
        "lines": [
            {
                "item": t("更换机油、机滤", "Change engine oil and filter"),
                "hours": "0.5",
                "rate": "120",
                "quantity": "1",
                "price": "328",
            },
            {
                "item": t("检查制动系统", "Inspect the braking system"),
                "hours": "0.6",
                "rate": "120",
            },
            {"item": t("轮胎换位", "Rotate the tyres"), "hours": "0.4", "rate": "120"},
            {},
            {},
            {},
        ],
        "total_words": t("合计", "Total"),
    }

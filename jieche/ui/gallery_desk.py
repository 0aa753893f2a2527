"""Invented figures of the desk, for the gallery."""

from collections.abc import Callable
from typing import Any

Say = Callable[[str, str], str]


def desk(t: Say) -> dict[str, Any]:
    """What is owed, cars by step, bookings and the day in numbers, in one language."""
    return {
        "items": [_item(t, *row) for row in _owed(t)],
        "lanes": _lanes(t),
        "bookings": _bookings(t),
        "figures": _figures(t),
        "hits": _hits(t),
        "wall_lanes": [
            {"name": lane["name"], "cars": [_on_the_wall(car) for car in lane["cars"]][:9]}
            for lane in _lanes(t)
        ],
        "sign_in_words": [t("姓名", "Name"), t("密码", "Password"), t("登录", "Sign in")],
        "desk_words": {
            "now": t("现在该做", "Now"),
            "late": t("1 逾期", "1 late"),
            "soon": t("2 将到", "2 soon"),
            "bookings": t("今日预约", "Today's bookings"),
            "tomorrow": t("明天 8", "8 tomorrow"),
            "cars": t("在厂车辆", "Cars in the shop"),
        },
    }


def _item(
    t: Say,
    car: str,
    kind: str,
    model: str,
    what: str,
    detail: str,
    tone: str,
    when: str,
    clause: str,
) -> dict[str, Any]:
    return {
        "car": car,
        "kind": kind,
        "model": model,
        "what": what,
        "detail": detail,
        "tone": tone,
        "when": when,
        "clause": clause,
        "who": t("李雯", "Li Wen"),
        "url": "#",
        "button": t("拨打并记录", "Phone and record"),
    }


def _owed(t: Say) -> list[tuple[str, str, str, str, str, str, str, str]]:
    return [
        (
            "沪A8K316",
            "",
            t("大众 帕萨特", "VW Passat"),
            t("致电客户：增项 前刹车盘", "Phone the customer: supplement, front brake discs"),
            t(
                "延时约 1.5 小时，新交车 17:30（九成把握）。事关安全，请说明利害。",
                "About 1.5 h later, new promise 17:30 (nine in ten). Safety is at stake: say so.",
            ),
            "red",
            t("已过 4 分", "4 min over"),
            "9.1",
        ),
        (
            "苏ED80215",
            "green",
            t("比亚迪 汉", "BYD Han"),
            t("向车间查询进度", "Ask the workshop about progress"),
            t(
                "工期已过 74 %，问完工时间和异常",
                "74 % of the time gone: ready when, anything wrong?",
            ),
            "amber",
            t("12 分内", "Within 12 min"),
            "10.1",
        ),
        (
            "沪CQ7702",
            "",
            t("别克 GL8", "Buick GL8"),
            t("通知客户 12:30 接车", "Tell the customer to collect at 12:30"),
            t("两天内工期，提前一小时", "Job under two days: one hour ahead"),
            "amber",
            t("48 分内", "Within 48 min"),
            "11.6",
        ),
        (
            "浙B55N1P",
            "",
            t("丰田 凯美瑞", "Toyota Camry"),
            t("清点随车物品", "List the belongings"),
            t("还缺：物品清单签字、钥匙编号", "Missing: signature on the list, key number"),
            "blue",
            t("进行中", "Now"),
            "6.8",
        ),
        (
            "沪D09831",
            "yellow",
            t("江铃 全顺", "JMC Transit"),
            t("打印诊断书并呈交客户", "Print the diagnosis report and hand it to the customer"),
            t("诊断 10:36 结束", "Diagnosis ended 10:36"),
            "blue",
            t("8 分内", "Within 8 min"),
            "2.4",
        ),
        (
            "沪AP330L",
            "",
            t("日产 轩逸", "Nissan Sylphy"),
            t("首次跟踪回访", "First follow-up call"),
            t("出厂第 3 天，方便时间 14–18 点", "Day 3 after release, best between 14 and 18"),
            "grey",
            t("今天", "Today"),
            "15.2",
        ),
        (
            "沪B21Z88",
            "",
            t("本田 雅阁", "Honda Accord"),
            t("提醒明早 9:00 的预约", "Remind of tomorrow's booking at 9:00"),
            t("配件已到，工位已留", "Parts are in, bay is kept"),
            "grey",
            t("17:30 前", "By 17:30"),
            "16.4",
        ),
    ]


def _card(row: tuple[Any, ...]) -> dict[str, Any]:
    car, tone, state, sub, at, percent = row
    kind = "yellow" if car == "沪D09831" else ""
    day, _gap, hour = at.rpartition(" ")
    return {
        "car": car,
        "kind": kind,
        "tone": tone,
        "state": state,
        "sub": sub,
        "at": hour,
        "day": day,
        "percent": percent,
        "url": "#",
    }


def _on_the_wall(car: dict[str, Any]) -> dict[str, Any]:
    """Hide the middle of a plate, as the wall must."""
    plate = car["car"]
    return {**car, "car": f"{plate[:2]}·***{plate[-2:]}"}


def _lanes(t: Say) -> list[dict[str, Any]]:
    lift = t("{} 号举升", "Lift {}").format
    reception: list[tuple[Any, ...]] = [
        ("沪D09831", "blue", t("诊断", "Diagnosis"), t("水温高", "Runs hot"), "", None),
        (
            "浙B55N1P",
            "blue",
            t("交车手续", "Hand-in"),
            t("四万公里保养", "40,000 km service"),
            "15:00",
            6,
        ),
        ("沪AG1108", "grey", t("客户休息 6 分", "Waiting 6 min"), t("异响", "Noise"), "", None),
        ("沪ADA6612", "grey", t("等待签单", "Order to sign"), t("空调不凉", "AC weak"), "", None),
        ("沪N88W21", "blue", t("接待", "Reception"), "", "", None),
    ]
    workshop: list[tuple[Any, ...]] = [
        ("沪A8K316", "red", t("待客户答复", "Customer to answer"), lift(3), "16:00", 81),
        ("苏ED80215", "amber", t("机修", "Mechanical"), lift(1), "14:30", 74),
        (
            "沪FK6H20",
            "grey",
            t("待件 周四", "Parts Thursday"),
            t("变速器", "Gearbox"),
            t("周五 16:00", "Fri 16:00"),
            38,
        ),
        (
            "沪E30PA5",
            "grey",
            t("喷漆", "Paint"),
            t("烤漆房", "Paint booth"),
            t("明天 11:00", "tomorrow 11:00"),
            22,
        ),
        ("沪B6T150", "amber", t("机修", "Mechanical"), lift(2), "13:50", 77),
        ("沪AF09912", "grey", t("电工", "Electrical"), t("电工位", "Electric bay"), "16:40", 35),
        (
            "沪C2M440",
            "grey",
            t("钣金", "Body"),
            t("钣金 1", "Body 1"),
            t("明天 17:00", "tomorrow 17:00"),
            48,
        ),
        ("沪H10PL3", "grey", t("待派工", "To dispatch"), "", "17:30", 4),
        ("皖B7720K", "grey", t("洗车", "Wash"), "", "17:00", 8),
        ("沪J5B816", "red", t("停工 缺料", "Stopped: no parts"), lift(5), "11:30", 100),
        ("沪K20Q06", "grey", t("四轮定位", "Alignment"), t("定位仪", "Aligner"), "15:20", 61),
        ("沪AD18806", "grey", t("机修", "Mechanical"), lift(4), "16:20", 44),
        (
            "沪M90E77",
            "blue",
            t("总检", "Final inspection"),
            t("总检位", "Inspection bay"),
            "12:40",
            92,
        ),
        ("沪L3X590", "grey", t("机修", "Mechanical"), lift(6), "18:00", 18),
    ]
    ready: list[tuple[Any, ...]] = [
        (
            "沪CQ7702",
            "amber",
            t("待通知", "Notice due"),
            t("单据齐 · 物品齐", "Papers and items complete"),
            "12:30",
            100,
        ),
        (
            "皖AM5520",
            "grey",
            t("洗车", "Wash"),
            t("缺：车间单据", "Missing: workshop papers"),
            "13:30",
            100,
        ),
        ("沪R7H118", "green", t("已通知", "Told"), "", "14:00", 100),
        ("沪AE20335", "green", t("已通知", "Told"), "", "14:30", 100),
    ]
    collect: list[tuple[Any, ...]] = [
        (
            "沪A77F03",
            "blue",
            t("结算", "Settlement"),
            t("应收 ¥1,286.00", "Due ¥1,286.00"),
            "",
            None,
        ),
        (
            "沪G4410T",
            "blue",
            t("车场视检", "Yard check"),
            t("缺质保书", "Warranty missing"),
            "",
            None,
        ),
        (
            "沪S61A08",
            "amber",
            t("未付款", "Not paid"),
            t("等经理批挂账", "Credit to approve"),
            "",
            None,
        ),
    ]
    return [
        {"name": t("洽谈 · 接车", "Reception"), "cars": [_card(row) for row in reception]},
        {"name": t("车间", "Workshop"), "cars": [_card(row) for row in workshop], "wide": True},
        {"name": t("竣工 · 准备", "Ready"), "cars": [_card(row) for row in ready]},
        {"name": t("取车 · 出厂", "Collection"), "cars": [_card(row) for row in collect]},
    ]


def _bookings(t: Say) -> list[dict[str, Any]]:
    rows = [
        ("09:00", "沪N88W21", t("机油保养", "Oil service"), "green", t("已到 08:56", "Came 08:56")),
        (
            "11:00",
            "沪A2D9K1",
            t("二级维护", "Second-level maintenance"),
            "grey",
            t("1 号举升已留", "Lift 1 kept"),
        ),
        (
            "13:30",
            "沪AF66208",
            t("空调", "Air conditioning"),
            "grey",
            t("定金 ¥400 已收", "Deposit ¥400 paid"),
        ),
        ("14:00", "沪KL0917", t("刹车", "Brakes"), "amber", t("配件 13:00 到", "Parts at 13:00")),
        (
            "15:30",
            "苏A83Q55",
            t("异响检查", "Noise check"),
            "red",
            t("上次未到，先致电", "No-show last time: phone"),
        ),
        ("16:30", "沪T0Z663", t("年审检车", "Annual inspection"), "grey", ""),
    ]
    return [
        {
            "hour": hour,
            "car": car,
            "what": what,
            "tone": tone,
            "state": state,
            "url": "#",
            "past": hour < "10:42",
        }
        for hour, car, what, tone, state in rows
    ]


def _figures(t: Say) -> list[dict[str, Any]]:
    return [
        {"label": t("在厂", "In the shop"), "value": "26", "of": t("辆", "cars"), "url": "#"},
        {"label": t("逾期", "Late"), "value": "2", "tone": "red", "url": "#"},
        {"label": t("今日已交", "Delivered today"), "value": "5"},
        {"label": t("准时", "On time"), "value": "5", "of": t("/ 5", "of 5"), "tone": "green"},
        {"label": t("今日预约", "Bookings today"), "value": "6", "of": t("到 1", "1 came")},
        {"label": t("已收款", "Received"), "value": "¥12,480", "url": "#"},
    ]


def _hits(t: Say) -> list[dict[str, Any]]:
    return [
        {
            "url": "#",
            "car": "浙B55N1P",
            "owner": t("陈静", "Chen Jing"),
            "model": t("丰田 凯美瑞 2021", "Toyota Camry 2021"),
            "last": "2026-05-16",
            "flags": [
                {"tone": "blue", "words": t("在修 · 交车手续", "Open · hand-in")},
                {"tone": "amber", "words": t("上次未做：前刹车片", "Deferred: front brake pads")},
            ],
        },
        {
            "url": "#",
            "car": "浙B55N82",
            "owner": t("宁波海运有限公司", "Ningbo Shipping Ltd"),
            "model": t("别克 GL8 2019", "Buick GL8 2019"),
            "last": "2025-11-02",
            "flags": [
                {"tone": "red", "words": t("欠收 ¥3,260.00", "Owes ¥3,260.00")},
                {"tone": "red", "words": t("投诉未结", "Open complaint")},
            ],
        },
        {
            "url": "#",
            "car": "浙BD55N16",
            "owner": t("吴宝华", "Wu Baohua"),
            "model": t("特斯拉 Model 3", "Tesla Model 3"),
            "last": "2026-10-30",
            "flags": [],
        },
    ]

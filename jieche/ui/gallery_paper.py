"""An invented repair order, for the gallery."""

from typing import Any

_PEN = [
    (0, 240),
    (60, 60),
    (120, 20),
    (110, 200),
    (100, 280),
    (170, 120),
    (230, 40),
    (240, 180),
    (300, 240),
    (380, 60),
    (420, 40),
    (410, 220),
    (520, 120),
    (600, 20),
    (640, 200),
    (780, 90),
]


def order() -> dict[str, Any]:
    """Return the content of a repair order, half filled as it is at the car."""
    person = {"name": "陈静", "phone": "13800002207"}
    signed = {
        "name": "陈静",
        "role": {"zh": "送修人", "en": "sender"},
        "at": "2026-11-23 10:31",
        "how": "drawn",
        "strokes": [{"points": [{"x": x, "y": y} for x, y in _PEN]}],
    }
    return {
        "number": "20261123-018",
        "car": {"plate": "浙B55N1P", "model": "丰田 凯美瑞 2021", "odometer_km": 46210},
        "fuel": "5/8",
        "category": {"zh": "一级维护", "en": "First-level maintenance"},
        "promised_at": "2026-11-23 15:00",
        "sender": person,
        "key_tag": "K-07",
        "box": "B-12",
        "complaint": "四万公里保养，刹车时有轻微抖动",
        "prices": {
            "labour": [
                {"item": "更换机油、机滤", "hours": "0.5", "amount_fen": 6000},
                {"item": "检查制动系统", "hours": "0.6", "amount_fen": 7200},
                {"item": "轮胎换位", "hours": "0.4", "amount_fen": 4800},
            ],
            "parts": [
                {
                    "name": "机油 5W-30",
                    "quantity": "4",
                    "unit": "L",
                    "amount_fen": 26800,
                    "grade": {"zh": "原厂", "en": "original"},
                },
                {
                    "name": "机油滤清器",
                    "quantity": "1",
                    "unit": "只",
                    "amount_fen": 6000,
                    "grade": {"zh": "同质", "en": "equal quality"},
                },
            ],
            "fees": [],
            "total_fen": 50800,
        },
        "warranty": [{"km": 2000, "days": 10}],
        "disclosures": [
            {"zh": "按项目定价，已向客户说明。", "en": "Priced by item; explained to the customer."}
        ],
        "consent": signed,
        "workshop": None,
        "acceptance": None,
    }

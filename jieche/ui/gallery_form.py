"""A form with a field of every kind, for the gallery."""

from collections.abc import Callable

from django import forms

from jieche.ui.car import Mark, MarksField, MarksWidget
from jieche.ui.forms import FenField, KmField, PlateField
from jieche.ui.widgets import Segments


def sample_form(t: Callable[[str, str], str], *, sent: bool) -> forms.Form:
    """Build the form in one language; ``sent`` shows it refused."""
    fields: dict[str, forms.Field] = {
        "plate": PlateField(label=t("车牌号", "Plate")),
        "odometer_km": KmField(
            label=t("里程", "Odometer"), help_text=t("上次 39,870 km", "Last time 39,870 km")
        ),
        "deposit": FenField(label=t("定金", "Deposit"), required=False),
        "hour": forms.TimeField(
            label=t("接车时间", "Time of receipt"),
            widget=forms.TimeInput(attrs={"type": "time", "step": 600}),
        ),
        "keys": forms.IntegerField(label=t("钥匙数", "Keys"), min_value=1),
        "category": forms.ChoiceField(
            label=t("维修类别", "Repair category"),
            choices=[
                ("a", t("一级维护", "First-level maintenance")),
                ("b", t("小修", "Minor repair")),
            ],
        ),
        "exterior": forms.ChoiceField(
            label=t("外观", "Exterior"),
            choices=[("normal", t("正常", "Normal")), ("abnormal", t("异常", "Abnormal"))],
            widget=Segments,
        ),
        "complaint": forms.CharField(
            label=t("客户陈述", "In the customer's words"), widget=forms.Textarea(attrs={"rows": 2})
        ),
        "waits": forms.BooleanField(
            label=t("客户在店等候", "The customer waits in the shop"), required=False
        ),
        "photo": forms.FileField(label=t("照片", "Photo"), required=False),
    }
    form: type[forms.Form] = type("SampleForm", (forms.Form,), fields)
    first = {"plate": "浙B55N1P", "odometer_km": 46210, "keys": 2, "category": "a"}
    if sent:
        return form({"plate": "浙B55N1P", "odometer_km": "39x7", "deposit": "12x", "keys": "2"})
    return form(initial=first)


def walk_form(t: Callable[[str, str], str]) -> forms.Form:
    """Build the form of a walk-around with an old mark and two new ones."""
    old = [Mark("bonnet", "paint", t("石子点", "stone chips"), 96, 470, is_old=True)]
    new = [
        Mark("right-rear-door", "scratch", "6 cm", 240, 190),
        Mark("front-bumper", "dent", "", 905, 372),
    ]
    marks = MarksField(label=t("车身", "Body"), required=False, widget=MarksWidget(old=old))
    form: type[forms.Form] = type("WalkForm", (forms.Form,), {"marks": marks})
    return form(initial={"marks": new})


def check_form(t: Callable[[str, str], str]) -> forms.Form:
    """Build rows to check: three zones of the car, and a document with its three results."""
    zone = [("normal", t("正常", "Normal")), ("abnormal", t("异常", "Abnormal"))]
    yes = [("normal", t("是", "Yes")), ("abnormal", t("否", "No"))]

    def choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
        tones = {"normal": "green", "abnormal": "amber"}
        return forms.ChoiceField(label=label, choices=choices, widget=Segments(tones=tones))

    fields: dict[str, forms.Field] = {
        **{name: choice(name, zone) for name in ("interior", "seats", "dash")},
        "seats_note": forms.CharField(label=t("座椅", "Seats")),
        "valid": choice(t("有效", "Valid"), yes),
        "complete": choice(t("齐全", "Complete"), yes),
        "sound": choice(t("完好", "Sound"), yes),
    }
    form: type[forms.Form] = type("CheckForm", (forms.Form,), fields)
    first = {
        "interior": "normal",
        "seats": "abnormal",
        "seats_note": t("副驾驶座椅边缘磨损", "Passenger seat worn at its edge"),
        "valid": "normal",
        "complete": "normal",
        "sound": "abnormal",
    }
    return form(initial=first)

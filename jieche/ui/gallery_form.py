"""A form with a field of every kind, for the gallery."""

from collections.abc import Callable

from django import forms

from jieche.ui.car import Mark, MarksField, MarksWidget


def sample_form(t: Callable[[str, str], str], *, sent: bool) -> forms.Form:
    """Build the form in one language; ``sent`` shows it refused."""
    fields: dict[str, forms.Field] = {
        "plate": forms.CharField(
            label=t("车牌号", "Plate"),
            widget=forms.TextInput(attrs={"class": "plate-input", "data-plate-input": ""}),
        ),
        "odometer_km": forms.IntegerField(
            label=t("里程", "Odometer"),
            min_value=46000,
            help_text=t("上次 39,870 km", "Last time 39,870 km"),
            widget=forms.NumberInput(attrs={"data-unit": "km"}),
        ),
        "deposit": forms.DecimalField(
            label=t("定金", "Deposit"),
            required=False,
            widget=forms.TextInput(attrs={"data-money": "", "inputmode": "decimal"}),
        ),
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
            widget=forms.RadioSelect,
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
        return form({"plate": "浙B55N1P", "odometer_km": "3987", "deposit": "12x", "keys": "2"})
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

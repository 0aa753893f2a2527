"""
The way of a whole car: who does which act, and what he types.

The forms are read off the pages, so that a field which goes away is noticed here; the minutes say
when each act happens on a common day, for the past that is made up from such cars.
"""

from collections.abc import Callable

from bench.browser import Form
from bench.car import Car, Move, Stuck, Typed

STROKES = (
    '[{"points":[{"x":10.5,"y":40.0,"time":1,"pressure":0.5},{"x":80.0,"y":12.5,"time":90}]},'
    '{"points":[{"x":44.0,"y":20.0,"time":200,"pressure":0.4},{"x":61.5,"y":55.0,"time":320}]}]'
)


def _only_new(car: Car) -> bool:
    return car.is_new


def signs(name: str = "signature") -> Callable[[Form, Car], Typed]:
    """Return what a signature on the pad sends; the signer is filled in by the page."""

    def typed(form: Form, car: Car) -> Typed:
        signer = form.sends.get(f"{name}_signer", [""])[0] or car.name
        return {f"{name}_signer": signer, f"{name}_strokes": STROKES}

    return typed


def own(name: str) -> Callable[[Form, Car], Typed]:
    """Return a choice of a place that no other client takes at the same moment."""

    def typed(form: Form, car: Car) -> Typed:
        free = [value for value in form.choices[name] if value]
        mine = [value for value in free if int(value) % car.lots == car.lot]
        if not mine:
            raise Stuck(f"no {name} is free for lot {car.lot}: {free}")
        return {name: mine[0]}

    return typed


def _lines(_form: Form, _car: Car) -> Typed:
    return {
        "category": "small",
        "keeps_old_parts": "no",
        "no_wishes": "on",
        "line-0-name": "检修前制动系统", "line-0-kind": "labour", "line-0-system": "brakes",
        "line-0-hours": "1.5",
        "line-1-name": "前制动片", "line-1-kind": "part", "line-1-grade": "equal",
        "line-1-quantity": "1", "line-1-price": "428",
        "line-2-name": "制动液", "line-2-kind": "part", "line-2-grade": "equal",
        "line-2-quantity": "1", "line-2-price": "68",
    }  # fmt: skip


def _promise(form: Form, _car: Car) -> Typed:
    """Take the offer that the page has chosen; the parts are on the shelf."""
    return {name: "在库" for name in form.names if name.startswith("part_")}


def _normal(form: Form, _car: Car) -> Typed:
    return {name: "normal" for name, values in form.choices.items() if "normal" in values}


def _things(_form: Form, _car: Car) -> Typed:
    return {
        "jack-quantity": "1",
        "more0-name": "充电器", "more0-quantity": "1", "more0-where": "box",
        "valuables_told": "on",
    }  # fmt: skip


def says(**typed: str) -> Callable[[Form, Car], Typed]:
    """Return what is typed whatever the form shows."""
    return lambda _form, _car: typed


def _all_is_well(form: Form, _car: Car) -> Typed:
    """Answer every question with yes, tick every box, put the rest as it is proposed."""
    ticks = {name: values for name, values in form.choices.items() if set(values) == {"on"}}
    asked = {name: "yes" for name, values in form.choices.items() if "yes" in values}
    return {**ticks, **asked}


def _checked_by_another(form: Form, _car: Car) -> Typed:
    """Name the technician, who comes last: nobody passes his own work."""
    return {"self_by": form.choices["self_by"][-1], "no_peer_because": "单项作业"}


def _papers(form: Form, _car: Car) -> Typed:
    return {"received": form.choices.get("received", [])}


def _readings(_form: Form, car: Car) -> Typed:
    return {"eighths": "5", "odometer_km": str(car.km)}


WAY: tuple[Move, ...] = (
    # reception, estimate
    Move("li", "greet-customer", 1, own("bay")),
    Move("li", "state-purpose", 2, says(purpose="repair", wish="刹车时抖动")),
    Move("li", "explain-services", 3, wanted=_only_new),
    Move("li", "give-consent", 4),
    Move("li", "make-estimate", 8, _lines),
    Move("li", "promise-quality", 9),
    Move("li", "promise-delivery", 10, _promise),
    Move("li", "show-order", 12),
    Move("li", "sign-order", 14, signs()),
    # at the car
    Move("li", "start-hand-in", 16),
    Move("li", "check-papers", 18, says(says_none="on")),
    Move("li", "walk-around", 21, _normal),
    Move("li", "list-belongings", 24, _things),
    Move("li", "box-belongings", 25, own("box")),
    Move("li", "hang-key", 26, own("hook")),
    Move("li", "take-readings", 27, _readings),
    Move("li", "sign-belongings", 29, signs()),
    Move("li", "complete-hand-in", 30),
    Move("li", "see-customer-off", 31),
    # into the workshop, and there
    Move("li", "tidy-order", 33),
    Move("li", "set-team", 34),
    Move("li", "ask-wash", 35),
    Move("wu", "finish-wash", 45),
    Move("wu", "hand-back", 46),
    Move("sun", "take-into-workshop", 50, signs()),
    Move("wang", "start-work", 55),
    Move("peng", "issue-parts", 58, says(to="王强")),
    Move("li", "ask-progress", 120, says(is_abnormal="no")),
    Move("wang", "finish-work", 140),
    Move("sun", "pass-inspection", 145, _checked_by_another),
    # ready
    Move("li", "take-over", 150, _all_is_well),
    Move("li", "clean-last", 155, _all_is_well),
    Move("li", "return-items", 160),
    Move("zhao", "collect-papers", 162, _papers),
    Move("zhao", "draw-account", 165),
    Move("li", "lay-out-documents", 168),
    Move("li", "tell-to-collect", 170),
    # collection
    Move("li", "receive-customer", 200),
    Move("li", "show-car", 205, says(points="前制动片已换，制动液已换，试车正常")),
    Move("zhao", "present-settlement", 208),
    Move("zhao", "agree-settlement", 210, signs()),
    Move("zhao", "take-payment", 212),
    Move("zhao", "issue-exit-notice", 214),
    Move("zhao", "hand-over-six", 216, _all_is_well),
    Move("li", "check-yard", 220, _all_is_well),
    Move("li", "sign-acceptance", 222, signs()),
    Move("men", "release", 225),
)

# When the car has gone, the same day.
FILING: tuple[Move, ...] = (
    Move("li", "set-up-file", 240),
    Move("dang", "file-papers", 242),
)

# Two days and more after the release.
AFTERWARDS: tuple[Move, ...] = (
    Move("li", "follow-up", 4000, says(usage="正常", opinion="满意", score="5", advice="按期保养")),
)

"""The desk in a real browser: by keyboard, by mouse on the pad, and with all that goes wrong."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from jieche.checkin.queries import new_marks, walkaround_of
from jieche.journal.models import Entry
from jieche.journal.queries import latest_document, signatures_under
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.journeys.story import arrives, fresh, is_estimated, is_talked_over
from tests.support.hands import Person
from tests.support.screens import signs

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., Page]
WISH = "刹车时抖动，高速更明显"


def seated(page: Page, live_server: object, person: Person) -> Page:
    """Let a person who is signed in sit down at a page."""
    session = person.client.cookies[settings.SESSION_COOKIE_NAME].value
    url = str(live_server)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    return page


def sends(page: Page) -> None:
    """Press Ctrl and Enter, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".errors, .missing")).to_have_count(0)


def times(visit: Visit, event: Event) -> int:
    """Return how often something was written of a visit."""
    return Entry.objects.filter(matter_id=visit.matter_id, event=event.value).count()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_the_plate_to_the_signed_order_and_the_scratch(
    page: Page, live_server: object, people: dict[str, Person], language: str
) -> None:
    """接车到签单：车号用键盘，签名用鼠标，划痕点在车上。"""
    Staff.objects.update(language=language)
    li = people["li"]
    seated(page, live_server, li).goto("/")
    page.locator("body").press("n")
    page.wait_for_url("**/arrivals/new/")
    expect(page.locator("[name=plate]")).to_be_focused()
    page.keyboard.type("沪A12345")
    page.fill("[name=sender_name]", "陈静")
    page.fill("[name=sender_phone]", "13800002207")
    page.keyboard.press("Enter")
    page.wait_for_url("**/visits/*/**")
    visit = Visit.objects.get()
    sends(page)
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-CN")
    page.fill("[name=wish]", WISH)
    sends(page)
    assert fresh(visit).matter.stands_at is Stage.RECEIVED
    li.does(visit, "explain-services")
    li.does(visit, "give-consent")
    is_estimated(li, visit)
    page.goto(f"/visits/{visit.pk}/show-order/")
    sends(page)
    page.goto(f"/visits/{visit.pk}/sign-order/")
    signs(page)
    sends(page)
    paper = latest_document(fresh(visit).matter, "order")
    assert paper is not None
    assert [one.words for one in signatures_under(paper)] == ["陈静"]
    li.does(visit, "start-hand-in")
    li.does(visit, "check-papers", says_none="on")
    taps_a_scratch(page, visit)


def taps_a_scratch(page: Page, visit: Visit) -> None:
    """Mark the left front door on the drawing, answer the other zones, send."""
    page.goto(f"/visits/{visit.pk}/walk-around/")
    car = page.locator("svg.car")
    car.scroll_into_view_if_needed()
    box = car.bounding_box()
    assert box is not None
    scale = box["width"] / 640
    page.mouse.click(box["x"] + 200 * scale, box["y"] + 432 * scale)
    page.locator("dialog .kinds button").first.click()
    for zone in ("interior", "instruments", "seats"):
        page.locator(f"[name={zone}][value=normal]").check()
    sends(page)
    assert times(visit, Event.WALKED_AROUND) == 1
    assert len(new_marks(walkaround_of(visit))) == 1


def test_wrong_input_keeps_what_was_typed(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """填错了：说明哪里不对，已写的一个字不丢。"""
    li = people["li"]
    visit = arrives(li)
    li.does(visit, "greet-customer")
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/state-purpose/")
    page.fill("[name=wish]", "P0301")
    with page.expect_navigation() as answered:
        page.keyboard.press("Control+Enter")
    assert answered.value is not None
    assert answered.value.status == 422
    expect(page.locator("[name=wish]")).to_have_value("P0301")
    expect(page.locator(".field-error")).to_be_visible()
    assert times(visit, Event.PURPOSE_STATED) == 0


def test_a_double_click_and_a_resend_make_one_entry(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """连按两下、后退再发：只记一笔。"""
    li = people["li"]
    visit = arrives(li)
    li.does(visit, "greet-customer")
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/state-purpose/")
    page.fill("[name=wish]", WISH)
    sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('[data-main]')))")
    with page.expect_navigation():
        page.locator("form[data-main] .btn-main").dblclick()
    assert times(visit, Event.PURPOSE_STATED) == 1
    page.go_back()
    page.reload()
    again = """([to, sent]) => fetch(to, {method: "POST", body: new URLSearchParams(sent)})
        .then((answer) => answer.status)"""
    assert page.evaluate(again, [f"/visits/{visit.pk}/state-purpose/", sent]) == 200
    assert times(visit, Event.PURPOSE_STATED) == 1


def test_a_press_is_not_lost_while_the_page_still_asks(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """交车时间还在算，按钮照样按得下去：按一下，就承诺。"""
    li = people["li"]
    visit = arrives(li)
    is_talked_over(li, visit)
    is_estimated(li, visit)
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/promise-delivery/")
    page.locator("[name^=part_]").first.fill("在库")
    page.route("**/promise-offers/**", lambda held: None)
    with page.expect_request("**/promise-offers/**"):
        page.fill("[name=promised_at]", "11-23 17:00")
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # what the asking sets off
    knob = page.locator("form[data-main] .btn-main")
    assert knob.evaluate("knob => knob.disabled") is False
    with page.expect_navigation():
        knob.click()
    assert times(visit, Event.DELIVERY_PROMISED) == 2


def test_the_desk_is_not_renewed_under_a_press(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """手指还按着，台面不换；松开后再换，按的那一下照样算数。"""
    arrives(people["li"])
    seated(page, live_server, people["li"]).goto("/")
    renew = """() => !document.querySelector(".desk").dispatchEvent(
        new CustomEvent("htmx:beforeSwap", {bubbles: true, cancelable: true}))"""
    page.locator(".now-item .what a").first.hover()
    assert page.evaluate(renew) is False
    page.mouse.down()
    assert page.evaluate(renew) is True
    with page.expect_navigation():
        page.mouse.up()
    assert "/visits/" in page.url


def test_a_stale_tab_hears_the_true_reason(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """两个窗口：后按的那个说的不一样，被告知为什么不行。"""
    li = people["li"]
    visit = arrives(li)
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/greet-customer/")
    other = page.context.new_page()
    other.goto(f"/visits/{visit.pk}/greet-customer/")
    sends(other)
    page.locator("[name=bay]:not(:checked)").first.check()
    with page.expect_navigation() as answered:
        page.keyboard.press("Control+Enter")
    assert answered.value is not None
    assert answered.value.status == 422
    expect(page.locator(".missing")).to_be_visible()
    assert times(visit, Event.CUSTOMER_GREETED) == 1


def test_a_session_that_ran_out_keeps_the_entry(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """登录过期：重新登录，写好的照样发出去。"""
    li = people["li"]
    li.staff.set_password("a-word-for-li")
    li.staff.save()
    li.client.force_login(li.staff, backend="django.contrib.auth.backends.ModelBackend")
    visit = arrives(li)
    li.does(visit, "greet-customer")
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/state-purpose/")
    page.fill("[name=wish]", WISH)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.fill("[name=username]", "li")
    page.fill("[name=password]", "a-word-for-li")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.locator("button.btn-main").click()
    assert times(visit, Event.PURPOSE_STATED) == 1
    assert fresh(visit).wish == WISH


SCREENS = {
    "li": ("/", "/arrivals/new/", "/bookings/", "/bookings/new/", "/files/", "/keys/",
           "/rulebook/", "/complaints/new/"),
    "sun": ("/workshop/",),
    "wu": ("/workshop/wash/",),
    "wang": ("/workshop/mine/",),
    "zhao": ("/till/",),
    "men": ("/gate/",),
    "": ("/sign-in/",),
}  # fmt: skip
STEPS = ("reception", "diagnosis", "negotiation", "hand_in", "into_workshop", "repair", "ready",
         "collection")  # fmt: skip


@pytest.mark.parametrize(("language", "scheme"), [("zh-hans", "light"), ("en", "dark")])
def test_nothing_shuts_anybody_out(
    open_page: Open, live_server: object, people: dict[str, Person],
    axe: Callable[[Page], list[str]], language: str, scheme: str,
) -> None:  # fmt: skip
    """每一屏都经得起无障碍检查：中文浅色，英文深色。"""
    Staff.objects.update(language=language)
    visit = arrives(people["li"])
    people["li"].does(visit, "greet-customer")
    faults = []
    locale = "en-GB" if language == "en" else "zh-CN"
    for who, paths in SCREENS.items():
        page = open_page(color_scheme=scheme, locale=locale)
        if who:
            seated(page, live_server, people[who])
        steps = [f"/visits/{visit.pk}/?step={step}" for step in STEPS] if who == "li" else []
        for path in (*paths, *steps):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            faults += [f"{path} {fault}" for fault in axe(page)]
    assert faults == []


def test_the_set_up_shuts_nobody_out(
    page: Page, live_server: object, transactional_db: None, axe: Callable[[Page], list[str]]
) -> None:
    """开张第一屏，也一样。"""
    answer = page.goto("/set-up/")
    assert answer is not None
    assert answer.status == 200
    assert axe(page) == []


def test_nothing_lies_over_the_pad_on_a_low_screen(
    page: Page, live_server: object, people: dict[str, Person]
) -> None:
    """768 高的屏：签名框底边贴着窗口底边，也还画得到。"""
    li = people["li"]
    visit = arrives(li)
    is_talked_over(li, visit)
    is_estimated(li, visit)
    li.does(visit, "show-order")
    seated(page, live_server, li).goto(f"/visits/{visit.pk}/sign-order/")
    pad = page.locator(".sign.is-live canvas")
    pad.evaluate("pad => scrollBy(0, pad.getBoundingClientRect().bottom - innerHeight)")
    lies_there = """pad => {
        const {left, width, bottom} = pad.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, bottom - 12) === pad;
    }"""
    assert pad.evaluate(lies_there)

"""People at their browsers who take a car along its way, act by act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bench.browser import Answer, Browser, Form, form_of_act, form_tagged, words_of

ARRIVALS = "/arrivals/new/"
LOOK_UP = "/arrivals/look-up/"

Typed = Mapping[str, str | list[str]]


class Stuck(RuntimeError):
    """An act was not offered, or was refused: the benchmark no longer follows the product."""


@dataclass(frozen=True)
class Car:
    """A car with its customer; ``lot`` and ``lots`` part boxes, hooks and bays between clients."""

    plate: str
    name: str
    phone: str
    is_new: bool = False
    km: int = 46_210
    lot: int = 0
    lots: int = 1


@dataclass(frozen=True)
class Move:
    """One act of the way: by whom, how many minutes after the arrival, and what is typed."""

    who: str
    slug: str
    minute: int
    typed: Callable[[Form, Car], Typed] = lambda _form, _car: {}
    wanted: Callable[[Car], bool] = lambda _car: True


@dataclass(frozen=True)
class Watch:
    """One measured request: "act" or "page", its name, seconds."""

    kind: str
    name: str
    seconds: float


@dataclass
class Drive:
    """People at their browsers who take cars along the way; each request goes into ``seen``."""

    people: Mapping[str, Browser]
    clock: Callable[[int], None] = lambda _minute: None
    seen: list[Watch] = field(default_factory=list)

    def take(self, car: Car, *, moves: tuple["Move", ...], until: str = "") -> str:
        """
        Take a car along the way, up to and with the act ``until``; return its page's address.

        :raises Stuck: where an act is not offered or refused
        """
        self.clock(0)
        page, last = self._arrive(car), "li"
        shown = self._page(last, page)
        for move in moves:
            if move.wanted(car):
                self.clock(move.minute)
                shown = self._act(move, car, page, shown if move.who == last else None)
                last = move.who
            if move.slug == until:
                break
        return page

    def _note(self, kind: str, name: str, answer: Answer, status: int = 200) -> Answer:
        if answer.status != status:
            raise Stuck(f"{kind} {name}: {answer.status}\n{words_of(answer.text)[:3000]}")
        self.seen.append(Watch(kind, name, answer.seconds))
        return answer

    def _page(self, who: str, path: str) -> str:
        return self._note("page", "visit", self.people[who].get(path)).text

    def _arrive(self, car: Car) -> str:
        desk = self.people["li"]
        text = self._note("page", "new arrival", desk.get(ARRIVALS)).text
        form = form_tagged(text, 'id="arrival-form"')
        if form is None:
            raise Stuck("the arrival page has no form")
        if car.is_new:
            typed = {"sender_name": car.name, "sender_phone": car.phone, "sender_title": "ms"}
            sent = form.filled(typed) | {"plate": [car.plate]}
        else:
            # The page looks the plate up while it is typed; a known one brings all the rest.
            sent = form.sends | {"plate": [car.plate]}
            self._note("page", "look-up", desk.post(LOOK_UP, sent))
        return self._note("act", "register-arrival", desk.post(ARRIVALS, sent), 302).to

    def _act(self, move: Move, car: Car, page: str, shown: str | None) -> str:
        browser = self.people[move.who]
        form = form_of_act(shown, move.slug) if shown else None
        if form is None:
            shown = self._page(move.who, f"{page}?act={move.slug}")
            form = form_of_act(shown, move.slug)
        if form is None:
            words = words_of(shown or "")[:3000]
            raise Stuck(f"{move.slug} is not offered to {move.who}:\n{words}")
        sent = form.filled(move.typed(form, car))
        done = self._note("act", move.slug, browser.post(form.action, sent), 302)
        return self._page(move.who, done.to)

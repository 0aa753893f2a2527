"""Measure a running server: cars by one client and by eight, each page, the search box."""

import multiprocessing
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bench.browser import Answer, OverHttp, form_tagged
from bench.car import Car, Drive, Stuck, Watch
from bench.figures import Times, times
from bench.people import PASSWORD, PEOPLE, Known
from bench.server import Server
from bench.way import WAY

Cookies = Mapping[str, Mapping[str, str]]

# Where a car is left standing, so that the page of each step can be asked for.
STANDING = {
    "reception": "greet-customer",
    "negotiation": "make-estimate",
    "hand-in": "walk-around",
    "into the workshop": "see-customer-off",
    "repair": "start-work",
    "ready": "take-over",
    "collection": "present-settlement",
}

MONTH = "report of last month"


@dataclass(frozen=True)
class Load:
    """What a number of clients did together."""

    clients: int
    cars: int
    seconds: float
    cpu_seconds: float
    watches: list[Watch]

    @property
    def cars_per_second(self) -> float:
        """Return the cars that went from gate to gate in a second."""
        return self.cars / self.seconds


def sign_in(server: Server) -> Cookies:
    """Sign everybody of the shop in; return their cookies, for browsers in any process."""
    cookies = {}
    for who in PEOPLE:
        browser = OverHttp(server.host, server.port)
        form = form_tagged(browser.get("/sign-in/").text, 'class="sign-in"')
        if form is None:
            raise Stuck("there is no form to sign in")
        answer = browser.post("/sign-in/", form.filled({"username": who, "password": PASSWORD}))
        if answer.status != 302:
            raise Stuck(f"{who} could not sign in: {answer.status}")
        cookies[who] = dict(browser.cookies)
        browser.close()
    return cookies


def _people(server: Server, cookies: Cookies) -> dict[str, OverHttp]:
    return {who: OverHttp(server.host, server.port, dict(own)) for who, own in cookies.items()}


def drive_cars(
    server: Server, cookies: Cookies, known: Sequence[Known], clients: int, cars_each: int
) -> Load:
    """Let ``clients`` take their cars from gate to gate, each in a process of its own."""
    lots = [
        [_car(known, client * cars_each + n, client, clients) for n in range(cars_each)]
        for client in range(clients)
    ]
    _drive(server, cookies, [_car(known, len(known) - 1, 0, 1)])  # the workers have loaded all
    context = multiprocessing.get_context("spawn")
    with context.Pool(clients) as pool:
        pool.map(_nothing, range(clients), chunksize=1)
        before = server.cpu_seconds()
        parts = pool.starmap(_drive, [(server, cookies, lot) for lot in lots], chunksize=1)
        cpu = server.cpu_seconds() - before
    seconds = max(end for _, end, _ in parts) - min(begin for begin, _, _ in parts)
    watches = [watch for _, _, seen in parts for watch in seen]
    return Load(clients, clients * cars_each, seconds, cpu, watches)


def _nothing(_number: int) -> None:
    """Let a client's process come up before the watch runs."""
    time.sleep(0.3)


def _car(known: Sequence[Known], number: int, lot: int, lots: int) -> Car:
    """Return a car that comes: three of four were here before."""
    if number % 4 == 3:
        stamp = time.monotonic_ns() // 1000 % 100_000_000
        plate, phone = f"沪Z{stamp % 100_000:05}", f"177{stamp:08}"
        return Car(plate, "郑小曼", phone, is_new=True, lot=lot, lots=lots)
    one = known[number % len(known)]
    return _returning(one, lot, lots)


def _returning(one: Known, lot: int = 0, lots: int = 1) -> Car:
    km = one.km + 300
    return Car(one.plate, one.name, one.phone, km=km, lot=lot, lots=lots)


def _drive(
    server: Server, cookies: Cookies, cars: Sequence[Car]
) -> tuple[float, float, list[Watch]]:
    drive = Drive(_people(server, cookies))
    begin = time.time()
    for car in cars:
        drive.take(car, moves=WAY)
    return begin, time.time(), drive.seen


def leave_standing(
    server: Server, cookies: Cookies, known: Sequence[Known], each: int
) -> dict[str, list[str]]:
    """Leave ``each`` cars at each step, as on a common day; return the pages of each step."""
    people = _people(server, cookies)
    pages: dict[str, list[str]] = {}
    number = len(known) // 2
    for step, until in STANDING.items():
        for _ in range(each):
            car = _returning(known[number])
            pages.setdefault(step, []).append(Drive(people).take(car, moves=WAY, until=until))
            number += 1
    return pages


@dataclass(frozen=True)
class Asked:
    """A kind of page: who asks for it, the addresses to go round, and how."""

    name: str
    who: str
    paths: Sequence[str]
    is_part: bool = False  # a piece of a page, as htmx asks for it


def pages_of(
    server: Server, cookies: Cookies, standing: Mapping[str, Sequence[str]], known: Sequence[Known]
) -> list[Asked]:
    """Return what to ask for: what the frame leads to, the visit at each step, the search box."""
    desk = _people(server, cookies)["jing"].get("/").text
    nav = re.search(r"<nav.*?</nav>", desk, re.DOTALL)
    links = dict.fromkeys(re.findall(r'href="(/[^"?#]*)"', nav[0] if nav else ""))
    asked = [Asked(f"`{path}`", "jing", [path]) for path in links]
    last_month = (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)  # noqa: DTZ011
    asked.append(Asked(MONTH, "jing", [f"/reports/month/{last_month}/"]))
    asked += [
        Asked(f"visit, {step}", "li", [f"{page}" for page in pages])
        for step, pages in standing.items()
    ]
    words: dict[str, Callable[[Known], str]] = {
        "plate": lambda one: one.plate,
        "first four of the plate": lambda one: one.plate[:4],
        "last four of the plate": lambda one: one.plate[-4:],
        "last four of the phone": lambda one: one.phone[-4:],
        "name": lambda one: one.name,
        "initials of the name": lambda one: one.initials,
        "last six of the VIN": lambda one: one.vin[-6:],
    }
    for name, of in words.items():
        paths = [f"/find/?q={_quoted(of(one))}" for one in known]
        asked.append(Asked(f"search: {name}", "li", paths, is_part=True))
    asked.append(Asked("search: as a page", "li", [f"/find/?q={_quoted(k.plate)}" for k in known]))
    return asked


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def ask(server: Server, cookies: Cookies, asked: Asked, rounds: int) -> Times:
    """Ask for a page ``rounds`` times by one client; return times, and the CPU of one request."""
    browser = _people(server, cookies)[asked.who]
    headers = {"HX_Request": "true"} if asked.is_part else {}

    def once(n: int) -> Answer:
        answer = browser.get(asked.paths[n % len(asked.paths)], **headers)
        if answer.status != 200:
            raise Stuck(f"{asked.name}: {answer.status}")
        return answer

    first = once(0).seconds
    for n in range(1, 5):
        once(n)
    before = server.cpu_seconds()
    seconds = [once(n).seconds for n in range(rounds)]
    cpu = server.cpu_seconds() - before
    browser.close()
    return times(asked.name, seconds, 1000 * cpu / rounds, 1000 * first)

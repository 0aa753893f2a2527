"""The diagnosis report as it is handed over. Clauses 2.4, 2.5."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jieche.journal.content_blocks import Bilingual
from jieche.journal.contents import AdviceLine, CodeLine, DiagnosisContent, TestLine
from jieche.journal.queries import case_of, last_entry
from jieche.reception.models import CodeState, DiagnosisReport, Urgency
from jieche.reception.queries import consent_of
from jieche.rulebook.words import Event, Word
from jieche.shop.models import Shop
from jieche.visits.models import Visit
from jieche.visits.sheets import head_of

_NORMAL: Bilingual = {"zh": "正常", "en": "normal"}
_ABNORMAL: Bilingual = {"zh": "异常", "en": "abnormal"}


def diagnosis_sheet(report: DiagnosisReport) -> DiagnosisContent:
    """Return the content of the diagnosis report, ready to freeze."""
    visit = report.visit
    consent = consent_of(visit)
    case = case_of(visit.matter)
    started, ended = case.last(Event.DIAGNOSIS_STARTED), case.last(Event.DIAGNOSIS_ENDED)
    return {
        **head_of(visit, report.number),
        "complaint": visit.wish,
        "consent_at": _minute(consent.agreed_at if consent else None, visit.shop),
        "consent_by": consent.agreed_by if consent else "",
        "started_at": _minute(started.at if started else None, visit.shop),
        "ended_at": _minute(ended.at if ended else None, visit.shop),
        "technician": _technician(visit) or report.author.name,
        "advisor": visit.advisor.name,
        "tests": [_test(no, test) for no, test in enumerate(report.tests, 1)],
        "codes": [_code(code) for code in report.codes],
        "fault": report.fault,
        "cause": report.cause,
        "basis": report.basis,
        "advice": [_advice(no, advice) for no, advice in enumerate(report.advice, 1)],
        "fee_fen": consent.fee_fen if consent else 0,
        "fee_note": consent.fee_note if consent else "",
        "customer": None,
    }


def _technician(visit: Visit) -> str:
    entry = last_entry(visit.matter, Event.DIAGNOSIS_STARTED)
    return str(entry.facts.get("technician", "")) if entry else ""


def _test(no: int, test: dict[str, str | bool | None]) -> TestLine:
    normal = test["is_normal"]
    return {
        "no": no,
        "item": str(test["item"]),
        "reading": str(test["reading"]),
        "standard": str(test["standard"]),
        "result": None if normal is None else _NORMAL if normal else _ABNORMAL,
    }


def _code(code: dict[str, str]) -> CodeLine:
    return {
        "code": code["code"],
        "system": code["system"],
        "meaning": code["meaning"],
        "state": _both(CodeState.of(code["state"])) if code["state"] else None,
    }


def _advice(no: int, advice: dict[str, str | int | None]) -> AdviceLine:
    fen = advice["estimate_fen"]
    return {
        "no": no,
        "text": str(advice["text"]),
        "urgency": _both(Urgency.of(str(advice["urgency"]))),
        "estimate_fen": None if fen is None else int(fen),
    }


def _both(word: Word) -> Bilingual:
    return {"zh": word.zh, "en": word.en}


def _minute(at: datetime | None, shop: Shop) -> str:
    return at.astimezone(ZoneInfo(shop.time_zone)).strftime("%Y-%m-%d %H:%M") if at else ""

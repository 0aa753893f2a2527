"""A paper on the screen: who may see it, that it is kept, and what a stranger is told of it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client

from jieche.journal.models import Document, Evidence, Rendition
from jieche.papers import commands, queries
from jieche.rulebook.words import Event, Role
from jieche.staff.commands import hire
from tests.papers.conftest import AT
from tests.papers.examples import text_of
from tests.support.cast import make_shop

SignIn = Callable[[str], Client]
Frozen = Callable[..., Document]
Signed = Callable[..., Evidence]


def test_a_paper_is_shown_and_the_first_print_is_kept(sign_in: SignIn, frozen: Frozen) -> None:
    document = frozen()
    desk = sign_in("li")
    answer = desk.get(f"/papers/{document.pk}.pdf?lang=zh")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="RO20261123-018-v1.pdf"'
    kept = Rendition.objects.get()
    assert answer.content == bytes(kept.pdf)
    assert answer["ETag"] == f'"{kept.sha256}"'
    assert desk.get(f"/papers/{document.pk}.pdf?lang=zh").content == answer.content
    assert Rendition.objects.count() == 1


def test_who_has_it_already_is_not_sent_it_again(sign_in: SignIn, frozen: Frozen) -> None:
    document = frozen()
    desk = sign_in("li")
    etag = desk.get(f"/papers/{document.pk}.pdf")["ETag"]
    again = desk.get(f"/papers/{document.pk}.pdf", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_each_language_is_a_print_of_its_own(sign_in: SignIn, frozen: Frozen) -> None:
    document = frozen()
    desk = sign_in("li")
    assert "Repair Order" in text_of(desk.get(f"/papers/{document.pk}.pdf?lang=both").content)
    assert "Repair Order" not in text_of(desk.get(f"/papers/{document.pk}.pdf?lang=zh").content)
    assert desk.get(f"/papers/{document.pk}.pdf?lang=fr").status_code == 404


def test_a_signature_makes_another_print_and_leaves_the_first(
    sign_in: SignIn, frozen: Frozen, signed: Signed
) -> None:
    document = frozen()
    desk = sign_in("li")
    before = desk.get(f"/papers/{document.pk}.pdf").content
    assert "陈静" not in text_of(before)
    signed(document)
    after = desk.get(f"/papers/{document.pk}.pdf").content
    assert "陈静" in text_of(after)
    assert document.sha256[:16] in text_of(after)
    assert [bytes(kept.pdf) for kept in Rendition.objects.order_by("pk")] == [before, after]


def test_a_typed_name_is_said_to_be_typed(frozen: Frozen, signed: Signed) -> None:
    document = frozen()
    signed(document, body='{"typed": "陈静"}')
    pdf = commands.pressed(document, lang="zh", signatures=1)
    assert "键入姓名确认" in text_of(pdf)


def test_each_box_takes_its_own_signature(frozen: Frozen, signed: Signed) -> None:
    order = frozen()
    for event in (Event.ORDER_SIGNED, Event.TAKEN_INTO_WORKSHOP, Event.ACCEPTANCE_SIGNED):
        signed(order, event)
    text = text_of(commands.pressed(order, lang="zh", signatures=3))
    assert text.count("签于第1版") == 3


def test_two_who_print_at_once_keep_one_print(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = frozen()
    first = commands.print_out(document, lang="zh", at=AT)
    asked = []

    def too_late(*_args: object) -> Rendition | None:
        asked.append(1)
        return first if len(asked) > 1 else None

    monkeypatch.setattr(queries, "kept_print", too_late)
    assert commands.print_out(document, lang="zh", at=AT) == first
    assert Rendition.objects.count() == 1


def test_a_kept_print_is_never_written_over(frozen: Frozen) -> None:
    kept = commands.print_out(frozen(), lang="zh", at=AT)
    with pytest.raises(NotImplementedError):
        kept.save()
    with pytest.raises(IntegrityError):
        Rendition.objects.create(document=kept.document, lang="zh", pdf=b"", sha256="", made_at=AT)


def test_another_shop_has_no_such_paper(frozen: Frozen) -> None:
    document = frozen()
    stranger = hire(make_shop("别家"), "stranger", "外人", (Role.SHOP_MANAGER,))
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/papers/{document.pk}.pdf").status_code == 404


def test_who_is_not_signed_in_is_asked_to(frozen: Frozen) -> None:
    assert Client().get(f"/papers/{frozen().pk}.pdf").status_code == 302


def test_the_gate_sees_the_exit_notice_only_and_the_washer_nothing(
    sign_in: SignIn, frozen: Frozen
) -> None:
    order, notice = frozen(), frozen("exit_notice")
    gate = sign_in("men")
    assert gate.get(f"/papers/{order.pk}.pdf").status_code == 404
    assert gate.get(f"/papers/{notice.pk}.pdf").status_code == 200
    assert sign_in("wu").get(f"/papers/{notice.pk}.pdf").status_code == 404


def test_the_qr_tells_a_stranger_that_the_paper_is_intact_and_nothing_personal(
    frozen: Frozen,
) -> None:
    document = frozen()
    page = Client().get(f"/papers/{document.number}/?h={document.sha256[:16]}")
    words = page.content.decode()
    assert page.status_code == 200
    assert document.number in words
    assert "2026-11-23 10:00" in words
    assert document.sha256[:8] in words
    assert "浙B·***1P" in words
    for personal in ("浙B55N1P", "陈慧", "2207", "LVGBE40K"):
        assert personal not in words


def test_the_digits_may_be_typed_as_they_stand_at_the_foot(frozen: Frozen) -> None:
    document = frozen()
    typed = " ".join(document.sha256[n : n + 4].upper() for n in range(0, 16, 4))
    page = Client().get(f"/papers/{document.number}/", {"h": typed})
    assert page.status_code == 200


def test_a_person_of_the_shop_sees_the_plate(sign_in: SignIn, frozen: Frozen) -> None:
    document = frozen()
    page = sign_in("li").get(f"/papers/{document.number}/?h={document.sha256[:16]}")
    assert "浙B55N1P" in page.content.decode()


@pytest.mark.parametrize("digits", ["0" * 16, "zz", "%", "' OR 1=1", "0" * 400])
def test_wrong_digits_find_nothing(frozen: Frozen, digits: str) -> None:
    page = Client().get(f"/papers/{frozen().number}/", {"h": digits})
    assert page.status_code == 404
    assert "陈慧" not in page.content.decode()


def test_too_few_digits_find_nothing(frozen: Frozen) -> None:
    document = frozen()
    page = Client().get(f"/papers/{document.number}/?h={document.sha256[:15]}")
    assert page.status_code == 404


def test_without_digits_it_asks_for_them_whether_there_is_such_a_number_or_not(
    frozen: Frozen,
) -> None:
    there = Client().get(f"/papers/{frozen().number}/")
    nowhere = Client().get("/papers/RO20261123-999/")
    assert (there.status_code, nowhere.status_code) == (200, 200)
    assert 'name="h"' in there.content.decode()
    form = there.content.decode().partition("<main")[2].partition("</main>")[0]
    assert form.replace("018", "999") in nowhere.content.decode()


def test_an_older_version_says_that_there_is_a_newer(frozen: Frozen) -> None:
    first = frozen()
    frozen(complaint="另有异响")
    page = Client().get(f"/papers/{first.number}/?h={first.sha256[:16]}")
    assert "第 2 版" in page.content.decode()


def test_a_changed_paper_is_called_changed(
    frozen: Frozen, unguarded: Callable[[str], None]
) -> None:
    document = frozen()
    unguarded("UPDATE journal_document SET content = replace(content, '15:00', '18:00')")
    page = Client().get(f"/papers/{document.number}/?h={document.sha256[:16]}")
    assert "is-red" in page.content.decode()

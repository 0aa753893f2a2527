"""Every word a person reads is translated, and the check that says so can fail."""

import gettext
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from jieche.config import catalogues
from jieche.config.catalogues import App
from jieche.config.unmarked import unmarked

PAGE = """\
{% load i18n %}
<div>
        {% translate "Arrivals" %}
    {% if late %}
            {% translate "Open" context "stage" %} {{ label|default:_("none yet") }}
      {% endif %}
  <p title="{% translate 'Say "hello"' %}">{% blocktranslate trimmed with name=owner.name %}
      {{ name }} waits
      since {{ hour }}
    {% endblocktranslate %}
  {% blocktranslate count n=cars|length %}{{ n }} car{% plural %}{{ n }} cars{% endblocktranslate %}
  {% translate "70% of the time" %}
  {# Translators: shown at the gate #}
  {% translate "Let out" %}
</div>
"""
CODE = """\
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext
OPEN = _("Open")
STAGE = pgettext("stage", "Open")
MANY = ngettext("%(n)s day", "%(n)s days", 2)
KEYS = npgettext("hook", "%(n)s key", "%(n)s keys", 2)
LONG = _("Nobody answered. "
         "Ask again.")
"""
CHINESE = {
    "Arrivals": "到店",
    "none yet": "暂无",
    'Say "hello"': "说“您好”",
    "%(name)s waits since %(hour)s": "%(name)s %(hour)s 起等候",
    "%(n)s car": "%(n)s 台车",
    "70%% of the time": "时间过 70%%",
    "Let out": "放行",
    "%(n)s day": "%(n)s 天",
    "Nobody answered. Ask again.": "无人接听，请再问。",
}


@pytest.fixture
def gate(tmp_path: Path) -> App:
    """Stand up an app with one page and one module, and its catalogue with no Chinese in it."""
    app = App("gate", tmp_path / "gate")
    (app.folder / "templates" / "gate").mkdir(parents=True)
    (app.folder / "templates" / "gate" / "page.html").write_text(PAGE, encoding="utf-8")
    (app.folder / "views.py").write_text(CODE, encoding="utf-8")
    catalogues.renew([app])
    return app


@pytest.fixture
def translated(gate: App) -> App:
    """Put the Chinese in by hand, as a translator would."""
    text = gate.catalogue.read_text(encoding="utf-8")
    for english, chinese in CHINESE.items():
        text = put(text, english, chinese)
    text = put(text, "Open", "在修", context="stage")
    text = put(text, "Open", "打开")
    text = put(text, "%(n)s key", "%(n)s 把钥匙", context="hook")
    gate.catalogue.write_text(text, encoding="utf-8")
    assert catalogues.check([gate]) == []
    return gate


def put(text: str, english: str, chinese: str, context: str = "") -> str:
    """Write the translation of one phrase into the text of a catalogue."""
    escaped = english.replace('"', '\\"')
    before_it = re.escape(f'msgctxt "{context}"') if context else "#[^\n]*"
    entry = re.search(rf'\n{before_it}\nmsgid "{re.escape(escaped)}"\n', text)
    assert entry, english
    kept, rest = text[: entry.end()], text[entry.end() :]
    return kept + rest.replace('""', f'"{chinese}"', 1)


def faults(app: App, old: str, new: str) -> list[str]:
    """Return what the check says after a change in the catalogue."""
    text = app.catalogue.read_text(encoding="utf-8")
    assert old in text
    app.catalogue.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in catalogues.check([app])]


def test_our_own_words_are_all_translated() -> None:
    call_command("words", "--check")


def test_every_shape_of_phrase_is_gathered(gate: App) -> None:
    gathered = set(catalogues.phrases(catalogues.read(gate)))
    plain = {("", english) for english in [*CHINESE, "Open"]}
    assert gathered == plain | {("stage", "Open"), ("hook", "%(n)s key")}
    assert len(catalogues.check([gate])) == len(gathered)


def test_the_running_program_reads_what_was_written(translated: App) -> None:
    """Contexts, plurals and percent signs included; compiled once, not at every start."""
    (compiled,) = catalogues.compile_all([translated])
    with compiled.open("rb") as file:
        said = gettext.GNUTranslations(file)
    assert said.gettext("Arrivals") == "到店"
    assert said.gettext("Open") == "打开"
    assert said.pgettext("stage", "Open") == "在修"
    assert said.ngettext("%(n)s day", "%(n)s days", 1) == "%(n)s 天"
    assert said.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s 天"
    assert said.npgettext("hook", "%(n)s key", "%(n)s keys", 3) == "%(n)s 把钥匙"
    assert said.gettext("70%% of the time") == "时间过 70%%"
    assert catalogues.compile_all([translated]) == []


def test_renewing_keeps_translations_and_drops_what_is_not_used(translated: App) -> None:
    (translated.folder / "views.py").write_text(
        'from django.utils.translation import gettext as _\nTIE = _("Open")\nNEW = _("New")\n',
        encoding="utf-8",
    )
    assert catalogues.renew([translated]) == [translated.catalogue]
    kept = {
        key: catalogues.translation(message)
        for key, message in catalogues.phrases(catalogues.read(translated)).items()
    }
    assert kept["", "Open"] == "打开"
    assert kept["stage", "Open"] == "在修"
    assert kept["", "New"] == ""
    assert ("", "%(n)s day") not in kept


def test_renewing_twice_changes_nothing(translated: App) -> None:
    catalogues.renew([translated])
    assert catalogues.renew([translated]) == []
    assert catalogues.check([translated]) == []


def test_a_phrase_known_in_another_app_comes_translated(translated: App, tmp_path: Path) -> None:
    desk = App("desk", tmp_path / "desk")
    desk.folder.mkdir()
    (desk.folder / "views.py").write_text('x = _("Arrivals")\n', encoding="utf-8")
    catalogues.renew([translated, desk])
    assert catalogues.check([translated, desk]) == []


def test_an_app_without_words_has_no_catalogue(tmp_path: Path) -> None:
    silent = App("silent", tmp_path)
    (tmp_path / "views.py").write_text("x = 1\n", encoding="utf-8")
    assert catalogues.renew([silent]) == []
    assert not silent.catalogue.exists()


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("到店", "", "is not translated"),
        ('msgid "Arrivals"', '#, fuzzy\nmsgid "Arrivals"', "is marked fuzzy"),
        ('msgid "Arrivals"', 'msgid "Departures"', "is not used any more"),
        ('msgid "Arrivals"', 'msgid "Departures"', "is missing"),
        ("%(hour)s 起等候", "起等候", "has other placeholders"),
        ("%(n)s 台车", "%(m)s 台车", "has other placeholders"),
        ("无人接听，请再问。", "Nobody answered. Ask again.", "is left in English"),
        ("无人接听，", "无人接听,", "has a half-width sign"),
        ("到店", "到店\\n", "line break in one language only"),
        ('\nmsgid "Let out"', '\n#~ msgid "Gone"\n#~ msgstr "走"\n\nmsgid "Let out"', "obsolete"),
    ],
)
def test_the_check_catches_a_planted_fault(translated: App, old: str, new: str, wrong: str) -> None:
    assert any(wrong in fault for fault in faults(translated, old, new))


def test_one_phrase_said_two_ways_is_caught(translated: App, tmp_path: Path) -> None:
    """Django merges all catalogues: one of the two would never be seen."""
    desk = App("desk", tmp_path / "desk")
    desk.folder.mkdir()
    (desk.folder / "views.py").write_text('x = _("Arrivals")\n', encoding="utf-8")
    catalogues.renew([translated, desk])
    text = desk.catalogue.read_text(encoding="utf-8").replace("到店", "来车")
    desk.catalogue.write_text(text, encoding="utf-8")
    assert [fault.wrong for fault in catalogues.check([translated, desk])] == [
        "is '来车' here and '到店' in gate; give it a context"
    ]


@pytest.mark.parametrize(
    "thief",
    [
        "<p>Late</p>",
        "<p>{{ n }} 台车</p>",
        '<input placeholder="Plate">',
        '<a href="{% url "x" %}" title="Open it">0</a>',
        "{% if late %}Late{% endif %}",
        "<svg aria-label='Battery'></svg>",
    ],
)
def test_a_planted_word_outside_the_catalogue_is_caught(thief: str) -> None:
    assert list(unmarked(thief))


@pytest.mark.parametrize(
    "honest",
    [
        "<p class='late'>{% translate 'Late' %}: {{ n }} km</p>",
        "{% comment %}Late{% endcomment %}{# Late #}<!-- Late -->",
        "{% blocktranslate %}Late by {{ n }}{% endblocktranslate %}",
        "<kbd>Ctrl</kbd><script>let late = 1</script>",
        "<a href={{ x }} title={{ y }}>{{ z }}</a>",
    ],
)
def test_words_in_their_place_pass(honest: str) -> None:
    assert list(unmarked(honest)) == []

"""
The Chinese catalogues: gather the words of each app, keep what is translated, find what is not.

Django's own makemessages needs the gettext programs, which a shop's PC has not; Babel does the
same in Python. Each app keeps its own catalogue, without line numbers, so that two people who
write at once do not collide.
"""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
PLACE = Path("locale") / LOCALE / "LC_MESSAGES"
HEADER = r"""msgid ""
msgstr ""
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|%[sd]|\{[^{}\s]*\}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?](?=\s|[\u4e00-\u9fff]|$)")
TWO_WORDS = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")

Key = tuple[str, str]


@dataclass(frozen=True)
class App:
    """An app whose words are kept: its label and its folder."""

    label: str
    folder: Path

    @property
    def catalogue(self) -> Path:
        """Return where its translations are."""
        return self.folder / PLACE / "django.po"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one phrase."""

    app: str
    phrase: str
    wrong: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.app}: {self.phrase!r} {self.wrong}"


def sources(app: App) -> Iterator[tuple[Path, str]]:
    """Yield the files words may stand in, and their text as Python."""
    for path in sorted(app.folder.rglob("*")):
        parts = path.relative_to(app.folder).parts
        if not path.is_file() or "__pycache__" in parts or "migrations" in parts:
            continue
        if "templates" in parts:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # Templates indent as they like, Python's tokenizer does not.
            yield path, "\n".join(line.lstrip() for line in code.splitlines())
        elif path.suffix == ".py":
            yield path, path.read_text(encoding="utf-8")


def gather(app: App) -> Catalog:
    """Return the phrases an app uses, in the order of its files, not translated yet."""
    catalog = Catalog(locale=LOCALE)
    for path, code in sources(app):
        found = extract(
            "python",
            io.BytesIO(code.encode()),
            keywords=CALLS,
            comment_tags=["Translators:"],
            options={"encoding": "utf-8"},
        )
        for _, phrase, comments, context in found:
            where = path.relative_to(app.folder).as_posix()
            catalog.add(phrase, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalog


def read(app: App) -> Catalog:
    """Return the app's catalogue as it stands; an empty one where there is no file."""
    if not app.catalogue.is_file():
        return Catalog(locale=LOCALE)
    with app.catalogue.open("rb") as file:
        return read_po(file, locale=LOCALE, abort_invalid=True)


def phrases(catalog: Catalog) -> dict[Key, Message]:
    """Return the phrases by context and English words, without the header."""
    return {
        (message.context or "", _first(message.id)): message for message in catalog if message.id
    }


def _first(words: str | Iterable[str]) -> str:
    return words if isinstance(words, str) else next(iter(words))


def _last(words: str | Iterable[str]) -> str:
    return words if isinstance(words, str) else list(words)[-1]


def translation(message: Message) -> str:
    """Return the Chinese of a phrase; Chinese has one form for one and for many."""
    return _first(message.string or "")


def update(app: App, elsewhere: dict[Key, str]) -> str:
    """Return the text of the renewed catalogue: used phrases only, translations kept.

    A phrase that is new here and translated in another app comes with that translation.
    """
    wanted, kept = gather(app), phrases(read(app))
    for key, message in phrases(wanted).items():
        old = kept.get(key)
        chinese = (translation(old) if old else "") or elsewhere.get(key, "")
        message.string = (chinese,) if message.pluralizable else chinese
        if old:
            message.user_comments = old.user_comments
            message.flags |= old.flags & {"fuzzy"}
    file = io.BytesIO()
    write_po(file, wanted, width=0, omit_header=True, include_lineno=False)
    return HEADER + file.getvalue().decode() if phrases(wanted) else ""


def _replace(path: Path, content: bytes) -> None:
    """Write so that who reads meanwhile sees the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)


def renew(apps: list[App]) -> list[Path]:
    """Write the catalogues anew; return the files that changed."""
    everywhere = {
        key: translation(message)
        for app in apps
        for key, message in phrases(read(app)).items()
        if translation(message)
    }
    changed = []
    for app in apps:
        text = update(app, everywhere)
        before = app.catalogue.read_text(encoding="utf-8") if app.catalogue.is_file() else ""
        if text == before:
            continue
        changed.append(app.catalogue)
        if text:
            _replace(app.catalogue, text.encode())
        else:
            app.catalogue.unlink()
    return changed


def compile_all(apps: list[App]) -> list[Path]:
    """Write what the running program reads (.mo) where it is missing or older; return which."""
    written = []
    for app in apps:
        compiled = app.catalogue.with_suffix(".mo")
        if not app.catalogue.is_file():
            continue
        if compiled.is_file() and compiled.stat().st_mtime >= app.catalogue.stat().st_mtime:
            continue
        file = io.BytesIO()
        write_mo(file, read(app))
        _replace(compiled, file.getvalue())
        written.append(compiled)
    return written


def _faults_of(app: App, message: Message) -> Iterator[Fault]:
    """Yield what is wrong with a phrase that stands in the catalogue."""
    chinese, english = translation(message), _last(message.id)
    phrase = _first(message.id)
    if not chinese:
        yield Fault(app.label, phrase, "is not translated")
        return
    if message.fuzzy:
        yield Fault(app.label, phrase, "is marked fuzzy")
    if set(PLACEHOLDER.findall(chinese)) != set(PLACEHOLDER.findall(english)):
        yield Fault(app.label, phrase, f"has other placeholders than {chinese!r}")
    if chinese == english and TWO_WORDS.search(english):
        yield Fault(app.label, phrase, "is left in English")
    if HALF_WIDTH.search(chinese):
        yield Fault(app.label, phrase, f"has a half-width sign: {chinese!r}")
    if chinese.startswith("\n") != english.startswith("\n") or chinese.endswith("\n") != (
        english.endswith("\n")
    ):
        yield Fault(app.label, phrase, "begins or ends with a line break in one language only")


def check(apps: list[App]) -> list[Fault]:
    """Return everything that is wrong: missing, empty, fuzzy, unused, broken, or said two ways."""
    faults: list[Fault] = []
    said: dict[Key, tuple[str, str]] = {}
    for app in apps:
        stands, wanted = read(app), phrases(gather(app))
        have = phrases(stands)
        faults += [Fault(app.label, key[1], "is missing") for key in wanted if key not in have]
        faults += [Fault(app.label, key[1], "is not used any more") for key in have.keys() - wanted]
        faults += [Fault(app.label, _first(key[0] if isinstance(key, tuple) else key),
                         "is kept though obsolete") for key in stands.obsolete]  # fmt: skip
        for key, message in have.items():
            faults += _faults_of(app, message)
            chinese = translation(message)
            first_app, first = said.setdefault(key, (app.label, chinese))
            if chinese and first and chinese != first:
                other = f"is {chinese!r} here and {first!r} in {first_app}; give it a context"
                faults.append(Fault(app.label, key[1], other))
    return faults

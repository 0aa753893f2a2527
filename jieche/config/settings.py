"""Settings, top to bottom. Development needs no variable; what differs by place comes from the
environment. What belongs to a shop (hours, limits, rates) is data with a page, not a setting."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import SELF

ROOT = Path(__file__).resolve().parent.parent.parent


# -- what differs by place ---------------------------------------------------------------------


def text(name: str, default: str) -> str:
    """Return the variable as text."""
    return os.environ.get(name, "") or default


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; raises ValueError for anything else."""
    value = os.environ.get(name, "")
    if value in {"", "0", "1"}:
        return default if value == "" else value == "1"
    raise ValueError(f"{name} must be 0 or 1, not {value!r}")


DATA = Path(text("JIECHE_DATA", str(ROOT / "data")))
DEBUG = flag("JIECHE_DEBUG", default=False)
IS_HTTPS = flag("JIECHE_HTTPS", default=False)
# Where it listens, and the key that the set-up page asks for where others can reach it (run.py).
HOST = text("JIECHE_HOST", "127.0.0.1")
SET_UP_KEY = text("JIECHE_SET_UP_KEY", "")
# "https://desk.example.cn": where the QR on a paper leads. Without it the QR bears number and hash.
SITE = text("JIECHE_SITE", "").rstrip("/")


def database(url: str) -> dict[str, object]:
    """Return the database at ``url`` as Django wants it; SQLite in the data folder if empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "jieche.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # FULL: an act that was written survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                " PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(
            f"JIECHE_DATABASE_URL must begin with postgresql://, not {parts.scheme}://"
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "jieche",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or unquote(query.get("host", "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": None,
    }


def secret_key() -> str:
    """Return the key from the environment, or the one kept in the data folder, made once."""
    if given := os.environ.get("JIECHE_SECRET_KEY", ""):
        return given
    kept = DATA / "secret.key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(60))
    return kept.read_text()


SECRET_KEY = secret_key()
DATABASES = {"default": database(text("JIECHE_DATABASE_URL", ""))}
ALLOWED_HOSTS = text("JIECHE_ALLOWED_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in text("JIECHE_ORIGINS", "").split(",") if o]

# -- parts -------------------------------------------------------------------------------------

STATIONS = [
    "shop", "staff", "journal", "ui", "customers", "vehicles", "visits", "appointments",
    "reception", "estimate", "checkin", "workshop", "delivery", "care", "board", "papers",
    "reports", "demo", "config",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    *(f"jieche.{station}" for station in STATIONS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jieche.ui.middleware.at_the_desk",
    "jieche.reports.middleware.open_reports",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "jieche.config.urls"
WSGI_APPLICATION = "jieche.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jieche.ui.context.frame",
                "jieche.demo.context.loading",
            ],
            "builtins": ["jieche.ui.templatetags.jieche"],
        },
    }
]

# -- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "staff.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
]
LOGIN_URL = "staff:sign_in"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
# Five wrong passwords for one name from one place: a quarter of an hour's wait.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jieche.staff.views.locked_out"
AXES_VERBOSE = False

# -- words and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- files -------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static-collected"
NODE_MODULES = ROOT / "node_modules"
NODE_FILES = {
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/signature_pad.umd.min.js": "signature_pad/dist/signature_pad.umd.min.js",
}
STATICFILES_FINDERS = [
    "jieche.config.finder.NodeFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
FORM_RENDERER = "jieche.ui.controls.Controls"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "jieche.config.storage.Storage"},
}
MEDIA_ROOT = DATA / "photos"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# -- what a page may do ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "object-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

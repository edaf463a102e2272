"""Settings, from the environment (or a `.env` file in the data folder) with defaults for one machine and SQLite.

DATABASE_URL          sqlite:///… (default: binhdang.sqlite3 in the data folder) or postgres://…
BINHDANG_DATA         the data folder: database, files, secret key (default: var/ under the working folder)
BINHDANG_SECRET_KEY   default: made once and kept in the data folder
BINHDANG_HOSTS        comma-separated host names (default: localhost, 127.0.0.1)
BINHDANG_HTTPS        1 where the pages are served over HTTPS: secure cookies, HSTS
BINHDANG_DEBUG        1 for a developer's machine only
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
DATA_DIR = Path(env.str("BINHDANG_DATA", "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
environ.Env.read_env(DATA_DIR / ".env")


def _kept_secret() -> str:
    """A secret made at the first start and kept beside the database, readable by its owner alone."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("BINHDANG_SECRET_KEY", "") or _kept_secret()
DEBUG = env.bool("BINHDANG_DEBUG", False)
ALLOWED_HOSTS = env.list("BINHDANG_HOSTS", default=["localhost", "127.0.0.1"])
HTTPS = env.bool("BINHDANG_HTTPS", False)

INSTALLED_APPS = [
    "binhdang.config",
    "binhdang.demo",
    "binhdang.home",
    "binhdang.dashboards",
    "binhdang.search",
    "binhdang.exchange",
    "binhdang.publishing",
    "binhdang.consolidation",
    "binhdang.review",
    "binhdang.reports",
    "binhdang.registers",
    "binhdang.questionnaires",
    "binhdang.plans",
    "binhdang.documents",
    "binhdang.indicators",
    "binhdang.orgs",
    "binhdang.accounts",
    "binhdang.audit",
    "binhdang.files",
    "binhdang.jobs",
    "binhdang.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after WhiteNoise, whose files are compressed beforehand
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "binhdang.jobs.clock.ClockMiddleware",
    "binhdang.accounts.middleware.SignInMiddleware",
    "binhdang.ui.nul.NulMiddleware",
]

ROOT_URLCONF = "binhdang.config.urls"
WSGI_APPLICATION = "binhdang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binhdang.jobs.clock.clock_in_templates",
                "binhdang.home.navigation.navigation",
            ],
            "builtins": ["binhdang.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'binhdang.sqlite3'}")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = None
_database["CONN_HEALTH_CHECKS"] = True
if "sqlite" in str(_database["ENGINE"]):
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock first, where a deferred transaction
    # that reads and then writes fails with "database is locked" under load.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # A report of 240 cells fills more than half of the usual page of 4 KB, so that two do not fit in one. The size
        # takes hold of a new database only.
        "init_command": "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-64000;",
    }

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["binhdang.accounts.passwords.OwaspArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:my_work"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # data entry goes on for days; nobody loses a form to a short session
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "binhdang.ui.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "binhdang.config.formats"  # Django's own "vi" reads 05/02/2026 as 2 May

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a report of 300 cells posts several fields a cell
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_UPLOAD_BYTES = 25 * 1024 * 1024

# Wrong passwords are counted here: with Django's 300 entries, guessing at many names would wipe out the counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

"""Django's settings. What a city can set comes from `environment` and stands in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

import dj_database_url

from wijkweb.web import environment

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(environment.text("WIJKWEB_DATA", str(ROOT / "var"))).resolve()
PRODUCTION = environment.choice("WIJKWEB_ENV", ("development", "production")) == "production"
WORKERS = environment.number("WIJKWEB_WORKERS", 1)

DEBUG = False
SECRET_KEY = environment.secret_key(production=PRODUCTION, data=DATA)
ALLOWED_HOSTS = environment.allowed_hosts(production=PRODUCTION)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wijkweb.commons",  # before allauth: its templates go first
    "allauth",
    "allauth.account",
    "wijkweb.call",
    "wijkweb.dossier",
    "wijkweb.contract",
    "wijkweb.field",
    "wijkweb.phone",
    "wijkweb.report",
    "wijkweb.web",
]

MIDDLEWARE = [
    "wijkweb.commons.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wijkweb.commons.middleware.Bounds",
    "wijkweb.commons.middleware.Doors",
]

ROOT_URLCONF = "wijkweb.web.urls"
WSGI_APPLICATION = "wijkweb.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["wijkweb.commons.templatetags.wijk"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wijkweb.web.context.page",
            ],
        },
    }
]

# The database: SQLite in one file by default, PostgreSQL by DATABASE_URL.

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
}
_POSTGRES = {"options": "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"}
_URL = environment.text("DATABASE_URL", f"sqlite:///{DATA / 'wijkweb.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(_URL, conn_max_age=600, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {}).update(_SQLITE if _URL.startswith("sqlite") else _POSTGRES)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wijkweb_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # figures of reports are kept there: some for each contract
    }
}

# People and signing in.

AUTH_USER_MODEL = "commons.Person"
AUTHENTICATION_BACKENDS = ["wijkweb.commons.signin.Backend"]
PASSWORD_HASHERS = ["wijkweb.commons.signin.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "wijkweb.commons.signin.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# A whole city hall may stand behind one address in the last hour before a deadline.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("WIJKWEB_PROXIES", 1 if PRODUCTION else 0)

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wijkweb.commons.views.form_overtaken"

# The wall between the site and the world.

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^gezond/"]

UPLOAD_MOST_BYTES = 26 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["wijkweb.commons.files.BoundedUpload"]

# Language, time, files.

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "wijkweb" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
PHONE_OFF = environment.choice("WIJKWEB_PHONE_WORKER", ("on", "off")) == "off"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": environment.text("WIJKWEB_STATIC_STORAGE", "wijkweb.commons.files.HashedStatic")},
}

# Keys that phones seal to, in a folder of their own; and to whom backups are sealed.

KEYS = Path(environment.text("WIJKWEB_KEYS", str(DATA / "keys"))).resolve()
BACKUP_RECIPIENTS = environment.recipients("WIJKWEB_BACKUP_RECIPIENT")

# The background of maps: from nowhere, until a city names a server of tiles.

MAP_TILES = environment.tiles("WIJKWEB_MAP_TILES")
MAP_TILES_CREDIT = environment.text("WIJKWEB_MAP_TILES_CREDIT", "")

# Mail goes out when a server is named; nothing in Wijkweb waits for it.

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.text("WIJKWEB_MAIL_HOST", "")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = environment.text("WIJKWEB_MAIL_HOST", "")
EMAIL_PORT = environment.number("WIJKWEB_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("WIJKWEB_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("WIJKWEB_MAIL_PASSWORD", "")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = environment.text("WIJKWEB_MAIL_FROM", "wijkweb@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "wijkweb.web.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # anybody can send a foreign Host, and fill a log with it
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": environment.text("WIJKWEB_LOG_LEVEL", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

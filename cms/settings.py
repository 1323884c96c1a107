"""Settings, read as a table of contents; every choice that differs between machines is an environment variable.

Safe by default: DEBUG is off and a secret key is required. `DEMO=1` is the one switch that relaxes both.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- What kind of installation this is -----------------------------------------------------------
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="demonstration-only-never-in-production" if DEMO else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones, newest first
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random string (or DEMO=1 for the demonstration).")

# --- Hosts: the admin has its own; every other host belongs to a member or is refused with 421 -------
PORT = env.int("PORT", default=8000 if DEMO else 443)
ADMIN_HOST = env.str("ADMIN_HOST", default="admin.localhost")
API_HOST = env.str("API_HOST", default="api.localhost")
DIRECTORY_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if DEMO else []
ALLOWED_HOSTS = ["*"]  # federation.middleware.HostMiddleware is the one place that knows the hosts
WAGTAILADMIN_BASE_URL = env.str(
    "WAGTAILADMIN_BASE_URL", default=f"http://{ADMIN_HOST}:{PORT}" if DEMO else f"https://{ADMIN_HOST}"
)

INSTALLED_APPS = [
    "themes",
    "federation",
    "cms",
    "search",
    "mobile_api",
    *(["cms.demo"] if DEMO else []),
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "graphene_django",  # for its command graphql_schema
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["cms.demo.middleware.SamePortPrefixMiddleware"] if DEMO else []),
    "cms.middleware.HeadersMiddleware",
    "federation.middleware.HostMiddleware",
    "federation.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "federation.signing_in.middleware.SignInMiddleware",
    "axes.middleware.AxesMiddleware",
    "federation.middleware.TenancyMiddleware",
    "federation.middleware.OnScreenMiddleware",
    "federation.middleware.UnitOfWorkMiddleware",  # last: the view runs inside it
]

ROOT_URLCONF = "cms.urls.public"
ADMIN_URLCONF = "cms.urls.admin"
API_URLCONF = "mobile_api.urls"
DIRECTORY_URLCONF = "cms.demo.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'database.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads first and writes later would fail at once instead of waiting.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;",
    }
# To open a connection takes longer than to answer from the page cache.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Each process keeps pages in its memory; in Redis, or in a table (`manage.py createcachetable`), all share them.
REDIS_URL = env.str("REDIS_URL", default="")
CACHE_TABLE = env.str("CACHE_TABLE", default="")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000}}}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="comuni"),  # one for each installation on a server
        # A Redis that is away is a cache that knows nothing: pages go on, a little slower. Bound it by its `maxmemory`.
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.25, "SOCKET_TIMEOUT": 0.25},
    }
elif CACHE_TABLE:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
DJANGO_REDIS_LOGGER = "cache"

# --- Search: the database's own full text, and Elasticsearch where a server is named ---------------------------
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="comuni")  # one for each installation on a cluster

# --- Tasks are rows of the caller's transaction, run after its commit (docs/adr/0010) ----------------------
TASK_WORKER = env.bool("TASK_WORKER", default=False)  # True where `manage.py db_worker` runs beside the server
TASKS = {"default": {"BACKEND": f"federation.task_backends.{'WorkerBackend' if TASK_WORKER else 'OnCommitBackend'}"}}
TASK_ATTEMPTS = env.int("TASK_ATTEMPTS", default=12)  # then a task is dead, and an administrator sees it
TASK_MINUTES = env.int("TASK_MINUTES", default=15)  # longer than any task takes: then its process is taken for dead
SCHEDULER_SECONDS = env.int("SCHEDULER_SECONDS", default=20)
OFFER_DAYS = env.int("OFFER_DAYS", default=14)

# --- The municipal app -----------------------------------------------------------------------------
GRAPHENE = {"SCHEMA": "mobile_api.schema.schema", "SCHEMA_OUTPUT": "mobile_api/schema.graphql"}
MINIMUM_APP_VERSION = env.str("MINIMUM_APP_VERSION", default="")  # older apps ask people to update

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "federation.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "federation.tenancy.backend.OneStatementBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
PASSWORD_RESET_TIMEOUT = 60 * 60
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # by one's address an invitation finds one: nobody types somebody else's
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "federation.signing_in.forms.AskForPasswordResetForm"  # noqa: S105 a class

# Publishers and administrators must show a second factor; only the demonstration may ask for none (signing_in.E002).
SECOND_FACTOR = env.str("SECOND_FACTOR", default="optional" if DEMO else "required")
ACCOUNT_ADAPTER = "federation.signing_in.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are given by who invites
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # django-axes counts for all of them, in the database
MFA_ADAPTER = "federation.signing_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "federation.signing_in.forms.AuthenticateForm",
    "reauthenticate": "federation.signing_in.forms.ReauthenticateForm",
    "activate_totp": "federation.signing_in.forms.ActivateTOTPForm",
    "add_webauthn": "federation.signing_in.forms.AddWebAuthnForm",
    "edit_webauthn": "federation.signing_in.forms.EditWebAuthnForm",
}
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # its admin is http://admin.localhost

# Wrong passwords and codes (federation/signing_in/throttling.py)
AXES_FAILURE_LIMIT = "federation.signing_in.throttling.most_wrong"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = "federation.signing_in.throttling.counted_by"
AXES_USERNAME_CALLABLE = "federation.signing_in.throttling.counted_name"
AXES_LOCKOUT_CALLABLE = "federation.signing_in.throttling.locked_out"
AXES_CLIENT_IP_CALLABLE = "federation.signing_in.origin.counted_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in is in Wagtail's log
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

SIGN_IN_DAYS = env.int("SIGN_IN_DAYS", default=365)  # how long the register keeps sign-ins and refusals

# OpenID Connect: a JSON list, described in docs/accesso.md
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])

# --- Cookies and transport: each host has its own cookies ---------------------------------------------
# A proxy's word are then X-Forwarded-Proto and the last X-Forwarded-For.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME = "sessionid" if DEMO else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if DEMO else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's scripts read it
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=0 if DEMO else 365 * 24 * 60 * 60)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its preview's own frame itself
# Below a comune's own domain live hosts that are not ours: HSTS must not speak for them, nor be preloaded.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Mail: the demonstration's goes to a page of its own -------------------------------------------------
EMAIL_CONFIGURED = "EMAIL_URL" in env.ENVIRON
MAILBOX_DIR = VAR_DIR / "posta"
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAILBOX_DIR)
else:
    vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{ADMIN_HOST}")

# --- Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "it"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("it", "Italiano")]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_I18N = True

# --- Files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = RENDITIONS_URL = "/media/"  # on our hosts; originals only the admin's hands out, to people who signed in
# A bucket on any S3 instead of a folder. Credentials come by AWS's own variables, or by the machine's role.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")  # empty: AWS itself
S3_PREFIX = env.str("S3_PREFIX", default="").strip("/")  # one for each installation in a bucket
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", default="")  # where browsers find the bucket, when not at its own address
if S3_BUCKET:
    S3_ADDRESS = (
        f"{S3_ENDPOINT_URL.rstrip('/')}/{S3_BUCKET}" if S3_ENDPOINT_URL else f"https://{S3_BUCKET}.s3.amazonaws.com"
    )
    RENDITIONS_URL = f"{(S3_PUBLIC_URL or S3_ADDRESS).rstrip('/')}/{S3_PREFIX}".rstrip("/") + "/"
STORAGES = {
    "default": {"BACKEND": f"federation.storages.{'s3.S3MediaStorage' if S3_BUCKET else 'local.LocalMediaStorage'}"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail ---------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Consorzio"
WAGTAILIMAGES_IMAGE_MODEL = "federation.MemberImage"
WAGTAILDOCS_DOCUMENT_MODEL = "federation.MemberDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "federation.forms.MemberImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "federation.forms.MemberDocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it can carry scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # 150 MB of memory while its renditions are made
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "xlsx", "zip", "p7m"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILREDIRECTS_AUTO_CREATE = False  # addresses are the placements' (federation.models.FormerAddress)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"now_and_then": {"()": "cms.log_filters.OncePerMinute"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"cache": {"filters": ["now_and_then"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

"""The program's own settings, with a cheap password hash and unhashed styles, in a data folder of the tests."""

import os
import tempfile

os.environ.setdefault("WIJKWEB_DATA", tempfile.mkdtemp(prefix="wijkweb-tests-"))
# the loop of the browser's driver sleeps in the thread in which the next test asks its queries
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["WIJKWEB_STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

from wijkweb.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

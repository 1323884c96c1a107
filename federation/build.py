"""What pages are made with: part of every cache key, so that a new release never answers with an older one's pages."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.crypto import salted_hmac

NOT_OURS = {"site-packages", "node_modules", "static"}  # below the folder of the product
SOURCES = (".py", ".html", ".json", ".yaml", ".mo")


@cache
def build() -> str:
    """A fingerprint of our code and templates, the built front-end, Django and Wagtail, and of what the addresses of
    pictures are made with; equal on equal machines."""
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    digest.update(getattr(staticfiles_storage, "manifest_hash", "").encode())
    digest.update(salted_hmac("federation.build", settings.RENDITIONS_URL).digest())
    for folder in sorted(Path(app.path) for app in apps.get_app_configs()):
        if folder.is_relative_to(settings.BASE_DIR):
            for file in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES):
                if not NOT_OURS & set(file.relative_to(settings.BASE_DIR).parts):
                    digest.update(file.read_bytes())
    return digest.hexdigest()

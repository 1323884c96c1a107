"""The environment of the tests, set before Django reads its settings; DATABASE_URL and REDIS_URL choose the servers."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

os.environ.update(DEMO="1", PORT="80", ADMIN_HOST="admin.localhost")
# For the tests of Elasticsearch alone, which make indices of their own; no other test, and no demo, writes there.
os.environ.setdefault("TESTS_ELASTICSEARCH_URL", os.environ.pop("ELASTICSEARCH_URL", ""))
# For the tests of S3 alone, which write under a prefix of their own.
os.environ.setdefault("TESTS_S3_ENDPOINT_URL", os.environ.pop("S3_ENDPOINT_URL", ""))
os.environ.setdefault("TESTS_S3_BUCKET", os.environ.pop("S3_BUCKET", ""))
os.environ["CACHE_PREFIX"] = f"test-{uuid4().hex}"  # each process empties only what it wrote
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="comuni-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
(Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)

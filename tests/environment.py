"""The environment of the tests, set before Django reads its settings; DATABASE_URL chooses the database."""

import os
import tempfile
from pathlib import Path

os.environ.update(DEMO="1", PORT="80", ADMIN_HOST="admin.localhost")
# For the tests of Elasticsearch alone, which make indices of their own; no other test, and no demo, writes there.
os.environ.setdefault("TESTS_ELASTICSEARCH_URL", os.environ.pop("ELASTICSEARCH_URL", ""))
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="comuni-test-"))
(Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)

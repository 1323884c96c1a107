"""Starts what `make demo` starts, on a free port with data of its own, and a browser beside it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from cms.demo.people import PASSWORD
from tests.browser import chromium
from tests.e2e.servers import own_data
from tests.identity_provider import IdentityProvider, identity_provider

ROOT = Path(__file__).parents[2]
START_SECONDS = 400  # from nothing, on servers, beside other tests on a slow machine
SEEN_SECONDS = 20  # a publication with pictures, on servers, beside other tests
LONG = ("test_crawl.py", "test_kills.py", "test_task_kills.py")  # none that empties the tables, as others come after it


expect.set_options(timeout=SEEN_SECONDS * 1000)


@dataclass(frozen=True)
class Demo:
    """Addresses of the running demonstration, the identity provider that it knows, and what it was started with."""

    port: int
    identity_provider: IdentityProvider
    environment: dict[str, str]

    @property
    def directory(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def admin(self) -> str:
        return f"http://admin.localhost:{self.port}"

    def site(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.port}"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every test of this folder, and long before anybody asks which cannot run here."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.ci)  # a demonstration of 64 sites is made for them


@pytest.hookimpl(trylast=True)  # after the order was made random
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the browser come first and stand together: one demonstration serves them all, and ends with them. After
    them the longest, so that at the end no worker waits for another."""
    items.sort(key=lambda item: ("/e2e/" not in str(item.path), item.path.name not in LONG))


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    var = tmp_path_factory.mktemp("demo")
    port = _free_port()
    environment = os.environ | {"DEMO": "1", "PORT": str(port), "VAR_DIR": str(var), "SCHEDULER_SECONDS": "2"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    admin = f"http://admin.localhost:{port}"
    with (
        own_data(environment),
        identity_provider(f"{admin}/admin/accesso/con/gateway/ritorno/") as provider,
        (var / "log").open("w") as log,
    ):
        environment["OIDC_PROVIDERS"] = json.dumps([provider.entry()])
        with _serving(environment, log):
            yield Demo(port, provider, environment)
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def strict(demo: Demo, tmp_path: Path) -> Iterator[Demo]:
    """The same data on another port, with the duty of a second factor that production has."""
    environment = demo.environment | {"PORT": str(_free_port()), "SECOND_FACTOR": "required"}
    with (tmp_path / "log").open("w") as log, _serving(environment, log):
        yield replace(demo, port=int(environment["PORT"]), environment=environment)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                # A process for each of 64 sites would take longer to start than the sites to answer.
                "--disable-site-isolation-trials",
                "--disable-features=IsolateOrigins,site-per-process",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor's page. A violation of the content security policy or an error of a script fails the test."""
    yield from _page(browser.new_context(locale="it-IT"))


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A visitor who reads texts, on many sites one after the other: nothing else is loaded."""
    context = browser.new_context(locale="it-IT", java_script_enabled=False)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/static/*", "*/media/*"]})
    yield page
    context.close()


@pytest.fixture
def signed_in(browser: Browser, demo: Demo) -> Iterator[Any]:
    """`signed_in("offanengo")` is the admin's home page of that account, in a browser session of its own; it complains
    like `page`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(username: str) -> Page:
        context = browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        _collect(complaints, page)
        page.goto(f"{demo.admin}/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


@contextmanager
def _serving(environment: dict[str, str], log: TextIO) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://localhost:{environment['PORT']}/stato.json", process, Path(log.name))
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    _collect(complaints, page)
    yield page
    context.close()
    assert complaints == []


def _collect(complaints: list[str], page: Page) -> None:
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise RuntimeError(f"The demonstration did not start:\n{log.read_text()}")

"""The product as it is served: the same WSGI application behind waitress, static files collected and compressed."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections

from binhdang.demo.world import World
from binhdang.indicators.dictionary import load as load_dictionary
from binhdang.jobs import clock
from browser.walk import Person

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="session")
def collected(tmp_path_factory: Any) -> Path:
    """Static files collected once, with the hashed names and the compression that users get."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("static")
    real = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    with override_settings(STATIC_ROOT=folder, STORAGES={"default": default, "staticfiles": real}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return Path(folder)


@pytest.fixture
def site(transactional_db: None, settings: Any, collected: Path) -> Iterator[str]:
    """The address of the running product.

    One server thread on the test's own database connection: a test and its pages never work at the same moment.
    """
    settings.STATIC_ROOT = collected
    real = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": real}
    application, connection = get_wsgi_application(), connections["default"]
    connection.inc_thread_sharing()

    def on_this_database(environ: Any, start_response: Any) -> Any:
        connections["default"] = connection
        return application(environ, start_response)

    server: Any = waitress.create_server(
        on_this_database, host="127.0.0.1", port=0, threads=1, clear_untrusted_proxy_headers=True
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)
    connection.dec_thread_sharing()


@pytest.fixture
def opened_world(site: str, world: World) -> World:
    """The world at the beginning of 2022 with the dictionary of indicators."""
    load_dictionary()
    return world


@pytest.fixture
def person(site: str, open_page: Callable[..., Any]) -> Callable[..., Person]:
    """`person(world.an)` gives An at her own computer, signed in; further keywords are those of `open_page`."""

    def sit_down(user: Any, **options: Any) -> Person:
        scripts = options.get("java_script_enabled", True)
        return Person(open_page(**options), site, user, scripts=scripts).sign_in()

    return sit_down


@pytest.fixture
def on() -> Callable[..., None]:
    """`on(25, 5)` pins the product's clock to nine o'clock of a day of 2022; `on(25, 5, 14)` to another hour."""

    def pin(day: int, month: int, hour: int = 9) -> None:
        clock.pin(datetime(2022, month, day, hour, tzinfo=VIETNAM))

    return pin

"""A person of the cast at a browser, and what is looked at on every page that this person opens."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from binhdang.accounts.models import User
from binhdang.demo.world import PASSWORD

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "huong-dan" / "anh"
PHONE = 360
_AXE = Axe()


class Person:
    """Somebody signed in in a window of their own. Every page they `see` is checked."""

    def __init__(self, page: Any, site: str, user: User, *, scripts: bool = True) -> None:
        self.page, self.site, self.user, self.scripts = page, site, user, scripts
        page.set_default_timeout(30_000)
        self.broken: list[str] = []
        page.on("response", self._watch)

    def _watch(self, response: Any) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "fetch"):
            self.broken.append(f"{response.status} {response.url}")

    def sign_in(self, password: str = PASSWORD) -> Person:
        """Sign in at the first page."""
        self.page.goto(f"{self.site}/")
        self.page.get_by_label("Tên đăng nhập").fill(self.user.username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.sees("Việc của tôi")
        return self

    def goes(self, path: str) -> int:
        """Open an address; the status of the answer."""
        status: int = self.page.goto(f"{self.site}{path}").status
        return status

    def path(self) -> str:
        """Where the person is."""
        return str(urlsplit(self.page.url).path)

    def sees(self, heading: str) -> None:
        """The page with this heading is there, and nothing is wrong with it for anybody."""
        self.page.get_by_role("heading", level=1, name=heading).wait_for()
        self.check()

    def reads(self, text: str) -> None:
        """These words stand on the page."""
        self.page.get_by_text(text).first.wait_for()

    def check(self) -> None:
        """One heading, nothing missing; and, where scripts can look: no finding of axe, no page wider than a phone."""
        assert self.page.get_by_role("heading", level=1).count() == 1, self.page.url
        assert self.broken == []
        if not self.scripts:
            return
        findings = self.findings()
        assert findings == [], f"{self.page.url}: {findings}"
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": PHONE, "height": 740})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(size)
        assert width <= PHONE, f"{self.page.url}: {width} px"

    def findings(self) -> list[str]:
        """What axe says, a line each."""
        found = _AXE.run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        return [f"{one['id']}: {node['html'][:300]}" for one in found for node in one["nodes"]]

    def clicks(self, name: str, *, exact: bool = False, which: int | None = None) -> None:
        """Press the button of this name; `which` where the page has several."""
        buttons = self.page.get_by_role("button", name=name, exact=exact)
        (buttons if which is None else buttons.nth(which)).click()

    def follows(self, name: str) -> None:
        """Follow the first link of this name on the page itself, the frame left out."""
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def field(self, label: str) -> Any:
        """The field of this label; what stands behind the label in small print does not matter."""
        words = re.compile(f"^{re.escape(label)}( \\(không bắt buộc\\))?$")
        controls = self.page.locator("input, select, textarea")
        return self.page.get_by_role("main").get_by_label(words).and_(controls)

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.field(label).fill(text)

    def choose(self, label: str, words: str) -> None:
        """Choose the first entry of a list that says these words."""
        entry = self.field(label).locator("option").filter(has_text=words).first
        self.field(label).select_option(entry.get_attribute("value"))

    def choose_file(self, label: str, name: str, data: bytes, kind: str = "application/pdf") -> None:
        """Choose a file from this computer."""
        self.field(label).set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def card(self, label: str) -> Any:
        """The card of a proposal, by its printed label."""
        heading = self.page.get_by_role("heading", level=3).filter(has=self.page.get_by_role("link", name=label))
        return self.page.get_by_role("article").filter(has=heading)

    def row(self, key: str) -> Any:
        """The row of a cell on a report's page."""
        return self.page.locator(f"[id='cell-{key}']")

    def cell(self, key: str) -> Any:
        """The field of a cell's number."""
        return self.page.locator(f"[id='number-{key}']")

    def leaves(self, key: str) -> None:
        """Go on to the next field, as the Tab key does: the field left saves itself."""
        self.cell(key).press("Tab")

    def room(self, name: str) -> None:
        """Go to a room by the navigation bar, and see it."""
        self.page.get_by_role("banner").get_by_role("link", name=name).click()

    def work(self) -> list[str]:
        """What waits for this person, as the first page lists it: "kind: title"."""
        self.goes("/")
        self.page.get_by_role("heading", level=1, name="Việc của tôi").wait_for()
        return [row.locator("th").inner_text().replace("\n", ": ", 1) for row in self._rows()]

    def _rows(self) -> list[Any]:
        sections = self.page.locator("section[aria-labelledby=qua-han], section[aria-labelledby=cho-toi]")
        found: list[Any] = sections.locator("tbody tr").all()
        return found

    def has_work(self, kind: str, title: str) -> None:
        """The first page says that this waits for the person; one click leads there."""
        waiting = self.work()
        place = next((n for n, one in enumerate(waiting) if one.startswith(f"{kind}: {title}")), None)
        assert place is not None, f"{self.user.full_name}: {waiting}"
        self._rows()[place].get_by_role("link").click()

    def picture(self, name: str, at: Any = None, folder: Path = PICTURES) -> None:
        """A picture for the manual, of the top of the page or around `at`; kept where MANUAL is set, taken always."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.evaluate("document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'})")
        if at is not None:
            at.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")
        taken = self.page.screenshot(animations="disabled")
        self.page.set_viewport_size(size)
        if os.environ.get("MANUAL"):
            folder.mkdir(parents=True, exist_ok=True)
            few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
            few.save(folder / f"{name}.png", optimize=True)

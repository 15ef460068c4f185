"""A person with a keyboard and nothing else. Names are those that the browser itself gives to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

MOST_PRESSES = 150
MOST_STOPS = 400
SKIP = "Naar de inhoud"
# what shows where the keyboard is: an outline or a shadow, of its own or of the mark drawn beside it, on the screen
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = (node) => { const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'; };
  const box = at.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0;
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const bare = !!top && (at.contains(top) || top.contains(at) || [...(at.labels ?? [])].some((l) => l.contains(top)));
  window.wijkStops ??= [];
  if (!window.wijkStops.includes(at)) window.wijkStops.push(at);
  return { number: window.wijkStops.indexOf(at), tag: at.localName, type: at.type ?? '', seen: drawn(at) && inside && bare,
           last: !!at.closest('.frame-foot'),
           what: at.outerHTML.slice(0, 120) };
}"""


@dataclass
class Keyboard:
    """Presses keys on a page; collects every stop of the focus that cannot be seen."""

    page: Any
    presses: int = 0
    unseen: list[str] = field(default_factory=list)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        """Types over what stands in the field."""
        self.press("Control+A")
        self.page.keyboard.type(text)
        self.presses += len(text)

    def stop(self) -> dict[str, Any] | None:
        """Where the focus is; None on the page as a whole."""
        found: dict[str, Any] | None = self.page.evaluate(STOP)
        if found and not found["seen"] and found["what"] not in self.unseen:
            self.unseen.append(found["what"])
        return found

    def name(self) -> str:
        """What a screen reader says of the place where the focus is."""
        session = self.page.context.new_cdp_session(self.page)
        try:
            found = session.send("Runtime.evaluate", {"expression": "document.activeElement"})
            node = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
            tree = session.send("Accessibility.getPartialAXTree", node)["nodes"]
        finally:
            session.detach()
        return str(tree[0].get("name", {}).get("value", "")) if tree else ""

    def to(self, name: str, *, role: str = "", back: bool = False) -> None:
        """Tabs until the focus is on something with this name, or one that begins with it when it ends in "…"."""
        passed = []
        for _ in range(MOST_PRESSES):
            self.press("Shift+Tab" if back else "Tab")
            at = self.stop()
            here = self.name() if at else ""
            found = here.startswith(name[:-1]) if name.endswith("…") else here == name
            if found and (not role or (at and role in (at["tag"], at["type"]))):
                return
            passed.append(here)
        raise AssertionError(f"{name!r} is not reached in {MOST_PRESSES} presses on {self.page.url}: {passed}")

    def through(self) -> str:
        """Tabs to the last link of the page, then one back; what holds the focus on its way, or ""."""
        stops: list[int] = []
        for _ in range(MOST_STOPS):
            self.press("Tab")
            at = self.stop()
            if at and (not stops or at["number"] != stops[-1]):  # a date is one stop with several places in it
                stops.append(at["number"])
            if at and at["last"]:
                break
        else:
            return f"not at the end after {MOST_STOPS} presses, but at {at}"
        self.press("Shift+Tab")
        back = self.stop()
        return "" if back and back["number"] == stops[-2] else f"Shift+Tab goes to {back}"

    def content(self) -> None:
        """Past the menu, by the link that stands first on every page."""
        self.to(SKIP)
        self.press("Enter")
        self.page.wait_for_url("**#content")

    def fill(self, fields: dict[str, str]) -> None:
        """Types into the fields, in the order of the page; chooses in a list by the first letters."""
        for name, text in fields.items():
            self.to(name)
            if self.page.evaluate("document.activeElement.localName") == "select":
                self.page.keyboard.type(text)
            else:
                self.type(text)

    def choose(self, name: str) -> None:
        """Into a group of radio buttons, and with the arrows to the one with this name."""
        while (at := self.stop()) is None or at["type"] != "radio":
            self.press("Tab")
        passed = [self.name()]
        while passed[-1] != name:
            self.press("ArrowDown")
            self.stop()
            passed.append(self.name())
            assert passed[-1] not in passed[:-1], f"{name!r} is not among {passed}"
        self.press("Space")

    def go(self, name: str, address: str, *, back: bool = False) -> None:
        """To a link or button, Enter, and the page it leads to."""
        self.to(name, back=back)
        self.enter(address)

    def enter(self, address: str) -> None:
        """Enter, and the page with this pattern of address; where the focus was before does not count."""
        with self.page.expect_navigation(url=lambda url: fnmatch(url.removesuffix("#content"), address)):
            self.press("Enter")

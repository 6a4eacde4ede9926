"""A person who has a keyboard and no mouse."""

import re

from playwright.sync_api import Page

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: element.id || element.getAttribute("href") || element.name || element.tagName,
    isMarked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
  };
}"""


class Typist:
    """Reaches everything by Tab, and notes each stop where the focus cannot be seen."""

    def __init__(self, page: Page):
        self.page = page
        self.faults: list[str] = []

    def is_on(self, selector: str) -> bool:
        return self.page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def tab(self):
        self.page.keyboard.press("Tab")
        focus = self.page.evaluate(FOCUS)
        if focus and not (focus["isMarked"] and focus["isSeen"]):
            fault = f"the focus on {focus['name']} is not seen at {self.page.url}"
            if fault not in self.faults:
                self.faults.append(fault)

    def reach(self, selector: str, most: int = 250):
        """Tabs until the selector has the focus."""
        assert self.page.locator(selector).count(), f"there is no {selector} at {self.page.url}"
        for _ in range(most):
            if self.is_on(selector):
                return
            self.tab()
        raise AssertionError(f"Tab does not reach {selector} at {self.page.url}")

    def skip(self):
        """Skips to the main text by the first stop of the page."""
        self.tab()
        assert self.is_on(".skip-link"), f"the first stop at {self.page.url} is not the skip link"
        self.page.keyboard.press("Enter")
        if not self.is_on("#main"):
            self.faults.append(f"the skip link does not lead to the main text at {self.page.url}")

    def follow(self, selector: str):
        """Reaches a link or a button and presses Enter, and waits for the page that comes."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str):
        """Reaches a field and types."""
        self.reach(selector)
        self.page.keyboard.type(text)

    def date(self, name: str, day: str, months: int, year: str):
        """Types a date: the month is the so-many-eth of the list, by the arrow key."""
        self.write(f"#field-{name}-day", day)
        self.reach(f"#field-{name}-month")
        for _ in range(months):
            self.page.keyboard.press("ArrowDown")
        self.write(f"#field-{name}-year", year)

    def suggest(self, selector: str, text: str) -> str:
        """Types a few letters and chooses the first suggestion by the arrow key and Enter; gives what it says."""
        self.write(selector, text)
        self.page.locator(f"{selector}[aria-expanded=true]").wait_for()
        self.page.keyboard.press("ArrowDown")
        active = self.page.locator(selector).get_attribute("aria-activedescendant")
        assert active, "the arrow key marks no suggestion"
        self.page.keyboard.press("Enter")
        if self.page.locator(selector).get_attribute("aria-expanded") != "false":
            self.faults.append("the list of suggestions stays open after the choice")
        return self.page.locator(selector).input_value()

    def sign_in(self, account: str, password: str):
        self.write("main input[type=text]", account)
        self.write("main input[type=password]", password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_out(self):
        self.reach(".person-menu > summary")
        self.page.keyboard.press("Enter")
        self.follow(".menu-sign-out button")


def number(text: str) -> int:
    """The number in a text of either script; the Persian page writes zero as a word."""
    if "صفر" in text:
        return 0
    return int(re.sub(r"\D", "", text))

"""What is asked of every page, whatever page it is. Each function gives the faults that it finds."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.browser import NARROW, NARROWEST

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}
DIRECTION = {"fa": "rtl", "en": "ltr"}

# What leads elsewhere or waits for a press has no place on paper.
NOT_ON_PAPER = (
    ".side-nav", ".drawer", ".masthead-search", ".masthead-tools", ".page-actions", ".filters", ".table-exports",
    ".tabs", ".pagination", ".breadcrumbs", ".footer", ".skip-link", ".button", "main form")

CUT = """() => {
  const cut = [];
  for (const element of document.querySelectorAll("main *")) {
    if (!element.checkVisibility() || element.closest("svg, .visually-hidden")) continue;
    const box = element.getBoundingClientRect();
    const scrolls = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    if (scrolls || box.left < -1 || box.right > innerWidth + 1)
      cut.push(element.tagName.toLowerCase() + "." + element.className);
  }
  return cut.slice(0, 3);
}"""


def faults(page: Page, language: str) -> list[str]:
    """What can be seen without measuring: language, heading, title, untranslated text, complaints of the browser."""
    found = []
    html = page.locator("html")
    if html.get_attribute("lang") != language or html.get_attribute("dir") != DIRECTION[language]:
        found.append("the language or direction of the page is not the reader's")
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} h1 elements")
    if not page.title().strip():
        found.append("no title")
    text = page.locator("body").inner_text()
    # A key that no catalogue knows shows itself.
    for key in re.findall(r"(?<![./\w-])[a-z]+(?:\.[a-zA-Z]+){1,4}_?(?:one|other)?\b", text):
        if not re.search(r"\.(org|com|net|ir|gov|edu|html?|pdf|docx|txt|tsv|csv|local)$", key) and "@" not in key:
            found.append(f"a catalogue key is shown: {key}")
    if "{{" in text:
        found.append("a placeholder is shown")
    found += [f"console: {line}" for line in page.complaints]
    page.complaints.clear()
    return found


def violations(page: Page, rules: dict = RULES) -> list[str]:
    """What axe finds."""
    return [
        f"axe: {violation['id']} at {', '.join(str(node['target']) for node in violation['nodes'][:3])}"
        for violation in Axe().run(page, options=rules).response["violations"]
    ]


def overflow(page: Page) -> list[str]:
    """Whether the page has to be pushed sideways on a small screen."""
    found = []
    size = page.viewport_size
    for narrow in (NARROW, NARROWEST):
        page.set_viewport_size(narrow)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > narrow["width"]:
            found.append(f"{width} px wide on a screen of {narrow['width']} px")
    page.set_viewport_size(size)
    return found


def on_paper(page: Page) -> list[str]:
    """What is wrong with the page when it is printed on A4."""
    size = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 980})  # 178 mm between the margins
    found = [
        f"{selector} is printed" for selector in NOT_ON_PAPER
        if page.locator(selector).filter(visible=True).count()]
    found += [f"cut off on paper: {element}" for element in page.evaluate(CUT)]
    page.emulate_media(media="screen")
    page.set_viewport_size(size)
    return found

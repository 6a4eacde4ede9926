"""The browser under test, and what is asked of every page."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

URL = os.environ["PAYVAND_URL"]
ACCOUNT = os.environ["PAYVAND_ACCOUNT"]
PASSWORD = os.environ["PAYVAND_PASSWORD"]
SCREENSHOTS = Path(os.environ["PAYVAND_SCREENSHOTS"])
CHROMIUM = os.environ.get("PAYVAND_CHROMIUM", "/usr/bin/chromium")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
LANGUAGES = ("fa", "en")
DIRECTION = {"fa": "rtl", "en": "ltr"}


class Browser:
    """Chromium for the length of a `with`, with a page that collects what goes wrong in it."""

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.playwright.stop()

    def page(self, width: int = 1280, height: int = 900, scripts: bool = True) -> Page:
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, locale="en-GB", java_script_enabled=scripts)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page


def go(page: Page, path: str):
    return page.goto(URL + path, wait_until="load")


def switch_language(page: Page, language: str):
    """Presses the language switch when the page is in another language."""
    if page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            page.locator(f".language-switch button[value={language}]").first.click()


def sign_in(page: Page, language: str):
    go(page, "/sign-in")
    switch_language(page, language)
    page.locator("input[type=text], input[type=email]").first.fill(ACCOUNT)
    page.locator("input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()
    switch_language(page, language)


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with the page that is open, whatever page it is."""
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
    for key in re.findall(r"\b[a-z]+(?:\.[a-zA-Z]+){1,4}_?(?:one|other)?\b", text):
        if not re.search(r"\.(org|com|net|ir|gov|edu|html?|pdf|tsv|csv|local)$", key) and "@" not in key:
            found.append(f"a catalogue key is shown: {key}")
    if "{{" in text:
        found.append("a placeholder is shown")
    for violation in Axe().run(page, options=RULES).response["violations"]:
        targets = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"axe: {violation['id']} at {targets}")
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        found.append(f"{width} px wide on a screen of 320 px")
    page.set_viewport_size(size)
    found += [f"console: {line}" for line in page.complaints]
    page.complaints.clear()
    return found

"""The browser under test, and how a person gets in."""

import os
import subprocess
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

URL = os.environ["PAYVAND_URL"]
DATABASE = os.environ["PAYVAND_DATABASE"]
BINARY = os.environ["PAYVAND_BINARY"]
ACCOUNT = os.environ["PAYVAND_ACCOUNT"]
PASSWORD = os.environ["PAYVAND_PASSWORD"]
SCREENSHOTS = Path(os.environ["PAYVAND_SCREENSHOTS"])
CHROMIUM = os.environ.get("PAYVAND_CHROMIUM", "/usr/bin/chromium")
LANGUAGES = ("fa", "en")
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 800}


class Browser:
    """Chromium for the length of a `with`, with pages that collect what goes wrong in them."""

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.playwright.stop()

    def page(self, scripts: bool = True) -> Page:
        """A page of a person who comes for the first time. Close it with `page.context.close()`."""
        # Colours that are still changing would be measured half-way.
        context = self.chromium.new_context(
            viewport=WIDE, locale="en-GB", java_script_enabled=scripts, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page


def go(page: Page, path: str):
    return page.goto(URL + path, wait_until="load")


def path_of(page: Page) -> str:
    return page.url.removeprefix(URL)


def switch_language(page: Page, language: str):
    """Presses the language switch when the page is in another language."""
    if page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            page.locator(f".language-switch button[value={language}]").first.click()


def sign_in(page: Page, language: str, account: str = ACCOUNT, password: str = PASSWORD):
    go(page, "/sign-in")
    switch_language(page, language)
    page.locator("input[type=text], input[type=email]").first.fill(account)
    page.locator("input[type=password]").fill(password)
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()
    switch_language(page, language)


def send(page: Page):
    """Sends the form of the page and waits for what comes."""
    with page.expect_navigation():
        page.locator("main form[data-form] button[type=submit]").first.click()


def command(*words: str) -> str:
    """Runs `payvand` on the office under test and gives what it printed."""
    done = subprocess.run(
        [BINARY, *words, "--database", DATABASE], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120, check=False)
    assert done.returncode == 0, f"payvand {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def account(username: str, role: str, language: str, *more: str) -> str:
    """Makes an account; gives its one-time password."""
    return command(
        "account", "create", "--username", username, "--role", role, "--language", language,
        "--name-en", f"Sample {username}", "--name-fa", f"نمونه {username}", *more).split()[-1]


def first_sign_in(page: Page, language: str, name: str, role: str, *more: str):
    """Makes an account, signs in to it, and chooses an own password where the office asks for it."""
    one_time, own = account(name, role, language, *more), "a sample sentence to remember"
    sign_in(page, language, name, one_time)
    for field, text in (("current", one_time), ("new", own), ("repeat", own)):
        page.locator(f"#field-{field}").fill(text)
    send(page)


def prefer(page: Page, name: str, value: str):
    """Chooses a preference from the person's menu."""
    button = page.locator(f".person-menu button[name={name}][value={value}]")
    page.locator(".person-menu > summary").click()
    with page.expect_navigation():
        button.click()

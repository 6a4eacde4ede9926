from urllib.parse import urlsplit

from e2e.browser import ACCOUNT, PASSWORD, SCREENSHOTS, Browser, go, sign_in, switch_language
from e2e.faults import CONTRAST, faults, overflow, violations
from e2e.typist import Typist


def signing_in(browser: Browser, language: str) -> list[str]:
    """signing in by keyboard, after a wrong password"""
    page = browser.page()
    typist = Typist(page)
    go(page, "/sign-in")
    switch_language(page, language)
    found = faults(page, language) + violations(page) + overflow(page)
    page.screenshot(path=SCREENSHOTS / f"{language}-sign-in-1280.png")
    page.emulate_media(color_scheme="dark")
    found += violations(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    typist.sign_in(ACCOUNT, "not the password")
    if not typist.is_on("#error-summary"):
        found.append("the focus is not on what is wrong")
    if page.locator("main input[type=text]").input_value() != ACCOUNT:
        found.append("the name is lost with a wrong password")
    page.complaints.clear()  # the browser notes the refusal's status as an error
    found += faults(page, language) + violations(page)
    typist.write("main input[type=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if urlsplit(page.url).path == "/sign-in":
        found.append("the right password does not sign in")
    # The door leads who is signed in onwards, so going back may end where it began.
    page.evaluate("history.back()")
    page.wait_for_timeout(500)
    response = page.reload()
    if response and response.status >= 400:
        found.append(f"going back and reloading gives {response.status}")
    page.context.close()
    return found + typist.faults


def errors(browser: Browser, language: str) -> list[str]:
    """a page that does not exist"""
    page = browser.page()
    sign_in(page, language)
    response = go(page, "/no-such-page")
    page.complaints.clear()
    found = [] if response.status == 404 else [f"status {response.status}"]
    found += faults(page, language) + violations(page) + overflow(page)
    page.screenshot(path=SCREENSHOTS / f"{language}-not-found-1280.png")
    page.context.close()
    return found

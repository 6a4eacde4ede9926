import time

from playwright.sync_api import Page

from e2e.browser import (
    ACCOUNT, PASSWORD, SCREENSHOTS, Browser, account, go, path_of, prefer, send, sign_in, switch_language)
from e2e.faults import faults, violations
from e2e.typist import Typist, number

OWN_PASSWORD = "a sample sentence to remember"

# Each language takes a paper agreement of its own, by its place in the register.
ROW = {"fa": 1, "en": 2}
WORDS = {
    "fa": {
        "body": "سازمان نمونهٔ پارک‌ها", "letters": "نمونه پار", "their body": "ادارهٔ نمونهٔ فضای سبز",
        "clause": "دو شهر هر سال ده کارشناس فضای سبز مبادله می‌کنند.", "action": "فرستادن فهرست کارشناسان",
        "evidence": "ده کارشناس دوره را به پایان رساندند", "day": "۱۲", "year": "۱۴۰۳", "next year": "۱۴۰۷"},
    "en": {
        "body": "Sample Waste Company", "letters": "sample was", "their body": "Sample Recycling Office",
        "clause": "Each year the two cities exchange ten recycling experts.", "action": "Send the list of experts",
        "evidence": "Ten experts finished the course", "day": "12", "year": "2025", "next year": "2028"},
}


def from_paper_to_proof(browser: Browser, language: str) -> list[str]:
    """from a paper agreement to accepted evidence, by keyboard alone"""
    words = WORDS[language]
    before = prepare(browser, language)
    one_time = account(f"reviewer-{language}", "urbanOfficer", language)

    page = browser.page()
    typist = Typist(page)
    go(page, "/sign-in")
    switch_language(page, language)
    begun = time.monotonic()
    typist.sign_in(ACCOUNT, PASSWORD)
    typist.follow(".side-nav a[href='/agreements']")
    typist.skip()
    typist.follow(f".table tbody tr:nth-child({ROW[language]}) a")
    agreement = path_of(page)
    start(typist, words)
    submit_evidence(typist, words)
    typist.sign_out()
    typist.sign_in(f"reviewer-{language}", one_time)
    choose_password(typist, one_time)
    review(typist, agreement)
    spent = time.monotonic() - begun

    found = faults(page, language) + violations(page)
    go(page, agreement)
    current = page.locator(".stage-step[aria-current]")
    if current.evaluate("step => [...step.parentNode.children].indexOf(step)") < 3:
        found.append(f"the stage has not risen with accepted evidence: {current.inner_text()}")
    page.screenshot(path=SCREENSHOTS / f"{language}-operating-1280.png", full_page=True)
    go(page, "/")
    if headline(page) != before + 1:
        found.append("the headline of the home page does not count the agreement")
    page.screenshot(path=SCREENSHOTS / f"{language}-home-operating-1280.png", full_page=True)
    page.context.close()
    print(f"      {language}: from paper to accepted evidence in {spent:.0f} s of keys", flush=True)
    return found + typist.faults


def headline(page: Page) -> int:
    """The number of operational ties on the home page."""
    return number(page.locator(".headline-value").inner_text())


def prepare(browser: Browser, language: str) -> int:
    """Adds a body that the keyboard can then choose; gives the headline's number before all."""
    page = browser.page()
    sign_in(page, language)
    before = headline(page)
    prefer(page, "calendar", "jalali" if language == "fa" else "gregorian")
    go(page, "/bodies/new")
    page.locator(f"#field-name-{language}").fill(WORDS[language]["body"])
    page.locator("#field-ours").check()
    send(page)
    page.context.close()
    return before


def start(typist: Typist, words: dict[str, str]):
    """The form that takes a bare tie to its first assigned clause."""
    typist.skip()
    typist.follow("main a[href$='/start']")
    typist.skip()
    # Nothing typed yet: the office says what is missing, and the first link leads to its field.
    typist.follow("main form[data-form] button[type=submit]")
    typist.page.complaints.clear()  # the browser notes the refusal's status as an error
    assert typist.is_on("#error-summary"), "the focus is not on what is wrong"
    typist.tab()
    typist.page.keyboard.press("Enter")
    field = typist.page.evaluate("document.activeElement.name")
    assert field, "the summary's link does not lead into the field"
    if typist.page.locator("#field-signed-day").count():
        typist.date("signed", words["day"], 1, words["year"])
    typist.date("documentSigned", words["day"], 1, words["year"])
    typist.write("#field-textPersian" if "۱" in words["day"] else "#field-textEnglish", words["clause"])
    typist.reach("#field-sector")
    typist.page.keyboard.press("ArrowDown")
    chosen = typist.suggest("#field-ourBody1", words["letters"])
    assert chosen == words["body"], f"the arrow key chose {chosen}"
    typist.write("#field-theirBody1", words["their body"])
    typist.write("#field-title", words["action"])
    typist.date("due", words["day"], 1, words["next year"])
    typist.follow("main form[data-form] button[type=submit]")


def submit_evidence(typist: Typist, words: dict[str, str]):
    problems = typist.page.locator(".error-summary")
    assert "/evidence/new" in typist.page.url, problems.inner_text() if problems.count() else typist.page.url
    typist.skip()
    typist.write("#field-title", words["evidence"])
    typist.write("#field-link", "https://example.org/course")
    typist.follow("main form[data-form] button[type=submit]")


def choose_password(typist: Typist, one_time: str):
    """The first sign-in asks for a password of one's own."""
    typist.write("#field-current", one_time)
    typist.write("#field-new", OWN_PASSWORD)
    typist.write("#field-repeat", OWN_PASSWORD)
    with typist.page.expect_navigation():
        typist.page.keyboard.press("Enter")


def review(typist: Typist, agreement: str):
    """From the work list to the evidence that waits, and a decision."""
    typist.follow(".side-nav a[href='/work']")
    typist.skip()
    typist.follow(f".table a[href^='{agreement}']")
    if "/evidence/" not in typist.page.url:
        typist.skip()
        typist.follow("main .evidence .button, main #next a[href*='clause']")
    if "/evidence/" not in typist.page.url:
        typist.follow("main .evidence .button")
    # The link led to the decision, so Tab goes on from there.
    typist.reach("input[name=decision]")
    typist.page.keyboard.press("Space")
    typist.follow("#review form button[type=submit]")

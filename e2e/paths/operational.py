import re

from playwright.sync_api import Page

from e2e.browser import SCREENSHOTS, URL, Browser, go, path_of, prefer, send, sign_in
from e2e.faults import faults, overflow, violations
from e2e.paths.proof import headline

# Each language takes a paper agreement of its own, by its place in the register.
ROW = {"fa": 3, "en": 4}
WORDS = {
    "fa": {
        "text": "تفاهم‌نامهٔ نمونه\n\nماده ۱\nدو شهر هر سال پنج کارشناس حمل‌ونقل مبادله می‌کنند.\n\n"
                "ماده ۲\nدو شهر تجربهٔ خود را در مدیریت پسماند منتشر می‌کنند.\n",
        "ours": "سازمان نمونهٔ حمل‌ونقل", "theirs": "ادارهٔ نمونهٔ ترابری", "action": "معرفی پنج کارشناس",
        "name": "نمایندهٔ نمونه", "done": "پنج کارشناس معرفی شدند",
        "report": "فهرست کارشناسان به طرف مقابل داده شد.", "day": "۵", "year": "۱۴۰۳", "due year": "۱۴۰۷"},
    "en": {
        "text": "Sample memorandum\n\nArticle 1\nThe two cities exchange five transport experts each year.\n\n"
                "Article 2\nThe two cities publish their experience in waste management.\n",
        "ours": "Sample Transport Organisation", "theirs": "Sample Transit Office", "action": "Name five experts",
        "name": "Sample Representative", "done": "Five experts were named",
        "report": "The list of experts was handed to the partner.", "day": "5", "year": "2025", "due year": "2028"},
}


def from_document_to_operation(browser: Browser, language: str) -> list[str]:
    """a document read in, assigned, asked about by link and proven makes an agreement operational"""
    words = WORDS[language]
    page = browser.page()
    sign_in(page, language)
    prefer(page, "calendar", "jalali" if language == "fa" else "gregorian")
    before = headline(page)
    found: list[str] = []

    document = executive_document(page, words)
    found += look(page, language, "read", lambda: read_in(page, document, words))
    assign(page, document, words)
    plan(page, document, words)
    for kind in ("docx", "pdf"):
        answer = page.request.get(f"{URL}{document}/document.{kind}")
        if answer.status != 200 or len(answer.body()) < 1000:
            found.append(f"the executive document's {kind} is not to be had: {answer.status}")
    found += look(page, language, "document", lambda: go(page, document + "/document"))
    link = ask(page, document, words)
    answer_by_link(browser, link, language, words, today(page, document), found)

    go(page, document)
    page.locator("main .evidence a.button").first.click()
    page.wait_for_load_state()
    page.locator("input[name=decision]").first.check()
    with page.expect_navigation():
        page.locator("#review form button[type=submit]").click()
    go(page, document)
    # The first: the document's own path through the office's gates has steps too.
    current = page.locator(".stage-step[aria-current]").first
    if current.evaluate("step => [...step.parentNode.children].indexOf(step)") < 3:
        found.append(f"the stage has not risen with accepted evidence: {current.inner_text()}")
    found += faults(page, language)
    go(page, "/")
    if headline(page) != before + 1:
        found.append("the headline of the home page does not count the agreement")
    page.context.close()
    return found


def look(page: Page, language: str, name: str, work) -> list[str]:
    """What is wrong with the page that some work leads to, with a picture of it."""
    work()
    page.screenshot(path=SCREENSHOTS / f"{language}-operational-{name}-1280.png", full_page=True)
    return faults(page, language) + violations(page) + overflow(page)


def date(page: Page, name: str, day: str, month: int, year: str):
    page.locator(f"#field-{name}-day").fill(day)
    page.locator(f"#field-{name}-month").select_option(index=month)
    page.locator(f"#field-{name}-year").fill(year)


def today(page: Page, document: str) -> dict[str, str]:
    """The parts of today's date in the person's calendar, as the form for evidence offers them."""
    go(page, document + "/clauses/1/evidence/new")
    return {part: page.locator(f"#field-dated-{part}").input_value() for part in ("day", "month", "year")}


def executive_document(page: Page, words: dict[str, str]) -> str:
    """A signed executive document under a paper agreement; gives its address."""
    go(page, "/agreements")
    tie = page.locator(f".table tbody tr:nth-child({ROW['fa' if '۱' in words['year'] else 'en']}) a").first
    code = tie.get_attribute("href").split("/")[-1]
    go(page, f"/agreements/new?parent={code}&level=executive")
    date(page, "signed", words["day"], 1, words["year"])
    send(page)
    assert re.fullmatch(r"/agreements/AGR-\d+", path_of(page)), page.locator("main").inner_text()[:400]
    return path_of(page)


def read_in(page: Page, document: str, words: dict[str, str]):
    """Uploads the text, looks at the proposed split and confirms it."""
    go(page, document + "/read")
    page.locator("#field-file").set_input_files(
        [{"name": "sample.txt", "mimeType": "text/plain", "buffer": words["text"].encode()}])
    send(page)
    assert "/readings/" in page.url, page.locator("main").inner_text()[:400]
    assert page.locator(".draft-part").count() == 2, page.locator(".draft").inner_text()[:400]
    page.reload()
    assert page.locator(".draft-part").count() == 2, "a reload loses the draft"
    with page.expect_navigation():
        page.locator("#draft button[value=confirm]").click()
    assert page.locator("article.clause").count() == 2, path_of(page)


def assign(page: Page, document: str, words: dict[str, str]):
    """Names bodies on both sides of the first clause; the second stays open."""
    go(page, document + "/bodies")
    for side in ("ours", "theirs"):
        page.locator(f"input[name={side}1][value=another]").check()
        page.locator(f"#field-{side}1-body").fill(words[side])
        page.keyboard.press("Escape")
    for side in ("ours", "theirs"):
        page.locator(f"input[name={side}2][value=later]").check()
    send(page)
    assert words["ours"] in page.locator("main").inner_text()


def plan(page: Page, document: str, words: dict[str, str]):
    go(page, document + "/clauses/1/actions/new")
    page.locator("#field-title").fill(words["action"])
    date(page, "due", words["day"], 1, words["due year"])
    send(page)


def ask(page: Page, document: str, words: dict[str, str]) -> str:
    """Asks for an update; gives the personal link, as an officer hands it over."""
    go(page, document)
    go(page, page.locator("a[href*='/requests/new?action=']").first.get_attribute("href"))
    page.locator("#field-name").fill(words["name"])
    page.locator("#field-email").fill("sample@example.org")
    language = page.locator("html").get_attribute("lang")
    page.locator("#field-language").select_option(language)
    send(page)
    assert re.search(r"/requests/[0-9a-f-]{36}", page.url), page.locator("main").inner_text()[:400]
    with page.expect_navigation():
        page.locator("form[action$='/link'] button").click()
    link = re.search(r"/u/[A-Za-z0-9_.-]+", page.content())
    assert link, "no link is shown"
    return link.group(0)


def answer_by_link(
        browser: Browser, link: str, language: str, words: dict[str, str], day: dict[str, str], found: list[str]):
    """Somebody without an account answers, and can go nowhere else."""
    page = browser.page()
    go(page, link)
    found += faults(page, language) + violations(page) + overflow(page)
    if page.locator(".side-nav a").count():
        found.append("the personal link's page leads into the office")
    entry = page.locator(f"main a[href^='{link}/']")
    if entry.count():
        go(page, entry.first.get_attribute("href"))
    done = page.locator("form[action*='/done']")
    with page.expect_navigation():
        done.locator("button[type=submit]").click()
    page.complaints.clear()  # the browser notes the refusal's status as an error
    page.locator("#field-dated-day").fill(day["day"])
    page.locator("#field-dated-month").select_option(day["month"])
    page.locator("#field-dated-year").fill(day["year"])
    page.locator("#field-title").fill(words["done"])
    page.locator("#field-report").fill(words["report"])
    with page.expect_navigation():
        page.locator("form[action*='/done'] button[type=submit]").click()
    page.screenshot(path=SCREENSHOTS / f"{language}-answered-1280.png", full_page=True)
    found += faults(page, language) + violations(page)
    if go(page, "/agreements").url.endswith("/agreements"):
        found.append("the link opens the register")
    page.context.close()

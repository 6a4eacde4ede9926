import json

from playwright.sync_api import Page

from e2e.browser import Browser, command, go, path_of, send, sign_in
from e2e.faults import faults, overflow, violations

CITY = {"fa": "لیسبون", "en": "Lisbon"}
TITLE = {"fa": "یادداشت نمونه با لیسبون", "en": "Sample memorandum with Lisbon"}


def registered() -> int:
    """How many agreements the office has."""
    return len(json.loads(command("agreements", "--json")))


def fill(page: Page, language: str, title: str):
    """A new agreement that can be registered, with the city chosen from the list."""
    go(page, "/agreements/new")
    page.locator("#field-partner1").press_sequentially(CITY[language])
    page.locator("#field-partner1-list [role=option]").first.click()
    page.locator("#field-titlePersian" if language == "fa" else "#field-titleEnglish").fill(title)


def wrong_form(browser: Browser, language: str) -> list[str]:
    """a form sent empty, then mended; going back and reloading"""
    page = browser.page()
    sign_in(page, language)
    before = registered()
    go(page, "/agreements/new")
    title = page.locator("#field-titlePersian" if language == "fa" else "#field-titleEnglish")
    title.fill(TITLE[language])
    page.locator("#field-theirSignatories").fill("نام نمونه، سمت نمونه")
    page.locator("#field-ended-day").fill("99")
    send(page)
    page.complaints.clear()
    found = faults(page, language) + violations(page) + overflow(page)
    if page.evaluate("document.activeElement.id") != "error-summary":
        found.append("the focus is not on what is wrong")
    if title.input_value() != TITLE[language] or not page.locator("#field-theirSignatories").input_value():
        found.append("what was typed is lost")
    if page.locator("#field-ended-day").input_value() != "99":
        found.append("the wrong value is lost")
    links = page.locator(".error-summary a")
    if links.count() < 2:
        found.append(f"{links.count()} problems are named instead of two")
    for index in range(links.count()):
        target = (links.nth(index).get_attribute("href") or "").removeprefix("#")
        links.nth(index).click()
        if not page.evaluate("id => document.getElementById(id)?.contains(document.activeElement)", target):
            found.append(f"the summary's link to {target} does not lead into the field")
    # The refused page itself is loaded again: the browser sends the form once more, and it is refused once more.
    page.reload()
    page.complaints.clear()
    if registered() != before:
        found.append("a refused form left a record")

    fill(page, language, TITLE[language])
    send(page)
    record = path_of(page)
    if registered() != before + 1:
        found.append("the mended form made no record")
    for _ in range(2):
        page.go_back()
        page.reload()
        page.go_forward()
        page.reload()
    if path_of(page) != record:
        found.append(f"going back and forward ends at {path_of(page)}")
    if registered() != before + 1:
        found.append("going back and reloading made records")
    page.context.close()
    return found


def double_click(browser: Browser, language: str) -> list[str]:
    """a double click on a form's button makes one record, with scripts and without"""
    found = []
    for scripts in (True, False):
        page = browser.page(scripts=scripts)
        sign_in(page, language)
        before = registered()
        if scripts:
            fill(page, language, TITLE[language] + " ۲")
        else:
            go(page, "/agreements/new")
            page.locator("#field-partner1").fill("Warsaw" if language == "en" else "ورشو")
        page.locator("main form[data-form] button[type=submit]").first.dblclick()
        page.wait_for_url("**/agreements/AGR-*")
        page.wait_for_load_state("load")
        made = registered() - before
        if made != 1:
            found.append(f"{made} records {'with' if scripts else 'without'} scripts")
        page.context.close()
    return found

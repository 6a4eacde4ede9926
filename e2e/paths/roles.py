import json

from e2e.browser import SCREENSHOTS, Browser, command, first_sign_in, go, path_of, sign_in
from e2e.faults import faults, overflow, violations
from e2e.paths.proof import WORDS

READ = ("/", "/agreements", "/work", "/due", "/map", "/cities/1816670", "/countries/CN", "/bodies", "/people")
# What changes something: the search and the lists' filters do not.
CHANGES = (
    "main a[href$='/edit'], main a[href$='/new'], main a[href*='/new?'], main a[href$='/start'], "
    "main form:not([method=get]), main .button-danger")


def viewer(browser: Browser, language: str) -> list[str]:
    """a viewer reads and is offered nothing to change"""
    page = browser.page()
    first_sign_in(page, language, f"viewer-{language}", "viewer")
    found = []
    for address in READ:
        response = go(page, address)
        if response.status != 200:
            found.append(f"{address} answers {response.status}")
        offered = page.locator(CHANGES)
        if offered.count():
            found.append(f"{address} offers {offered.first.evaluate('element => element.outerHTML')[:120]}")
        found += [f"{address}: {fault}" for fault in faults(page, language)]
    for address in ("/agreements/new", "/cities/new", "/bodies/new", "/accounts", "/cities/1816670/edit"):
        status = go(page, address).status
        if status not in (403, 404):
            found.append(f"{address} answers {status}")
    page.complaints.clear()
    page.context.close()
    return found


def representative(browser: Browser, language: str) -> list[str]:
    """a body's representative sees the assigned work and nothing else"""
    page = browser.page()
    sign_in(page, language)
    go(page, "/bodies?q=" + WORDS[language]["body"])
    body = page.locator(".table tbody a").first.get_attribute("href").split("/")[-1]
    page.context.close()

    page = browser.page()
    first_sign_in(page, language, f"representative-{language}", "bodyRepresentative", "--body", body)
    go(page, "/")
    if path_of(page) != "/assignments":
        go(page, "/assignments")
    found = faults(page, language) + violations(page) + overflow(page)
    page.screenshot(path=SCREENSHOTS / f"{language}-assignments-1280.png", full_page=True)
    links = {link.get_attribute("href") for link in page.locator(".side-nav a").all()}
    if links - {"/", "/assignments"}:
        found.append(f"the navigation leads to {links}")
    if not page.locator("main .clause").count():
        found.append("the assigned clauses are not shown")
    if WORDS[language]["clause"] not in page.locator("main").inner_text():
        found.append("the clause's text is not shown")
    report = page.locator("main a[href*='/evidence/new']").first.get_attribute("href")
    if go(page, report).status != 200:
        found.append("evidence cannot be submitted")
    codes = [agreement["code"] for agreement in json.loads(command("agreements", "--json"))]
    for address in ("/agreements", f"/agreements/{codes[-1]}", "/cities", "/people", "/search?q=تهران"):
        status = go(page, address).status
        if status not in (403, 404):
            found.append(f"{address} answers {status}")
    page.complaints.clear()
    page.context.close()
    return found

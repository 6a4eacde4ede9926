from e2e.browser import Browser, go, sign_in
from e2e.faults import faults

# Beijing and Istanbul in the spellings that people bring.
SPELLINGS = {
    "/cities/1816670": ("پکن", "پكن", "Beijing", "beijing", "Peking"),
    "/cities/745044": ("استانبول", "اِستانبول", "Istanbul", "İstanbul", "ISTANBUL"),
}
CODES = ("AGR-0007", "AGR-۰۰۰۷", "agr 0007", "AGR-٠٠٠٧")


def masthead_search(browser: Browser, language: str) -> list[str]:
    """the masthead's search: a city by its spellings, an agreement by its code"""
    page = browser.page()
    sign_in(page, language)
    found = []
    wanted = [(text, href) for href, texts in SPELLINGS.items() for text in texts]
    wanted += [(code, "/agreements/AGR-0007") for code in CODES]
    for text, href in wanted:
        go(page, "/due")
        page.locator("#site-search").fill(text)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if page.url.endswith(href):
            continue
        if not page.locator(f".result a[href='{href}']").count():
            found.append(f"“{text}” does not find {href}")
        if page.locator("#search-query").input_value() != text:
            found.append(f"“{text}” is not shown as it was typed")
        found += faults(page, language)
    page.context.close()
    return found

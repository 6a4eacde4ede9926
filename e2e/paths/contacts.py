from e2e.browser import Browser, go, path_of, send, sign_in
from e2e.paths.proof import WORDS

NAME = {"fa": "شخص نمونه", "en": "Sample Person"}
TITLE = {"fa": "مدیر نمونه", "en": "Sample Director"}


def person_with_post(browser: Browser, language: str) -> list[str]:
    """a person is added with a post in a body, and found"""
    page = browser.page()
    sign_in(page, language)
    go(page, "/people/new")
    page.locator(f"#field-name-{language}").fill(NAME[language])
    page.locator("#field-email").fill("sample@example.org")
    page.locator("#field-body").press_sequentially(WORDS[language]["letters"])
    page.locator("#field-body-list [role=option]").first.click()
    page.locator(f"#field-title-{language}").fill(TITLE[language])
    send(page)
    found = []
    person = path_of(page)
    if TITLE[language] not in page.locator("#posts").inner_text():
        return [f"the post is not shown at {person}"]
    page.locator("#posts a[href^='/bodies/']").first.click()
    page.wait_for_load_state("load")
    if NAME[language] not in page.locator("#people").inner_text():
        found.append("the body does not show its person")
    go(page, "/search?q=" + NAME[language])
    if not page.locator(f".result a[href='{person}']").count():
        found.append("the person is not found by name")
    page.context.close()
    return found

from e2e.browser import Browser, go, path_of, send, sign_in
from e2e.paths.proof import WORDS

# A paper agreement for each language, by its place in the register.
ROW = {"fa": 3, "en": 4}


def without_scripts(browser: Browser, language: str) -> list[str]:
    """the start form without JavaScript"""
    words = WORDS[language]
    page = browser.page(scripts=False)
    sign_in(page, language)
    go(page, "/agreements")
    with page.expect_navigation():
        page.locator(f".table tbody tr:nth-child({ROW[language]}) a").first.click()
    agreement = path_of(page)
    go(page, agreement + "/start")
    found = []
    send(page)
    if not page.locator(".error-summary").is_visible():
        found.append("an empty form is not refused")
    for name in ("signed", "documentSigned", "due"):
        if page.locator(f"#field-{name}-day").count():
            page.locator(f"#field-{name}-day").fill(words["day"])
            page.locator(f"#field-{name}-month").select_option(index=1)
            page.locator(f"#field-{name}-year").fill(words["next year" if name == "due" else "year"])
    page.locator("#field-textPersian" if language == "fa" else "#field-textEnglish").fill(words["clause"])
    # What is chosen from a list with scripts is found by its name without them.
    page.locator("#field-ourBody1").fill(words["body"])
    page.locator("#field-title").fill(words["action"])
    send(page)
    if not path_of(page).split("?")[0].endswith("/evidence/new"):
        problems = page.locator(".error-summary")
        return found + ["the start form is refused: " + (problems.inner_text() if problems.count() else page.url)]
    page.locator("#field-title").fill(words["evidence"])
    page.locator("#field-file").set_input_files(
        {"name": "sample.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"})
    send(page)
    if "/evidence/" not in page.url or "sample.pdf" not in page.locator("main").inner_text():
        found.append("the evidence and its file do not arrive")
    go(page, agreement)
    if page.locator("main .stage-step-done").count() < 2:
        found.append("the agreement is not assigned after the form")
    page.context.close()
    return found

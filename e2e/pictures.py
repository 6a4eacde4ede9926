"""The pictures of the README."""

from pathlib import Path

from e2e.browser import LANGUAGES, Browser, go, prefer, sign_in


def make(browser: Browser):
    folder = Path("docs")
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        page = browser.page()
        sign_in(page, language)
        prefer(page, "calendar", "jalali" if language == "fa" else "gregorian")
        go(page, "/")
        page.screenshot(path=folder / f"home-{language}.png")
        print(folder / f"home-{language}.png")
        page.context.close()

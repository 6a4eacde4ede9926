"""Walks the product in a real browser: every page in both languages, wide and narrow; and the main paths by keyboard.

python -m e2e [screenshots]    with `screenshots`, makes the pictures of the README instead
"""

import re
import sys
import traceback
from pathlib import Path
from urllib.parse import urlsplit

from e2e.browser import ACCOUNT, LANGUAGES, PASSWORD, SCREENSHOTS, URL, Browser, faults, go, sign_in, switch_language

results: list[tuple[str, list[str]]] = []


def check(name: str, found: list[str]):
    results.append((name, found))
    print(("ok    " if not found else "FAIL  ") + name, flush=True)
    for fault in found:
        print("      " + fault, flush=True)


def shape(path: str) -> str:
    """Pages of the same kind have the same shape: `/cities/112931` is `/cities/:`."""
    return re.sub(r"/(\d[^/]*|[A-Z]+-[^/]+|[0-9a-f-]{36}|[A-Z]{2})(?=/|$)", "/:", path)


def every_page(browser: Browser, language: str):
    """Follows the links from the home page, two pages of each shape."""
    page = browser.page()
    sign_in(page, language)
    waiting, seen = ["/"], {}
    while waiting:
        path = waiting.pop(0)
        response = go(page, path)
        name = f"{language} {path}"
        if not response or response.status != 200:
            check(name, [f"status {response.status if response else 'none'}"])
            continue
        check(name, faults(page, language))
        picture = language + (shape(path).strip("/").replace("/", "-").replace(":", "one") or "home").replace("?", "-")
        page.screenshot(path=SCREENSHOTS / f"{picture}-1280.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=SCREENSHOTS / f"{picture}-390.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        # A link of a drawing has no text in its `href`.
        for link in page.eval_on_selector_all(
                "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"):
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}" != URL or "download" in parts.path:
                continue
            if parts.path.startswith(("/assets/", "/api/")) or re.search(r"\.(csv|xlsx|json|svg)$", parts.path):
                continue
            kind = shape(parts.path)
            if parts.path not in seen.setdefault(kind, []) and len(seen[kind]) < 2:
                seen[kind].append(parts.path)
                waiting.append(parts.path)


def signing_in(browser: Browser, language: str):
    """By keyboard alone, after a wrong password that loses nothing that was typed."""
    page = browser.page()
    go(page, "/sign-in")
    switch_language(page, language)
    found = faults(page, language)
    page.screenshot(path=SCREENSHOTS / f"{language}sign-in-1280.png")
    name = page.locator("input[type=text], input[type=email]").first
    name.focus()
    page.keyboard.type(ACCOUNT)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if page.locator(".error-summary").count() != 1:
        found.append("a wrong password is not said")
    if page.locator("input[type=text], input[type=email]").first.input_value() != ACCOUNT:
        found.append("the name is lost with a wrong password")
    page.complaints.clear()  # the browser notes the refusal's status as an error
    found += [fault for fault in faults(page, language) if not fault.startswith("console")]
    page.locator("input[type=password]").focus()
    page.keyboard.type(PASSWORD)
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
    check(f"{language} sign in by keyboard", found)


def errors(browser: Browser, language: str):
    page = browser.page()
    sign_in(page, language)
    response = go(page, "/no-such-page")
    page.complaints.clear()
    found = [] if response.status == 404 else [f"status {response.status}"]
    found += [fault for fault in faults(page, language) if not fault.startswith("console")]
    check(f"{language} a page that does not exist", found)


def screenshots(browser: Browser):
    folder = Path("docs")
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        page = browser.page()
        sign_in(page, language)
        go(page, "/")
        page.screenshot(path=folder / f"home-{language}.png")
        print(folder / f"home-{language}.png")


def main() -> int:
    with Browser() as browser:
        if sys.argv[1:] == ["screenshots"]:
            screenshots(browser)
            return 0
        for language in LANGUAGES:
            for part in (signing_in, errors, every_page):
                try:
                    part(browser, language)
                except Exception:
                    check(f"{language} {part.__name__}", [traceback.format_exc(limit=3)])
    failed = [name for name, found in results if found]
    print(f"e2e: {len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


sys.exit(main())

"""Every page that can be reached by links: two of each shape are opened, in both languages.

The first of a shape is looked at closely (axe in the light and the dark theme, paper, pictures); the second only for
what differs between pages of one shape.
"""

import json
import re
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Page

from e2e.browser import NARROW, SCREENSHOTS, URL, WIDE, Browser, command, go, sign_in
from e2e.faults import CONTRAST, faults, on_paper, overflow, violations
from e2e.results import attempt

# Pages that no link leads to.
SEEDS = (
    "/", "/search?q=تهران", "/search?q=zzzz", "/agreements?of=ties&q=zzzz", "/cities?q=zzzz", "/accounts/new",
    "/agreements?of=ties&sort=signed&order=descending")
PRINTED = ("/agreements", "/agreements/:", "/agreements/:/proof", "/agreements/:/claims", "/cities/:", "/work")


def worked_on() -> list[str]:
    """A document that the main paths left with clauses and evidence: the first ones of the register have none."""
    register = json.loads(command("agreements", "--json"))
    return [f"/agreements/{line['code']}" for line in register if line["level"] == "executive"][:1]


def shape(path: str) -> str:
    """Pages of the same kind have the same shape: `/cities/112931` is `/cities/:`."""
    path = re.sub(r"/profile/[a-z]+", "/profile/:", path)
    path = re.sub(r"/claims/[a-z]+", "/claims/:", path)
    path = re.sub(r"/autopsy/[a-zA-Z]+", "/autopsy/:", path)
    return re.sub(r"/(\d[^/]*|[A-Z]+-[^/]+|[0-9a-f-]{36}|[0-9a-z]{26}|[A-Z]{2})(?=/|$)", "/:", path)


def walk(browser: Browser, language: str):
    page = browser.page()
    sign_in(page, language)
    waiting, seen = list(SEEDS) + worked_on(), {"/": ["/"]}
    close = set()
    while waiting:
        address = waiting.pop(0)
        kind = shape(urlsplit(address).path) + ("?" if "?" in address else "")
        attempt(f"{language} {address}", partial(visit, page, address, kind, language, kind not in close))
        close.add(kind)
        for path, query in links(page):
            paths = seen.setdefault(shape(path), [])
            if path not in paths and len(paths) < 2:
                paths.append(path)
                # A form's address may say what it begins with.
                waiting.append(f"{path}?{query}" if query and path.endswith("/new") else path)
    page.context.close()


def links(page: Page) -> list[tuple[str, str]]:
    """The pages of the office that this one leads to, as path and query; a link of a drawing has no text in `href`."""
    found = []
    for link in page.eval_on_selector_all(
            "a[href]:not([download])",
            "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"):
        parts = urlsplit(link)
        is_file = "/files/" in parts.path or re.search(r"\.(csv|xlsx|docx|pdf|json|svg)$", parts.path)
        if f"{parts.scheme}://{parts.netloc}" == URL and not is_file and not re.match("/(assets|api)/", parts.path):
            found.append((parts.path, parts.query))
    return found


def visit(page: Page, address: str, kind: str, language: str, closely: bool) -> list[str]:
    response = go(page, address)
    if not response or response.status != 200:
        page.complaints.clear()
        return [f"status {response.status if response else 'none'}"]
    found = faults(page, language) + overflow(page)
    if not closely:
        return found
    found += violations(page)
    name = re.sub(r"[^a-z]+", "-", kind.replace(":", "one").replace("?", "-asked")).strip("-") or "home"
    picture(page, f"{language}-{name}-1280")
    page.set_viewport_size(NARROW)
    picture(page, f"{language}-{name}-390")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in violations(page, CONTRAST)]
    picture(page, f"{language}-{name}-dark")
    page.emulate_media(color_scheme="light")
    if kind in PRINTED:
        found += on_paper(page)
    return found


def picture(page: Page, name: str):
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

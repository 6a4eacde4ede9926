"""Every page that can be reached by links: two of each shape are opened, in both languages.

The first of a shape is looked at closely (axe in the light and the dark theme, paper, pictures); the second only for
what differs between pages of one shape.
"""

import json
import re
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
    """A document that the main paths left with clauses, actions and evidence: the first ones of the register have none."""
    register = json.loads(command("agreements", "--json"))
    return [f"/agreements/{line['code']}" for line in register if line["level"] == "executive"][:1]


def shape(path: str) -> str:
    """Pages of the same kind have the same shape: `/cities/112931` is `/cities/:`."""
    path = re.sub(r"/profile/[a-z]+", "/profile/:", path)
    path = re.sub(r"/claims/[a-z]+", "/claims/:", path)
    return re.sub(r"/(\d[^/]*|[A-Z]+-[^/]+|[0-9a-f-]{36}|[0-9a-z]{26}|[A-Z]{2})(?=/|$)", "/:", path)


def walk(browser: Browser, language: str):
    page = browser.page()
    sign_in(page, language)
    waiting, seen = list(SEEDS) + worked_on(), {"/": ["/"]}
    close = set()
    while waiting:
        address = waiting.pop(0)
        kind = shape(urlsplit(address).path) + ("?" if "?" in address else "")
        attempt(f"{language} {address}", lambda: visit(page, address, kind, language, kind not in close))
        close.add(kind)
        for link in page.eval_on_selector_all(
                "a[href]:not([download])", "links => links.map(link => new URL(link.getAttribute('href'), location).href)"):
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}" != URL or "/files/" in parts.path:
                continue
            if parts.path.startswith(("/assets/", "/api/")) or re.search(r"\.(csv|xlsx|json|svg)$", parts.path):
                continue
            paths = seen.setdefault(shape(parts.path), [])
            if parts.path not in paths and len(paths) < 2:
                paths.append(parts.path)
                # A form's address may say what it begins with.
                waiting.append(parts.path + (f"?{parts.query}" if parts.path.endswith("/new") and parts.query else ""))
    page.context.close()


def visit(page: Page, address: str, kind: str, language: str, closely: bool) -> list[str]:
    response = go(page, address)
    if not response or response.status != 200:
        page.complaints.clear()
        return [f"status {response.status if response else 'none'}"]
    found = faults(page, language) + overflow(page)
    if not closely:
        return found
    name = f"{language}-" + (re.sub(r"[^a-z]+", "-", kind.replace(":", "one").replace("?", "-asked")).strip("-") or "home")
    found += violations(page)
    picture(page, f"{name}-1280")
    page.set_viewport_size(NARROW)
    picture(page, f"{name}-390")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in violations(page, CONTRAST)]
    picture(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    if kind in PRINTED:
        found += on_paper(page)
    return found


def picture(page: Page, name: str):
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

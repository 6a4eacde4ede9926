import re

from e2e.browser import Browser, go, prefer, sign_in

MONTHS = {
    ("fa", "jalali"): "فروردین", ("fa", "gregorian"): "ژانویه",
    ("en", "jalali"): "Farvardin", ("en", "gregorian"): "January",
}
# The century of a day of ours, in each calendar.
YEARS = {"jalali": r"[1۱][3-4۳-۴]\d\d", "gregorian": r"[2۲][0۰]\d\d"}


def language_and_calendar(browser: Browser, language: str) -> list[str]:
    """language and calendar are chosen apart"""
    page = browser.page()
    sign_in(page, language)
    found = []
    usual = "jalali" if language == "fa" else "gregorian"
    for calendar in ("gregorian", "jalali", usual):
        prefer(page, "calendar", calendar)
        if page.locator("html").get_attribute("lang") != language:
            found.append(f"the language changes with the {calendar} calendar")
        go(page, "/agreements/new")
        month = page.locator("#field-signed-month option").nth(1).inner_text()
        if month != MONTHS[language, calendar]:
            found.append(f"the first month of the {calendar} calendar is {month}")
        go(page, "/account")
        text = page.locator("main .facts").first.inner_text()
        if not re.search(YEARS[calendar], text):
            found.append(f"the last sign-in is not told in the {calendar} calendar: {text}")
        if bool(re.search("[۰-۹]", text)) != (language == "fa"):
            found.append(f"the digits are not the language's: {text}")
    page.context.close()
    return found

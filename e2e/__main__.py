"""Uses the product in a real browser: the main paths as people take them, then every page.

python -m e2e [paths|walk]     both, or one of them
python -m e2e screenshots      makes the pictures of the README instead
"""

import sys
import time
from functools import partial

from e2e import pictures, walk
from e2e.browser import LANGUAGES, Browser
from e2e.paths import PATHS
from e2e.results import attempt, summary


def main() -> int:
    wanted = sys.argv[1:]
    begun = time.monotonic()
    with Browser() as browser:
        if wanted == ["screenshots"]:
            pictures.make(browser)
            return 0
        # The paths leave agreements, clauses and evidence, whose pages the walk then opens.
        if wanted != ["walk"]:
            for language in LANGUAGES:
                for path in PATHS:
                    attempt(f"{language} {path.__doc__}", partial(path, browser, language))
        if wanted != ["paths"]:
            for language in LANGUAGES:
                walk.walk(browser, language)
    print(f"e2e: {time.monotonic() - begun:.0f} s")
    return summary()


sys.exit(main())

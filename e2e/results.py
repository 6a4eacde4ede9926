"""What was tried and what was found."""

import traceback
from collections.abc import Callable

results: list[tuple[str, list[str]]] = []


def check(name: str, found: list[str]):
    """Notes and prints one result; no faults is a pass."""
    results.append((name, found))
    print(("ok    " if not found else "FAIL  ") + name, flush=True)
    for fault in found:
        print("      " + fault, flush=True)


def attempt(name: str, work: Callable[[], list[str]]):
    """Does one piece of work, whose breaking is a fault too."""
    try:
        found = work()
    except Exception:
        found = [traceback.format_exc(limit=-4)]
    check(name, found)


def summary() -> int:
    """Prints the count; gives the exit code."""
    failed = sum(1 for _, found in results if found)
    print(f"e2e: {len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0

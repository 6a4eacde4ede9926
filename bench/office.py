"""An office for a benchmark or a test: made by the `payvand` command, served on a free port, gone at the end.

All that the scripts take for granted about the product stands here: commands, addresses, names of form fields and the
fields of the API.
"""

import atexit
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.client import Client, Form

ROOT = Path(__file__).resolve().parent.parent

# What is taken for granted
ADMINISTRATOR = "admin"
HEALTH = "/healthz"
HELLO = "/hello"
SIGN_IN = "/sign-in"
HOME = "/"
AGREEMENTS = "/agreements"
WORK = "/work"
DUE = "/due"
CITY_SUGGESTIONS = "/cities/suggest?q="
API_AGREEMENTS = "/api/v1/agreements"
TEHRAN, BEIJING = 112931, 1816670


def agreement_page(code: str) -> str:
    return f"{AGREEMENTS}/{code}"


def new_agreement(title: str) -> dict:
    """What the API takes as a new agreement."""
    return {
        "title": {"en": title}, "kind": "memorandum", "level": "principle",
        "parties": [{"side": "theirs", "city": BEIJING}],
    }


def title_of(record: dict) -> str | None:
    """The title of an agreement as the API gives it back, in whichever language it has one."""
    title = record.get("title")
    if isinstance(title, dict):
        return next((text for text in (title.get("en"), *title.values()) if text), None)
    return title


def sign_in_values(account: str, password: str, form: Form) -> dict[str, str]:
    """The one password field and the one text field of the sign-in form, whatever their names."""
    name = next(name for name, kind in form.types.items() if kind in ("text", "email"))
    secret = next(name for name, kind in form.types.items() if kind == "password")
    return {name: account, secret: password}


def binary(release: bool = True) -> Path:
    """The command under test; PAYVAND_BINARY names another."""
    path = Path(os.environ.get("PAYVAND_BINARY") or ROOT / f".build/{'release' if release else 'debug'}/payvand")
    if not os.access(path, os.X_OK):
        sys.exit(f"{path} is missing: run `scripts/build {'release' if release else 'tests'}` first")
    return path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


# A script that is asked to end leaves nothing behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Office:
    """A database with an office, and the server that serves it."""

    def __init__(self, payvand: Path, database: str | None = None):
        self.payvand = payvand
        self.folder = Path(tempfile.mkdtemp(prefix="payvand-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.file = None if database else self.folder / "office.sqlite"
        self.database = database or f"sqlite:{self.file}"
        self.port = free_port()
        self.server: subprocess.Popen | None = None
        self.log = self.folder / "server.log"
        atexit.register(self.kill)

    def command(self, *words: str, allowed: float = 900) -> str:
        """Runs a subcommand on this office's database and gives what it printed."""
        done = subprocess.run(
            [self.payvand, *words, "--database", self.database], cwd=ROOT, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=allowed, check=False)
        if done.returncode != 0:
            sys.exit(f"payvand {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def set_up(self, sample: bool = True) -> float:
        """Makes the office; gives the seconds it took."""
        begun = time.monotonic()
        self.command("setup", "--data", str(ROOT / "data"), *(["--sample"] if sample else []))
        return time.monotonic() - begun

    def fill(self, agreements: int, clauses: int) -> float:
        """Adds made-up agreements; gives the seconds it took."""
        begun = time.monotonic()
        self.command("sample", "--agreements", str(agreements), "--clauses", str(clauses), allowed=3600)
        return time.monotonic() - begun

    def token(self) -> str:
        """A token of the administrator for the API."""
        return self.command("token", "create", "--account", ADMINISTRATOR, "--name", "bench").split()[-1]

    def new_password(self, account: str = ADMINISTRATOR) -> str:
        return self.command("account", "reset-password", "--username", account).split()[-1]

    def register(self) -> list[dict]:
        """The agreements as the command prints them."""
        return json.loads(self.command("agreements", "--json"))

    def journal_verifies(self) -> bool:
        done = subprocess.run(
            [self.payvand, "journal", "verify", "--database", self.database], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, check=False)
        if done.returncode != 0:
            print(done.stdout)
        return done.returncode == 0

    def start(self, hello: bool = False, patience: float = 60) -> float:
        """Starts the server; gives the seconds from its start to its first answer."""
        # A server never outlives the script that started it, however that ends.
        words = [
            "setpriv", "--pdeathsig", "KILL",
            self.payvand, "serve", "--database", self.database, "--host", "127.0.0.1", "--port", str(self.port),
            "--assets", str(ROOT / "var/assets"), *(["--hello"] if hello else [])]
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while time.monotonic() - begun < patience:
            if self.server.poll() is not None:
                sys.exit(f"the server ended with {self.server.returncode}:\n{self.last_words()}")
            try:
                if Client(self.port, timeout=5).get(HEALTH).status == 200:
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.005)
        sys.exit(f"the server did not answer within {patience:.0f} s:\n{self.last_words()}")

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def kill(self):
        """SIGKILL: no chance to tidy up."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()
            self.server = None

    def stop(self, patience: float = 20):
        """SIGTERM, as a service manager stops it."""
        if self.server is not None:
            self.server.terminate()
            try:
                self.server.wait(patience)
            except subprocess.TimeoutExpired:
                print("the server did not stop when asked", file=sys.stderr)
            self.kill()

    def resident_megabytes(self) -> float:
        assert self.server is not None
        for line in Path(f"/proc/{self.server.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def signed_in(self, account: str = ADMINISTRATOR, password: str | None = None) -> Client:
        """A browser that has signed in, and has chosen a password of its own where that is asked."""
        first = password or self.new_password(account)
        browser = Client(self.port)
        page = browser.follow(browser.get(SIGN_IN))
        form = next((form for form in page.forms() if "password" in form.types.values()), None)
        if form is None:
            sys.exit(f"{SIGN_IN} shows no sign-in form: {page.status}")
        landed = browser.follow(browser.submit(form, sign_in_values(account, first, form), SIGN_IN))
        for form in landed.forms():
            secret_fields = [name for name, kind in form.types.items() if kind == "password"]
            if len(secret_fields) < 2:
                continue
            chosen = secrets.token_urlsafe(18)
            values = {name: chosen for name in secret_fields}
            if len(secret_fields) > 2 or "current" in secret_fields[0].lower():
                values[secret_fields[0]] = first
            landed = browser.follow(browser.submit(form, values))
            first = chosen
            break
        home = browser.get(HOME)
        if home.status in (302, 303):
            sys.exit(f"signing in as {account} did not work: {home.status} {home.headers.get('location', '')}")
        browser.password = first
        return browser

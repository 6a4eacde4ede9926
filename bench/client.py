"""A small HTTP client with cookies, that reads forms as a browser does. It speaks to 127.0.0.1 alone."""

import http.client
import json
import urllib.parse
from html.parser import HTMLParser


class Form:
    """One form of a page: where it goes and what it carries before anybody types."""

    def __init__(self, action: str, method: str):
        self.action = action
        self.method = method
        self.fields: list[tuple[str, str]] = []
        self.types: dict[str, str] = {}

    def filled(self, values: dict[str, str]) -> list[tuple[str, str]]:
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + list(values.items())


class FormReader(HTMLParser):
    """Collects the forms of a page with their hidden and filled fields."""

    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.open = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self.open)
        if self.open is None:
            return
        name = found.get("name", "")
        if tag == "input" and name:
            kind = found.get("type", "text")
            self.open.types[name] = kind
            if kind in ("checkbox", "radio"):
                if "checked" in found:
                    self.open.fields.append((name, found.get("value", "on")))
            elif kind not in ("submit", "button", "file"):
                self.open.fields.append((name, found.get("value", "")))
        elif tag == "select" and name:
            self.select = name
            self.open.types[name] = "select"
        elif tag == "option" and self.select and "selected" in found:
            self.open.fields.append((self.select, found.get("value", "")))
        elif tag == "textarea" and name:
            self.area = name
            self.open.types[name] = "textarea"
            self.open.fields.append((name, ""))

    def handle_data(self, data):
        if self.open is not None and self.area:
            name, value = self.open.fields[-1]
            self.open.fields[-1] = (name, value + data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


class Answer:
    """A response: status, headers (names in lower case) and body."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.cookies = [value for name, value in headers if name.lower() == "set-cookie"]
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)

    def forms(self) -> list[Form]:
        reader = FormReader()
        reader.feed(self.text)
        return reader.forms


class Client:
    """One browser, or one program with a token: a kept-alive connection and its cookies."""

    def __init__(self, port: int, token: str | None = None, timeout: float = 30):
        self.port = port
        self.token = token
        self.timeout = timeout
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """One request, once: a lost connection raises, since whether the server acted is then unknown."""
        sent = {"Accept-Language": "en"} | (headers or {})
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.cookies:
            sent["Cookie"] = self.cookie_header
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        for cookie in answer.cookies:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            if value:
                self.cookies[name.strip()] = value.strip()
            else:
                self.cookies.pop(name.strip(), None)
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def follow(self, answer: Answer, limit: int = 5) -> Answer:
        """The page that redirections end at."""
        while answer.status in (301, 302, 303, 307, 308) and limit > 0:
            place = urllib.parse.urlsplit(answer.headers["location"])
            answer = self.get(place.path + (f"?{place.query}" if place.query else ""))
            limit -= 1
        return answer

    def post_json(self, path: str, value, headers: dict[str, str] | None = None) -> Answer:
        body = json.dumps(value, ensure_ascii=False).encode("utf-8")
        return self.ask("POST", path, body, {"Content-Type": "application/json"} | (headers or {}))

    def submit(self, form: Form, values: dict[str, str], page: str = "/") -> Answer:
        body = urllib.parse.urlencode(form.filled(values)).encode("ascii")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        return self.ask("POST", form.action or page, body, headers)

"""The benchmarks' browser reads forms, keeps cookies and follows redirections as a real one does."""

import http.server
import sys
import threading
import unittest
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.client import Client, FormReader
from bench.office import Office, title_of

SIGN_IN = """<form method="post" action="/sign-in"><input type="hidden" name="csrf" value="a&amp;b">
<input type="hidden" name="submission" value="1"><label>Name<input name="username" type="text"></label>
<input name="password" type="password"><button name="go" value="1">Sign in</button></form>"""
CHOOSE = """<form method="post" action="/password"><input type="hidden" name="csrf" value="a&amp;b">
<input type="password" name="current"><input type="password" name="new"><input type="password" name="again"></form>"""


class Desk(http.server.BaseHTTPRequestHandler):
    """Signs in who knows the password and the form's token, and asks for a new password first."""

    protocol_version = "HTTP/1.1"
    chosen = False

    def answer(self, status, body="", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        content = body.encode("utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        signed = "session=s1" in self.headers.get("Cookie", "")
        if self.path == "/sign-in":
            self.answer(200, SIGN_IN)
        elif not signed:
            self.answer(303, Location="/sign-in")
        elif self.path == "/password":
            self.answer(200, CHOOSE)
        elif not Desk.chosen:
            self.answer(303, Location="/password")
        else:
            self.answer(200, "home")

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))
        if form.get("csrf") != ["a&b"]:
            self.answer(403)
        elif self.path == "/sign-in" and form["username"] == ["admin"] and form["password"] == ["first"]:
            self.answer(303, Location="/", Set_Cookie="session=s1; HttpOnly; Path=/")
        elif self.path == "/password" and form["current"] == ["first"] and form["new"] == form["again"]:
            Desk.chosen = True
            self.answer(303, Location="/")
        else:
            self.answer(422)

    def log_message(self, *_):
        pass


class Browsing(unittest.TestCase):
    def setUp(self):
        Desk.chosen = False
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def test_it_signs_in_and_chooses_a_password_when_asked(self):
        office = Office(Path("unused"))
        office.port = self.server.server_port
        browser = office.signed_in(password="first")
        self.assertEqual(browser.get("/").text, "home")
        self.assertNotEqual(browser.password, "first")
        browser.close()

    def test_a_lost_connection_raises_instead_of_asking_twice(self):
        client = Client(1, timeout=1)
        with self.assertRaises(OSError):
            client.get("/")

    def test_a_form_carries_what_a_browser_would_send(self):
        reader = FormReader()
        reader.feed(
            '<form action="/x"><input name="a" value="1"><input type="checkbox" name="b">'
            '<input type="checkbox" name="c" value="2" checked><select name="d"><option value="3">'
            '<option value="4" selected></select><textarea name="e">five &lt;</textarea></form>')
        self.assertEqual(reader.forms[0].filled({"a": "9"}), [("c", "2"), ("d", "4"), ("e", "five <"), ("a", "9")])

    def test_a_title_is_found_in_any_language(self):
        self.assertEqual(title_of({"title": "A"}), "A")
        self.assertEqual(title_of({"title": {"fa": "پ", "en": ""}}), "پ")
        self.assertIsNone(title_of({"code": "AGR-0001"}))


if __name__ == "__main__":
    unittest.main()

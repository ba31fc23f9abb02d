#!/usr/bin/env python3
"""streams_test.py JETON: the program with a full, closed or abandoned output, and with a terminal."""

import fcntl
import http.server
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import unittest

JETON = sys.argv.pop()
UNWRITTEN = "jeton: the output could not be written.\n"
NAME = "n" * 60
PAGE = ('{"data":[{"id":"TKN-8857-1729","name":"' + NAME + '"}],"$meta":{"pagination":{"offset":0,"limit":100,"total":1}}}').encode()


class Server(http.server.BaseHTTPRequestHandler):
    """Answers each list with one token, and keeps what it was sent behind the request."""

    surplus = b""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)
        self.wfile.flush()
        type(self).surplus += self.rfile.read()

    def log_message(self, *_):
        pass


def run(*words, **options):
    return subprocess.run([JETON, *words], stderr=subprocess.PIPE, text=True, check=False, timeout=60, **options)


def run_closed(redirection, *words, env=None):
    return subprocess.run(["/bin/sh", "-c", f'exec "$0" "$@" {redirection}', JETON, *words], stderr=subprocess.PIPE,
                          text=True, check=False, timeout=60, env=env)


class StreamsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.environment = {**os.environ, "JETON_URL": f"http://127.0.0.1:{cls.server.server_port}",
                           "JETON_TOKEN": "idt:TKN-8857-1729:0123456789abcdef0123456789abcdef"}

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for words in (["version"], ["--version"], ["--help"], ["completion", "zsh"], ["config"]):
                ended = run(*words, stdout=full)
                self.assertEqual((ended.returncode, ended.stderr), (1, UNWRITTEN), words)

    def test_a_closed_output_is_an_error_and_goes_nowhere_else(self):
        ended = run_closed(">&-", "token", "list", env=self.environment)
        self.assertEqual((ended.returncode, ended.stderr), (1, UNWRITTEN))
        self.assertEqual(Server.surplus, b"")
        self.assertEqual(run_closed(">&- 2>&-", "version").returncode, 1)

    def test_a_closed_input_is_an_empty_one(self):
        ended = run_closed("<&-", "token", "verify", "--token-file", "-", env=self.environment)
        self.assertEqual((ended.returncode, ended.stderr), (2, "jeton: file: - is empty.\n"))

    def test_a_reader_that_has_seen_enough_is_told_nothing(self):
        for signals in (True, False):  # False: as a service manager starts programs, with SIGPIPE ignored.
            reading, writing = os.pipe()
            os.close(reading)
            ended = run("token", "list", stdout=writing, env=self.environment, restore_signals=signals)
            os.close(writing)
            self.assertEqual(ended.stderr, "")
            self.assertIn(ended.returncode, (1, -13))

    def test_a_table_fits_into_the_terminal_that_it_is_printed_on(self):
        def printed(columns):
            leader, follower = pty.openpty()
            fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            environment = {name: value for name, value in self.environment.items() if name != "COLUMNS"}
            ended = run("token", "list", stdout=follower, env=environment)
            os.close(follower)
            text = os.read(leader, 65536).decode()
            os.close(leader)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            return text.splitlines()

        lines = printed(60)
        self.assertLessEqual(max(len(line) for line in lines), 60)
        self.assertIn("TKN-8857-1729", lines[1])
        self.assertIn("…", lines[1])
        self.assertIn(NAME, printed(200)[1])
        piped = subprocess.run([JETON, "token", "list"], capture_output=True, text=True, check=True, timeout=60,
                               env={**self.environment, "COLUMNS": "60"})
        self.assertIn(NAME, piped.stdout)

    def test_an_argument_that_is_not_utf8_is_named(self):
        ended = subprocess.run([JETON.encode(), b"token", b"show", b"a\xff"], capture_output=True, check=False, timeout=60)
        self.assertEqual(ended.returncode, 2)
        self.assertIn(b"An argument is not UTF-8", ended.stderr)


if __name__ == "__main__":
    unittest.main()

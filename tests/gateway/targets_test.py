#!/usr/bin/env python3
"""What reaches the platform is, however a service reads it, in a module that the token holds. Through Debian's nginx with the
example configuration, to services in Go, Node.js and Python that answer with the path that they understood."""

import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
READERS = ROOT / "tests" / "gateway" / "readers"
PLATFORM = ROOT / "tests" / "gateway" / "platform.yaml"
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import BASE62, JetonServer  # noqa: E402
from nginx_gateway import NginxGateway  # noqa: E402
from targets import table  # noqa: E402

# The modules of platform.yaml, longest prefix first, and those that each token holds.
OWNERS = [("/billing/journals", "journals"), ("/orders/drafts", "drafts"), ("/billing", "billing"), ("/orders", "orders")]
HELD = {
    "FIXTURE_BILLING": ("TKN-6101-0001", {"billing"}),
    "FIXTURE_BOTH": ("TKN-6101-0002", {"billing", "journals"}),
    "FIXTURE_ORDERS": ("TKN-6101-0003", {"orders"}),
}
TARGETS_MIN = 150


def owner_of(path):
    return next((module for prefix, module in OWNERS if path == prefix or path.startswith(prefix + "/")), None)


class TargetsServer(JetonServer):
    def prepare(self):
        self.tokens = {
            name: f"idt:{token}:" + "".join(secrets.choice(BASE62) for _ in range(40)) for name, (token, _) in HELD.items()
        }
        self.run("init")
        self.run("apply", "-f", PLATFORM, **self.tokens)


def program(name, *elsewhere):
    """The path of a program that tools/install brings."""
    found = shutil.which(name) or next((str(path) for path in elsewhere if path.exists()), None)
    if found is None:
        raise RuntimeError(f"{name} is missing: run tools/install test")
    return found


def build_go_reader(folder):
    binary = folder / "reader"
    environment = {**os.environ, "GOCACHE": str(folder / "go-cache"), "GOFLAGS": "", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    environment["GO111MODULE"] = "off"
    subprocess.run(
        [program("go"), "build", "-o", binary, READERS / "reader.go"], check=True, env=environment, stdin=subprocess.DEVNULL
    )
    return [binary]


class Reader:
    """A service on a port of its own, which it prints."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def ask(port, target, token):
    """Status and body of the answer to a request with the very bytes of `target`."""
    head = b"GET " + target + b" HTTP/1.1\r\nHost: platform\r\nAuthorization: Bearer " + token.encode() + b"\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status_line, _, rest = answer.partition(b"\r\n")
    return int(status_line.split()[1]), rest.partition(b"\r\n\r\n")[2]


class Targets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = ROOT / "build" / "gateway-targets"
        cls.jeton = TargetsServer(folder / "jeton")
        cls.jeton.prepare()
        cls.jeton.start()
        cls.addClassCleanup(cls.jeton.stop)
        cls.gateways = {}
        for language, command in (
            ("Go", build_go_reader(folder)),
            ("Node", [program("node", ROOT / "build" / "tools" / "bin" / "node"), READERS / "reader.js"]),
            ("Python", [sys.executable, "-B", READERS / "reader.py"]),
        ):
            reader = Reader(command)
            cls.addClassCleanup(reader.close)
            gateway = NginxGateway(cls.jeton.gateway_port, reader.port)
            cls.addClassCleanup(gateway.close)
            cls.gateways[language] = gateway

    def test_the_table_is_long_and_names_each_target_once(self):
        targets = [target for target, _ in table()]
        self.assertGreaterEqual(len(targets), TARGETS_MIN)
        self.assertEqual(len(targets), len(set(targets)))

    def test_what_passes_is_in_a_module_of_the_token_for_every_reader(self):
        for target, passes in table():
            for token, (_, held) in HELD.items():
                for language, gateway in self.gateways.items():
                    status, body = ask(gateway.port, target, self.jeton.tokens[token])
                    with self.subTest(target=target, token=token, language=language):
                        if token == "FIXTURE_BILLING":
                            self.assertEqual(status == 200, passes, status)
                        if status != 200:
                            self.assertIn(status, (400, 403))
                            continue
                        for reader, path in json.loads(body).items():
                            self.assertIn(owner_of(path), held, f"{reader} understood {path}")

    def test_a_token_with_the_nested_module_reaches_it_in_every_reading(self):
        for target in (b"/billing/journals", b"/billing/journals;x", b"/billing/Journals", b"/billing/journals.json"):
            for gateway in self.gateways.values():
                with self.subTest(target=target):
                    self.assertEqual(ask(gateway.port, target, self.jeton.tokens["FIXTURE_BOTH"])[0], 200)


if __name__ == "__main__":
    unittest.main(verbosity=1)

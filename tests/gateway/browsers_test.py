#!/usr/bin/env python3
"""What browsers send that is no plain request: CORS preflights and websockets, through Debian's nginx with the example
configuration."""

import pathlib
import socket
import sys
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import JetonServer  # noqa: E402
from nginx_gateway import EchoUpstream, NginxGateway, call  # noqa: E402

PREFLIGHT = {"Origin": "https://shop.example", "Access-Control-Request-Method": "PUT"}


class UpgradingUpstream:
    """Agrees to every upgrade that it is asked for, then sends back what it gets. `heads` is what arrived."""

    def __init__(self):
        self.heads = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            self.heads.append(head.decode().lower())
            if "\r\nupgrade:" not in self.heads[-1]:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
            while piece := connection.recv(65536):
                connection.sendall(piece)

    def close(self):
        self.listener.close()


class Browsers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.jeton = JetonServer(ROOT / "build" / "gateway-browsers")
        cls.jeton.prepare()
        cls.jeton.start()
        cls.addClassCleanup(cls.jeton.stop)
        cls.upstream = EchoUpstream()
        cls.addClassCleanup(cls.upstream.close)
        cls.nginx = NginxGateway(cls.jeton.gateway_port, cls.upstream.port)
        cls.addClassCleanup(cls.nginx.close)
        cls.sockets = UpgradingUpstream()
        cls.addClassCleanup(cls.sockets.close)
        cls.sockets_nginx = NginxGateway(cls.jeton.gateway_port, cls.sockets.port)
        cls.addClassCleanup(cls.sockets_nginx.close)
        cls.billing = cls.jeton.tokens["FIXTURE_BILLING_TOKEN"]

    def setUp(self):
        self.upstream.seen.clear()
        self.sockets.heads.clear()

    def options(self, path, headers, method="OPTIONS", **arguments):
        return call(self.nginx.url + path, method=method, headers=headers, **arguments)

    def refused(self, answer, status):
        self.assertEqual(answer.status, status)
        self.assertEqual(self.upstream.seen, [], "a refused request reached the platform")

    def test_a_preflight_reaches_the_platform_without_identity(self):
        forged = {"X-Jeton-Token": "TKN-9999-9999", "X-Jeton-Account": "ACC-9999-9999", "X-Jeton-Module": "MOD-9999"}
        answer = self.options("/billing/invoices", {**PREFLIGHT, **forged})
        self.assertEqual(answer.status, 200)
        arrived = answer.json()
        self.assertEqual(arrived["method"], "OPTIONS")
        self.assertEqual(arrived["headers"]["access-control-request-method"], "PUT")
        self.assertEqual([name for name in arrived["headers"] if name.startswith("x-jeton-")], [])

    def test_a_preflight_passes_for_paths_of_modules_alone(self):
        for path in ("/elsewhere", "/billingx", "/billing/%2e%2e/orders", "/billing//x"):
            with self.subTest(path=path):
                self.refused(self.options(path, PREFLIGHT), 401)

    def test_what_lacks_something_of_a_preflight_needs_a_token(self):
        for name in PREFLIGHT:
            self.refused(self.options("/billing", {key: value for key, value in PREFLIGHT.items() if key != name}), 401)
        self.refused(self.options("/billing", {}), 401)
        for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"):
            with self.subTest(method=method):
                self.refused(self.options("/billing", PREFLIGHT, method=method), 401)
        self.refused(self.options("/billing", {**PREFLIGHT, "Access-Control-Request-Method": "PUT, GET"}), 401)

    def test_a_preflight_carries_no_body(self):
        self.refused(self.options("/billing", PREFLIGHT, body=b"{}"), 401)
        with socket.create_connection(("127.0.0.1", self.nginx.port), timeout=30) as connection:
            connection.sendall(
                b"OPTIONS /billing HTTP/1.1\r\nHost: platform\r\nOrigin: https://shop.example\r\n"
                b"Access-Control-Request-Method: PUT\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            )
            self.assertIn(b" 401 ", connection.recv(65536))
        self.assertEqual(self.upstream.seen, [])

    def test_a_preflight_with_a_credential_is_decided_by_it(self):
        self.refused(self.options("/orders", PREFLIGHT, token=self.billing), 403)
        self.refused(self.options("/billing", PREFLIGHT, token="nonsense"), 401)
        answer = self.options("/billing", PREFLIGHT, token=self.billing)
        self.assertEqual(answer.json()["headers"]["x-jeton-module"], "MOD-5101")

    def upgrade(self, protocol, path="/billing/live", token=None, more=b""):
        head = f"GET {path} HTTP/1.1\r\nHost: platform\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: {protocol}\r\n".encode()
        if token:
            head += f"Authorization: Bearer {token}\r\n".encode()
        connection = socket.create_connection(("127.0.0.1", self.sockets_nginx.port), timeout=30)
        self.addCleanup(connection.close)
        connection.sendall(head + more + b"\r\n")
        return connection, connection.recv(65536)

    def test_a_websocket_is_decided_as_get_and_then_open(self):
        for protocol in ("websocket", "WebSocket"):
            connection, answer = self.upgrade(protocol, token=self.billing)
            self.assertIn(b" 101 ", answer)
            connection.sendall(b"ping")
            self.assertEqual(connection.recv(4), b"ping")

    def test_a_websocket_needs_a_token_with_the_module(self):
        self.assertIn(b" 401 ", self.upgrade("websocket")[1])
        self.assertIn(b" 403 ", self.upgrade("websocket", path="/orders/live", token=self.billing)[1])
        self.assertEqual(self.sockets.heads, [])

    def test_no_other_upgrade_reaches_the_platform(self):
        for protocol in ("h2c", "h2c, websocket", "websocket, h2c", "xwebsocket", "websocket2", "TLS/1.0"):
            with self.subTest(protocol=protocol):
                answer = self.upgrade(protocol, token=self.billing, more=b"HTTP2-Settings: AAMAAABk\r\n")[1]
                self.assertIn(b" 200 ", answer)
                self.assertNotIn("upgrade", self.sockets.heads[-1])
                self.assertNotIn("http2-settings", self.sockets.heads[-1])


if __name__ == "__main__":
    unittest.main(verbosity=1)

#!/usr/bin/env python3
"""The question in the shape that each gateway sends it, as its documentation and source say: ingress-nginx, Envoy, Traefik,
Caddy. nginx asks for real in the other tests here."""

import pathlib
import socket
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import JetonServer  # noqa: E402
from nginx_gateway import call  # noqa: E402

ASK = "/gateway/authorize"


def ingress_nginx(method, target, host="platform.example"):
    """GET to auth-url: location = $authPath of the controller's nginx.tmpl."""
    return "GET", ASK, {
        "Host": "jeton.jeton.svc.cluster.local",
        "X-Original-URL": f"https://{host}{target}",
        "X-Original-Method": method,
        "X-Sent-From": "nginx-ingress-controller",
        "X-Real-IP": "203.0.113.7",
        "X-Forwarded-For": "203.0.113.7",
        "X-Auth-Request-Redirect": target,
        "X-Request-ID": "2f1c0de1",
        "X-Forwarded-Proto": "https",
    }


def envoy(method, target):
    """The client's method, its path behind path_prefix, no body."""
    return method, ASK + target, {"Host": "127.0.0.1:8080", "Content-Length": "0", "X-Envoy-Internal": "true"}


def traefik(method, target):
    return "GET", ASK, {
        "X-Forwarded-Method": method,
        "X-Forwarded-Uri": target,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "platform.example",
        "X-Forwarded-For": "203.0.113.7",
    }


def caddy(method, target):
    return "GET", ASK, {"X-Forwarded-Method": method, "X-Forwarded-Uri": target, "X-Forwarded-Proto": "https"}


GATEWAYS = (ingress_nginx, envoy, traefik, caddy)


class Questions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.jeton = JetonServer(ROOT / "build" / "gateway-questions")
        cls.jeton.prepare()
        cls.jeton.start()
        cls.addClassCleanup(cls.jeton.stop)
        cls.billing = cls.jeton.tokens["FIXTURE_BILLING_TOKEN"]
        cls.reader = cls.jeton.tokens["FIXTURE_READER_TOKEN"]

    def ask(self, question, token=None, headers=()):
        method, path, own = question
        return call(self.jeton.gateway_url + path, method=method, token=token, headers={**own, **dict(headers)})

    def test_is_decided_by_method_and_path(self):
        for gateway in GATEWAYS:
            with self.subTest(gateway=gateway.__name__):
                answer = self.ask(gateway("POST", "/billing/invoices?x=1"), self.billing)
                self.assertEqual((answer.status, answer.headers["X-Jeton-Module"]), (200, "MOD-5101"))
                self.assertEqual(self.ask(gateway("GET", "/orders?x=/billing"), self.billing).status, 403)
                self.assertEqual(self.ask(gateway("GET", "/billing")).status, 401)
                self.assertEqual(self.ask(gateway("GET", "/catalog/items"), self.reader).status, 200)
                self.assertEqual(self.ask(gateway("DELETE", "/catalog/items"), self.reader).status, 403)
                self.assertEqual(self.ask(gateway("PROPFIND", "/billing"), self.billing).status, 200)

    def test_head_is_decided_as_get(self):
        for gateway in GATEWAYS:
            with self.subTest(gateway=gateway.__name__):
                self.assertEqual(self.ask(gateway("HEAD", "/catalog/items"), self.reader).status, 200)
                self.assertEqual(self.ask(gateway("HEAD", "/catalog/drafts"), self.reader).status, 403)

    def test_refuses_what_could_mean_another_path(self):
        for gateway in GATEWAYS:
            for target in ("/billing/%2e%2e/orders", "/billing/..;/orders", "/billing//x", "/billing/..%2forders", "//billing"):
                with self.subTest(gateway=gateway.__name__, target=target):
                    self.assertEqual(self.ask(gateway("GET", target), self.billing).status, 403)

    def test_a_preflight_passes_without_identity(self):
        preflight = {"Origin": "https://shop.example", "Access-Control-Request-Method": "PUT"}
        for gateway in GATEWAYS:
            with self.subTest(gateway=gateway.__name__):
                answer = self.ask(gateway("OPTIONS", "/billing"), headers=preflight)
                self.assertEqual((answer.status, answer.headers["X-Jeton-Token"]), (200, None))
                self.assertEqual(self.ask(gateway("OPTIONS", "/elsewhere"), headers=preflight).status, 401)
                self.assertEqual(self.ask(gateway("OPTIONS", "/billing")).status, 401)

    def test_what_the_caller_describes_besides_must_agree(self):
        for gateway in GATEWAYS:
            pair = ("X-Original-Method", "X-Original-URI")
            method, target = ("X-Forwarded-Method", "X-Forwarded-Uri") if gateway is ingress_nginx else pair
            for described, status in (
                ({method: "GET", target: "/orders"}, 403),
                ({method: "GET", target: "/billing"}, 400),
                ({method: "POST", target: "/orders"}, 400),
                ({method: "GET"}, 400),
                ({target: "/orders"}, 400),
                ({"X-Original-URL": "https://platform.example/billing"}, 400),
            ):
                if gateway is ingress_nginx and "X-Original-URL" in described:
                    continue  # Its own header, which it sets itself.
                with self.subTest(gateway=gateway.__name__, described=described):
                    self.assertEqual(self.ask(gateway("GET", "/orders"), self.billing, described).status, status)

    def test_the_host_of_the_url_does_not_reach_into_the_path(self):
        self.assertEqual(self.ask(ingress_nginx("GET", "/billing"), self.billing).status, 200)
        for host in ("platform.example?", "platform.example#", "a@b", "platform.example\\billing", "platform.example;x", ""):
            with self.subTest(host=host):
                self.assertEqual(self.ask(ingress_nginx("GET", "/billing", host), self.billing).status, 400)

    def test_what_is_not_one_question_is_refused(self):
        whole = {"X-Original-Method": "GET", "X-Original-URI": "/billing"}
        for described in (
            {},
            {**whole, "X-Original-URI": ""},
            {**whole, "X-Original-Method": ""},
            {**whole, "X-Original-Method": "GET POST"},
            {**whole, "X-Original-URI": "http://platform.example/billing"},
            {**whole, "X-Original-URI": "*"},
            {**whole, "X-Forwarded-Method": "DELETE", "X-Forwarded-Uri": "/billing"},
            {**whole, "X-Forwarded-Method": "GET", "X-Forwarded-Uri": "/billing/1"},
            {**whole, "X-Original-URL": "/billing"},
        ):
            with self.subTest(described=described):
                self.assertEqual(self.ask(("GET", ASK, described), self.billing).status, 400)

    def test_two_headers_of_one_name_are_refused(self):
        own = ["Authorization: Bearer " + self.billing, "X-Original-Method: GET", "X-Original-URI: /billing"]
        self.assertEqual(self.ask_raw(own), 200)
        for line in own:
            with self.subTest(header=line.partition(":")[0]):
                self.assertEqual(self.ask_raw([*own, line]), 400)

    def ask_raw(self, lines):
        """The status for a question with these very lines, which urllib would merge."""
        head = "\r\n".join([f"GET {ASK} HTTP/1.1", "Host: jeton", "Connection: close", *lines, "", ""])
        with socket.create_connection(("127.0.0.1", self.jeton.gateway_port), timeout=30) as connection:
            connection.sendall(head.encode())
            return int(connection.recv(65536).split()[1])


if __name__ == "__main__":
    unittest.main(verbosity=1)

#!/usr/bin/env python3
"""Through Debian's nginx with the example configuration, a real jeton behind `auth_request`, and a small upstream."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import ACCOUNT, TOKENS, JetonServer  # noqa: E402
from nginx_gateway import EchoUpstream, NginxGateway, call  # noqa: E402

# Headers that make a service see another method, path, host or protocol than those that Jeton was asked about.
DESCRIBING = """
X-HTTP-Method X-HTTP-Method-Override X-Method-Override X-Original-Method X-Original-URI X-Original-URL X-Original-Path X-Original-Host
X-Rewrite-URL X-Override-URL X-Request-URI X-Forwarded-Method X-Forwarded-Uri X-Forwarded-URL X-Forwarded-Path X-Forwarded-Prefix
X-Forwarded-Host X-Forwarded-Server X-Forwarded-Port X-Forwarded-Scheme X-Forwarded-Ssl X-HTTP-Host-Override X-Host X-Real-IP
X-Script-Name Script-Name X-Accel-Mapping X-Sendfile-Type X-Envoy-Original-Path X-Envoy-Original-Method X-Envoy-Original-Host
Forwarded HTTP2-Settings Destination
""".split()
# How each example takes a header away; what ingress-nginx sets to its own value must not be set twice.
REMOVING = {
    "nginx/jeton-auth.conf": 'proxy_set_header {} "";',
    "ingress-nginx/jeton-auth.yaml": '{}: ""',
    "envoy/envoy.yaml": "- remove: {}",
    "traefik/jeton.yaml": '{}: ""',
    "caddy/Caddyfile": "request_header -{}",
}
SET_BY_INGRESS_NGINX = {"X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Scheme", "X-Real-IP"}


class Gateway(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.jeton = JetonServer(ROOT / "build" / "gateway")
        cls.jeton.prepare()
        cls.jeton.start()
        cls.addClassCleanup(cls.jeton.stop)
        cls.upstream = EchoUpstream()
        cls.addClassCleanup(cls.upstream.close)
        cls.nginx = NginxGateway(cls.jeton.gateway_port, cls.upstream.port)
        cls.addClassCleanup(cls.nginx.close)
        cls.billing = cls.jeton.tokens["FIXTURE_BILLING_TOKEN"]
        cls.reader = cls.jeton.tokens["FIXTURE_READER_TOKEN"]
        cls.administration = cls.jeton.tokens["FIXTURE_ADMIN_TOKEN"]

    def setUp(self):
        self.upstream.seen.clear()

    def through(self, path, **arguments):
        return call(self.nginx.url + path, **arguments)

    def refused(self, answer, status):
        self.assertEqual(answer.status, status)
        self.assertEqual(self.upstream.seen, [], "a refused request reached the platform")

    def test_passes_a_token_that_has_the_module_of_the_path(self):
        answer = self.through("/billing/invoices?year=2026", token=self.billing)
        self.assertEqual(answer.status, 200)
        arrived = answer.json()
        self.assertEqual(arrived["target"], "/billing/invoices?year=2026")
        self.assertEqual(arrived["headers"]["x-jeton-token"], TOKENS["FIXTURE_BILLING_TOKEN"])
        self.assertEqual(arrived["headers"]["x-jeton-account"], ACCOUNT)
        self.assertEqual(arrived["headers"]["x-jeton-module"], "MOD-5101")

    def test_passes_method_and_body_on(self):
        answer = self.through("/billing/invoices", method="POST", token=self.billing, body=b'{"number": 1}')
        self.assertEqual(answer.status, 200)
        self.assertEqual((answer.json()["method"], answer.json()["body"]), ("POST", '{"number": 1}'))

    def test_never_hands_the_secret_to_the_platform(self):
        answer = self.through("/billing", token=self.billing)
        self.assertEqual(answer.status, 200)
        self.assertNotIn("authorization", answer.json()["headers"])
        self.assertNotIn(self.billing.split(":")[2].encode(), answer.body)

    def test_replaces_identity_headers_that_the_caller_made_up(self):
        forged = {"X-Jeton-Account": "ACC-9999-9999", "X-Jeton-Token": "TKN-9999-9999", "X-Jeton-Module": "MOD-9999"}
        answer = self.through("/billing", token=self.billing, headers=forged)
        self.assertEqual(answer.json()["headers"]["x-jeton-account"], ACCOUNT)
        self.assertNotIn(b"9999", answer.body)

    def test_decides_by_the_real_request_whatever_the_caller_describes(self):
        described = {
            "X-Original-URI": "/billing", "X-Original-Method": "GET",
            "X-Forwarded-Uri": "/billing", "X-Forwarded-Method": "GET",
        }
        self.refused(self.through("/orders", token=self.billing, headers=described), 403)

    def test_a_header_that_describes_another_request_ends_at_the_gateway(self):
        for name in DESCRIBING:
            for spelling in (name, name.lower(), name.upper(), name.replace("-", "_")):
                with self.subTest(header=spelling):
                    answer = self.through("/billing", token=self.billing, headers={spelling: "DELETE /orders"})
                    self.assertEqual(answer.status, 200)
                    self.assertNotIn(b"/orders", answer.body)

    def test_every_example_takes_these_headers_away(self):
        examples = ROOT / "deploy" / "examples"
        gateways = {str(path.relative_to(examples)) for path in examples.glob("*/*")}
        self.assertEqual(gateways, set(REMOVING))
        for example, line in REMOVING.items():
            lines = {text.strip().lower() for text in (examples / example).read_text(encoding="utf-8").splitlines()}
            for name in DESCRIBING + ["Authorization"]:
                if example.startswith("ingress-nginx") and name in SET_BY_INGRESS_NGINX:
                    continue
                if example.startswith("envoy") and name == "Authorization":
                    continue  # Taken away by the route, after the question.
                with self.subTest(example=example, header=name):
                    self.assertIn(line.format(name).lower(), lines)

    def test_the_page_names_every_header_that_is_taken_away(self):
        page = (ROOT / "docs" / "how-to" / "put-nginx-in-front.md").read_text(encoding="utf-8")
        self.assertEqual([name for name in DESCRIBING if not re.search(rf"`{name}`", page)], [])

    def test_asks_for_a_token_when_there_is_none(self):
        answer = self.through("/billing")
        self.refused(answer, 401)
        self.assertTrue(answer.headers["WWW-Authenticate"].startswith("Bearer"), answer.headers["WWW-Authenticate"])

    def test_refuses_every_credential_that_is_not_in_force_alike(self):
        wrong = self.billing[:-1] + ("A" if self.billing[-1] != "A" else "B")
        unknown = "idt:TKN-0000-0001:" + self.billing.split(":")[2]
        answers = [
            self.through("/billing", token=token)
            for token in (wrong, unknown, "nonsense", self.jeton.tokens["FIXTURE_DISABLED_TOKEN"])
        ]
        for answer in answers:
            self.refused(answer, 401)
        self.assertEqual(len({(answer.headers["WWW-Authenticate"], answer.body) for answer in answers}), 1)

    def test_refuses_a_module_that_the_token_lacks(self):
        self.refused(self.through("/catalog", token=self.billing), 403)
        self.refused(self.through("/billing", token=self.jeton.tokens["FIXTURE_BARE_TOKEN"]), 403)

    def test_refuses_a_path_that_no_module_owns(self):
        self.refused(self.through("/nowhere", token=self.billing), 403)
        self.refused(self.through("/billingx", token=self.billing), 403)

    def test_refuses_a_method_that_the_module_does_not_list(self):
        self.assertEqual(self.through("/catalog/items", token=self.reader).status, 200)
        self.upstream.seen.clear()
        self.refused(self.through("/catalog/items", method="DELETE", token=self.reader), 403)
        self.refused(self.through("/catalog/drafts", token=self.reader), 403)
        self.assertEqual(self.through("/catalog/drafts", method="POST", token=self.reader, body=b"{}").status, 200)

    def test_refuses_a_path_that_could_mean_another(self):
        for path in ("/billing/%2e%2e/orders", "/billing/..%2forders", "/billing//x", "/billing/..;/orders"):
            with self.subTest(path=path):
                self.refused(self.through(path, token=self.billing), 403)

    def test_the_way_to_ask_is_not_open_to_callers(self):
        self.assertEqual(self.through("/_jeton_authorize", token=self.billing).status, 404)
        self.assertEqual(self.upstream.seen, [])

    def test_a_change_is_in_force_at_the_next_request(self):
        tokens = self.jeton.url + "/public/v1/accounts/api-tokens"
        made = call(
            tokens, method="POST", token=self.administration, headers={"Content-Type": "application/json"},
            body=b'{"name": "Gateway test", "modules": [{"id": "MOD-5101"}]}',
        )
        self.assertEqual(made.status, 201, made.body)
        token, secret = made.json()["id"], made.json()["token"]
        self.assertEqual(self.through("/billing", token=secret).status, 200)
        for action, status in (("disable", 401), ("enable", 200)):
            self.assertEqual(call(f"{tokens}/{token}/{action}", method="POST", token=self.administration).status, 200)
            self.assertEqual(self.through("/billing", token=secret).status, status)
        self.assertEqual(call(f"{tokens}/{token}", method="DELETE", token=self.administration).status, 204)
        self.assertEqual(self.through("/billing", token=secret).status, 401)

    def test_the_own_listener_answers_what_it_is_asked_in_an_ordinary_way(self):
        if not self.jeton.has_own_gateway_port:
            self.skipTest("jeton has one address for everything")

        def counted(name):
            text = call(f"http://127.0.0.1:{self.jeton.metrics_port}/metrics").body.decode()
            found = re.search(rf"^{re.escape(name)} (\d+)$", text, re.MULTILINE)
            return int(found.group(1)) if found else 0

        self.through("/billing", token=self.billing)  # The first of a connection, or of an hour, may be handed over.
        allowed = 'jeton_decisions_total{reason="allowed"}'
        before = counted(allowed), counted("jeton_gateway_handed_over_total")
        for _ in range(20):
            self.assertEqual(self.through("/billing", token=self.billing).status, 200)
        after = counted(allowed), counted("jeton_gateway_handed_over_total")
        self.assertEqual((after[0] - before[0], after[1] - before[1]), (20, 0))

    def test_refuses_everything_while_jeton_does_not_answer(self):
        self.jeton.stop()
        try:
            answer = self.through("/billing", token=self.billing)
            self.refused(answer, 503)
            self.assertEqual(answer.json()["title"], "Service Unavailable")
        finally:
            self.jeton.start()
        self.assertEqual(self.through("/billing", token=self.billing).status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=1)

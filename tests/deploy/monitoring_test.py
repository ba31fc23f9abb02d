#!/usr/bin/env python3
"""deploy/prometheus and deploy/grafana: promtool accepts rules and expressions, each alert fires when it should, and every metric
and label that is named is one that a server exposes."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.request

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import yaml  # noqa: E402
from jeton_server import BINARY, JetonServer  # noqa: E402
from nginx_gateway import free_port, wait_until  # noqa: E402

RULES = ROOT / "deploy/prometheus/jeton.rules.yml"
CONFIG = ROOT / "deploy/prometheus/prometheus.yml"
DASHBOARD = ROOT / "deploy/grafana/jeton.json"
CASES = ROOT / "tests/deploy/alerts_test.yml"
PAGE = ROOT / "docs/how-to/monitor.md"
# Those that begin with an event which a server does not show on demand; what names them in the source is looked for.
AT_THEIR_FIRST_EVENT = {"jeton_lane_refused_total": {"lane"}, "jeton_lane_expired_total": {"lane"},
                        "jeton_http_bodies_refused_total": set(), "jeton_http_streams": set(),
                        # With a certificate, which this server has not.
                        "jeton_tls_certificate_expires_timestamp_seconds": set()}
# Of Prometheus itself: labels of every target, and the metric of whether it could be scraped.
ADDED = {"instance", "job", "exported_job", "le"}


def promtool(*arguments):
    said = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
    return said.returncode, said.stdout + said.stderr


def dashboard_expressions():
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m").replace("$instance", ".*")


def rules():
    return [rule for group in yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]


def named_in(expression):
    """[(metric, labels)] of an expression, with the labels of a selector behind it."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', expression)
    for name, selector in re.findall(r"\b(jeton_\w+|process_\w+)\b\s*(\{[^}]*\})?", bare):
        yield name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", selector))


def grouped_in(expression):
    return {label.strip() for part in re.findall(r"\bby \(([^)]*)\)", expression) for label in part.split(",")}


class Rules(unittest.TestCase):
    def test_are_accepted_by_promtool(self):
        for kind, path in (("rules", RULES), ("config", CONFIG)):
            code, said = promtool("check", kind, str(path))
            self.assertEqual(code, 0, said)

    def test_fire_when_they_should_and_not_beside(self):
        code, said = promtool("test", "rules", str(CASES))
        self.assertEqual(code, 0, said)

    def test_have_two_cases_each_and_a_row_on_the_page(self):
        cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["tests"]
        tried = [(test["alertname"], bool(test["exp_alerts"])) for case in cases for test in case["alert_rule_test"]]
        page = PAGE.read_text(encoding="utf-8")
        for alert in (rule["alert"] for rule in rules() if "alert" in rule):
            self.assertEqual(sorted(fires for name, fires in tried if name == alert), [False, True], alert)
            self.assertEqual(page.count(f"| `{alert}` |"), 1, alert)


class Dashboard(unittest.TestCase):
    def test_has_expressions_that_promtool_accepts(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            recorded = [{"record": f"panel:{n}", "expr": expr} for n, (_, expr) in enumerate(dashboard_expressions())]
            yaml.safe_dump({"groups": [{"name": "dashboard", "rules": recorded}]}, file)
            code, said = promtool("check", "rules", file.name)
        self.assertEqual(code, 0, said)

    def test_has_panels_that_do_not_cover_each_other(self):
        panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        cells = [(x, y) for panel in panels for at in [panel["gridPos"]]
                 for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])]
        self.assertEqual(len(set(cells)), len(cells))
        self.assertLess(max(x for x, _ in cells), 24)


def text_at(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


class Metrics(unittest.TestCase):
    """Of a server that has answered, refused and decided."""

    @classmethod
    def setUpClass(cls):
        server = JetonServer(ROOT / "build" / "monitoring")
        server.prepare()
        port = free_port()
        with open(server.folder / "jeton.log", "wb") as log:
            serving = subprocess.Popen(
                [BINARY, "serve", "--data", server.data, "--listen", f"127.0.0.1:{server.port}", "--metrics-listen",
                 f"127.0.0.1:{port}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=server.environment())
        try:
            wait_until(lambda: serving.poll() is not None or server.is_ready(), "jeton is not ready")
            question = urllib.request.Request(server.url + "/gateway/authorize", headers={
                "Authorization": f"Bearer {server.tokens['FIXTURE_BILLING_TOKEN']}", "X-Original-Method": "GET",
                "X-Original-URI": "/billing"})
            urllib.request.urlopen(question, timeout=30).close()
            address = f"http://127.0.0.1:{port}/metrics"
            # Jobs begin when the server does, and are counted when they are done.
            wait_until(lambda: "jeton_jobs_total" in text_at(address), "no job is done")
            cls.exposed = {}
            for name, labels in re.findall(r"(?m)^(\w+)(?:\{([^}]*)\})? ", text_at(address)):
                cls.exposed.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
        finally:
            serving.terminate()
            serving.wait(30)

    def check(self, where, expression):
        for name, labels in named_in(expression):
            known = AT_THEIR_FIRST_EVENT.get(name, self.exposed.get(name))
            self.assertIsNotNone(known, f"{where}: no server exposes {name}")
            self.assertLessEqual(labels | grouped_in(expression), known | ADDED,
                                 f"{where}: {name} has no such label")

    def test_named_by_alerts_are_exposed(self):
        for rule in rules():
            if "jeton:" not in rule["expr"]:
                self.check(rule.get("alert", rule.get("record")), rule["expr"])

    def test_named_by_the_dashboard_are_exposed(self):
        for title, expression in dashboard_expressions():
            self.check(title, expression)

    def test_that_were_recorded_are_recorded(self):
        recorded = {rule["record"] for rule in rules() if "record" in rule}
        used = {name for rule in rules() for name in re.findall(r"\bjeton:\w+:\w+", rule["expr"])}
        self.assertEqual(used, recorded)

    def test_that_begin_with_an_event_are_in_the_source_and_not_exposed_before(self):
        sources = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("src/**/*.cc") if not path.stem.endswith("_test"))
        for name in AT_THEIR_FIRST_EVENT:
            self.assertIn(f'"{name}"', sources)
            self.assertNotIn(name, self.exposed, "this is exposed from the start: take it out of AT_THEIR_FIRST_EVENT")


if __name__ == "__main__":
    unittest.main()

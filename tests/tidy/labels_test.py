#!/usr/bin/env python3
"""labels_test.py CTEST BUILD: every test that CTest knows has one stage of tools/test, and every suite is known to CTest."""

import json
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STAGES = {"check", "console", "unit", "server", "system", "gateway", "browser"}
BESIDE = {"contract", "slow"}
# Run by tools/mutants, with the parser that it fetches; no part of make test.
ELSEWHERE = {"tests/mutants/operators_test.py"}
# Tests of the release binary that are called otherwise than x_test.py.
NAMED_OTHERWISE = {"tests/e2e/run", "tests/e2e/streaming.py", "tests/e2e/crash.py", "tests/e2e/failover.py",
                   "tests/contract/fuzz_api.py"}


def listed(ctest, build):
    """{name: (command, {property: value})}"""
    shown = subprocess.run([ctest, "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True, text=True)
    return {test["name"]: (test.get("command", []), {p["name"]: p["value"] for p in test["properties"]})
            for test in json.loads(shown.stdout)["tests"]}


class Labels(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        everything = listed(*CTEST_AND_BUILD)
        cls.tests = {name: test for name, test in everything.items() if not name.startswith("fixture/")}
        cls.fixtures = {name for _, properties in everything.values() for name in properties.get("FIXTURES_SETUP", [])}

    def test_name_one_stage_each(self):
        for name, (_, properties) in self.tests.items():
            labels = set(properties.get("LABELS", []))
            self.assertEqual(len(labels & STAGES), 1, f"{name} is labelled {sorted(labels)}: one of {sorted(STAGES)} is wanted")
            self.assertEqual(labels - STAGES - BESIDE, set(), f"{name}: labels that nobody knows")

    def test_are_all_in_use_and_all_run_by_the_stages(self):
        used = {label for _, properties in self.tests.values() for label in properties.get("LABELS", [])}
        self.assertEqual(used, STAGES | BESIDE)
        script = (ROOT / "tools" / "test").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r"(?m)^[^#\n]*\brun_label (\w+)", script)), STAGES)

    def test_come_with_one_limit_of_time(self):
        self.assertEqual(len({properties.get("TIMEOUT") for _, properties in self.tests.values()}), 1)

    def test_need_only_what_something_prepares(self):
        for name, (_, properties) in self.tests.items():
            self.assertEqual(set(properties.get("FIXTURES_REQUIRED", [])) - self.fixtures, set(), name)

    def test_need_postgres_where_their_sources_ask_for_it(self):
        asks = re.compile(r"\bboth_engines\(|\bPostgresDatabase\b|\bprovide_postgres\b")
        for folder in sorted({file.parent for file in [*ROOT.glob("src/**/*_test.cc"), *ROOT.glob("tests/**/*_test.cc")]
                              if asks.search(file.read_text(encoding="utf-8"))}):
            name = str(folder.relative_to(ROOT)).removeprefix("src/")
            needs = [properties.get("FIXTURES_REQUIRED", []) for test, (_, properties) in self.tests.items()
                     if test in (name, f"{name}/postgres")]
            self.assertTrue(any("postgres" in need for need in needs), f"{name} asks for PostgreSQL and NEEDS none")

    def test_are_registered_in_one_way(self):
        for file in [*ROOT.glob("cmake/*.cmake"), *ROOT.glob("*/**/CMakeLists.txt")]:
            if {"build", "node_modules"} & set(file.relative_to(ROOT).parts) or file.name == "tests.cmake":
                continue
            self.assertNotRegex(file.read_text(encoding="utf-8"), r"(?m)^\s*(add_test|set_tests_properties)\(",
                                f"{file.relative_to(ROOT)}: use jeton_add_test")

    def test_are_every_suite_in_python(self):
        run = {pathlib.Path(word).resolve() for command, _ in self.tests.values() for word in command if "/" in word}
        scripts = {*ROOT.glob("tests/**/*_test.py"), *(ROOT / name for name in NAMED_OTHERWISE)}
        missing = {str(file.relative_to(ROOT)) for file in scripts if file not in run} - ELSEWHERE
        self.assertEqual(missing, set(), "no test of CTest runs these")


if __name__ == "__main__":
    CTEST_AND_BUILD = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])

#!/usr/bin/env python3
"""tools/check-uses against small trees."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent.parent / "tools" / "check-uses"
IN_ORDER = {
    "src/net/port.h": "/// Parses a port.\nstd::optional<int> parse_port(std::string_view text);\n",
    "src/net/port.cc": "std::optional<int> parse_port(std::string_view text) {\n  return digits(text);\n}\n",
    "src/net/listen.cc": "int listen() {\n  return *parse_port(\"80\");\n}\n",
}
WITHOUT_USE = {"src/net/listen.cc": None}


def run(changes):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in {**IN_ORDER, **changes}.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        result = subprocess.run([sys.executable, TOOL, "--root", root], capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


class CheckUses(unittest.TestCase):
    def assert_reported(self, changes, name="parse_port"):
        code, said = run(changes)
        self.assertEqual(code, 1, said)
        self.assertIn(f": {name} is used by tests alone", said)

    def assert_quiet(self, changes):
        self.assertEqual(run(changes), (0, ""))

    def test_is_quiet_about_a_function_that_another_source_uses(self):
        self.assert_quiet({})

    def test_reports_a_function_that_nothing_uses(self):
        self.assert_reported(WITHOUT_USE)

    def test_counts_no_use_by_tests_benches_and_what_they_share(self):
        use = "int f() {\n  return *parse_port(text);\n}\n"
        for path in ("src/net/port_test.cc", "src/net/port_bench.cc", "src/net/port_fuzz.cc", "src/net/testing/ports.cc",
                     "src/store/contract/ports.cc", "tests/api/port_test.cc"):
            with self.subTest(path):
                self.assert_reported({**WITHOUT_USE, path: use})

    def test_counts_no_word_of_a_comment_or_a_text(self):
        self.assert_reported({"src/net/listen.cc": "// parse_port(x)\n/* parse_port */ int f() { return g(\"parse_port(x)\"); }\n"})

    def test_counts_a_use_in_its_own_file_and_in_the_program(self):
        self.assert_quiet({**WITHOUT_USE, "src/net/port.cc": IN_ORDER["src/net/port.cc"] + "int g() {\n  return *parse_port(t);\n}\n"})
        self.assert_quiet({**WITHOUT_USE, "cmd/jeton/main.cc": "int main() {\n  return *parse_port(t);\n}\n"})

    def test_reports_members(self):
        self.assert_reported({"src/net/a.h": "class A {\n  [[nodiscard]] int held() const;\n};\n",
                              "src/net/a.cc": "int A::held() const {\n  return 1;\n}\n"}, "held")

    def test_leaves_alone_what_a_base_class_calls(self):
        self.assert_quiet({"src/net/a.h": "class A : public B {\n  int held(int x) const override;\n};\n",
                           "src/net/a.cc": "int A::held(int x) const {\n  return 1;\n}\n"})


if __name__ == "__main__":
    unittest.main()

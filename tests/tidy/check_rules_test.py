#!/usr/bin/env python3
"""tools/check-rules against small trees."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-rules"
# In pieces: these are ids of the small trees, not of the project.
ONE, TWO, THREE, PAGE, QUESTION = "R-" + "901", "A-" + "902a", "Q-" + "903", "C-" + "98B", "C-" + "X9"


class CheckRulesTest(unittest.TestCase):
    def check(self, changes):
        tree = {
            "docs/spec/domain.md": f"- **{ONE}** One, see {TWO}.\n- **{TWO}** Two.\n",
            "src/a/b.cc": f"// {ONE}, spec {TWO}\n",
            "tests/tidy/uncited_rules.txt": "# Only shrinks.\n",
            **changes,
        }
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in tree.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            run = subprocess.run([sys.executable, TOOL, "--root", root], capture_output=True, text=True, check=False)
            return run.returncode, run.stdout + run.stderr

    def test_accepts_rules_that_are_defined_and_cited(self):
        self.assertEqual(self.check({}), (0, "2 rules, 2 of them cited.\n"))

    def test_refuses_an_id_that_is_not_defined_and_says_where(self):
        for name in ("src/a/c.h", "tests/x_test.py", "console/src/Page.tsx", "openapi/jeton.yaml", "docs/how-to/a.md",
                     "docs/spec/rest-api.md", "SECURITY.md"):
            code, text = self.check({name: f"first\nsee ({THREE})\n"})
            self.assertEqual(code, 1, name)
            self.assertIn(f"{name}:2: {THREE} is not defined", text)

    def test_finds_ids_of_every_kind(self):
        for rule in (THREE, PAGE, QUESTION, "X-" + "90"):
            self.assertEqual(self.check({"src/a/c.cc": rule})[0], 1, rule)

    def test_takes_nothing_else_for_an_id(self):
        for text in ("MOD-1756", "UTF-16", "SHA-256", "TKN-4410-0912", "R-" + "9", "R-" + "9011", "x" + ONE, ONE + "-x", "AR-101"):
            self.assertEqual(self.check({"src/a/c.cc": text})[0], 0, text)

    def test_looks_into_no_built_or_fetched_file(self):
        for name in ("console/node_modules/a/b.ts", "console/dist/a.md", "src/rql/filter_fuzz_corpus/x", "src/a/b.png"):
            self.assertEqual(self.check({name: THREE})[0], 0, name)

    def test_refuses_a_second_definition(self):
        code, text = self.check({"docs/spec/rest-api.md": f"**{ONE}** again"})
        self.assertEqual(code, 1)
        self.assertIn("is defined in docs/spec/domain.md already", text)

    def test_refuses_a_rule_that_nothing_cites_unless_it_is_listed(self):
        spec = {"docs/spec/query.md": f"**{THREE}** Three, as {THREE}."}
        self.assertIn(f"{THREE}: nothing cites it", self.check(spec)[1])
        self.assertEqual(self.check({**spec, "tests/tidy/uncited_rules.txt": f"{THREE}\n"})[0], 0)

    def test_the_list_may_only_shrink(self):
        for rule, why in ((ONE, "something cites it"), (THREE, "it is not defined")):
            code, text = self.check({"tests/tidy/uncited_rules.txt": f"{rule}\n"})
            self.assertEqual(code, 1)
            self.assertIn(f"{rule} has to go: {why}", text)
        spec = {"docs/spec/query.md": f"**{THREE}**", "tests/tidy/uncited_rules.txt": f"{THREE}\n{THREE}\n"}
        self.assertIn("listed twice", self.check(spec)[1])


if __name__ == "__main__":
    unittest.main()

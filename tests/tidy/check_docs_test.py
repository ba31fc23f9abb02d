#!/usr/bin/env python3
"""tools/check-docs against small trees."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent.parent / "tools" / "check-docs"
README = "# net\n\n## Why\n\n## What belongs\n\n## What does not\n\n## Where to start reading\n"
IN_ORDER = {
    "README.md": "[guide](docs/guide.md#first-steps) [site](https://example.com/x) `[no](link.md)`\n\n```\n[no](link)\n```\n",
    "docs/guide.md": "# Guide\n\n## First `steps`\n\n[up](../README.md) ![picture](p.png)\n",
    "docs/p.png": "",
    "src/net/CMakeLists.txt": "add_module(net SOURCES a.cc)",
    "src/net/README.md": README,
    "console/node_modules/x/README.md": "[broken](gone.md)",
    "src/net/page_fuzz_corpus/x.md": "[broken](gone.md)",
}


def run(changes):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in {**IN_ORDER, **changes}.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        result = subprocess.run([sys.executable, TOOL, "--root", root], capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


class CheckDocs(unittest.TestCase):
    def refuses(self, changes, words):
        code, output = run(changes)
        self.assertEqual(code, 1, output)
        self.assertIn(words, output)

    def test_accepts_a_tree_in_order(self):
        code, output = run({})
        self.assertEqual(code, 0, output)

    def test_refuses_a_link_to_a_file_that_is_not_there(self):
        self.refuses({"docs/p.png": None}, "docs/guide.md:5: p.png leads nowhere")

    def test_refuses_a_link_to_a_heading_that_is_not_there(self):
        self.refuses({"docs/guide.md": "# Guide\n"}, "README.md:1: docs/guide.md#first-steps: no such heading")

    def test_refuses_a_link_out_of_the_repository(self):
        self.refuses({"docs/guide.md": "## First steps\n[out](../..)"}, "leads out of the repository")

    def test_refuses_a_module_without_a_readme(self):
        self.refuses({"src/net/README.md": None}, "src/net: has no README.md")

    def test_refuses_a_module_readme_without_its_headings(self):
        self.refuses({"src/net/README.md": README.replace("## What does not\n", "")}, "has no heading 'What does not'")


if __name__ == "__main__":
    unittest.main()

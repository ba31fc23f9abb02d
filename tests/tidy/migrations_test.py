#!/usr/bin/env python3
"""A migration that has shipped is never changed: databases have gone through it as it was. What is executed of each file is
held to its digest in shipped_migrations.txt; a new file gets a line there with the release that ships it."""

import hashlib
import pathlib
import re
import unittest

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / "src" / "store" / "sql" / "engine" / "migrations"


def executed(file):
    """The name that is recorded and the statements, without comments."""
    text = file.read_text(encoding="utf-8")
    return text.splitlines()[0] + "\n" + re.sub(r"(?m)^--[^\n]*\n", "", text)


class Migrations(unittest.TestCase):
    def test_that_have_shipped_are_what_they_were(self):
        lines = (HERE / "shipped_migrations.txt").read_text(encoding="utf-8").splitlines()
        shipped = dict(reversed(line.split()) for line in lines if line and not line.startswith("#"))
        self.assertGreaterEqual(len(shipped), 5)
        for name, digest in shipped.items():
            self.assertEqual(hashlib.sha256(executed(FOLDER / name).encode()).hexdigest(), digest, name)

    def test_hold_comments_on_lines_of_their_own_only(self):
        for file in FOLDER.glob("*.sql"):
            self.assertNotRegex(executed(file).split("\n", 1)[1], r"--|/\*", f"{file.name}: SQLite keeps it in the schema")

    def test_end_each_statement_at_the_end_of_a_line(self):
        for file in FOLDER.glob("*.sql"):
            self.assertTrue(file.read_text(encoding="utf-8").endswith(";\n"), file.name)
            self.assertNotRegex(executed(file), r";[^\n]", f"{file.name}: what comes after a semicolon would not be executed")


if __name__ == "__main__":
    unittest.main()

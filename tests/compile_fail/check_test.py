#!/usr/bin/env python3
"""check.py against small files: a proof that cannot fail is none."""

import pathlib
import sys
import tempfile
import unittest

import check

COMMAND = sys.argv[1:]


def fault_of(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "sample.cc"
        path.write_text(text, encoding="utf-8")
        return check.check(path, COMMAND)


class Check(unittest.TestCase):
    def test_takes_a_file_refused_for_the_stated_reason(self):
        self.assertIsNone(
            fault_of("// Refused: static assertion failed.*because\n#ifdef JETON_REFUSED\n"
                     'static_assert(false, "because");\n#endif\n'))

    def test_refuses_a_file_that_compiles(self):
        self.assertEqual(fault_of("// Refused: .\nint a;\n"), "compiles")

    def test_refuses_a_file_refused_for_another_reason(self):
        self.assertIn("another reason",
                      fault_of('// Refused: deleted\n#ifdef JETON_REFUSED\n#include "none.h"\n#endif\n'))

    def test_refuses_a_file_that_is_broken_anyway(self):
        self.assertIn("proves nothing", fault_of("// Refused: none\n#include \"none.h\"\n"))

    def test_refuses_a_file_without_a_reason(self):
        self.assertIn("first line", fault_of("int a;\n"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

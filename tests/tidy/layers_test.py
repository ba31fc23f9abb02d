#!/usr/bin/env python3
"""tools/layers against small trees: one that is in order, and one for each thing it must refuse."""

import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LAYERS = ROOT / "tools" / "layers"

RULES = """
[allowed]
base = []
domain = ["base"]
store = ["domain"]
app = ["domain"]
cli = ["app"]
"cli/*" = ["app"]
"store/contract" = ["domain"]
[tests_only]
modules = ["store/contract"]
[owners]
"boost/" = ["*"]
"boost/asio" = ["store"]
"sqlite3.h" = ["store"]
posix = ["base"]
[refused]
domain = ["fstream", "boost/json"]
[by_file]
"gtest/" = ["_test.cc", "/testing/"]
"""

IN_ORDER = {
    "src/base/CMakeLists.txt": "add_module(base SOURCES id.cc)",
    "src/base/id.h": "#include <string>\n#include <unistd.h>\n",
    "src/base/id.cc": '#include "base/id.h"\n#include <boost/crc.hpp>\n',
    "src/base/testing/CMakeLists.txt": "add_module(base/testing\n  DEPS base\n  SOURCES clock.cc)",
    "src/base/testing/clock.h": '#include "base/id.h"\n',
    "src/base/testing/clock.cc": '#include "base/testing/clock.h"\n#include <gtest/gtest.h>\n',
    "src/domain/CMakeLists.txt": "add_module(domain\n  DEPS base # ids\n  SOURCES token.cc\n  TESTS token_test.cc\n  TEST_DEPS base/testing)",
    "src/domain/token.h": '#include "base/id.h"\n',
    "src/domain/token.cc": '#include "domain/token.h"\n',
    "src/domain/token_test.cc": '#include <gtest/gtest.h>\n#include "base/testing/clock.h"\n',
    "src/store/CMakeLists.txt": "add_module(store DEPS domain SOURCES sql.cc)",
    "src/store/sql.cc": '#include <sqlite3.h>\n#include "domain/token.h"\n#include "base/id.h"\n',
    "src/cli/token/CMakeLists.txt": "add_module(cli/token DEPS app SOURCES create.cc)",
    "src/cli/token/create.cc": '#include "domain/token.h"\n',
    "src/app/CMakeLists.txt": "add_module(app DEPS domain SOURCES create.cc)",
    "src/app/create.cc": '#include "domain/token.h"\n',
}


def run(changes, *arguments):
    """What tools/layers says of IN_ORDER with `changes` (path -> text, None removes): exit code and words."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in {"tools/layers.toml": RULES, **IN_ORDER, **changes}.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
        result = subprocess.run([sys.executable, LAYERS, "--root", root, *arguments], capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


class Layers(unittest.TestCase):
    def refuses(self, changes, words):
        code, output = run(changes)
        self.assertEqual(code, 1, output)
        self.assertIn(words, output)
        self.assertIn("1 problem(s)", output)

    def test_accepts_a_tree_in_order(self):
        code, output = run({})
        self.assertEqual(code, 0, output)

    def test_refuses_an_include_that_is_not_declared(self):
        self.refuses(
            {"src/store/sql.cc": '#include "app/create.h"\n'},
            "src/store/sql.cc:1: store includes app, which its CMakeLists.txt does not declare",
        )

    def test_accepts_an_include_through_a_declared_module(self):
        code, output = run({"src/app/create.cc": '#include "base/id.h"\n'})
        self.assertEqual(code, 0, output)

    def test_refuses_a_declared_arrow_that_is_not_allowed(self):
        self.refuses(
            {"src/store/CMakeLists.txt": "add_module(store DEPS domain app SOURCES sql.cc)"},
            "store must not depend on app",
        )

    def test_refuses_a_cycle(self):
        code, output = run(
            {
                "tools/layers.toml": RULES.replace("base = []", 'base = ["domain"]'),
                "src/base/CMakeLists.txt": "add_module(base DEPS domain SOURCES id.cc)",
            }
        )
        self.assertEqual(code, 1)
        self.assertIn("cycle: domain -> base -> domain", output)

    def test_refuses_a_third_party_header_outside_its_owner(self):
        self.refuses(
            {"src/app/create.cc": "#include <sqlite3.h>\n"},
            "src/app/create.cc:1: <sqlite3.h> belongs to store, not to app",
        )

    def test_the_longest_prefix_decides_the_owner(self):
        self.refuses({"src/app/create.cc": "#include <boost/asio/ip/tcp.hpp>\n"}, "belongs to store, not to app")

    def test_refuses_a_third_party_header_without_an_owner(self):
        self.refuses({"src/app/create.cc": "#include <curl/curl.h>\n"}, "<curl/curl.h> has no owner")

    def test_refuses_a_header_that_a_module_must_do_without(self):
        self.refuses({"src/domain/token.cc": "#include <fstream>\n"}, "domain does without <fstream>")
        self.refuses({"src/domain/token.cc": "#include <boost/json.hpp>\n"}, "domain does without <boost/json.hpp>")

    def test_refuses_the_operating_system_outside_its_owners(self):
        self.refuses({"src/domain/token.h": "#include <sys/socket.h>\n"}, "<sys/socket.h> belongs to base, not to domain")

    def test_refuses_a_test_library_in_what_ships(self):
        self.refuses({"src/app/create.cc": "#include <gtest/gtest.h>\n"}, "<gtest/gtest.h> is for files named")

    def test_refuses_a_testing_module_in_what_ships(self):
        self.refuses({"src/domain/token.cc": '#include "base/testing/clock.h"\n'}, "base/testing is for tests only")
        self.refuses(
            {"src/domain/CMakeLists.txt": "add_module(domain DEPS base base/testing SOURCES token.cc TESTS token_test.cc)"},
            "base/testing",
        )

    def test_accepts_a_testing_module_on_a_higher_one(self):
        changes = {
            "src/app/testing/CMakeLists.txt": "add_module(app/testing DEPS app store base/testing SOURCES platform.cc)",
            "src/app/testing/platform.cc": '#include "base/testing/clock.h"\n#include "domain/token.h"\n',
        }
        code, output = run(changes)
        self.assertEqual(code, 0, output)

    def test_refuses_a_module_without_a_rule(self):
        self.refuses(
            {"src/extra/CMakeLists.txt": "add_module(extra SOURCES a.cc)", "src/extra/a.cc": ""},
            "extra is not in tools/layers.toml",
        )

    def test_refuses_a_file_outside_every_module(self):
        self.refuses({"src/loose/a.h": ""}, "src/loose/a.h: in no module")

    def test_refuses_a_source_that_no_target_names(self):
        self.refuses({"src/app/forgotten_test.cc": ""}, "src/app/forgotten_test.cc: no target")

    def test_refuses_an_include_that_is_no_path_of_a_module(self):
        self.refuses({"src/app/create.cc": '#include "create.h"\n'}, '"create.h" is no path of a module')

    def test_refuses_a_module_named_unlike_its_folder(self):
        code, output = run({"src/app/CMakeLists.txt": "add_module(application DEPS domain SOURCES create.cc)"})
        self.assertEqual(code, 1)
        self.assertIn("a module is named after its folder", output)

    def test_prints_the_modules_from_low_to_high(self):
        code, output = run({}, "--print")
        self.assertEqual(code, 0, output)
        names = [line.split()[1] for line in output.splitlines()]
        self.assertEqual(names, ["base", "base/testing", "domain", "app", "store", "cli/token"])

    def test_the_rules_of_this_repository_keep_api_and_verify_apart(self):
        loader = importlib.machinery.SourceFileLoader("layers", str(LAYERS))
        layers = importlib.util.module_from_spec(importlib.util.spec_from_loader("layers", loader))
        loader.exec_module(layers)
        rules = layers.Rules(ROOT / "tools" / "layers.toml")
        self.assertNotIn("verify", rules.may_reach("api"))
        self.assertNotIn("api", rules.may_reach("verify"))
        self.assertNotIn("store/sql", rules.may_reach("app"))
        self.assertNotIn("cli", rules.may_reach("server"))
        self.assertEqual(rules.may_reach("domain"), {"base"})


if __name__ == "__main__":
    unittest.main()

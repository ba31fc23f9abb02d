#!/usr/bin/env python3
"""What tools/tidy checks as one: files that name nothing alike, read from their text."""

import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def load(path):
    loader = importlib.machinery.SourceFileLoader("tidy", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("tidy", loader))
    loader.exec_module(module)
    return module


tidy = load(ROOT / "tools" / "tidy")


def stand_together(one, other):
    batch = tidy.Batch()
    batch.add(pathlib.Path("one.cc"), tidy.names_in(one))
    return batch.can_hold(pathlib.Path("other.cc"), tidy.names_in(other))


class Names(unittest.TestCase):
    def test_of_what_namespaces_hold(self):
        names = tidy.names_in('''
            #include <string>
            #define SHOUT(x) x
            // void commented();
            namespace jeton::store {
            namespace {
            namespace json = boost::json;
            using base::Result;
            using Ids = std::vector<std::string>;
            constexpr std::string_view kTable = "void hidden() {";
            constexpr Column kColumns[] = {{.path = "id"}, {.path = "name"}};
            struct Row { int number; void method() {} };
            template <class T> Result<T> take(Reader& reader, int at = 0) { int local = at; return local; }
            }  // namespace
            Store::Store(int size) : size_{size} {}
            void Store::open() { const char* brace = "}"; }
            int size() { return '}'; }
            TEST_P(Lists, AreShort) { int local; }
            }  // namespace jeton::store
            int main(int argc, char** argv) {}
        ''')
        self.assertEqual(names, {
            ("", "SHOUT"): "",
            ("jeton::store", "json"): "boost::json",
            ("jeton::store", "Result"): "base::Result",
            ("jeton::store", "Ids"): "",
            ("jeton::store", "kTable"): "",
            ("jeton::store", "kColumns"): "",
            ("jeton::store", "Row"): "",
            ("jeton::store", "take(Reader& , int at = )"): "",
            ("jeton::store", "size()"): "",
            ("jeton::store", "Lists_AreShort"): "",
            ("", "main(int , char** )"): "",
        })

    def test_of_fuzz_targets_are_made_different(self):
        entry = 'extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {}'
        self.assertEqual(tidy.names_in(entry), {})


class Batches(unittest.TestCase):
    def test_hold_what_is_named_differently(self):
        self.assertTrue(stand_together("namespace a { int one; }", "namespace a { int two; }"))
        self.assertTrue(stand_together("namespace a { int one; }", "namespace b { int one; }"))

    def test_hold_what_is_imported_by_each(self):
        self.assertTrue(stand_together("namespace a { using base::Result; }", "namespace a { using base::Result; }"))
        self.assertFalse(stand_together("namespace a { using base::Result; }", "namespace a { using other::Result; }"))

    def test_hold_functions_of_one_name_that_take_other_things(self):
        self.assertTrue(stand_together("namespace a { int f(int x) {} }", "namespace a { int f(char x) {} }"))
        self.assertFalse(stand_together("namespace a { int f(int x) {} }", "namespace a { int f(int other) {} }"))

    def test_put_apart_what_both_define(self):
        for text in ("int kOne = 1;", "struct One {};", "using One = int;", "TEST(One, Two) {}", "enum class One { kA };"):
            self.assertFalse(stand_together(f"namespace a {{ namespace {{ {text} }} }}", f"namespace a {{ {text} }}"), text)

    def test_are_no_longer_than_they_may_be(self):
        batch = tidy.Batch()
        for number in range(tidy.BATCH_FILES_MAX):
            self.assertTrue(batch.can_hold(pathlib.Path("a.cc"), {}), number)
            batch.add(pathlib.Path("a.cc"), {})
        self.assertFalse(batch.can_hold(pathlib.Path("a.cc"), {}))


if __name__ == "__main__":
    unittest.main()

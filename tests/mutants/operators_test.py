#!/usr/bin/env python3
"""The mutants of small pieces of C++."""

import sys
import unittest

sys.dont_write_bytecode = True
import operators  # noqa: E402


def made(body, head="void f()"):
    return operators.mutants_of("a.cc", f"{head} {{\n{body}\n}}\n".encode())


def shown(body, head="void f()"):
    return [(mutant.operator, mutant.text) for mutant in made(body, head).mutants]


def rendered(body, head="void f()"):
    file = made(body, head)
    for number, mutant in enumerate(file.mutants):
        mutant.number = number
    return file.render().decode()


class Mutants(unittest.TestCase):
    def test_make_a_condition_always_and_never_true(self):
        self.assertEqual(shown("if (a) b = 1;"), [("true", "a"), ("false", "a"), ("drop", "b = 1;")])

    def test_drop_each_operand(self):
        self.assertEqual(
            shown("if (a && (b || c)) {}"),
            [("false", "a && (b || c)"), ("true", "a"), ("true", "b || c"), ("false", "b"), ("false", "c")],
        )

    def test_move_boundaries_and_literals(self):
        self.assertEqual(
            [mutant for mutant in shown("return a < 10;", "bool f(int a)") if mutant[0] in ("boundary", "literal")],
            [("boundary", "a < 10"), ("literal", "a < 10")],
        )
        self.assertIn("a <9", rendered("return a < 10;", "bool f(int a)"))

    def test_answer_the_other_way(self):
        self.assertEqual(shown("return true;", "Result<bool> f()"), [("flip", "return true;")])
        self.assertEqual(shown("g([](auto x) { return x == 1; });")[1:], [("true", "x == 1"), ("false", "x == 1")])

    def test_never_make_a_loop_endless(self):
        self.assertEqual(shown("while (a) {}"), [("false", "a")])

    def test_reach_into_the_arguments_of_macros(self):
        self.assertEqual(
            shown("JETON_TRY(const auto x, g(a ? 1 : 2));\nJETON_CHECK(h());"),
            [("true", "a"), ("false", "a"), ("drop", "JETON_CHECK(h());")],
        )
        self.assertIn("JETON_TRY(const auto x, g(", rendered("JETON_TRY(const auto x, g(a ? 1 : 2));"))

    def test_leave_logs_and_assertions_and_constants_alone(self):
        self.assertEqual(shown("services.log.info(a ? 1 : 2);\nJETON_ASSERT(a);\nconstexpr bool b = 1 < 2;"), [])
        self.assertEqual(shown("return a < b;", "constexpr bool f(int a)"), [])

    def test_leave_what_cannot_happen_impossible(self):
        self.assertEqual(shown('if (!a || !b) return Error::internal("a");'), [("true", "!a || !b")])
        self.assertEqual(shown("if (!a) return Error::denied();"), [("true", "!a"), ("false", "!a")])

    def test_test_what_a_condition_declares(self):
        self.assertIn(
            "if (auto x = g(); ::jeton_mutants::no(1U, ::jeton_mutants::yes(0U, static_cast<bool>(x))))",
            rendered("if (auto x = g()) {}"),
        )

    def test_keep_the_lines_of_the_source(self):
        source = "if (a <\n    b) {\n  c();\n}"
        self.assertEqual(rendered(source).count("\n"), source.count("\n") + 3)

    def test_have_a_key_that_does_not_depend_on_the_line(self):
        def keys(body):
            return [mutant.key for mutant in made(body).mutants]

        self.assertEqual(keys("if (a) {}"), keys("\n\nif (a) {}"))
        self.assertEqual(len(set(keys("a(); a(); a();"))), 3)

    def test_are_left_out_when_they_do_not_compile(self):
        first = made("a(); b();").mutants[0].key
        file = operators.mutants_of("a.cc", b"void f() {\na(); b();\n}\n", {first})
        self.assertEqual([mutant.text for mutant in file.mutants], ["b();"])

    def test_say_which_planted_bug_has_lost_its_place(self):
        planted = [operators.Planted.of(text) for text in ("[[a() => b()]];", "[[gone() => b()]];", "f[[oo( => bar(]]1)")]
        file = operators.File("a.cc", b"void f() {\na();\nfoo(1);\n}\n", frozenset(), planted)
        self.assertEqual([mutant.text for mutant in file.mutants if mutant.operator == "planted"], ["a() => b()"])
        self.assertEqual(len(file.lost), 2)


if __name__ == "__main__":
    unittest.main()

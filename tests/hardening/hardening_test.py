#!/usr/bin/env python3
"""The release binary is hardened, and SECURITY.md names the libraries it is loaded with. Each check is shown to fail on a
small program that is built without its protection."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from protections import CET, cet_marks, loaded_libraries, machine, missing, needed_libraries, printed  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RELEASE = ROOT / "build" / "release"
JETON = RELEASE / "jeton"

# Every protection has something to do in it: a buffer, a checked call, a frame of several pages.
PROGRAM = r"""
#include <cstdio>
#include <cstring>
int main(int count, char** words) {
  char text[40000];
  char small[16];
  memcpy(small, words[0], static_cast<unsigned long>(count));
  const auto read = std::fread(text, 1, sizeof text, stdin);
  return std::printf("%s%c", small, text[read]);
}
"""
COMPILED = ["-O2", "-fPIE", "-D_FORTIFY_SOURCE=3", "-fstack-protector-strong", "-fstack-clash-protection"]
BRANCHES = {"X86-64": "-fcf-protection=full", "AArch64": "-mbranch-protection=standard"}
NO_BRANCHES = {"X86-64": "-fcf-protection=none", "AArch64": "-mbranch-protection=none"}
LINKED = ["-pie", "-Wl,-z,relro,-z,now,-z,noexecstack"]
# What takes one protection away, and what has to be noticed then.
WITHOUT = {
    "pie": ["-no-pie", "-fno-pie"],
    "relro": ["-Wl,-z,norelro"],
    "bind-now": ["-Wl,-z,lazy"],
    "stack-protector": ["-fno-stack-protector"],
    "fortify": ["-U_FORTIFY_SOURCE"],
    "stack": ["-Wl,-z,execstack"],
    "search-path": ["-Wl,-rpath,/somewhere"],
    "stack-clash": ["-fno-stack-clash-protection"],
}


class Checks(unittest.TestCase):
    """The checks themselves, on programs that are built here."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "program.cc").write_text(PROGRAM)

    def missing_of(self, *flags):
        program = self.folder / "program"
        kind = machine(JETON)
        subprocess.run(
            ["c++", *COMPILED, *filter(None, [BRANCHES.get(kind)]), *LINKED, *flags, "-o", program, self.folder / "program.cc"],
            check=True,
        )
        # What is known of a path is kept; the next program has another.
        return set(missing(program.rename(self.folder / "-".join(["built", *flags]).replace("/", "_"))))

    def test_find_nothing_missing_in_a_hardened_program(self):
        self.assertEqual(self.missing_of(), set())

    def test_notice_each_protection_that_is_taken_away(self):
        for name, flags in WITHOUT.items():
            with self.subTest(name):
                self.assertIn(name, self.missing_of(*flags))

    def test_notice_branches_that_are_not_marked(self):
        flag = NO_BRANCHES.get(machine(JETON))
        if flag is None:
            self.skipTest("this machine has no such marks")
        self.assertIn("branches", self.missing_of(flag))

    def test_notice_code_that_is_written_to_and_a_segment_that_allows_it(self):
        if machine(JETON) != "X86-64":
            self.skipTest("the program below is for x86-64")
        (self.folder / "program.cc").write_text('__asm__("movabs $main, %rax");' + PROGRAM)
        self.assertIn("text-relocations", self.missing_of("-Wl,-z,notext"))
        both = '__asm__(".pushsection .both,\\"awx\\"\\n.byte 0\\n.popsection");'
        (self.folder / "program.cc").write_text(both + PROGRAM)
        self.assertIn("segments", self.missing_of("-Wl,-z,noseparate-code"))


class ReleaseBinary(unittest.TestCase):
    def test_lacks_no_protection(self):
        self.assertEqual(missing(JETON), {})

    def test_keeps_control_flow_marks_as_far_as_the_system_allows(self):
        if machine(JETON) != "X86-64":
            self.skipTest("IBT and SHSTK are marks of x86-64")
        unmarked = [str(path) for path in sorted(RELEASE.rglob("*.o")) if cet_marks(path) != CET]
        self.assertEqual(unmarked, [], "object files of the release build without IBT and SHSTK")
        # The linker drops the mark of the program when one object has none, and the C library's own do not have it in Debian 12.
        start = [printed("c++", f"-print-file-name={name}").strip() for name in ("Scrt1.o", "crti.o", "crtn.o")]
        if all(cet_marks(path) == CET for path in start):
            self.assertEqual(cet_marks(JETON), CET)
        else:
            print("\nhardening: the C library's startup files carry no IBT and SHSTK, so the program cannot.", file=sys.stderr)


class LibrariesToKeepPatched(unittest.TestCase):
    def setUp(self):
        text = (ROOT / "SECURITY.md").read_text()
        section = re.search(r"^## Libraries to keep patched\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
        self.assertIsNotNone(section, "SECURITY.md has no section `Libraries to keep patched`")
        self.named = set(re.findall(r"`(lib[^`]*\.so[^`]*)`", section[1]))

    def test_are_all_that_the_binary_asks_for(self):
        self.assertEqual(needed_libraries(JETON) - self.named, set())

    def test_are_none_that_it_is_not_loaded_with(self):
        self.assertEqual(self.named - loaded_libraries(JETON), set())

    def test_are_those_that_read_pictures_too(self):
        readers = {name for name in loaded_libraries(JETON) if re.match(r"lib(png|spng|jpeg|z)\d*\.so", name)}
        self.assertEqual(readers - self.named, set())


if __name__ == "__main__":
    if not JETON.exists():
        sys.exit("build/release/jeton is missing. Build it: tools/test release")
    unittest.main()

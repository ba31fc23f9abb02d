#!/usr/bin/env python3
"""Proves that a file does not compile, and for the stated reason.

    check.py <file> <compiler> [compiler arguments]

The file's first line is `// Refused: <regular expression>`. It is compiled twice. As it stands it must
compile: what is wrong with it stands behind `#ifdef JETON_REFUSED`. With that defined it must not, and the
compiler's words must fit the expression: a file that fails for another reason proves nothing.
"""

import os
import pathlib
import re
import subprocess
import sys

MARK = "// Refused: "


def compile_file(command, path, extra):
    # The messages are compared with English ones.
    done = subprocess.run([*command, "-fsyntax-only", *extra, str(path)], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C"})
    return done.returncode == 0, done.stderr


def check(path, command):
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    if not first_line.startswith(MARK):
        return f"its first line is not `{MARK}<regular expression>`"
    compiles, words = compile_file(command, path, [])
    if not compiles:
        return f"does not compile without JETON_REFUSED, so its refusal proves nothing:\n{words}"
    compiles, words = compile_file(command, path, ["-DJETON_REFUSED"])
    if compiles:
        return "compiles"
    if not re.search(first_line.removeprefix(MARK), words):
        return f"is refused for another reason than `{first_line.removeprefix(MARK)}`:\n{words}"
    return None


def main(arguments):
    path = pathlib.Path(arguments[0])
    fault = check(path, arguments[1:])
    if fault:
        print(f"{path.name} {fault}", file=sys.stderr)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What binutils says of the protections of an ELF program, as sentences about what is missing."""

import functools
import pathlib
import re
import subprocess

CET = {"IBT", "SHSTK"}


def printed(*command):
    return subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, text=True, errors="replace", timeout=300
    ).stdout


@functools.cache
def machine(path):
    header = printed("readelf", "-hW", path)
    return next((name for name in ("X86-64", "AArch64") if name in header), "another")


def not_position_independent(path):
    return None if re.search(r"\(FLAGS_1\).*\bPIE\b", dynamic(path)) else "it is not a position-independent executable"


@functools.cache
def dynamic(path):
    return printed("readelf", "-dW", path)


@functools.cache
def segments(path):
    return printed("readelf", "-lW", path)


@functools.cache
def undefined_symbols(path):
    names = re.findall(r"\bUND\s+([^\s@]+)", printed("readelf", "--dyn-syms", "-W", path))
    return frozenset(names)


def relocations_writable(path):
    return None if "GNU_RELRO" in segments(path) else "its relocations stay writable (no RELRO)"


def lazily_bound(path):
    now = re.search(r"\(BIND_NOW\)|\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*\bNOW\b", dynamic(path))
    return None if now else "its functions are bound lazily (no BIND_NOW), so RELRO is partial"


def stack_unprotected(path):
    return None if "__stack_chk_fail" in undefined_symbols(path) else "no function checks its stack (-fstack-protector)"


def calls_unchecked(path):
    checked = any(re.fullmatch(r"__\w+_chk", name) for name in undefined_symbols(path) - {"__stack_chk_fail"})
    return None if checked else "no call of the C library is checked (_FORTIFY_SOURCE)"


def stack_executable(path):
    flags = re.search(r"GNU_STACK\s+(?:0x\w+\s+){5}([RWE ]+?)\s+0x", segments(path))
    return None if flags and "E" not in flags[1] else "its stack is executable"


def segment_writable_and_executable(path):
    both = re.search(r"^\s+LOAD\s+(?:0x\w+\s+){5}RWE\b", segments(path), re.MULTILINE)
    return "a segment is writable and executable" if both else None


def searches_other_folders(path):
    return "it carries a search path for libraries (RPATH or RUNPATH)" if re.search(r"\((RPATH|RUNPATH)\)", dynamic(path)) else None


def text_relocated(path):
    return "its code is written to when it is loaded (TEXTREL)" if "TEXTREL" in dynamic(path) else None


@functools.cache
def instructions(path):
    return printed("objdump", "--disassemble", "--no-show-raw-insn", path)


def stack_not_probed(path):
    """A frame of more than a page is touched page by page, so that it cannot leap over the guard page."""
    pattern = {
        "X86-64": r"sub\s+\$0x1000,%rsp\n.*orq\s+\$0x0,(0xff8)?\(%rsp\)",
        "AArch64": r"sub\s+sp, sp, #0x1[06], lsl #12\n.*str\s+xzr, \[sp",
    }.get(machine(path))
    if pattern is None or re.search(pattern, instructions(path)):
        return None
    return "large frames are not probed (-fstack-clash-protection)"


def cet_marks(path):
    """For a program or an object file: which of IBT and SHSTK it says that it keeps."""
    found = re.search(r"x86 feature: ([A-Z, ]+)", printed("readelf", "-nW", path))
    return set(found[1].split(", ")) & CET if found else set()


def branches_not_marked(path):
    """That the compiler marked where an indirect branch may land. `main` is called through a pointer."""
    mark = {"X86-64": "endbr64", "AArch64": r"(bti|paciasp)"}.get(machine(path))
    if mark is None or re.search(rf"<main>:\n[^\n]*\b{mark}\b", instructions(path)):
        return None
    return "targets of indirect branches are not marked (-fcf-protection, -mbranch-protection)"


CHECKS = {
    "pie": not_position_independent,
    "relro": relocations_writable,
    "bind-now": lazily_bound,
    "stack-protector": stack_unprotected,
    "fortify": calls_unchecked,
    "stack": stack_executable,
    "segments": segment_writable_and_executable,
    "search-path": searches_other_folders,
    "text-relocations": text_relocated,
    "stack-clash": stack_not_probed,
    "branches": branches_not_marked,
}


def missing(path):
    """{name of the protection: what is wrong} of what the program lacks."""
    found = {name: check(pathlib.Path(path)) for name, check in CHECKS.items()}
    return {name: sentence for name, sentence in found.items() if sentence}


def needed_libraries(path):
    return set(re.findall(r"\(NEEDED\).*\[(lib.*)\]", dynamic(pathlib.Path(path))))


def loaded_libraries(path):
    """Those of needed_libraries, and what they need in turn."""
    return set(re.findall(r"^\s+(lib\S+) => ", printed("ldd", path), re.MULTILINE))

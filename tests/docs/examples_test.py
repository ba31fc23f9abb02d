#!/usr/bin/env python3
"""Pastes the examples of docs/reference: every ```sh block marked `runnable`, page by page in one shell each, against a
release `jeton` with the demo platform. Each curl must be answered 2xx, or in turn by the statuses that stand behind the
mark: ```sh runnable 201 409. Pages named as arguments are run alone."""

import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import BINARY, JetonServer  # noqa: E402

PAGES = ROOT / "docs" / "reference"
PLATFORM = ROOT / "deploy" / "examples" / "platform.yaml"
BLOCK = re.compile(r"^```sh runnable((?: \d{3})*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOKEN_WITH_VARIABLE = re.compile(r"id: (TKN-[0-9-]+)\n(?:(?!  - ).*\n)*?.*valueFrom: \{ env: (\w+) \}")
# Stands in front of the real one and tells what was answered.
CURL = """#!/bin/sh
exec {curl} -w '%{{stderr}}[answered %{{http_code}}]\\n' "$@"
"""


class DemoServer(JetonServer):
    """With the platform that tools/run-demo serves, and values for the tokens that its file takes from the environment."""

    def prepare(self):
        self.tokens = {
            variable: minted(token)
            for token, variable in TOKEN_WITH_VARIABLE.findall(PLATFORM.read_text(encoding="utf-8"))
        }
        self.run("init")
        self.run("apply", "-f", PLATFORM, **self.tokens)


def minted(token):
    printed = subprocess.run([BINARY, "token", "mint", token], check=True, capture_output=True, text=True, timeout=60)
    return printed.stdout.strip()


class Block:
    def __init__(self, page, match):
        text = page.read_text(encoding="utf-8")
        self.where = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        self.statuses = match.group(1).split()
        self.script = match.group(2)


def blocks_of(page):
    return [Block(page, match) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def complaints_about(block, told):
    """`told` is what the shell wrote to stderr while it ran the block."""
    statuses = re.findall(r"\[answered (\d{3})\]", told)
    if not statuses:
        return "no curl was run"
    if block.statuses and statuses != block.statuses:
        return f"expected {' '.join(block.statuses)}, got {' '.join(statuses)}"
    if not block.statuses and any(not status.startswith("2") for status in statuses):
        return f"expected 2xx, got {' '.join(statuses)}"
    return None


def run_page(page, folder, environment):
    blocks = blocks_of(page)
    script = "".join(f"echo '[block {number}]' >&2\n{block.script}\n" for number, block in enumerate(blocks))
    shell = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=300,
    )
    told = dict(zip(*[iter(re.split(r"\[block (\d+)\]\n", shell.stderr)[1:])] * 2))
    problems = [f"{block.where}: {complaint}\n{told.get(str(number), '')}" for number, block in enumerate(blocks)
                if (complaint := complaints_about(block, told.get(str(number), "")))]
    if shell.returncode != 0 and not problems:
        problems.append(f"{page.relative_to(ROOT)}: the shell ended with {shell.returncode}:\n{shell.stderr}")
    if problems:
        (folder / f"{page.stem}.out").write_text(shell.stdout, encoding="utf-8")
    return len(blocks), problems


def png():
    """A picture of one colour, 64 by 64, for the examples that upload one."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    lines = (b"\0" + bytes([11, 107, 98]) * 64) * 64
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def main():
    pages = [PAGES / f"{name}.md" for name in sys.argv[1:]] or sorted(PAGES.glob("*.md"))
    pages = [page for page in pages if blocks_of(page)]
    server = DemoServer(ROOT / "build" / "docs-examples")
    server.prepare()
    server.start()
    try:
        tools = server.folder / "bin"
        tools.mkdir()
        (tools / "curl").write_text(CURL.format(curl=shutil.which("curl")), encoding="utf-8")
        (tools / "curl").chmod(0o755)
        (server.folder / "logo.png").write_bytes(png())
        environment = {
            **server.environment(),
            **server.tokens,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "JETON_URL": server.url,
            "JETON_TOKEN": server.tokens["JETON_DEMO_TOKEN_ADMINISTRATION"],
        }
        total, problems = 0, []
        for page in pages:
            blocks, found = run_page(page, server.folder, environment)
            total += blocks
            problems += found
    finally:
        server.stop()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems or total == 0:
        print(f"{len(problems)} of {total} examples do not do what their page says. What was answered: {server.folder}",
              file=sys.stderr)
        return 1
    print(f"{total} examples on {len(pages)} pages are answered as they say.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The Dockerfile for development, read as text: it takes its packages from tools/install, on the release that this is written
for. Building it needs a network and a Docker, which a test must not."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CODE_NAMES = {"12": "bookworm", "13": "trixie"}


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def instructions():
    """[(instruction, arguments)], with continued lines joined."""
    text = re.sub(r"(?m)^\s*#.*\n", "", read("Dockerfile")).replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]


def purposes():
    return set(re.findall(r"^  \[(\w+)\]=", read("tools/install"), re.MULTILINE))


class Dockerfile(unittest.TestCase):
    def of(self, instruction):
        return [arguments for name, arguments in instructions() if name == instruction]

    def test_begins_with_the_release_that_the_readme_and_the_installer_name(self):
        release = re.search(r"On Debian (\d+)", read("README.md"))[1]
        self.assertEqual(self.of("FROM"), [f"debian:{CODE_NAMES[release]}-slim"])
        self.assertIn(f"Debian {release} ({CODE_NAMES[release]})", read("tools/install"))

    def test_asks_the_installer_for_all_that_it_knows(self):
        run = next(arguments for arguments in self.of("RUN") if "tools/install" in arguments)
        self.assertEqual(set(re.search(r"tools/install ([\w ]+?) *&&", run)[1].split()), purposes())

    def test_names_no_package_that_the_installer_names(self):
        named = re.search(r"install -y --no-install-recommends ([^&]*)&&", " ".join(self.of("RUN")))[1].split()
        listed = set(re.findall(r"[a-z0-9][a-z0-9+.-]+", read("tools/install").split("needs_node=")[0]))
        self.assertEqual([package for package in named if package in listed], [])

    def test_copies_what_the_installer_is_made_of(self):
        copied = self.of("COPY")[0].split()[:-1]
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "tools").mkdir()
            for path in copied:
                shutil.copy(ROOT / path, pathlib.Path(folder) / "tools")
            # A purpose that nobody knows: all that comes before is read, and nothing is installed.
            said = subprocess.run([f"{folder}/tools/install", "x"], capture_output=True, text=True)
        self.assertIn("tools/install knows", said.stderr)
        allowed = read(".dockerignore").split()
        self.assertEqual(allowed, ["*", *("!" + path for path in copied)])

    def test_is_what_the_editor_builds_and_enters(self):
        entered = json.loads(read(".devcontainer/devcontainer.json"))
        built = (ROOT / ".devcontainer" / entered["build"]["dockerfile"]).resolve()
        self.assertEqual(built, ROOT / "Dockerfile")
        self.assertEqual((ROOT / ".devcontainer" / entered["build"]["context"]).resolve(), ROOT)
        self.assertEqual([entered["remoteUser"]], self.of("USER"))
        self.assertIn("target=" + self.of("VOLUME")[0], entered["mounts"][0])


if __name__ == "__main__":
    unittest.main()

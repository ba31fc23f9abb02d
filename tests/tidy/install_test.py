#!/usr/bin/env python3
"""tools/install on systems other than this one: it is run with their /etc/os-release, and with stand-ins for the programs that
look at packages and install them."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\n'
TRIXIE = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_CODENAME=trixie\n'
FEDORA = 'PRETTY_NAME="Fedora Linux 41"\nID=fedora\n'


class Installer(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "tools").mkdir()
        (self.folder / "bin").mkdir()
        for name in ("install", "progress.sh"):
            (self.folder / "tools" / name).symlink_to(ROOT / "tools" / name)
        self.stand_in("dpkg-query", "exit 1")
        self.stand_in("apt-get", f'echo "$*" >>{self.folder}/asked')
        self.stand_in("sudo", 'shift; "$@"')
        self.stand_in("node", "exit 0")

    def stand_in(self, name, script):
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run_on(self, system, *purposes):
        (self.folder / "os-release").write_text(system)
      
        command = ["bash", self.folder / "tools" / "install", *purposes]
        environment = {**os.environ, "OS_RELEASE": str(self.folder / "os-release"),
                       "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def packages_asked_for(self, system, *purposes):
        said = self.run_on(system, *purposes)
        self.assertEqual(said.returncode, 0, said.stderr)
        return set((self.folder / "asked").read_text().split())

    def test_asks_for_the_boost_of_the_release(self):
        for purpose in ("build", "run", "deb"):
            for system, version, other in ((BOOKWORM, "1.81", "1.83"), (TRIXIE, "1.83", "1.81")):
                with self.subTest(purpose=purpose, version=version):
                    (self.folder / "asked").unlink(missing_ok=True)
                    asked = self.packages_asked_for(system, purpose)
                    self.assertLessEqual({f"libboost{version}-dev", f"libboost-json{version}-dev", f"libboost-url{version}-dev"}, asked)
                    self.assertEqual([name for name in asked if other in name], [])

    def test_refuses_what_only_the_older_release_has_and_installs_nothing(self):
        purposes = re.findall(r"^  \[(\w+)\]=", (ROOT / "tools/install").read_text(), re.MULTILINE)
        for purpose in set(purposes) - {"build", "run", "deb"}:
            for system, name in ((TRIXIE, "Debian GNU/Linux 13 (trixie)"), (FEDORA, "Fedora Linux 41")):
                with self.subTest(purpose=purpose, system=name):
                    said = self.run_on(system, purpose)
                    self.assertEqual(said.returncode, 1)
                    self.assertIn(f"'{purpose}' needs Debian 12 (bookworm), and this is {name}.", said.stderr)
                    self.assertFalse((self.folder / "asked").exists())

    def test_installs_nothing_elsewhere_and_takes_what_is_there(self):
        said = self.run_on(FEDORA, "build")
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertIn("Fedora Linux 41 is not Debian 12 or 13, but has what a build needs.", said.stdout)
        self.assertFalse((self.folder / "asked").exists())

    def test_names_what_is_missing_elsewhere(self):
        self.stand_in("pkg-config", '[ "$2" != vips ]')
        self.stand_in("g++", 'case "$*" in *soci/soci.h*) exit 1 ;; esac')
        said = self.run_on(FEDORA, "build")
        self.assertEqual(said.returncode, 1)
        self.assertEqual(re.findall(r"missing: (.*)", said.stderr), ["the library vips with its headers", "the header soci/soci.h"])
        self.assertIn("this is Fedora Linux 41", said.stderr)

    def test_says_so_where_nothing_names_the_system(self):
        self.stand_in("pkg-config", "exit 1")
        said = self.run_on("", "build")
        self.assertIn("this is another system", said.stderr)


if __name__ == "__main__":
    unittest.main()

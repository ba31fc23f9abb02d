#!/usr/bin/env python3
"""Runs the commands of docs/how-to for the people who operate a server: every ```sh operate block, page by page in one shell each,
against an installation with the demo platform. Paths and ports are replaced; sudo and systemctl are stand-ins that do the same
without root and systemd. ```sh operate postgres is run against PostgreSQL."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import unittest
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "docs"))
from examples_test import BINARY, DemoServer  # noqa: E402
from jeton_server import open_database  # noqa: E402
from nginx_gateway import free_port  # noqa: E402

PAGES = ROOT / "docs" / "how-to"
BLOCK = re.compile(r"^( *)```sh operate( postgres)?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)

SUDO = r"""#!/bin/bash
# The user of the test is root and the service at once, so owners stay as they are.
[ "$1" != -u ] || shift 2
words=()
while [ $# -gt 0 ]; do
  case "$1" in -o | -g) shift 2 ;; *) words+=("$1"); shift ;; esac
done
exec "${words[@]}"
"""
SYSTEMCTL = r"""#!/bin/bash
set -e
stop() { [ ! -e {folder}/pid ] || { kill "$(cat {folder}/pid)"; tail --pid="$(cat {folder}/pid)" -f /dev/null; rm {folder}/pid; }; }
start() {
  setsid jeton serve --config {config} </dev/null >>{folder}/jeton.log 2>&1 &
  echo $! >{folder}/pid
  for _ in $(seq 300); do curl -sf -o /dev/null {url}/readyz && return; kill -0 "$(cat {folder}/pid)"; sleep 0.1; done
  return 1
}
[ "$2" = jeton ]
case "$1" in stop) stop ;; start) start ;; restart) stop; start ;; *) exit 2 ;; esac
"""


class Installation(DemoServer):
    """With its files where the package has them, below a folder."""

    def __init__(self, name, database=None):
        super().__init__(ROOT / "build" / "operate" / name, database)
        self.data = self.folder / "var/lib/jeton"
        self.config = self.folder / "etc/jeton/jeton.yaml"
        self.bin = self.folder / "bin"
        for folder in (self.data.parent, self.config.parent, self.bin, self.folder / "var/backups"):
            folder.mkdir(parents=True)
        self.other_port = free_port()
        settings = f"data: {self.data}\nlisten: 127.0.0.1:{self.port}\nmetrics_listen: 127.0.0.1:{free_port()}\n"
        self.config.write_text(settings + (f"database: {database}\n" if database else ""), encoding="utf-8")
        scripts = {"sudo": SUDO, "systemctl": SYSTEMCTL.replace("{folder}", str(self.folder))
                   .replace("{config}", str(self.config)).replace("{url}", self.url)}
        for script, text in scripts.items():
            (self.bin / script).write_text(text, encoding="utf-8")
            (self.bin / script).chmod(0o755)
        (self.bin / "jeton").symlink_to(BINARY)
        (self.bin / "jeton-doctor").symlink_to(ROOT / "deploy/debian/jeton-doctor")
        self.prepare()

    def replaced(self, text):
        for path in ("/var/lib/jeton", "/etc/jeton", "/var/backups"):
            text = text.replace(path, f"{self.folder}{path}")
        return text.replace("127.0.0.1:8079", f"127.0.0.1:{self.other_port}")

    def shell(self, script, **more):
        environment = self.environment(
            **{**self.tokens, "PATH": f"{self.bin}:{os.environ['PATH']}", "JETON_URL": self.url, "JETON_CONFIG": str(self.config),
               "JETON_USER": subprocess.check_output(["id", "-un"], text=True).strip(),
               "JETON_TOKEN": self.tokens["JETON_DEMO_TOKEN_ADMINISTRATION"], **more})
        if self.database:
            environment["JETON_DATABASE"] = self.database
        return subprocess.run(["bash", "-c", script], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)

    def systemctl(self, verb):
        if self.shell(f"systemctl {verb} jeton").returncode != 0:
            raise RuntimeError(f"systemctl {verb}: " + (self.folder / "jeton.log").read_text(errors="replace")[-2000:])

    def accepts(self, variable):
        question = urllib.request.Request(self.url + "/public/v1/accounts/api-tokens?limit=1",
                                          headers={"Authorization": f"Bearer {self.tokens[variable]}"})
        try:
            urllib.request.urlopen(question, timeout=30).close()
        except urllib.error.HTTPError as refused:
            return refused.code != 401
        return True


def blocks(page, postgres):
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    return [textwrap.dedent(match[3]) for match in BLOCK.finditer(text) if bool(match[2]) == postgres]


class Operate(unittest.TestCase):
    def installation(self, name, database=None):
        installation = Installation(name, database)
        installation.systemctl("start")
        self.addCleanup(installation.systemctl, "stop")
        return installation

    def run_blocks(self, installation, page_blocks, **more):
        self.assertTrue(page_blocks)
        script = "set -eu -o pipefail\n" + "\n".join(installation.replaced(block) for block in page_blocks)
        result = installation.shell(script, **more)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def test_every_block_is_run(self):
        found = {(page.stem, bool(match[2])) for page in PAGES.glob("*.md") for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}
        self.assertEqual(found, {(page, False) for page in SQLITE} | {(page, True) for page in POSTGRES})

    def test_a_restore_revives_tokens_and_the_page_finds_them(self):
        installation = self.installation("restore")
        back_up, restore, revived = blocks("back-up-and-restore", postgres=False)
        self.run_blocks(installation, [back_up])
        changed = ["JETON_DEMO_TOKEN_BILLING", "JETON_DEMO_TOKEN_CATALOG"]
        operations = installation.tokens["JETON_DEMO_TOKEN_OPERATIONS"]
        self.run_blocks(installation, ["jeton token disable TKN-8857-1729\njeton token delete TKN-4410-0912\n"], JETON_TOKEN=operations)
        self.assertEqual([installation.accepts(variable) for variable in changed], [False, False])
        self.run_blocks(installation, [restore])
        self.assertEqual([installation.accepts(variable) for variable in changed], [True, True])
        said = self.run_blocks(installation, [revived])
        self.assertIn("TKN-8857-1729", said)
        self.assertEqual([installation.accepts(variable) for variable in changed], [False, False])

    def test_a_rotated_key_is_in_force_and_the_old_one_is_held(self):
        installation = self.installation("rotate")
        said = self.run_blocks(installation, blocks("lose-a-key", postgres=False))
        self.assertRegex(said, r"k2026a +current")
        self.assertRegex(said, r"k\w+ +held")

    def test_a_leaked_token_is_refused_and_replaced(self):
        installation = self.installation("leaked")
        self.assertTrue(installation.accepts("JETON_DEMO_TOKEN_BILLING"))
        said = self.run_blocks(installation, blocks("respond-to-a-leaked-token", postgres=False))
        self.assertIn("The token is not valid.", said)
        self.assertIn("Billing replaced", said)
        self.assertFalse(installation.accepts("JETON_DEMO_TOKEN_BILLING"))

    def test_size_upgrade_and_monitor_do_what_they_say(self):
        installation = self.installation("others")
        for page in ("size", "upgrade", "monitor"):
            with self.subTest(page):
                said = self.run_blocks(installation, blocks(page, postgres=False))
                if page == "size":
                    self.assertRegex(said, r"(?m)^\d+\n\d{5,}$")
        self.assertTrue(installation.accepts("JETON_DEMO_TOKEN_BILLING"))

    def test_postgres_is_backed_up_restored_and_shared(self):
        address, drop = open_database("postgres")
        self.addCleanup(drop)
        installation = self.installation("postgres", address)
        back_up, restore = blocks("back-up-and-restore", postgres=True)
        self.run_blocks(installation, [back_up])
        self.run_blocks(installation, ["jeton token disable TKN-8857-1729\n"])
        self.assertFalse(installation.accepts("JETON_DEMO_TOKEN_BILLING"))
        self.run_blocks(installation, [restore])
        self.assertTrue(installation.accepts("JETON_DEMO_TOKEN_BILLING"))
        second = f"http://127.0.0.1:{installation.other_port}"
        serving = subprocess.Popen([BINARY, "serve", "--config", installation.config, "--listen", second.removeprefix("http://"),
                                    "--metrics-listen", "off"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=installation.environment())
        self.addCleanup(serving.wait)
        self.addCleanup(serving.send_signal, signal.SIGTERM)
        wait = f"until curl -sf {second}/readyz; do sleep 0.1; done\n"
        self.run_blocks(installation, [wait, *blocks("scale-out", postgres=True), *blocks("size", postgres=True)],
                        FIRST=installation.url, SECOND=second)


SQLITE = {"back-up-and-restore", "lose-a-key", "monitor", "respond-to-a-leaked-token", "size", "upgrade"}
POSTGRES = {"back-up-and-restore", "scale-out", "size"}

if __name__ == "__main__":
    shutil.rmtree(ROOT / "build" / "operate", ignore_errors=True)
    unittest.main()

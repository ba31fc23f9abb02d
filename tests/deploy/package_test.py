#!/usr/bin/env python3
"""build/jeton_*.deb: what is in it, and what installing, upgrading, removing and purging it does, with the real dpkg in a small
Debian that has nothing but what the package depends on."""

import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import unittest
import urllib.request

sys.dont_write_bytecode = True
for beside in ("gateway", "docs", "e2e"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / beside))
import isolated  # noqa: E402
from debian_root import make_root, names  # noqa: E402
from examples_test import TOKEN_WITH_VARIABLE, png  # noqa: E402
from jeton_server import BINARY  # noqa: E402
from nginx_gateway import listens, wait_until  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
UNIT = "lib/systemd/system/jeton.service"
PASSWORD = "hunter2-canary"
EXPOSURE_MAX = 2.5
PAGE = ROOT / "docs/how-to/install.md"
COMMANDS = re.compile(r"^ *```sh installed\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SUDO = """#!/bin/sh
if [ "$1" = -u ]; then user=$2; shift 2; exec runuser -u "$user" -- "$@"; fi
exec "$@"
"""

# Every file but the examples, with the mode that dpkg gives it; all are root's.
CONTENTS = {
    "/etc/jeton/jeton.yaml": 0o644,
    "/lib/systemd/system/jeton.service": 0o644,
    "/usr/bin/jeton": 0o755,
    "/usr/sbin/jeton-doctor": 0o755,
    "/usr/share/bash-completion/completions/jeton": 0o644,
    "/usr/share/doc/jeton/changelog.gz": 0o644,
    "/usr/share/doc/jeton/copyright": 0o644,
    "/usr/share/fish/vendor_completions.d/jeton.fish": 0o644,
    "/usr/share/man/man1/jeton.1.gz": 0o644,
    "/usr/share/man/man8/jeton-doctor.8.gz": 0o644,
    "/usr/share/zsh/vendor-completions/_jeton": 0o644,
}


def output(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def package():
    found = [*(ROOT / "build").glob("jeton_*.deb")]
    if len(found) != 1:
        sys.exit(f"one build/jeton_*.deb is wanted, and there are {len(found)}. Build it: make deb")
    return found[0]


def unit_settings(text):
    """Of [Service], each name with its values in order."""
    section = re.search(r"^\[Service\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)[1]
    settings = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", section, re.MULTILINE):
        settings.setdefault(name, []).append(value)
    return settings


class Contents(unittest.TestCase):
    def test_are_these_files_and_no_other(self):
        listed = {}
        for line in output("dpkg-deb", "-c", package()).splitlines():
            mode, owner, _, _, _, path = line.split(maxsplit=5)
            self.assertEqual(owner, "root/root", path)
            if not path.endswith("/") and "/examples/" not in path:
                listed[path.removeprefix(".")] = sum(bit << (8 - n) for n, bit in enumerate(c != "-" for c in mode[1:]))
        self.assertEqual(listed, CONTENTS)

    def test_are_what_lintian_accepts(self):
        said = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", package()], capture_output=True, text=True)
        self.assertEqual((said.returncode, said.stdout), (0, ""))

    def test_have_the_version_of_the_program(self):
        version = output(BINARY, "version").split()[-1]
        self.assertRegex(output("dpkg-deb", "-f", package(), "Version"), rf"^{re.escape(version)}~deb\d+\n$")


class Unit(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        output("dpkg-deb", "-x", package(), self.folder.name)
        self.path = pathlib.Path(self.folder.name, UNIT)

    def exposure(self, text):
        changed = self.path.with_name("changed.service")
        changed.write_text(text, encoding="utf-8")
        said = output("systemd-analyze", "security", "--offline=yes", "--no-pager", changed)
        return float(re.search(r"exposure level for changed.service: ([\d.]+)", said)[1])

    def test_is_exposed_no_more_than_the_bound(self):
        text = self.path.read_text(encoding="utf-8")
        self.assertLessEqual(self.exposure(text), EXPOSURE_MAX)
        # And the bound is one: the same service without what protects it.
        bare = re.sub(r"(?m)^(Protect|Private|Restrict|System|Capability|NoNew|Memory|Lock|User=).*\n", "", text)
        self.assertGreater(self.exposure(bare), EXPOSURE_MAX)

    def test_has_no_setting_that_systemd_does_not_know(self):
        said = subprocess.run(["systemd-analyze", "verify", "--man=no", self.path], capture_output=True, text=True).stderr
        wrong = [line for line in said.splitlines() if "jeton.service" in line and "is not executable" not in line]
        self.assertEqual(wrong, [])


class Installed(unittest.TestCase):
    """In the order of their names, because they are the life of one installation."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="jeton-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.root = cls.folder / "root"
        depended = [alternatives[0] for alternatives in names(output("dpkg-deb", "-f", package(), "Depends"))]
        make_root(cls.root, depended)
        for kind, place in (("proc", "proc"), ("tmpfs", "tmp"), ("tmpfs", "dev")):
            output("mount", "-t", kind, kind, cls.root / place)
            cls.addClassCleanup(subprocess.run, ["umount", "--lazy", cls.root / place])
        for device, number in (("null", 3), ("urandom", 9), ("tty", 0)):
            os.mknod(cls.root / "dev" / device, 0o666 | stat.S_IFCHR, os.makedev(1 if number else 5, number))
            (cls.root / "dev" / device).chmod(0o666)
        shutil.copy(package(), cls.root / "root" / "jeton.deb")
        sudo = cls.root / "usr/local/bin/sudo"
        sudo.parent.mkdir(parents=True, exist_ok=True)
        sudo.write_text(SUDO)
        sudo.chmod(0o755)

    def run_inside(self, *command, **options):
        return subprocess.run(["chroot", self.root, *command], capture_output=True, text=True, timeout=120, **options)

    def inside(self, *command, **options):
        result = self.run_inside(*command, **options)
        self.assertEqual(result.returncode, 0, f"{command}: {result.stdout}{result.stderr}")
        return result.stdout

    def as_service(self, *command):
        return self.inside("runuser", "-u", "jeton", "--", *command)

    def doctor(self, *arguments, environment=()):
        result = self.run_inside("env", *environment, "jeton-doctor", *arguments)
        return result.returncode, result.stdout + result.stderr

    def serve(self):
        """As the unit says, as far as that goes without systemd: its user, its environment, no privilege, nothing to write but
        its folder, no memory that is written and executed."""
        unit = unit_settings((self.root / UNIT).read_text(encoding="utf-8"))
        self.assertEqual((unit["User"], unit["NoNewPrivileges"], unit["CapabilityBoundingSet"], unit["ProtectSystem"]),
                         (["jeton"], ["yes"], [""], ["strict"]))
        user = re.search(r"^jeton:[^:]*:(\d+):(\d+):", (self.root / "etc/passwd").read_text(), re.MULTILINE)
        script = f"""set -e
          mount --rbind {self.root} {self.root}
          mount --bind {self.root}/var/lib/jeton {self.root}/var/lib/jeton
          mount -o remount,ro,bind {self.root}
          exec chroot {self.root} setpriv --reuid {user[1]} --regid {user[2]} --clear-groups --no-new-privs --bounding-set=-all \
            env -C {unit["WorkingDirectory"][0]} {" ".join(unit["Environment"])} {unit["ExecStart"][0]}"""
        log = open(self.folder / "log", "wb")
        self.addCleanup(log.close)
        serving = subprocess.Popen(["unshare", "--mount", "bash", "-c", script], stdout=log, stderr=log,
                                   preexec_fn=isolated.refuse_writable_code)
        self.addCleanup(self.stop, serving)
        wait_until(lambda: serving.poll() is not None or listens(8080), "the installed jeton does not listen")
        self.assertIsNone(serving.poll(), (self.folder / "log").read_text())
        return serving

    def upload_a_picture(self):
        """What reads pictures may write code while it runs, where it is allowed to."""
        platform = self.root / "usr/share/doc/jeton/examples/platform.yaml"
        tokens = [f"{variable}={self.inside('jeton', 'token', 'mint', token).strip()}"
                  for token, variable in TOKEN_WITH_VARIABLE.findall(platform.read_text(encoding="utf-8"))]
        self.as_service("env", *tokens, "jeton", "apply", "-f", f"/{platform.relative_to(self.root)}",
                        "--config", "/etc/jeton/jeton.yaml")
        (self.root / "tmp/logo.png").write_bytes(png())
        administration = next(token.partition("=")[2] for token in tokens if "ADMINISTRATION" in token)
        created = self.inside("env", f"JETON_TOKEN={administration}", "jeton", "token", "create", "--name", "Export",
                              "--logo", "/tmp/logo.png")
        self.assertRegex(created, r"icon +/v1/accounts/api-tokens/TKN-")

    def stop(self, serving):
        serving.send_signal(signal.SIGTERM)
        self.assertEqual(serving.wait(30), 0)

    def owner_and_mode(self, path):
        return self.inside("stat", "-c", "%U:%G %a", path).strip()

    def test_1_installs_with_what_it_depends_on_alone(self):
        self.inside("dpkg", "-i", "/root/jeton.deb")
        self.assertEqual(self.inside("dpkg-query", "-W", "-f", "${Status}", "jeton"), "install ok installed")
        self.assertNotIn("not found", self.inside("ldd", "/usr/bin/jeton"))

    def test_2_has_a_user_without_a_shell_and_a_folder_of_its_own(self):
        fields = next(line for line in (self.root / "etc/passwd").read_text().splitlines() if line.startswith("jeton:")).split(":")
        self.assertLess(int(fields[2]), 1000)
        self.assertEqual(fields[5:], ["/var/lib/jeton", "/usr/sbin/nologin"])
        self.assertEqual(self.owner_and_mode("/var/lib/jeton"), "jeton:jeton 700")
        self.assertEqual(self.owner_and_mode("/etc/jeton/jeton.yaml"), "root:jeton 640")

    def test_3_serves_with_the_settings_that_came_with_it(self):
        self.serve()
        with urllib.request.urlopen("http://127.0.0.1:8080/readyz") as answer:
            self.assertEqual(answer.read().splitlines()[0], b"ready")
        wait_until(lambda: b"jeton_jobs_total" in urllib.request.urlopen("http://127.0.0.1:9464/metrics").read(),
                   "no job of the server is done")
        initialize, examine = [textwrap.dedent(block) for block in COMMANDS.findall(PAGE.read_text(encoding="utf-8"))]
        self.assertIn("sign-in/link#", self.inside("sh", "-ec", initialize))
        self.upload_a_picture()
        self.assertEqual(self.owner_and_mode("/var/lib/jeton/keys"), "jeton:jeton 600")
        said = self.inside("sh", "-ec", examine)
        self.assertEqual(re.findall(r"(?m)^problem.*", said), [], said)
        self.assertIn("ok       127.0.0.1:8080/readyz: HTTP/1.1 200 OK", said)

    def test_4_says_what_is_wrong(self):
        settings = self.root / "etc/jeton/jeton.yaml"
        original = settings.read_text(encoding="utf-8")
        self.addCleanup(settings.write_text, original, encoding="utf-8")

        def found_with(text, *arguments, environment=()):
            settings.write_text(text, encoding="utf-8")
            code, said = self.doctor(*arguments, environment=environment)
            self.assertEqual(code, 1, said)
            self.assertNotIn(PASSWORD, said)
            return said

        with self.subTest("a server that does not run"):
            self.assertIn("problem  127.0.0.1:8080: nothing listens\n         systemctl start jeton", found_with(original))
        with self.subTest("settings"):
            self.assertIn("problem  settings: dta: Line 1: unknown setting", found_with("dta: x\n"))
        with self.subTest("a database that is away"):
            away = original + f"database: postgres://jeton:{PASSWORD}@127.0.0.1:1/jeton\n"
            self.assertIn("problem  database and keys: ", found_with(away))
        with self.subTest("HTTPS, which nothing here asks over"):
            certificate = original + "tls_certificate: /etc/jeton/tls.crt\ntls_key: /etc/jeton/tls.key\n"
            self.assertIn("skipped  127.0.0.1:8080: asking over HTTPS takes curl", found_with(certificate))
        with self.subTest("what a command as root has left"):
            left = self.root / "var/lib/jeton/jeton.db-wal"
            left.touch()
            self.assertRegex(found_with(original), r"problem  data: of root.*\n +A command ran as root. chown -R jeton: /var/lib/jeton")
            left.unlink()
        with self.subTest("another program at its address"):
            with subprocess.Popen([sys.executable, "-m", "http.server", "8080", "--bind", "127.0.0.1"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
                wait_until(lambda: listens(8080), "the other program does not listen")
                try:
                    self.assertIn("Another program seems to have this address", found_with(original, "--if-failed",
                                  environment=["SERVICE_RESULT=exit-code"]))
                finally:
                    other.kill()

    def test_5_says_nothing_when_the_service_ended_as_it_should(self):
        self.assertEqual(self.doctor("--if-failed", environment=["SERVICE_RESULT=success"]), (0, ""))
        code, said = self.doctor("--if-failed", environment=["SERVICE_RESULT=signal"])
        self.assertEqual(code, 0, said)
        self.assertIn("ok       127.0.0.1:8080: free", said)
        self.assertEqual(self.doctor("--verbose")[0], 2)

    def test_6_keeps_what_was_changed_when_it_is_upgraded(self):
        settings = self.root / "etc/jeton/jeton.yaml"
        settings.write_text(settings.read_text() + "log_level: debug\n")
        self.inside("chmod", "0600", "/etc/jeton/jeton.yaml")
        self.inside("chown", "jeton:", "/etc/jeton/jeton.yaml")
        keys = (self.root / "var/lib/jeton/keys").read_bytes()
        self.inside("dpkg", "-i", "/root/jeton.deb")
        self.assertIn("log_level: debug\n", settings.read_text())
        self.assertEqual(self.owner_and_mode("/etc/jeton/jeton.yaml"), "jeton:jeton 600")
        self.assertEqual((self.root / "var/lib/jeton/keys").read_bytes(), keys)

    def test_7_keeps_settings_and_data_when_it_is_removed(self):
        self.inside("dpkg", "--remove", "jeton")
        self.assertFalse((self.root / "usr/bin/jeton").exists())
        for path in ("etc/jeton/jeton.yaml", "var/lib/jeton/keys", "var/lib/jeton/jeton.db"):
            self.assertTrue((self.root / path).exists(), path)
        self.inside("dpkg", "-i", "/root/jeton.deb")
        self.assertEqual(self.as_service("jeton", "keys", "list", "--config", "/etc/jeton/jeton.yaml").count("current"), 1)

    def test_8_takes_settings_and_data_away_when_it_is_purged(self):
        (self.root / "etc/jeton/tls.pem").touch()
        self.inside("dpkg", "--purge", "jeton")
        self.assertFalse((self.root / "var/lib/jeton").exists())
        self.assertEqual([path.name for path in (self.root / "etc/jeton").iterdir()], ["tls.pem"])
        self.assertIn("jeton:", (self.root / "etc/passwd").read_text())
        left = [*self.root.glob("etc/systemd/**/jeton*"), *self.root.glob("var/lib/systemd/**/jeton*")]
        self.assertEqual([path for path in left if path.name != "tls.pem"], [])


if __name__ == "__main__":
    isolated.enter()
    unittest.main()

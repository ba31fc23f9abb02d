"""A release `jeton` on a data folder and a database of its own, as the tests of the whole system start it."""

import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "gateway"))
from nginx_gateway import free_port, wait_until  # noqa: E402

BINARY = pathlib.Path(os.environ.get("JETON_BINARY", ROOT / "build" / "release" / "jeton"))
PLATFORM = ROOT / "tests" / "e2e" / "platform.yaml"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

ADMINISTRATOR = "administrator@birch-retail.example"
OPERATOR = "operator@localhost"  # of `jeton init`
ACCOUNT = "ACC-5101-0002"
# The tokens of platform.yaml, and the environment variable that each value comes from.
TOKENS = {
    "FIXTURE_ADMIN_TOKEN": "TKN-5101-0001",
    "FIXTURE_BILLING_TOKEN": "TKN-5101-0002",
    "FIXTURE_BARE_TOKEN": "TKN-5101-0003",
    "FIXTURE_DISABLED_TOKEN": "TKN-5101-0004",
    "FIXTURE_READER_TOKEN": "TKN-5101-0005",
}


def new_token_values():
    """A value for each token of platform.yaml, of a length that carries no checksum."""
    return {name: f"idt:{token}:" + "".join(secrets.choice(BASE62) for _ in range(40)) for name, token in TOKENS.items()}


class PostgresDatabase:
    """A database of its own on the server at `server_url`; `drop` removes it."""

    def __init__(self, server_url):
        self.server_url = server_url
        self.name = "jeton_" + secrets.token_hex(6)
        self.sql(f"CREATE DATABASE {self.name}")
        parts = urllib.parse.urlsplit(server_url)
        self.url = urllib.parse.urlunsplit(parts._replace(path="/" + self.name))

    def sql(self, statement):
        subprocess.run(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, self.server_url],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )

    def drop(self):
        self.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def open_database(engine):
    """What `--database` is to say, and how to remove it: nothing to say for the embedded one."""
    if engine == "sqlite":
        return None, lambda: None
    server_url = os.environ.get("JETON_TEST_POSTGRES")
    if not server_url:
        raise RuntimeError("JETON_TEST_POSTGRES is not set: run this through ctest --test-dir build/asan -L browser")
    database = PostgresDatabase(server_url)
    return database.url, database.drop


class JetonServer:
    """`prepare` once, then `start`, `stop` and `kill` as often as wanted. Logs go to <folder>/jeton.log."""

    def __init__(self, folder, database=None):
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.data = self.folder / "data"
        self.database = database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # Where gateways ask: the address of everything else, or one of their own.
        self.has_own_gateway_port = os.environ.get("JETON_TEST_GATEWAY") == "own"
        self.gateway_port = free_port() if self.has_own_gateway_port else self.port
        self.gateway_url = f"http://127.0.0.1:{self.gateway_port}"
        self.metrics_port = free_port() if self.has_own_gateway_port else None
        self.tokens = new_token_values()
        self.password = "Aa1!" + secrets.token_urlsafe(18)
        self.serving = None

    def environment(self, **more):
        """Nothing of the caller's settings reaches the server under test."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("JETON_")}
        return {**clean, **more}

    def run(self, *arguments, stdin="", **environment):
        """One command to its end; returns what it printed, fails with what it complained of."""
        command = [BINARY, *arguments, "--data", self.data]
        if self.database:
            command += ["--database", self.database]
        result = subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=self.environment(**environment), timeout=120
        )
        if result.returncode != 0:
            raise RuntimeError(f"jeton {' '.join(map(str, arguments))} ended with {result.returncode}:\n{result.stderr}")
        return result.stdout

    def prepare(self):
        self.run("init")
        self.run("apply", "-f", PLATFORM, **self.tokens)
        for person in (ADMINISTRATOR, OPERATOR):
            self.run("user", "set-password", person, "--password-file", "-", stdin=self.password + "\n")

    def sign_in_link(self, email=ADMINISTRATOR):
        printed = self.run("user", "sign-in-link", email, "--base-url", self.url)
        return next(word for word in printed.split() if word.startswith(self.url))

    def start(self, log=None):
        """`log` is what it writes its log to instead of its file."""
        command = [BINARY, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}"]
        command += ["--metrics-listen", f"127.0.0.1:{self.metrics_port}" if self.metrics_port else "off"]
        if self.has_own_gateway_port:
            command += ["--gateway-listen", f"127.0.0.1:{self.gateway_port}"]
        if self.database:
            command += ["--database", self.database]
        with open(self.folder / "jeton.log", "ab") as file:
            self.serving = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=log or file, env=self.environment()
            )
        wait_until(lambda: self.serving.poll() is not None or self.is_ready(), "jeton is not ready")
        if self.serving.poll() is not None:
            log = (self.folder / "jeton.log").read_text(errors="replace")
            raise RuntimeError(f"jeton serve ended with {self.serving.returncode}:\n{log[-4000:]}")

    def is_ready(self):
        try:
            with urllib.request.urlopen(self.url + "/readyz", timeout=2) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def kill(self):
        """As a power cut would: no signal handler, no goodbye."""
        self.serving.send_signal(signal.SIGKILL)
        self.serving.wait()

    def stop(self):
        if self.serving and self.serving.poll() is None:
            self.serving.terminate()
            try:
                self.serving.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

#!/usr/bin/env python3
"""tests/e2e/failover.py: a release `jeton` on two PostgreSQL servers, of which the first is killed and the second, a
streaming standby, is promoted. Changes are 503 with Retry-After in between, never 500, and decisions go on from the replica."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
from jeton_server import ACCOUNT, JetonServer, wait_until  # noqa: E402

BIN = pathlib.Path(os.environ.get("POSTGRES_BIN", "/usr/lib/postgresql/15/bin"))


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Postgres:
    """One server in a folder of its own, on loopback."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()

    def run(self, program, *arguments):
        # PostgreSQL refuses to run as root.
        command = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*command, BIN / program, *arguments], check=True, cwd=self.folder.parent,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)

    def initialize(self):
        self.run("initdb", "--pgdata", self.folder, "--username", "postgres", "--auth", "trust", "--no-sync")

    def copy(self, primary):
        self.run("pg_basebackup", "--pgdata", self.folder, "--write-recovery-conf", "--checkpoint", "fast",
                 "--no-sync", "--dbname", f"postgres://postgres@127.0.0.1:{primary.port}/postgres")

    def start(self):
        self.run("pg_ctl", "start", "--pgdata", self.folder, "--wait", "--log", f"{self.folder}.log", "--options",
                 f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                 " -c wal_level=replica -c max_wal_senders=4")

    def promote(self):
        self.run("pg_ctl", "promote", "--pgdata", self.folder, "--wait")

    def kill(self):
        if (self.folder / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "--pgdata", self.folder, "--mode", "immediate", "--wait")

    def ask(self, sql):
        return subprocess.run(["psql", "-XAtq", "-c", sql, f"postgres://postgres@127.0.0.1:{self.port}/postgres"],
                              check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout.strip()


class Client:
    def __init__(self, server):
        self.server = server

    def answer(self, method, path, token=None, body=None):
        request = urllib.request.Request(self.server.url + path, method=method, data=body)
        if token:
            request.add_header("Authorization", "Bearer " + self.server.tokens[token])
        if body:
            request.add_header("Content-Type", "application/json")
        if path.startswith("/gateway"):
            request.add_header("X-Original-Method", "GET")
            request.add_header("X-Original-URI", "/billing/invoices")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers

    def create(self, name):
        body = f'{{"name": "{name}", "account": {{"id": "{ACCOUNT}"}}}}'.encode()
        return self.answer("POST", "/public/v1/accounts/api-tokens", "FIXTURE_ADMIN_TOKEN", body)

    def decide(self):
        return self.answer("GET", "/gateway/authorize", "FIXTURE_BILLING_TOKEN")[0]

    def ready(self):
        return self.answer("GET", "/readyz")


def check(claim, holds):
    print(f"{'ok  ' if holds else 'FAIL'} {claim}", flush=True)
    if not holds:
        raise SystemExit(1)


def run_in(folder):
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    primary, standby = Postgres(folder / "one"), Postgres(folder / "two")
    server = None
    try:
        primary.initialize()
        primary.start()
        standby.copy(primary)
        standby.start()
        database = (f"postgres://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/postgres"
                    "?target_session_attrs=read-write&connect_timeout=2")
        server = JetonServer(folder / "jeton", database)
        server.prepare()
        server.start()
        client = Client(server)
        check("a token is created on the primary", client.create("Before")[0] == 201)
        check("a decision is made", client.decide() == 200)
        wait_until(lambda: standby.ask("SELECT count(*) FROM api_tokens WHERE name = 'Before'") == "1",
                   "the standby does not follow")

        primary.kill()
        status, headers = client.create("Between")
        check("without a primary a change is 503", status == 503)
        check("and says when to try again", headers.get("Retry-After") is not None)
        check("a decision needs none", client.decide() == 200)
        # It says what the last check found, and those are half a second apart.
        wait_until(lambda: client.ready()[0] == 503, "a database that is gone leaves the server ready")
        status, headers = client.ready()
        check("the server is not ready", status == 503 and headers.get("Retry-After") is not None)

        standby.promote()
        wait_until(lambda: client.ready()[0] == 200, "the server does not find the promoted standby")
        check("a token is created on the promoted standby", client.create("After")[0] == 201)
        check("a decision is made again", client.decide() == 200)
        check("no change was made in between",
              standby.ask("SELECT string_agg(name, ',' ORDER BY name) FROM api_tokens"
                          " WHERE name IN ('Before', 'Between', 'After')") == "After,Before")

        # The primary comes back as something that can only be read.
        standby.ask("ALTER SYSTEM SET default_transaction_read_only = on")
        standby.ask("SELECT pg_reload_conf()")
        wait_until(lambda: client.create("Refused")[0] == 503, "a read-only database takes changes")
        check("a change in a read-only database is 503 with Retry-After",
              client.create("Refused")[1].get("Retry-After") is not None)
        check("and the server is not ready", client.ready()[0] == 503)
        standby.ask("ALTER SYSTEM RESET default_transaction_read_only")
        standby.ask("SELECT pg_reload_conf()")
        wait_until(lambda: client.ready()[0] == 200, "the server does not notice that changes are taken again")
        check("a token is created again", client.create("Later")[0] == 201)
        log = (server.folder / "jeton.log").read_text()
        check("nothing was an internal error", '"status":500' not in log)
    finally:
        if server:
            server.stop()
        for each in (primary, standby):
            each.kill()


def main():
    with tempfile.TemporaryDirectory(prefix="jeton-failover-") as folder:
        os.chmod(folder, 0o755)
        run_in(pathlib.Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

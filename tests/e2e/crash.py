#!/usr/bin/env python3
"""crash.py [sqlite|postgres]...: kills the server in the middle of many creates, again and again, and looks at what is
left: each token exists whole (row, modules, secret, audit record, change entry) or not at all, and each that a
caller was told of exists."""

import collections
import contextlib
import http.client
import json
import random
import sqlite3
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
from jeton_server import ROOT, TOKENS, JetonServer, open_database  # noqa: E402
from nginx_gateway import call, wait_until  # noqa: E402

CONNECTIONS = 8
KILLS = 5
MODULES = ["MOD-5101", "MOD-5102"]
PATH = "/public/v1/accounts/api-tokens"


class Creators:
    """Several connections that create one token after another until the server is gone."""

    def __init__(self, server):
        self.server = server
        self.answered = {}
        self.sent = 0
        self.refused = []
        self.threads = [threading.Thread(target=self.create_until_the_end, args=(n,)) for n in range(CONNECTIONS)]
        for thread in self.threads:
            thread.start()

    def create_until_the_end(self, number):
        headers = {
            "Authorization": "Bearer " + self.server.tokens["FIXTURE_ADMIN_TOKEN"],
            "Content-Type": "application/json",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                body = json.dumps({"name": f"Crash {number}", "modules": [{"id": module} for module in MODULES]})
                self.sent += 1
                connection.request("POST", PATH, body, headers)
                response = connection.getresponse()
                answer = response.read()
                if response.status != 201:
                    self.refused.append((response.status, answer))
                    return
                token = json.loads(answer)
                self.answered[token["id"]] = token["token"]
        connection.close()

    def join(self):
        for thread in self.threads:
            thread.join()


def rows(server, database, query):
    """The rows of a query, read beside the server."""
    if database is None:
        with contextlib.closing(sqlite3.connect(server.data / "jeton.db")) as connection:
            return [tuple(map(str, row)) for row in connection.execute(query)]
    printed = subprocess.run(
        ["psql", "-X", "-A", "-t", "-F", "|", "-v", "ON_ERROR_STOP=1", "-c", query, database],
        check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    ).stdout
    return [tuple(line.split("|")) for line in printed.splitlines()]


def check_what_is_left(server, database, answered):
    """Complaints about tokens that are half there, or that were promised and are not."""
    fixture = set(TOKENS.values())
    there = {row[0] for row in rows(server, database, "SELECT id FROM api_tokens")} - fixture
    parts = {
        "secret": "SELECT token_id FROM token_secrets",
        "audit record": "SELECT object_id FROM audit_records WHERE event = 'platform.accounts.apiToken.created'",
        "change entry": "SELECT object_id FROM changes WHERE object_id LIKE 'TKN-%'",
    }
    complaints = []
    for part, query in parts.items():
        count = collections.Counter(row[0] for row in rows(server, database, query))
        complaints += [f"{token} has {count[token]} {part}s" for token in there if count[token] != 1]
        complaints += [f"a {part} without its token {token}" for token in set(count) - there - fixture]
    modules = collections.defaultdict(list)
    for token, module in rows(server, database, "SELECT token_id, module_id FROM token_modules"):
        modules[token].append(module)
    complaints += [f"{token} has the modules {modules[token]}" for token in there if sorted(modules[token]) != MODULES]
    complaints += [f"modules without their token {token}" for token in set(modules) - there - fixture]
    complaints += [f"{token} was answered and is gone" for token in set(answered) - there]

    for token, secret in answered.items():
        status = call(f"{server.url}{PATH}/{token}", token=secret).status
        if status != 200:
            complaints.append(f"{token} answers {status} to its own secret")
    # Committed, but the answer was lost: a permitted reader still gets a secret that works.
    administration = server.tokens["FIXTURE_ADMIN_TOKEN"]
    for token in there - set(answered):
        read = call(f"{server.url}{PATH}/{token}", token=administration)
        secret = read.json().get("token", "") if read.status == 200 else ""
        if call(f"{server.url}{PATH}/{token}", token=secret).status != 200:
            complaints.append(f"{token}, whose answer was lost, cannot be used")
    return there, complaints


def run_on(engine, seed):
    choose = random.Random(seed)
    database, drop_database = open_database(engine)
    server = JetonServer(ROOT / "build" / "e2e" / f"crash-{engine}", database)
    answered, sent = {}, 0
    try:
        server.prepare()
        server.start()
        for _ in range(KILLS):
            creators = Creators(server)
            enough = choose.randint(5, 60)
            wait_until(lambda: len(creators.answered) >= enough or creators.refused, "no token is created", 60)
            server.kill()
            creators.join()
            if creators.refused:
                print(f"a create was refused: {creators.refused[0]}", file=sys.stderr)
                return False
            answered |= creators.answered
            sent += creators.sent
            server.start()
            there, complaints = check_what_is_left(server, database, answered)
            if complaints:
                print(f"seed {seed}:", *complaints[:20], sep="\n  ", file=sys.stderr)
                return False
    finally:
        server.stop()
        drop_database()
    print(f"{engine}: killed {KILLS} times; {sent} creates sent, {len(answered)} answered, {len(there)} tokens, all whole")
    return True


def main():
    seed = random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    return 0 if all([run_on(engine, seed) for engine in sys.argv[1:] or ["sqlite", "postgres"]]) else 1


if __name__ == "__main__":
    sys.exit(main())

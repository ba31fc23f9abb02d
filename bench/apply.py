#!/usr/bin/env python3
"""bench/apply.py [sqlite|postgres]... [--tokens N]: how long `jeton apply` takes for N tokens (100 000) by name, while a
server on the same database creates others. Prints a line for each; run it with the release build and nothing beside it.
PostgreSQL is the one that JETON_TEST_POSTGRES names."""

import argparse
import json
import pathlib
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "e2e"))
from jeton_server import ACCOUNT, JetonServer, open_database  # noqa: E402

TARGET_SECONDS = 60


def platform_file(path, count):
    with open(path, "w") as file:
        file.write("tokens:\n")
        for i in range(count):
            file.write(f"  - account: {ACCOUNT}\n    name: Till number {i}\n    description: Of depot {i % 97}\n"
                       "    modules: [billing]\n")


class Creator(threading.Thread):
    """Creates a token after another until it is stopped; keeps how each was answered and how long it took."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.stopped, self.answers, self.longest = server, threading.Event(), {}, 0.0

    def run(self):
        number = 0
        while not self.stopped.wait(0.1):
            number += 1
            body = json.dumps({"name": f"Created meanwhile {number}"}).encode()
            request = urllib.request.Request(self.server.url + "/public/v1/accounts/api-tokens", data=body)
            request.add_header("Authorization", "Bearer " + self.server.tokens["FIXTURE_ADMIN_TOKEN"])
            request.add_header("Content-Type", "application/json")
            begun = time.monotonic()
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    status = answer.status
            except urllib.error.HTTPError as refused:
                status = refused.code
            self.longest = max(self.longest, time.monotonic() - begun)
            self.answers[status] = self.answers.get(status, 0) + 1


def measure(engine, count, folder):
    database, drop_database = open_database(engine)
    server = JetonServer(folder / engine, database)
    try:
        server.prepare()
        server.start()
        file = folder / "large.yaml"
        platform_file(file, count)
        creator = Creator(server)
        creator.start()
        took = {}
        for name, arguments in (("dry run", ["--dry-run"]), ("apply", []), ("apply again", [])):
            begun = time.monotonic()
            server.run("apply", "-f", file, *arguments)
            took[name] = time.monotonic() - begun
        creator.stopped.set()
        creator.join()
        times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
        print(f"{engine}: {count} tokens: {times}; creates meanwhile: {creator.answers}, longest {creator.longest:.2f} s",
              flush=True)
        return took["apply"] <= TARGET_SECONDS and set(creator.answers) == {201}
    finally:
        server.stop()
        drop_database()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engines", nargs="*", default=["sqlite", "postgres"])
    parser.add_argument("--tokens", type=int, default=100_000)
    stated = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jeton-apply-") as folder:
        kept = [measure(engine, stated.tokens, pathlib.Path(folder)) for engine in stated.engines]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""streaming.py [sqlite|postgres]...: lists as JSON Lines (spec A-080) come whole, and with the same memory whatever their
length, also to a client that reads slowly."""

import hashlib
import http.client
import json
import pathlib
import re
import sys
import time

sys.dont_write_bytecode = True
from jeton_server import ACCOUNT, ROOT, JetonServer, open_database  # noqa: E402

TOKENS = 8000
# A platform file holds 16 MiB.
TOKENS_PER_FILE = 4000
# The shorter list is the first twentieth: ids are numbered.
SHORTER = TOKENS // 20
# What a longer list may take more: pages of the database, and what the allocator keeps.
GROWTH_BYTES_MAX = 7 * 1024 * 1024
PATH = "/public/v1/accounts/api-tokens"
RECORDS = "/public/v1/audit/records"
HEADERS = {"Accept": "application/jsonl", "MPT-Streaming": "true"}


def token_id(number):
    return f"TKN-70{number // 1000:02}-{number % 1000:04}"


def write_platform(path, numbers):
    """Tokens with descriptions as long as they may be."""
    tokens = [
        {
            "id": token_id(number),
            "account": ACCOUNT,
            "name": f"Streamed {number}",
            "description": f"{number} ".ljust(2000, "x"),
            "valueSha256": hashlib.sha256(token_id(number).encode()).hexdigest(),
        }
        for number in numbers
    ]
    path.write_text(json.dumps({"tokens": tokens}))


class Memory:
    """The most memory that a process has held since `reset`. Starting takes more, for the hash of a password."""

    def __init__(self, process):
        self.folder = pathlib.Path("/proc") / str(process.pid)

    def reset(self):
        (self.folder / "clear_refs").write_text("5")

    def peak(self):
        return 1024 * int(re.search(r"VmHWM:\s+(\d+) kB", (self.folder / "status").read_text())[1])


def read(server, path, pause=0.0):
    """The objects of a list, and how many bytes they came in. Waits for `pause` seconds once, early."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={**HEADERS, "Authorization": "Bearer " + server.tokens["FIXTURE_ADMIN_TOKEN"]})
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status} {response.read(2000)}")
    pieces = [response.read1(65536)]
    time.sleep(pause)
    while piece := response.read1(65536):
        pieces.append(piece)
    connection.close()
    text = b"".join(pieces)
    return [json.loads(line) for line in text.splitlines()], len(text)


def check_list(server, memory, path, shorter_filter, expected_ids, id_of):
    """Complaints about a list of `expected_ids`, of which `shorter_filter` leaves the first."""
    # Each worker keeps the memory of a piece once it has made one.
    for _ in range(40):
        read(server, path + shorter_filter)
    memory.reset()
    few, few_bytes = read(server, path + shorter_filter)
    peak_of_few = memory.peak()
    memory.reset()
    whole, whole_bytes = read(server, path, pause=1.0)
    growth = memory.peak() - peak_of_few
    print(f"{len(whole)} objects of {path}: {whole_bytes >> 10} KiB took {growth >> 10} KiB more memory "
          f"than {few_bytes >> 10} KiB", flush=True)
    complaints = []
    if [id_of(each) for each in few] != expected_ids[:SHORTER]:
        complaints.append(f"{path}{shorter_filter} has {len(few)} objects")
    if [id_of(each) for each in whole] != expected_ids:
        complaints.append(f"{path} has {len(whole)} objects")
    if whole_bytes < 2 * GROWTH_BYTES_MAX:
        complaints.append(f"{path}: {whole_bytes} bytes are too few to tell anything")
    if growth > GROWTH_BYTES_MAX:
        complaints.append(f"{path}: {whole_bytes} bytes took {growth} bytes more than {few_bytes} did")
    return complaints


def complaints_about(server, memory):
    ids = [token_id(number) for number in range(TOKENS)]
    last = token_id(SHORTER)
    tokens = f"{PATH}?like(name,'Streamed*')&order=id&select=audit"
    records = f"{RECORDS}?event='platform.accounts.apiToken.created'&like(object.name,'Streamed*')&order=object.id&select=documents"
    return (check_list(server, memory, tokens, f"&lt(id,'{last}')", ids, lambda token: token["id"])
            + check_list(server, memory, records, f"&lt(object.id,'{last}')", ids, lambda record: record["object"]["id"]))


def run_on(engine):
    database, drop_database = open_database(engine)
    server = JetonServer(ROOT / "build" / "e2e" / f"streaming-{engine}", database)
    try:
        server.prepare()
        platform = server.folder / "tokens.json"
        for first in range(0, TOKENS, TOKENS_PER_FILE):
            write_platform(platform, range(first, first + TOKENS_PER_FILE))
            server.run("apply", "-f", platform)
        server.start()
        complaints = complaints_about(server, Memory(server.serving))
    finally:
        server.stop()
        drop_database()
    for complaint in complaints:
        print(f"{engine}: {complaint}", file=sys.stderr)
    return not complaints


def main():
    return 0 if all([run_on(engine) for engine in sys.argv[1:] or ["sqlite", "postgres"]]) else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""faults.py [sqlite|postgres] [--seconds N] [--seed S]: breaks what a release `jeton` under load depends on, and mends it.
README.md says what is broken and what is asked each time. Without --seconds, each fault once."""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from failover import Postgres  # noqa: E402
from jeton_server import JetonServer, wait_until  # noqa: E402

TOKENS = "/public/v1/accounts/api-tokens"
# What may be waited for: the longest is a call that was under way when the database fell silent.
ANSWER_S = 10
# A probe is answered from what is known. A machine that is busy with the tests may take a moment.
PROBE_S = 2
READY_S = 5
NOT_READY_S = 3.5
DISTURBED_S = 4


class Load:
    """Clients that create tokens, revoke some of them, and probe, until they are stopped."""

    def __init__(self, server, clients=4):
        self.server = server
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.created = {}
        self.revoked = {}
        self.slow = []
        self.answers = 0
        self.not_ready = False
        self.probe_s = PROBE_S
        self.threads = [threading.Thread(target=self.change, args=(n,)) for n in range(clients)]
        self.threads.append(threading.Thread(target=self.probe))
        for thread in self.threads:
            thread.start()

    def exchange(self, method, path, limit_s, token=None, body=None):
        """The status and the body; None when the connection broke, which is no answer."""
        headers = {"Content-Type": "application/json"} if body else {}
        if token:
            headers["Authorization"] = "Bearer " + token
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            # A server that is not there, or does not accept.
            time.sleep(0.02)
            return None, b""
        finally:
            connection.close()
            took = time.monotonic() - begun
            with self.lock:
                self.answers += 1
                if took > limit_s:
                    self.slow.append(f"{method} {path} took {took:.1f} s")

    def change(self, number):
        admin = self.server.tokens["FIXTURE_ADMIN_TOKEN"]
        while not self.stopping.is_set():
            status, answer = self.exchange("POST", TOKENS, ANSWER_S, admin, json.dumps({"name": f"Fault {number}"}))
            if status != 201:
                continue
            token = json.loads(answer)
            with self.lock:
                self.created[token["id"]] = token["token"]
            if number % 2:
                continue
            status, _ = self.exchange("POST", f"{TOKENS}/{token['id']}/disable", ANSWER_S, admin)
            if status == 200:
                with self.lock:
                    self.revoked[token["id"]] = token["token"]

    def probe(self):
        while not self.stopping.is_set():
            self.exchange("GET", "/healthz", self.probe_s)
            status, _ = self.exchange("GET", "/readyz", self.probe_s)
            self.not_ready = self.not_ready or status == 503
            time.sleep(0.05)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


class Run:
    def __init__(self, engine, folder):
        self.cluster = None
        if engine == "postgres":
            if os.getuid() == 0:
                shutil.chown(folder, "postgres")
            self.cluster = Postgres(folder / "pg")
            self.cluster.initialize()
            self.cluster.start()
        database = f"postgres://postgres@127.0.0.1:{self.cluster.port}/postgres" if self.cluster else None
        self.server = JetonServer(folder / "jeton", database)
        self.server.prepare()
        self.server.start()
        self.complaints = []

    def close(self):
        with contextlib.suppress(Exception):
            self.server.kill()
        if self.cluster:
            self.signal_cluster(signal.SIGCONT)
            self.cluster.kill()

    def check(self, claim, holds):
        if not holds:
            self.complaints.append(claim)
        print(f"  {'ok  ' if holds else 'FAIL'} {claim}", flush=True)

    def cluster_processes(self):
        postmaster = int((self.cluster.folder / "postmaster.pid").read_text().split()[0])
        children = pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        return [postmaster, *map(int, children)]

    def signal_cluster(self, number):
        for process in self.cluster_processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)

    # Faults: each breaks something, and says what mends it.

    def killed(self, load):
        self.server.kill()
        return self.server.start

    def frozen(self, load):
        self.signal_cluster(signal.SIGSTOP)
        begun = time.monotonic()
        wait_until(lambda: load.not_ready, "a frozen database is not noticed", 20)
        took = time.monotonic() - begun
        self.check(f"a frozen database is noticed within {NOT_READY_S} s ({took:.1f} s)", took < NOT_READY_S)
        return lambda: self.signal_cluster(signal.SIGCONT)

    def restarted(self, load):
        self.cluster.kill()
        return self.cluster.start

    def no_descriptors(self, load):
        # A probe is a connection too, and waits to be accepted.
        load.probe_s = ANSWER_S
        process = self.server.serving.pid
        before = resource.prlimit(process, resource.RLIMIT_NOFILE)
        resource.prlimit(process, resource.RLIMIT_NOFILE, (8, before[1]))
        return lambda: resource.prlimit(process, resource.RLIMIT_NOFILE, before)

    def log_stalled(self, load):
        """The pipe fills up within seconds. Its reader ends when it is mended, and the server goes on."""
        self.server.stop()
        reading, writing = socket.socketpair()
        writing.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.server.start(writing)
        writing.close()
        return reading.close

    def disturb(self, name, fault):
        print(f"{name}:", flush=True)
        load = Load(self.server)
        try:
            wait_until(lambda: len(load.created) > 5, "no token is created", 30)
            load.not_ready = False
            mend = fault(load)
            time.sleep(DISTURBED_S)
            mend()
            mended = time.monotonic()
            wait_until(self.server.is_ready, f"the server is not ready after {name}", 60)
            took = time.monotonic() - mended
            self.check(f"ready again within {READY_S} s ({took:.1f} s)", took < READY_S)
            before = len(load.created)
            wait_until(lambda: len(load.created) > before, "no token is created afterwards", 30)
        finally:
            load.stop()
        self.check(f"every answer within its deadline ({load.answers} requests) {load.slow[:3]}", not load.slow)
        self.look_at(load)

    def look_at(self, load):
        admin = self.server.tokens["FIXTURE_ADMIN_TOKEN"]
        lost = [token for token in load.created if self.status(f"{TOKENS}/{token}", admin) != 200]
        self.check(f"nothing acknowledged is lost ({len(load.created)} tokens) {lost[:3]}", not lost)
        accepted = [token for token, secret in load.revoked.items() if self.status(f"{TOKENS}/{token}", secret) != 401]
        self.check(f"nothing revoked is accepted ({len(load.revoked)} tokens) {accepted[:3]}", not accepted)

    def status(self, path, token):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Authorization": "Bearer " + token})
            return connection.getresponse().status

    def stop(self):
        """With SIGTERM, under load; a frozen database is no reason to go on."""
        print("stopped:", flush=True)
        load = Load(self.server)
        try:
            wait_until(lambda: len(load.created) > 5, "no token is created", 30)
            if self.cluster:
                self.signal_cluster(signal.SIGSTOP)
            begun = time.monotonic()
            self.server.stop()
            took = time.monotonic() - begun
        finally:
            load.stop()
        self.check(f"SIGTERM ends it within 15 s ({took:.1f} s)", took < 15)
        self.check(f"in good order ({self.server.serving.returncode})", self.server.serving.returncode == 0)


def run_on(engine, seconds, seed):
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="jeton-faults-") as folder:
        run = Run(engine, pathlib.Path(folder))
        try:
            faults = [("killed", run.killed), ("log stalled", run.log_stalled), ("no descriptors", run.no_descriptors)]
            if run.cluster:
                faults += [("frozen", run.frozen), ("restarted", run.restarted)]
            ends_at = time.monotonic() + seconds
            while True:
                choose.shuffle(faults)
                for name, fault in faults:
                    run.disturb(name, fault)
                if time.monotonic() >= ends_at or run.complaints:
                    break
            run.stop()
        except Exception as failed:
            log = (run.server.folder / "jeton.log").read_text(errors="replace")
            print(log[-2000:], file=sys.stderr)
            run.complaints.append(str(failed))
        finally:
            run.close()
        if run.complaints:
            print(f"{engine}, seed {seed}:", *run.complaints, sep="\n  ", file=sys.stderr)
        return not run.complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=["sqlite", "postgres"])
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    return 0 if all([run_on(engine, arguments.seconds, arguments.seed) for engine in arguments.engines]) else 1


if __name__ == "__main__":
    sys.exit(main())

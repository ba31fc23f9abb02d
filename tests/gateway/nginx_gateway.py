"""Debian's nginx with deploy/examples/nginx/jeton-auth.conf between callers and a small upstream, each on a free
port of loopback, in a folder of its own, without privileges."""

import contextlib
import http.server
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "deploy" / "examples" / "nginx" / "jeton-auth.conf"

# One worker, everything it writes below its own folder, nothing in /var.
FRAME = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/jeton-auth.conf;
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready, what, seconds=30):
    """Polls `ready` until it says yes. What is waited for is another program, which has no clock of ours."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} after {seconds} s")
        time.sleep(0.02)


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class EchoUpstream:
    """A platform in miniature: answers every request with what arrived."""

    def __init__(self):
        seen = self.seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                arrived = {
                    "method": self.command,
                    "target": self.path,
                    "headers": {name.lower(): value for name, value in self.headers.items()},
                    "body": body.decode(),
                }
                seen.append(arrived)
                text = json.dumps(arrived).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(text)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class NginxGateway:
    """Listens on `port` as soon as it exists; `close` ends it and removes its folder."""

    def __init__(self, jeton_port, upstream_port):
        nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if nginx is None:
            raise RuntimeError("nginx is missing: run tools/install test")
        self.port = free_port()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jeton-gateway-"))
        config = EXAMPLE.read_text(encoding="utf-8")
        for address, port in (("127.0.0.1:8080", jeton_port), ("127.0.0.1:9000", upstream_port), ("127.0.0.1:8000", self.port)):
            if config.count(f" {address};") != 1:
                raise RuntimeError(f"{EXAMPLE} should name {address} exactly once")
            config = config.replace(f" {address};", f" 127.0.0.1:{port};")
        (self.folder / "jeton-auth.conf").write_text(config, encoding="utf-8")
        (self.folder / "nginx.conf").write_text(FRAME.format(folder=self.folder), encoding="utf-8")
        identity = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        with open(self.folder / "stderr.log", "wb") as stderr:
            self.nginx = subprocess.Popen(
                [nginx, "-p", self.folder, "-c", self.folder / "nginx.conf", "-e", self.folder / "error.log"],
                stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr, **identity,
            )
        try:
            wait_until(lambda: self.nginx.poll() is not None or listens(self.port), "nginx does not listen")
            if self.nginx.poll() is not None:
                raise RuntimeError("nginx does not start:\n" + (self.folder / "stderr.log").read_text())
        except BaseException:
            self.close()
            raise

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def close(self):
        self.nginx.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.nginx.wait(10)
        if self.nginx.poll() is None:
            self.nginx.kill()
            self.nginx.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


def call(url, method="GET", token=None, headers=None, body=None):
    """One request; any status is an answer."""
    request = urllib.request.Request(url, method=method, data=body, headers=headers or {})
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.headers, refused.read())

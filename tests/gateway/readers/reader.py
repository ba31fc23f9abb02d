"""A service in Python that answers every request with the path that it understood, read in the ways that services do."""

import http.server
import json
import posixpath
import re
import unicodedata
import urllib.parse

OVERLONG = re.compile(rb"[\xc0\xc1][\x80-\xbf]")


def translated(handler, target):
    """What http.server opens, from the folder that it serves."""
    handler.directory = "/"
    return handler.translate_path(target)


def overlong(target):
    """A decoder that takes two bytes for one character that needs one, and stops at NUL as C does."""
    raw = urllib.parse.unquote_to_bytes(target.partition("?")[0])
    short = OVERLONG.sub(lambda two: bytes([(two[0][0] & 3) << 6 | two[0][1] & 0x3F]), raw)
    return posixpath.normpath(short.split(b"\0")[0].decode("utf-8", "replace"))


def windows(target):
    """Windows: no case, no dots or blanks at the end of a name, two kinds of slash, streams behind a colon."""
    text = urllib.parse.unquote(target.partition("?")[0]).replace("\\", "/").lower()
    names = [name if name in ("", ".", "..") else name.split(":")[0].rstrip(". ") for name in text.split("/")]
    return posixpath.normpath("/".join(names))


def folded(target):
    """A file system that normalises names and ignores what is invisible."""
    text = unicodedata.normalize("NFKC", urllib.parse.unquote(target.partition("?")[0])).casefold()
    return posixpath.normpath("".join(c for c in text if unicodedata.category(c) != "Cf"))


def trimmed(target):
    """Form decoding, and names without blanks around them."""
    names = urllib.parse.unquote_plus(target.partition("?")[0]).split("/")
    return posixpath.normpath("/".join(name.strip() for name in names))


def understand(handler, target):
    parsed = urllib.parse.urlparse(target)
    return {
        "Python: translate_path": translated(handler, target),
        "Python: urlsplit": urllib.parse.unquote(urllib.parse.urlsplit(target).path),
        "Python: urlparse, which takes parameters off": urllib.parse.unquote(parsed.path),
        "Python: normpath": posixpath.normpath(urllib.parse.unquote(target.partition("?")[0])),
        "Python: overlong UTF-8": overlong(target),
        "Python: Windows": windows(target),
        "Python: folded": folded(target),
        "Python: trimmed": trimmed(target),
    }


class Reader(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        text = json.dumps(understand(self, self.path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Reader)
print(server.server_address[1], flush=True)
server.serve_forever()

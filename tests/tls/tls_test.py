#!/usr/bin/env python3
"""What sslscan finds of a release that serves HTTPS (docs/how-to/serve-https.md)."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
JETON = ROOT / "build" / "release" / "jeton"

STRONG = {
    "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305",
}


def make_certificate(folder, *key):
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", *key, "-noenc", "-days", "2", "-subj", "/CN=Cedar Cloud",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", private, "-out", certificate],
                   check=True, capture_output=True)
    private.chmod(0o600)
    return certificate, private


class Scan(unittest.TestCase):
    def scan(self, *key):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            certificate, private = make_certificate(folder, *key)
            server = subprocess.Popen(
                [JETON, "serve", "--data", folder / "data", "--listen", "127.0.0.1:0", "--metrics-listen", "off",
                 "--log-file", folder / "jeton.log", "--tls-certificate", certificate, "--tls-key", private],
                stdout=subprocess.PIPE, text=True)
            try:
                address = server.stdout.readline().strip().rpartition("https://")[2]
                self.assertRegex(address, r"^127\.0\.0\.1:\d+$", (folder / "jeton.log").read_text())
                ran = subprocess.run(["sslscan", "--no-colour", "--xml=-", address], check=True, capture_output=True, text=True)
                return xml.etree.ElementTree.fromstring(ran.stdout).find("ssltest")
            finally:
                server.terminate()
                server.communicate(timeout=60)

    def check(self, found, suites):
        protocols = {f"{p.get('type')}v{p.get('version')}": p.get("enabled") for p in found.iter("protocol")}
        self.assertEqual({name for name, enabled in protocols.items() if enabled == "1"}, {"tlsv1.2", "tlsv1.3"}, protocols)
        self.assertGreaterEqual(len(protocols), 6, protocols)
        ciphers = {cipher.get("cipher") for cipher in found.iter("cipher")}
        self.assertEqual(ciphers - STRONG, set())
        self.assertEqual(len(ciphers & STRONG), suites, ciphers)
        self.assertEqual(found.find("renegotiation").get("supported"), "0")
        # Of compression sslscan speaks only where its own OpenSSL could compress.
        for compression in found.iter("compression"):
            self.assertEqual(compression.get("supported"), "0")
        for heartbleed in found.iter("heartbleed"):
            self.assertEqual(heartbleed.get("vulnerable"), "0")

    def test_offers_what_is_strong_and_nothing_else_with_a_certificate_of_elliptic_curves(self):
        self.check(self.scan("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), 6)

    def test_offers_what_is_strong_and_nothing_else_with_a_certificate_of_rsa(self):
        self.check(self.scan("rsa:2048"), 6)


if __name__ == "__main__":
    unittest.main()

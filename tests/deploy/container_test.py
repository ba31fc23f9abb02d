#!/usr/bin/env python3
"""deploy/container, deploy/compose and deploy/kubernetes. The image is built by buildah on a Debian that is made of this machine's
packages, and run by podman with a read-only root. No cluster and no registry is needed: what the manifests say is held against what
the server accepts and answers."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
for beside in ("gateway", "e2e"):
    sys.path.insert(0, str(ROOT / "tests" / beside))
import isolated  # noqa: E402
import yaml  # noqa: E402
from debian_root import make_root, names  # noqa: E402
from jeton_server import BINARY  # noqa: E402
from nginx_gateway import listens, wait_until  # noqa: E402

DOCKERFILE = ROOT / "deploy/container/Dockerfile"
COMPOSE = yaml.safe_load((ROOT / "deploy/compose/compose.yml").read_text(encoding="utf-8"))
KUBERNETES = {part["kind"]: part for part in yaml.safe_load_all((ROOT / "deploy/kubernetes/jeton.yaml").read_text(encoding="utf-8"))}
DEBIAN = "localhost/debian-of-this-machine"
IMAGE_ENVIRONMENT = dict(word.split("=") for word in re.search(r"^ENV (.*)", DOCKERFILE.read_text(), re.MULTILINE)[1].split())


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout.strip()


def settings_of(environment):
    """What `jeton config` makes of it; an error for what it does not accept."""
    said = run(BINARY, "config", cwd="/", env={"PATH": "/usr/bin:/bin", **IMAGE_ENVIRONMENT, **environment})
    return {words[0]: words[1:-1] for words in map(str.split, said.splitlines()[1:])}


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="jeton-image-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.store = ["--root", str(cls.folder / "store"), "--runroot", str(cls.folder / "run"), "--storage-driver", "vfs"]
        context = cls.folder / "context"
        context.mkdir()
        shutil.copy(DOCKERFILE, context / "Dockerfile")
        package = next((ROOT / "build").glob("jeton_*.deb"))
        shutil.copy(package, context / "jeton.deb")
        make_root(cls.folder / "debian", [*(alternatives[0] for alternatives in names(run("dpkg-deb", "-f", package, "Depends"))),
                                          "apt", "ca-certificates", "passwd"])
        base = run("buildah", *cls.store, "from", "scratch")
        run("buildah", *cls.store, "add", "--quiet", base, cls.folder / "debian", "/")
        run("buildah", *cls.store, "commit", "--rm", "--quiet", base, DEBIAN)
        shutil.rmtree(cls.folder / "debian")
        run("buildah", *cls.store, "build", "--isolation", "chroot", "--pull-never", "--layers=false", "--build-arg",
            f"DEBIAN={DEBIAN}", "-t", "jeton", context)

    def podman(self, *arguments):
        # A container manager wants one kind of control groups; ours are our own to mount.
        subprocess.run("umount -R /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup", shell=True, capture_output=True)
        limits = self.folder / "containers.conf"
        limits.write_text('[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n')
        return ["env", f"CONTAINERS_CONF={limits}", "podman", *self.store, "--cgroup-manager", "cgroupfs", "run", "--rm", "--cgroups",
                "disabled", "--network", "host", "--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges",
                *arguments]

    def test_serves_without_root_on_a_root_that_is_read_only(self):
        trial = subprocess.run(self.podman("--entrypoint", "id", "jeton", "-u"), capture_output=True, text=True)
        if trial.returncode != 0:
            self.skipTest(f"podman runs no container on this machine: {trial.stderr[-300:]}")
        self.assertEqual(trial.stdout.strip(), "10001")
        refused = subprocess.run(self.podman("--entrypoint", "touch", "jeton", "/usr/bin/new"), capture_output=True, text=True)
        self.assertIn("Read-only file system", refused.stderr)
        untrusted = subprocess.run(self.podman("jeton"), capture_output=True, text=True)
        self.assertIn("trusted_proxies", untrusted.stdout + untrusted.stderr)
        serving = subprocess.Popen(self.podman("-e", "JETON_TRUSTED_PROXIES=10.0.0.0/8", "jeton"), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(serving.wait)
        self.addCleanup(serving.terminate)
        wait_until(lambda: serving.poll() is not None or listens(8080), "the container does not listen")
        for address in ("127.0.0.1:8080/healthz", "127.0.0.1:8080/readyz", "127.0.0.1:9464/metrics"):
            with urllib.request.urlopen(f"http://{address}", timeout=30) as answer:
                self.assertEqual(answer.status, 200)


class Kubernetes(unittest.TestCase):
    deployment = KUBERNETES["Deployment"]["spec"]["template"]["spec"]
    container = deployment["containers"][0]

    def test_sets_what_the_server_accepts(self):
        environment = {entry["name"]: entry.get("value", "postgres://jeton@db/jeton") for entry in self.container["env"]}
        settings = settings_of(environment)
        for name in environment:
            self.assertIn(name.removeprefix("JETON_").lower(), settings)
        self.assertEqual(settings["key_file"], ["/etc/jeton/keys/keys"])

    def test_names_the_ports_of_the_server_and_asks_at_addresses_that_it_answers(self):
        ports = {port["name"]: port["containerPort"] for port in self.container["ports"]}
        self.assertEqual(ports, {"http": int(IMAGE_ENVIRONMENT["JETON_LISTEN"].split(":")[1]),
                                 "metrics": int(IMAGE_ENVIRONMENT["JETON_METRICS_LISTEN"].split(":")[1])})
        probes = {kind: self.container[kind]["httpGet"] for kind in ("livenessProbe", "readinessProbe", "startupProbe")}
        self.assertEqual({probe["port"] for probe in probes.values()}, {"http"})
        self.assertEqual({kind: probe["path"] for kind, probe in probes.items()},
                         {"livenessProbe": "/healthz", "readinessProbe": "/readyz", "startupProbe": "/healthz"})
        service = KUBERNETES["Service"]["spec"]
        self.assertEqual(service["ports"][0]["targetPort"], "http")
        labels = KUBERNETES["Deployment"]["spec"]["template"]["metadata"]["labels"]
        for selector in (service["selector"], KUBERNETES["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
                         KUBERNETES["Deployment"]["spec"]["selector"]["matchLabels"]):
            self.assertLessEqual(selector.items(), labels.items())

    def test_runs_as_the_image_does_with_nothing_to_write_but_its_folder(self):
        user = int(re.search(r"^USER (\d+)", DOCKERFILE.read_text(), re.MULTILINE)[1])
        pod = self.deployment["securityContext"]
        self.assertEqual((pod["runAsNonRoot"], pod["runAsUser"], pod["fsGroup"]), (True, user, user))
        allowed = self.container["securityContext"]
        self.assertEqual(allowed, {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}})
        mounted = {mount["name"]: mount for mount in self.container["volumeMounts"]}
        self.assertEqual({volume["name"] for volume in self.deployment["volumes"]}, set(mounted))
        self.assertEqual(mounted["data"]["mountPath"], IMAGE_ENVIRONMENT["JETON_DATA"])
        self.assertEqual(self.deployment["volumes"][0]["secret"]["defaultMode"], 0o440)


class Compose(unittest.TestCase):
    jeton = COMPOSE["services"]["jeton"]

    def test_sets_what_the_server_accepts_and_trusts_its_own_network_alone(self):
        known = {"POSTGRES_PASSWORD": "secret", "JETON_HOST": "tokens.example"}
        environment = {name: re.sub(r"\$\{(\w+):\?\}", lambda match: known[match[1]], value)
                       for name, value in self.jeton["environment"].items()}
        settings = settings_of(environment)
        self.assertEqual(settings["base_url"], ["https://tokens.example"])
        self.assertEqual(settings["trusted_proxies"], [COMPOSE["networks"]["default"]["ipam"]["config"][0]["subnet"]])
        self.assertIn("@postgres:5432/jeton", settings["database"][0])

    def test_gives_the_server_no_privilege_and_one_folder(self):
        self.assertEqual((self.jeton["read_only"], self.jeton["cap_drop"]), (True, ["ALL"]))
        self.assertEqual(self.jeton["volumes"], ["keys:" + IMAGE_ENVIRONMENT["JETON_DATA"]])

    def test_has_an_nginx_that_passes_requests_on_over_tls(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="jeton-compose-"))
        self.addCleanup(shutil.rmtree, folder)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", folder / "key.pem",
            "-out", folder / "certificate.pem")
        site = (ROOT / "deploy/compose/nginx.conf").read_text(encoding="utf-8")
        site = site.replace("/etc/nginx/tls", str(folder)).replace("http://jeton:8080", "http://127.0.0.1:8080")
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
                                           f"http {{ access_log off; include {folder}/site.conf; }}\n")
        data = folder / "data"
        environment = {"PATH": "/usr/bin:/bin", "JETON_TRUSTED_PROXIES": "127.0.0.1", "JETON_BASE_URL": "https://localhost"}
        for command in ([BINARY, "serve", "--data", data, "--listen", "0.0.0.0:8080", "--metrics-listen", "off"],
                        ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]):
            started = subprocess.Popen(command, env=environment | {"PATH": "/usr/sbin:/usr/bin:/bin"}, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.addCleanup(started.wait)
            self.addCleanup(started.terminate)
        wait_until(lambda: listens(8080) and listens(443), "the services do not listen")
        for path, status in (("/readyz", "200"), ("/", "200"), ("/public/v1/accounts/api-tokens", "401")):
            said = run("curl", "-sk", "-o", folder / "answer", "-w", "%{http_code}", f"https://localhost{path}")
            self.assertEqual(said, status, path)


if __name__ == "__main__":
    isolated.enter()
    unittest.main()

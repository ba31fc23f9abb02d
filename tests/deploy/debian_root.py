"""A small Debian in a folder, of the packages that this machine has installed: no network, no mirror, the real dpkg. Nothing is in
it but what is asked for and what that depends on, so that a package which forgets a dependency does not work there."""

import pathlib
import re
import shutil
import subprocess

DPKG = pathlib.Path("/var/lib/dpkg")
MERGED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
FOLDERS = ("dev", "proc", "run", "sys", "tmp", "etc/alternatives", "var/lib/dpkg/info", "var/lib/dpkg/updates",
           "var/lib/dpkg/triggers", "var/lib/dpkg/alternatives", "var/cache/apt/archives/partial", "var/lib/apt/lists/partial",
           "var/log/apt")
# Documentation and translations, which nothing here reads.
UNREAD = re.compile(r"^/usr/share/(doc|man|info|locale|lintian|icons|help|gir-1.0|bug)/")


class Packages:
    """What dpkg knows of this machine."""

    def __init__(self):
        self.stanzas, self.fields, self.providers = {}, {}, {}
        for stanza in (DPKG / "status").read_text(encoding="utf-8").split("\n\n"):
            fields = dict(re.findall(r"^([\w-]+): (.*)$", stanza, re.MULTILINE))
            if fields.get("Status") != "install ok installed":
                continue
            name = fields["Package"]
            self.stanzas[name], self.fields[name] = stanza, fields
            for provided in names(fields.get("Provides", "")):
                self.providers.setdefault(provided[0], name)

    def closure(self, wanted):
        """`wanted`, the essential ones, and what they depend on; of alternatives the first that is installed."""
        todo = [[name] for name in wanted] + [[name] for name, fields in self.fields.items() if fields.get("Essential") == "yes"]
        found = set()
        while todo:
            alternatives = [self.providers.get(name, name) if name not in self.fields else name for name in todo.pop()]
            name = next((name for name in alternatives if name in self.fields), None)
            if name is None:
                raise RuntimeError(f"none of {alternatives} is installed on this machine")
            if name not in found:
                found.add(name)
                for kind in ("Pre-Depends", "Depends"):
                    todo += names(self.fields[name].get(kind, ""))
        return found

    def info_files(self, name):
        return [*DPKG.glob(f"info/{name}.*"), *DPKG.glob(f"info/{name}:*")]

    def files(self, name):
        listing = next(path for path in self.info_files(name) if path.suffix == ".list")
        return [line for line in listing.read_text(encoding="utf-8").splitlines() if line != "/."]


def names(relation):
    """`a (>= 1), b | c:any` as [[a], [b, c]]."""
    return [[re.split(r"[ (:]", name.strip())[0] for name in part.split("|")] for part in relation.split(",") if part.strip()]


def make_root(root, wanted):
    """Fills the folder `root`, which must not be there."""
    root = pathlib.Path(root)
    packages = Packages()
    chosen = packages.closure(wanted)
    (root / "usr").mkdir(parents=True)
    for name in MERGED:
        if (pathlib.Path("/") / name).is_symlink():
            (root / "usr" / name).mkdir()
            (root / name).symlink_to(f"usr/{name}")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    paths = {resolved(path) for name in chosen for path in packages.files(name) if not UNREAD.match(path)}
    copy(root, sorted(path for path in paths if pathlib.Path(path).is_symlink() or pathlib.Path(path).exists()))
    # What installation scripts have made, of which programs need the most.
    copy(root, ["/bin/sh", "/etc/nsswitch.conf", *map(str, pathlib.Path("/etc/pam.d").glob("common-*")), *alternatives_in(root)])
    shutil.copy(root / "usr/share/base-passwd/passwd.master", root / "etc/passwd")
    shutil.copy(root / "usr/share/base-passwd/group.master", root / "etc/group")
    status = "\n\n".join(packages.stanzas[name].strip() for name in sorted(chosen))
    (root / "var/lib/dpkg/status").write_text(status + "\n", encoding="utf-8")
    (root / "var/lib/dpkg/available").touch()
    for name in chosen:
        for path in packages.info_files(name):
            shutil.copy(path, root / "var/lib/dpkg/info")
    for name in ("format", "arch"):
        if (DPKG / "info" / name).exists():
            shutil.copy(DPKG / "info" / name, root / "var/lib/dpkg/info")
    subprocess.run(["ldconfig", "-r", root], check=True)


def resolved(path):
    """As it is on a file system whose /bin is in /usr."""
    first = path.split("/")[1]
    return f"/usr{path}" if first in MERGED and (pathlib.Path("/") / first).is_symlink() else path


def alternatives_in(root):
    """Links of /etc/alternatives that lead to something in `root`, and the names that lead to them."""
    for link in pathlib.Path("/etc/alternatives").iterdir():
        if (root / str(link.resolve()).lstrip("/")).exists():
            yield str(link)
            for folder in ("/usr/bin", "/usr/sbin"):
                name = pathlib.Path(folder, link.name)
                if name.is_symlink():
                    yield str(name)


def copy(root, paths):
    listing = "\0".join(path.lstrip("/") for path in paths).encode()
    with subprocess.Popen(["tar", "-C", "/", "--no-recursion", "--null", "--files-from=-", "-cf", "-"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as packed:
        with subprocess.Popen(["tar", "-C", root, "--keep-directory-symlink", "-xpf", "-"], stdin=packed.stdout) as unpacked:
            packed.stdin.write(listing)
            packed.stdin.close()
    if packed.returncode != 0 or unpacked.returncode != 0:
        raise RuntimeError(f"files of this machine could not be copied to {root}")

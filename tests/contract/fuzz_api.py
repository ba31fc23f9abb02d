#!/usr/bin/env python3
"""fuzz_api.py [ARGUMENT...]: Schemathesis against a release `jeton` on the embedded database. It makes up requests
from the contract that the server itself serves, valid and invalid ones, follows the links between operations, and holds
each answer against the contract. The same seed makes the same requests. What follows goes to Schemathesis.

Ends with 77 when Schemathesis is not here and cannot be fetched."""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import urllib.request

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from jeton_server import JetonServer, new_token_values  # noqa: E402

SKIPPED = 77
FOLDER = ROOT / "build" / "contract"
VENV = ROOT / "build" / "schemathesis"
REQUIREMENTS = HERE / "requirements.txt"
# Operations with Platform Account Management reach every other account. Without Access Management it does not
# reach the tokens of its own, so it cannot delete itself under way.
OPERATOR = "TKN-7101-0001"


def install():
    """A virtual environment with the pinned version. False when there is none and none can be made."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    for command in (
        [sys.executable, "-m", "venv", "--clear", VENV],
        [VENV / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "-r", REQUIREMENTS],
    ):
        made = subprocess.run(command, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
        if made.returncode != 0:
            print((made.stdout + made.stderr).strip()[-600:], file=sys.stderr)
            return False
    stamp.write_text(wanted)
    return True


def operations_account(server):
    """The id of the account that `jeton init` made."""
    printed = server.run("init")
    return next(word for word in printed.split() if word.startswith("ACC-"))


def prepare(server):
    account = operations_account(server)
    server.run("apply", "-f", ROOT / "tests" / "e2e" / "platform.yaml", **server.tokens)
    secret = next(iter(new_token_values().values())).rsplit(":", 1)[1]
    operator = f"idt:{OPERATOR}:{secret}"
    platform = server.folder / "operator.yaml"
    platform.write_text(
        f"tokens:\n  - id: {OPERATOR}\n    account: {account}\n    name: Contract\n"
        "    modules: [platform-account-management, account-management]\n"
        "    valueFrom: { env: OPERATOR_TOKEN }\n"
    )
    server.run("apply", "-f", platform, OPERATOR_TOKEN=operator)
    return account, operator


def get(server, token, path):
    request = urllib.request.Request(server.url + "/public/v1" + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def fixtures(server, account, token):
    """What hooks.py puts in place of references that it made up, and what it keeps whole."""
    groups = get(server, token, "/accounts/user-groups?select=modules")["data"]
    return {
        "own_account": account,
        "groups": {group["account"]["id"]: group["id"] for group in groups if group["isDefault"]},
        "modules": {group["account"]["id"]: [m["id"] for m in group["modules"]] for group in groups if group["isDefault"]},
    }


def unserved():
    """What the contract describes and no route serves yet."""
    lines = (ROOT / "tests" / "api" / "unserved_operations.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main():
    if not install():
        print("schemathesis: skipped, it is not here and PyPI cannot be reached.")
        return SKIPPED
    server = JetonServer(FOLDER)
    try:
        account, operator = prepare(server)
        server.start()
        (FOLDER / "fixtures.json").write_text(json.dumps(fixtures(server, account, operator)))
        environment = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": "hooks",
            "PYTHONPATH": str(HERE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "JETON_FUZZ_FIXTURES": str(FOLDER / "fixtures.json"),
            "JETON_FUZZ_TOKEN": operator,
        }
        command = [
            VENV / "bin" / "schemathesis", "--config-file", HERE / "schemathesis.toml",
            "run", server.url + "/public/v1/openapi.json", *sys.argv[1:],
            *(f"--exclude-operation-id={operation}" for operation in unserved()),
            # A path that is served in part allows less than the contract says.
            *(["--exclude-checks=allow_header_conformance"] if unserved() else []),
        ]
        status = subprocess.run(command, env=environment, cwd=FOLDER, stdin=subprocess.DEVNULL).returncode
        # A caller that has lost its rights is refused everywhere, which the checks would take for an answer.
        get(server, operator, "/accounts/api-tokens?limit=1")
        return status
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())

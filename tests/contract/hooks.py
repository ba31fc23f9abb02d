"""What the contract cannot say: which ids there are, which properties a filter may name, what a picture is. Requests that
are meant to be valid get those of the fixture in place of what was made up; invalid ones stay as they are."""

import base64
import json
import os
import re
import zlib

import schemathesis
from hypothesis import strategies

with open(os.environ["JETON_FUZZ_FIXTURES"], encoding="utf-8") as file:
    FIXTURES = json.load(file)
ACCOUNTS = sorted(account for account in FIXTURES["groups"] if account != FIXTURES["own_account"])
# What every account may give, whichever an object is of.
MODULES = sorted(set.intersection(*map(set, FIXTURES["modules"].values())))
# Without an account they mean the caller's own, where it holds nothing. In a form the object is a part.
CREATES = {"createApiToken": "apiToken", "createUserGroup": None, "inviteAccountUser": None}
PARAMETERS = {"limit", "offset", "select", "order", "render()"}
FILTERS = [{}, {"id": "TKN-5101-0001"}, {"id": "null()"}, {"ID": "''"}, {"id": "x'); drop"}]
ORDERS = ["", "id", "-id", "+ID"]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
for media_type in ("image/png", "image/jpeg"):
    schemathesis.openapi.media_type(media_type, strategies.just(PNG))


def pick(choices, *seed):
    """The same for the same request, whatever was asked before."""
    return choices[zlib.crc32(repr(seed).encode()) % len(choices)]


def mend_body(value, account):
    """References lead to objects that exist, and names are more than white space (which patterns say badly)."""
    if isinstance(value, list):
        return [mend_body(element, account) for element in value]
    if not isinstance(value, dict):
        return value
    mended = {}
    for name, member in value.items():
        if name == "account" and isinstance(member, dict) and set(member) >= {"id"}:
            member = {**member, "id": account}
        elif name == "modules" and isinstance(member, list):
            member = [{"id": pick(MODULES, index, element)} for index, element in enumerate(member)]
        elif name == "groups" and isinstance(member, list):
            member = [{"id": FIXTURES["groups"][account]} for _ in member]
        elif name == "extensions" and isinstance(member, list):
            member = [{"id": element["id"].replace("0000", "0001")} for element in member]
        elif name in {"name", "firstName", "lastName", "summary", "details"} and isinstance(member, str):
            if not member.strip() or re.fullmatch(r"[\s\x1c-\x1f\x85\u200b\ufeff]*", member):
                member = "Quiet Reach"
        elif isinstance(member, (dict, list)) and name != "documents":
            member = mend_body(member, account)
        mended[name] = member
    return mended


def state_account(case, body):
    """An object that is created has an account. Which one never changes, and what is made up is another one."""
    if not isinstance(body, dict):
        return body
    operation = case.operation.definition.raw["operationId"]
    if case.method.upper() == "PUT":
        return {
            name: state_account(case, member) if name in {"apiToken", "user"} else member
            for name, member in body.items()
            if name != "account" or operation == "updateAccount"
        }
    part = CREATES.get(operation)
    if part and isinstance(body.get(part), dict) and (case.media_type or "").startswith("multipart/"):
        return {**body, part: {**body[part], "account": {"id": ""}}}
    return {**body, "account": {"id": ""}} if operation in CREATES else body


def is_valid(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    if not is_valid(case):
        return
    if case.query:
        kept = {name: value for name, value in case.query.items() if name in PARAMETERS}
        if kept.get("order"):
            kept["order"] = pick(ORDERS, case.query)
        if case.query.keys() - PARAMETERS:
            kept |= pick(FILTERS, case.query)
        case.query = kept
    if isinstance(case.body, (dict, list)):
        account = (case.path_parameters or {}).get("accountId")
        if account not in FIXTURES["groups"]:
            account = pick(ACCOUNTS, case.body)
        case.body = mend_body(state_account(case, case.body), account)

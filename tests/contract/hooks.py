"""What the contract cannot say: which ids there are, which properties a filter may name, what a picture is. Requests that
are meant to be valid get those of the fixture in place of what was made up; invalid ones stay as they are."""

import base64
import json
import os
import re
import unicodedata
import urllib.parse
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
# None leaves out what a schema requires.
SELECTS = ["", "*", "+audit", "-audit,nothing"]

# In no text that people read; in a pattern, half of the tools that read the contract could not say it.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

TAG = re.compile(r'\*|(W/)?"[!#-~]*"')

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
    if isinstance(value, str):
        # What makes texts from patterns takes unassigned characters among the marks for marks.
        return "".join("x" if unicodedata.category(letter) == "Cn" else letter for letter in HIDDEN.sub("x", value))
    if not isinstance(value, dict):
        return value
    mended = {}
    for name, member in value.items():
        if name == "account" and isinstance(member, dict) and set(member) >= {"id"} and "name" not in member:
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
            member = mend_body(member, account)
        elif isinstance(member, (dict, list, str)) and name != "documents":
            member = mend_body(member, account)
        mended[name] = member
    return mended


def operation_of(case):
    return case.operation.definition.raw["operationId"]


def mend_operation(operation, body):
    """What holds between members, or only for some objects."""
    if operation == "createAccount" and body.get("type") != "Client":
        return {name: member for name, member in body.items() if name != "eligibility"}
    if operation == "updateAccount":
        return {name: member for name, member in body.items() if name not in {"eligibility", "type"}}
    if operation == "updateUser":
        return {name: member for name, member in body.items() if name != "currentAccount"}
    if operation in {"createUserGroup", "updateUserGroup"}:
        # A default group keeps what is mandatory, and has no extensions of its own.
        body = {name: member for name, member in body.items() if name != "extensions"}
        return {**body, "modules": [{"id": module} for module in MODULES]} if "modules" in body else body
    if operation in {"inviteAccountMember", "inviteAccountUser"}:
        user = {name: member for name, member in body.get("user", {}).items() if name != "id"}
        user = {"firstName": "Ines", "lastName": "Calder", "email": "ines@calder.example", **user}
        return {**body, "user": user, "invitation": {"status": "Invited"}}
    if operation == "createAuditRecord":
        return {**body, "object": {"id": "TKN-5101-0001"}, "documents": {"batch": {"rows": 3}}}
    return body


def state_account(case, body):
    """An object that is created has an account. Which one never changes, and what is made up is another one."""
    if not isinstance(body, dict):
        return body
    operation = operation_of(case)
    if case.method.upper() == "PUT":
        return {
            name: state_account(case, member) if name in {"apiToken", "user"} else member
            for name, member in body.items()
            if name != "account" or operation == "updateAccount"
        }
    part = CREATES.get(operation)
    if part and isinstance(body.get(part), dict) and is_form(case):
        return {**body, part: {**body[part], "account": {"id": ""}}}
    return {**body, "account": {"id": ""}} if operation in CREATES else body


def is_form(case):
    return (case.media_type or "").startswith("multipart/")


def is_valid(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    # The caller's own rights come from there; without them every answer would be a refusal.
    own_group = FIXTURES["groups"].get(FIXTURES["own_account"])
    if operation_of(case) == "updateUserGroup" and own_group in (case.path_parameters or {}).values():
        case.path_parameters = {**case.path_parameters, "id": "UGR-0000-0000"}
    if not is_valid(case):
        return
    # A path with a control character in it is refused before it is looked at.
    case.path_parameters = {
        name: value if urllib.parse.unquote(str(value)).isprintable() else "USR-0000-0000"
        for name, value in (case.path_parameters or {}).items()
    }
    # The coverage phase takes a header's text for valid whatever its pattern says.
    for name in ("If-Match", "If-None-Match"):
        if case.headers and name in case.headers and not TAG.fullmatch(str(case.headers[name])):
            case.headers[name] = '"1"'
    if case.query:
        kept = {name: value for name, value in case.query.items() if name in PARAMETERS}
        if kept.get("order"):
            kept["order"] = pick(ORDERS, case.query)
        if kept.get("select"):
            kept["select"] = pick(SELECTS, case.query)
        if case.query.keys() - PARAMETERS:
            kept |= pick(FILTERS, case.query)
        case.query = kept
    if isinstance(case.body, (dict, list)):
        account = (case.path_parameters or {}).get("accountId")
        if account not in FIXTURES["groups"]:
            account = pick(ACCOUNTS, case.body)
        body = mend_body(state_account(case, case.body), account)
        part = next((name for name in ("account", "user", "apiToken") if is_form(case) and isinstance(body.get(name), dict)), None)
        if part:
            body = {**body, part: mend_operation(operation_of(case), body[part])}
        elif isinstance(body, dict):
            body = mend_operation(operation_of(case), body)
        if is_form(case) and isinstance(body, dict):
            # What an object says of its picture is an address, which requests that follow a link take for one.
            body = {name: PNG if name in {"icon", "logo"} else member for name, member in body.items()}
        case.body = body

"""Reads survivors.txt: a line with the key of a mutant, then indented lines that say why no test can notice it."""


def read(path):
    reasons, key = {}, None
    for number, line in enumerate(path.read_text().splitlines() if path.exists() else [], 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            if key is None:
                raise ValueError(f"{path}:{number}: a reason without a mutant")
            reasons[key] = f"{reasons[key]} {line.strip()}".strip()
        else:
            key = line.strip()
            if key in reasons:
                raise ValueError(f"{path}:{number}: {key} stands there twice")
            reasons[key] = ""
    for key, reason in reasons.items():
        if not reason:
            raise ValueError(f"{path}: {key} has no reason")
    return reasons

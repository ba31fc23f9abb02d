"""run.py [--modules M,N] [--jobs N]: builds a copy of the sources that has every mutant in it, asks each test which it
reaches, and runs those tests with one mutant after the other. What no test notices is listed, and has to be explained in
survivors.txt. tools/mutants starts it."""

import argparse
import collections
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import operators  # noqa: E402
import survivors as explained  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "build" / "mutants"
COPY = FOLDER / "src"
BUILD = FOLDER / "build"
# Each with the modules in the folders below it.
MODULES = ["credential", "verify", "gateway", "identity", "app", "query", "domain", "api", "store/sql"]
# Beside the modules' own: what asks a running server. The last two take long and are asked when nothing else notices.
SERVER_TESTS = ["tests/api/api_server_test", "tests/authz/authz_server_test", "tests/secrets/secrets_server_test",
                "tests/isolation/isolation_server_test"]
TESTED = [*MODULES, "server", "cli"]
SLOW = {"tests/isolation/isolation_server_test"}
MUTANTS_PER_FILE = 1024
WANTED_PERCENT = 92
# Of one function: the tests that noticed a mutant of it last are asked first about the next.
KILLERS_MAX = 4
MEMORY_MAX = 6 << 30


def said(text):
    print(f"[{int(time.monotonic() - STARTED):5d}s] {text}", flush=True)


STARTED = time.monotonic()


@functools.cache
def own_tests(module):
    """The programs of tests of the module and of those below it."""
    folders = [path.parent for path in sorted((ROOT / "src" / module).rglob("CMakeLists.txt")) if re.search(r"^\s*TESTS\b", path.read_text(), re.M)]
    names = [str(folder.relative_to(ROOT / "src")) for folder in folders]
    return [f"src/{name}/jeton_{name.replace('/', '_')}_test" for name in names]


def tests_of(modules):
    return [program for module in modules for program in own_tests(module)]


def load(path, otherwise):
    return json.loads(path.read_text()) if path.exists() else otherwise


def save(path, value):
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(value, indent=0))
    temporary.rename(path)


def sources():
    for module in MODULES:
        for path in sorted((ROOT / "src" / module).rglob("*")):
            if path.suffix in (".cc", ".h") and not path.stem.endswith(("_test", "_fuzz", "_bench")) and path.parent.name != "testing":
                yield module, path


class Copy:
    """The tree below build/mutants/src: links to the sources, and files with mutants in place of some."""

    def __init__(self):
        self.mutants = {}
        self.modules = {}
        self.slots = load(FOLDER / "slots.json", {})
        self.left_out = set(load(FOLDER / "left_out.json", []))
        self.skipped = collections.Counter()
        self.planted = {}
        self.lost = []

    def write(self):
        self.mutants.clear()
        self.skipped.clear()
        self.lost = []
        self.planted = operators.read_planted(HERE / "planted.txt")
        written = set()
        for module, path in sources():
            name = str(path.relative_to(ROOT))
            file = operators.mutants_of(name, path.read_bytes(), self.left_out, self.planted.pop(name, []))
            self.skipped.update(file.skipped)
            self.lost += file.lost
            if not file.mutants:
                continue
            slot = self.slots.setdefault(name, len(self.slots))
            if len(file.mutants) > MUTANTS_PER_FILE:
                sys.exit(f"{name} has more mutants than {MUTANTS_PER_FILE}.")
            for place, mutant in enumerate(file.mutants):
                mutant.number = slot * MUTANTS_PER_FILE + place
                self.mutants[mutant.number] = mutant
                self.modules[mutant.number] = module
            written.add(name)
            self._put(COPY / name, file.render())
        self.lost += [f"{name}: {bug.context}" for name, bugs in self.planted.items() for bug in bugs]
        save(FOLDER / "slots.json", self.slots)
        save(FOLDER / "left_out.json", sorted(self.left_out))
        self._link(written)

    def _put(self, path, text):
        if path.is_symlink():
            path.unlink()
        if not path.exists() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)

    def _link(self, written):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
        wanted = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
        for path in [path for path in COPY.rglob("*") if path.is_symlink() or path.is_file()]:
            if str(path.relative_to(COPY)) not in wanted:
                path.unlink()
        for name in wanted - written:
            path = COPY / name
            if not path.is_symlink():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                path.symlink_to(ROOT / name)

    def leave_out(self, log):
        """The mutants of lines that the compiler refuses. False when there are none."""
        log = log.replace(f"{COPY}/", "").replace(f"../{COPY.name}/", "")
        lines = {
            (match[1], int(match[2]))
            for match in re.finditer(r"(?:^|[ /])(src/[\w/.]+):(\d+)(?::\d+)?:? (?:error|.*required from here)", log, re.MULTILINE)
        }
        bad = {m.key for m in self.mutants.values() if (m.path, m.line) in lines}
        for key in sorted(bad):
            said(f"does not compile: {key}")
        self.left_out |= bad
        return bool(bad)


def build(copy, programs, jobs):
    """Configures and compiles the copy; what does not compile is left out and counted."""
    flags = f"-O0 -w -D_GLIBCXX_ASSERTIONS -include {HERE / 'switch.h'}"
    subprocess.run(
        ["cmake", "-S", COPY, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=" + flags,
         "-DCMAKE_UNITY_BUILD=ON", "-DCMAKE_UNITY_BUILD_BATCH_SIZE=8", f"-DCMAKE_PROJECT_jeton_INCLUDE={HERE / 'reach.cmake'}"],
        check=True, stdout=subprocess.DEVNULL,
    )
    targets = [program.rsplit("/", 1)[-1] for program in programs]
    for _ in range(12):
        built = subprocess.run(
            ["ninja", "-C", BUILD, "-k", "0", f"-j{jobs}", *targets], capture_output=True, text=True, errors="replace",
            env={**os.environ, "CCACHE_BASEDIR": str(COPY), "CCACHE_NOHASHDIR": "1"},
        )
        if built.returncode == 0:
            return
        (FOLDER / "build.log").write_text(built.stdout + built.stderr)
        if not copy.leave_out(built.stdout):
            sys.exit(f"The copy does not compile: {FOLDER / 'build.log'}")
        copy.write()
    sys.exit("The copy still does not compile.")


class Programs:
    """Runs programs of tests."""

    def __init__(self):
        self.scratch = tempfile.mkdtemp(prefix="jeton-mutants.")
        # Some tests do their work as somebody else.
        os.chmod(self.scratch, 0o755)

    def run(self, program, names, timeout, processor_seconds, mutant):
        """The test that notices the mutant; the first when the program ends before any. None when all pass."""
        command = [BUILD / program, "--gtest_brief=1", "--gtest_fail_fast", "--gtest_filter=" + ":".join(names)]
        folder = tempfile.mkdtemp(dir=self.scratch)
        os.chmod(folder, 0o755)
        started = subprocess.Popen(
            command, cwd=COPY, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": folder, "JETON_MUTANT": str(mutant), "JETON_MUTANT_TEST": f"{folder}/test"},
            start_new_session=True, preexec_fn=functools.partial(limit, processor_seconds),
        )
        try:
            if started.wait(timeout) == 0:
                return None
            return self._running(folder, names)
        except subprocess.TimeoutExpired:
            return self._running(folder, names)
        finally:
            try:
                os.killpg(started.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            started.wait()
            shutil.rmtree(folder, ignore_errors=True)

    def _running(self, folder, names):
        """The test that ran last: a test that fails is the last one, as one that crashes or does not end is."""
        path = pathlib.Path(folder) / "test"
        name = path.read_text() if path.exists() else ""
        return name if name in names else names[0]


def limit(processor_seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ask_what_is_reached(program, run):
    """The file that a run of the program without a mutant has written. It is kept until the program changes."""
    log = FOLDER / "reach" / (program.replace("/", "_") + ".txt")
    stamp = log.with_suffix(".sha256")
    if not stamp.exists() or stamp.read_text() != digest(BUILD / program):
        said(f"{program}: what its tests reach")
        log.parent.mkdir(exist_ok=True)
        log.unlink(missing_ok=True)
        subprocess.run([BUILD / program, "--gtest_brief=1"], cwd=COPY, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": run.scratch, "JETON_MUTANT_REACH": str(log)})
        stamp.write_text(digest(BUILD / program))
    return log


def reached(programs, run, jobs):
    """{mutant: [(program, test, milliseconds, file of the test)]}."""
    by_mutant = collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        logs = list(pool.map(lambda program: ask_what_is_reached(program, run), programs))
    for program, log in zip(programs, logs):
        tests, early = [], collections.defaultdict(set)
        for line in log.read_text().splitlines():
            name, took, file, *numbers = line.split("\t")
            if "." not in name.split("/")[-1] and "." not in name:
                early[name] |= {int(number) for number in numbers}
            elif name.startswith("!"):
                said(f"fails without a mutant, and is left out: {program} {name[1:]}")
            elif not name.startswith("-"):
                tests.append((name, int(took), file, {int(number) for number in numbers}))
        for name, took, file, numbers in tests:
            for number in numbers | early[name.split(".")[0]]:
                by_mutant[number].append((program, name, took, file))
    return by_mutant


def rank(module, mutant, test):
    """The tests beside the file first, then those of the same noun, such as tokens_test.cc for token_routes.cc, then the module's."""
    program, name, took, file = test
    # What is held matters on PostgreSQL alone, and has a file of tests of its own.
    about_locks = "Lock::" in mutant.text and file.endswith("held_rows_test.cc")
    beside = pathlib.Path(program).parent == pathlib.Path(mutant.path).parent
    noun = pathlib.Path(mutant.path).stem.split("_")[0].removesuffix("s")
    of_noun = pathlib.Path(file).stem.startswith(noun)
    return (not about_locks, program in SLOW, "Postgres" in name, not beside, not of_noun, program not in own_tests(module), took)


def batches(module, mutant, tests, first, killers, milliseconds_max):
    """Programs to start, each with some of its tests: what noticed the mutant the last time, what noticed others of the same
    function, then by rank, for as long as the tests take no more than that together."""
    killers = set(tuple(killers))
    tests = sorted(tests, key=lambda test: (test[:2] != first, test[:2] not in killers, rank(module, mutant, test)))
    budget, at, spent_by_all = 300, 0, 0
    if tests and tests[0][:2] == first:
        yield tests[0][0], [tests[0]]
        at = 1
    while at < len(tests) and spent_by_all < milliseconds_max:
        program, chosen, spent = tests[at][0], [], 0
        while at < len(tests) and tests[at][0] == program and (not chosen or spent + tests[at][2] <= budget):
            chosen.append(tests[at])
            spent += tests[at][2] + 5
            at += 1
        spent_by_all += spent
        yield program, chosen
        budget *= 3


def judge(run, module, mutant, tests, first, killers, milliseconds_max):
    """The test that notices the mutant, or none and those that were asked."""
    # What is the same on both engines is asked of the one that takes no network. Locks are not.
    if "postgres" not in mutant.path and "Lock::" not in mutant.text:
        tests = [test for test in tests if "Postgres" not in test[1]] or tests
    asked = []
    for program, chosen in batches(module, mutant, tests, first, killers, milliseconds_max):
        took = sum(test[2] for test in chosen) / 1000
        # One that goes round for ever costs no more than the tests do, however busy the machine is; one that waits has long.
        if name := run.run(program, [test[1] for test in chosen], 20 + took * 10, int(4 + took * 3), mutant.number):
            killers.append((program, name))
            return next(test for test in chosen if test[1] == name), []
        asked += chosen
    return None, asked


class Verdicts:
    """What is known of which mutant. It holds until the file changes, or that of the test that noticed it; that a test did
    not notice it, until the file of the test changes."""

    def __init__(self):
        self.path = FOLDER / "verdicts.json"
        self.known = load(self.path, {})
        self.digests = {}

    def _digest(self, path):
        if path not in self.digests:
            self.digests[path] = digest(path) if path.exists() else ""
        return self.digests[path]

    def _texts(self, mutant, file):
        return [self._digest(ROOT / mutant.path), self._digest(COPY / file)]

    def first(self, mutant):
        """What noticed it the last time."""
        verdict = self.known.get(mutant.key, {})
        return (verdict["program"], verdict["test"]) if "program" in verdict else None

    def is_noticed(self, mutant):
        verdict = self.known.get(mutant.key, {})
        return "program" in verdict and verdict["texts"] == self._texts(mutant, verdict["file"])

    def to_ask(self, mutant, tests):
        """Those of `tests` that have not been asked about it as they are now."""
        verdict = self.known.get(mutant.key, {})
        if verdict.get("text") != self._digest(ROOT / mutant.path):
            return tests
        return [test for test in tests if verdict["silent"].get(test[1]) != self._digest(COPY / test[3])]

    def add(self, mutant, noticed_by, asked):
        if noticed_by:
            program, test, _, file = noticed_by
            self.known[mutant.key] = {"program": program, "test": test, "file": file, "texts": self._texts(mutant, file)}
            return
        known = self.known.get(mutant.key, {})
        text = self._digest(ROOT / mutant.path)
        silent = known["silent"] if known.get("text") == text else {}
        self.known[mutant.key] = {"text": text, "silent": silent | {test[1]: self._digest(COPY / test[3]) for test in asked}}

    def save(self):
        save(self.path, self.known)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--modules", default=",".join(MODULES))
    arguments.add_argument("--only", default="", help="a part of the mutants' keys")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments.add_argument("--seconds", type=int, default=120, help="of tests that a mutant is asked for, as they take without one")
    arguments.add_argument("--tests", default="", help="ask only the tests in these folders, such as src/app,tests/api, without a verdict")
    arguments.add_argument("--own", action="store_true", help="ask the tests of these modules alone, without a verdict")
    arguments.add_argument("--again", action="store_true", help="also what was noticed before and has not changed")
    arguments.add_argument("--every", type=int, default=1, help="only each so many-th mutant: a sample, without a verdict")
    arguments.add_argument("--list", action="store_true", help="print the mutants and their numbers, run nothing")
    options = arguments.parse_args()
    modules = options.modules.split(",")
    if unknown := set(modules) - set(MODULES):
        sys.exit(f"no such module: {', '.join(sorted(unknown))}. There are {', '.join(MODULES)}.")

    FOLDER.mkdir(parents=True, exist_ok=True)
    copy = Copy()
    copy.write()
    for bug in copy.lost:
        print(f"planted.txt has a bug whose place is gone: {bug}")
    if options.list:
        for number, mutant in copy.mutants.items():
            print(number, f"{mutant.path}:{mutant.line}", mutant.key)
        return 0
    programs = tests_of(modules) if options.own else [*tests_of(TESTED), *SERVER_TESTS]
    if options.tests:
        programs = [program for program in programs if program.startswith(tuple(options.tests.split(",")))]
    said(f"{len(copy.mutants)} mutants in {len(copy.slots)} files; building")
    build(copy, programs, options.jobs)
    run = Programs()
    try:
        return report(copy, modules, options, judged(copy, modules, options, programs, run))
    finally:
        shutil.rmtree(run.scratch, ignore_errors=True)


def judged(copy, modules, options, programs, run):
    """{mutant number: whether a test notices it}"""
    by_mutant = reached(programs, run, options.jobs)
    known = Verdicts()
    verdicts, asked = {}, {}
    for number, mutant in copy.mutants.items():
        if copy.modules[number] not in modules or options.only not in mutant.key or number % options.every:
            continue
        tests = by_mutant[number]
        mutant.reached = bool(tests)
        verdicts[number] = not options.again and known.is_noticed(mutant)
        if not verdicts[number] and (to_ask := tests if options.again else known.to_ask(mutant, tests)):
            asked[number] = to_ask
    said(f"{len(verdicts) - len(asked)} mutants are known or reached by nothing; {len(asked)} to run")
    saved = time.monotonic()
    killers = collections.defaultdict(lambda: collections.deque(maxlen=KILLERS_MAX))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = {
            pool.submit(judge, run, copy.modules[n], copy.mutants[n], tests, known.first(copy.mutants[n]),
                        killers[copy.mutants[n].path, copy.mutants[n].function], options.seconds * 1000): n
            for n, tests in random.Random(1).sample(list(asked.items()), len(asked))
        }
        for done, future in enumerate(concurrent.futures.as_completed(running), 1):
            number, (noticed_by, silent) = running[future], future.result()
            verdicts[number] = noticed_by is not None
            known.add(copy.mutants[number], noticed_by, silent)
            if time.monotonic() - saved > 30:
                known.save()
                saved = time.monotonic()
                said(f"{done} of {len(asked)} run")
    known.save()
    return verdicts


def report(copy, modules, options, verdicts):
    reasons = explained.read(HERE / "survivors.txt")
    alive = {copy.mutants[n].key: n for n, noticed in verdicts.items() if not noticed}
    unexplained = sorted(alive.keys() - reasons.keys(), key=lambda key: alive[key])
    for key in unexplained:
        mutant = copy.mutants[alive[key]]
        print(f"{mutant.path}:{mutant.line}: {'noticed by no test' if mutant.reached else 'reached by no test'}\n    {key}")
    print(f"\n{'module':<12} {'mutants':>8} {'noticed':>8} {'explained':>10} {'left':>6} {'noticed':>9}")
    enough = True
    for module in modules:
        of_module = [n for n in verdicts if copy.modules[n] == module]
        if not of_module:
            continue
        noticed = sum(verdicts[n] for n in of_module)
        left = sum(copy.mutants[n].key in unexplained for n in of_module)
        percent = 100 * noticed / len(of_module)
        enough = enough and percent >= WANTED_PERCENT
        print(f"{module:<12} {len(of_module):8d} {noticed:8d} {len(of_module) - noticed - left:10d} {left:6d} {percent:8.1f}%")
    print("not made into mutants:", ", ".join(f"{count} {what}" for what, count in copy.skipped.items()) or "none")
    if options.only or options.own or options.tests or options.every > 1:
        return 0
    whole = {m.key for n, m in copy.mutants.items() if copy.modules[n] in modules}
    prefixes = tuple(f"src/{module}/" for module in modules)
    stale = sorted(key for key in reasons if key.startswith(prefixes) and (key not in whole or key not in alive))
    for key in stale:
        print(f"survivors.txt explains what a test notices or what is gone; take it out: {key}")
    return 0 if enough and not unexplained and not stale and not copy.lost else 1


if __name__ == "__main__":
    sys.exit(main())

"""Finds the mutants of a C++ file and writes the file with all of them in it, each behind a switch (switch.h).

A mutant is a small change that a person could make by mistake. Only such as compile and mean something else: conditions
and their operands made true or false, boundaries moved, answers flipped, statements left out."""

import collections
import dataclasses
import re

import tree_sitter
import tree_sitter_cpp

LANGUAGE = tree_sitter.Language(tree_sitter_cpp.language())
PARSER = tree_sitter.Parser(LANGUAGE)

BOUNDARY = {b"<": b"<=", b"<=": b"<", b">": b">=", b">=": b">"}
# A literal moved by one, where the moved boundary is not the same mutant.
LITERAL_STEP = {b"<": -1, b"<=": +1, b">": +1, b">=": -1}
COMPARISONS = {*BOUNDARY, b"==", b"!="}
LOGICAL = {b"&&", b"||"}
# What is evaluated by the compiler, or is no expression.
LEFT_ALONE = {
    "template_argument_list", "static_assert_declaration", "requires_clause", "requires_expression", "noexcept",
    "decltype", "sizeof_expression", "attribute_declaration", "preproc_def", "preproc_function_def", "enum_specifier",
    "ERROR", "preproc_if", "concept_definition", "template_parameter_list", "parameter_list",
}
# Logs and counters, assertions, wiping and memory asked for in advance: no caller sees whether they are there.
UNSEEN = re.compile(
    rb"([\w.>-]*\b(log|metrics|counters?)_?(\.|->)|JETON_ASSERT\b|explicit_bzero\b|sodium_memzero\b|[\w.>-]*\.reserve\(|std::abort\b)"
)
# The answer to what cannot happen unless the program is wrong: no test comes there.
INTERNAL = re.compile(rb"(\{\s*)?return (base::)?Error::internal\(")
CONSTANT = re.compile(rb"\b(constexpr|consteval)\b")


@dataclasses.dataclass(frozen=True)
class Planted:
    """A bug that a person thought of: a line of planted.txt, `before [[old => new]] after`. Blanks are any blanks."""

    context: str
    head: str
    before: str
    after: str
    tail: str

    @staticmethod
    def of(text):
        match = re.fullmatch(r"(.*)\[\[(.+) => (.+)\]\](.*)", text)
        if match is None:
            raise ValueError(f"no [[old => new]]: {text}")
        return Planted(text, *match.groups())

    def pattern(self):
        head, before, tail = (rb"\s+".join(map(re.escape, part.encode().split(b" "))) for part in (self.head, self.before, self.tail))
        return re.compile(head + b"(?P<before>" + before + b")" + tail)


def read_planted(path):
    """{file: its bugs} of planted.txt: the path of a file, then indented lines with a bug each."""
    planted, file = collections.defaultdict(list), None
    for line in path.read_text().splitlines() if path.exists() else []:
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            file = line.strip()
        else:
            planted[file].append(Planted.of(line.strip()))
    return planted


@dataclasses.dataclass
class Mutant:
    path: str
    function: str
    operator: str
    text: str
    line: int
    index: int = 0
    number: int = -1
    reached: bool = False

    @property
    def key(self):
        return f"{self.path} | {self.function} | {self.operator} | {self.text} | {self.index}"


def _closing(source, start):
    """The place of the parenthesis that closes the one at `start`, and of the first comma inside it."""
    depth, comma, at = 0, None, start
    while at < len(source):
        byte = source[at : at + 1]
        if byte in (b'"', b"'"):
            at += 1
            while source[at : at + 1] != byte:
                at += 2 if source[at : at + 1] == b"\\" else 1
        elif source[at : at + 2] == b"//":
            at = source.index(b"\n", at)
        elif byte in b"([{":
            depth += 1
        elif byte in b")]}":
            depth -= 1
            if depth == 0:
                return at, comma
        elif byte == b"," and depth == 1 and comma is None and _is_no_template(source[start:at]):
            comma = at
        at += 1
    raise ValueError("a parenthesis that is never closed")


def _is_no_template(text):
    return text.count(b"<") <= text.count(b">")


def readable(source):
    """`JETON_TRY(const auto a, b)` as `const auto a = b`, in as many bytes: a declaration is no argument for the parser."""
    text = bytearray(source)
    for found in re.finditer(rb"\bJETON_TRY\(", source):
        if source[: found.start()].rsplit(b"\n", 1)[-1].lstrip().startswith(b"#"):
            continue
        end, comma = _closing(source, found.end() - 1)
        text[found.start() : found.end()] = b" " * (found.end() - found.start())
        text[comma : comma + 1] = b"="
        text[end : end + 1] = b" "
    return bytes(text)


def _stripped(node):
    while node.type == "parenthesized_expression":
        node = node.named_children[0]
    return node


class File:
    """The mutants of one file."""

    def __init__(self, path, source, left_out=frozenset(), planted=()):
        self.path = path
        self.source = source
        self.mutants = []
        self.skipped = collections.Counter()
        self._left_out = left_out
        self._wraps = collections.defaultdict(list)
        self._seen = set()
        self._counted = collections.Counter()
        self.root = PARSER.parse(readable(source)).root_node
        self._planted = collections.defaultdict(list)
        self.lost = []
        for bug in planted:
            found = list(bug.pattern().finditer(source))
            if len(found) == 1:
                self._planted[found[0].span("before")].append(bug)
            else:
                self.lost.append(f"{path}: {bug.context!r} is there {len(found)} times")
        self._visit(self.root, None)
        for bugs in self._planted.values():
            self.lost += [f"{path}: no whole expression or statement of a function: {bug.before}" for bug in bugs]

    # --- finding -----------------------------------------------------------------------------------------------------

    def _text(self, node):
        return self.source[node.start_byte : node.end_byte]

    def _add(self, node, operator, function, wrap, shown=None):
        text = " ".join((shown or self._text(node)).decode().split())[:100]
        mutant = Mutant(self.path, function, operator, text, node.start_point[0] + 1)
        first = mutant.key
        mutant.index = self._counted[first]
        self._counted[first] += 1
        if mutant.key in self._left_out:
            self.skipped["does not compile"] += 1
            return
        self.mutants.append(mutant)
        self._wraps[node.id].append((wrap, mutant))

    def _visit(self, node, function):
        for bug in self._planted.pop((node.start_byte, node.end_byte), ()) if function is not None else ():
            kind = "statement" if node.type.endswith("_statement") else "expression"
            self._add(node, "planted", function, ("planted", kind, bug.after.encode()), f"{bug.before} => {bug.after}".encode())
        if node.type in LEFT_ALONE and not (node.type == "noexcept" and node.child_count == 0):
            if node.type == "ERROR":
                self.skipped["not understood by the parser"] += 1
            return
        if node.type == "function_definition":
            declarator = node.child_by_field_name("declarator")
            head = self.source[node.start_byte : declarator.end_byte if declarator else node.end_byte]
            if CONSTANT.search(head):
                self.skipped["constexpr"] += 1
                return
            function = self._function_name(declarator)
            self._visit(node.child_by_field_name("body"), function) if node.child_by_field_name("body") else None
            for child in node.children:
                if child.type == "field_initializer_list":
                    self._visit(child, function)
            return
        if node.type == "expression_statement" and UNSEEN.match(self._text(node)):
            return
        if node.type == "declaration" and CONSTANT.search(self._text(node).split(b"=")[0]):
            return
        if function is not None:
            self._mutate(node, function)
        for child in node.children:
            self._visit(child, function)

    def _function_name(self, declarator):
        while declarator is not None and declarator.type != "function_declarator":
            inner = declarator.child_by_field_name("declarator") or next(
                (child for child in declarator.children if child.type.endswith("declarator")), None
            )
            if inner is None:
                break
            declarator = inner
        name = declarator.child_by_field_name("declarator") if declarator is not None else None
        return self._text(name).decode() if name is not None else "?"

    def _mutate(self, node, function):
        if node.type == "if_statement":
            if any(child.type == "constexpr" for child in node.children):
                return
            condition = node.child_by_field_name("condition").child_by_field_name("value")
            if INTERNAL.match(self._text(node.child_by_field_name("consequence"))):
                self.skipped["kept from what cannot happen"] += 1
                self._only_true(_stripped(condition), function)
            else:
                self._condition(condition, function, True)
        elif node.type == "while_statement":
            self._condition(node.child_by_field_name("condition").child_by_field_name("value"), function, False)
        elif node.type in ("for_statement", "do_statement"):
            condition = node.child_by_field_name("condition")
            if condition is not None:
                self._condition(condition, function, False)
        elif node.type == "conditional_expression":
            self._condition(node.child_by_field_name("condition"), function, True)
        elif node.type == "return_statement":
            self._return(node, function)
        elif node.type == "binary_expression":
            self._binary(node, function)
        elif node.type == "unary_expression":
            if self._text(node.child_by_field_name("operator")) in (b"!", b"not") and node.id not in self._seen:
                self._seen.add(node.id)
                self._add(node, "flip", function, "flip")
        elif node.type == "expression_statement":
            self._statement(node, function)

    def _condition(self, node, function, may_be_always):
        if node.type == "declaration":
            name = next((child for child in node.children if child.type in ("identifier", "pointer_declarator")), None)
            if name is None or not may_be_always:
                self.skipped["condition that declares"] += 1
                return
            while name.type == "pointer_declarator":
                name = name.child_by_field_name("declarator")
            for operator, wrap in (("true", "yes"), ("false", "no")):
                self._add(node, operator, function, ("declared", wrap, self._text(name).decode()))
            return
        self._truth(node, function, may_be_always, True)

    def _only_true(self, node, function):
        self._seen.add(node.id)
        self._add(node, "true", function, "yes")
        if node.type == "binary_expression" and (operator := self._text(node.child_by_field_name("operator"))) in LOGICAL:
            self._seen.update(operand.id for operand in self._operands(node, operator))

    def _truth(self, node, function, true, false):
        node = _stripped(node)
        if node.id in self._seen or node.type in ("true", "false"):
            return
        operator = self._text(node.child_by_field_name("operator")) if node.type == "binary_expression" else None
        self._seen.add(node.id)
        if true and operator != b"&&":
            self._add(node, "true", function, "yes")
        if false and operator != b"||":
            self._add(node, "false", function, "no")
        if operator in LOGICAL:
            for operand in self._operands(node, operator):
                self._truth(operand, function, operator == b"&&", operator == b"||")

    def _operands(self, node, operator):
        for side in ("left", "right"):
            operand = _stripped(node.child_by_field_name(side))
            if operand.type == "binary_expression" and self._text(operand.child_by_field_name("operator")) == operator:
                self._seen.add(operand.id)
                yield from self._operands(operand, operator)
            else:
                yield operand

    def _return(self, node, function):
        if not node.named_children:
            return
        value = _stripped(node.named_children[0])
        if value.type in ("true", "false"):
            self._add(value, "flip", function, "flip", self._text(node))
        elif self._answers_yes_or_no(node, value):
            self._truth(value, function, True, True)

    def _answers_yes_or_no(self, node, value):
        around = node.parent
        while around is not None and around.type not in ("function_definition", "lambda_expression"):
            around = around.parent
        if around is None:
            return False
        if around.type == "function_definition":
            kind = around.child_by_field_name("type")
            return kind is not None and self._text(kind) == b"bool"
        if value.type == "unary_expression":
            return self._text(value.child_by_field_name("operator")) == b"!"
        return (
            value.type == "binary_expression"
            and self._text(value.child_by_field_name("operator")) in COMPARISONS | LOGICAL
        )

    def _binary(self, node, function):
        sign = node.child_by_field_name("operator")
        operator = self._text(sign)
        if operator in LOGICAL:
            self._truth(node, function, True, True)
        elif operator in (b"==", b"!="):
            if node.id not in self._seen:
                self._seen.add(node.id)
                self._add(node, "flip", function, "flip")
        elif operator in BOUNDARY:
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if 'R"' in self._text(node).decode():
                return
            self._add(node, "boundary", function, ("instead", self._flat(left) + BOUNDARY[operator] + self._flat(right)))
            step = LITERAL_STEP[operator]
            for literal, moved in ((right, step), (left, -step)):
                if literal.type == "number_literal" and re.fullmatch(rb"\d+", self._text(literal)):
                    text = str(int(self._text(literal)) + moved).encode()
                    parts = (self._flat(left), text) if literal is right else (text, self._flat(right))
                    if text.startswith(b"-"):
                        continue
                    self._add(node, "literal", function, ("instead", parts[0] + operator + parts[1]))

    def _flat(self, node):
        """On one line, so that the lines of the copy are those of the source."""
        text = re.sub(rb"//[^\n]*", b"", self._text(node))
        return b" " + b" ".join(text.split()) + b" "

    def _statement(self, node, function):
        if not node.named_children or self.source[: node.start_byte].endswith(b"JETON_TRY("):
            return
        kind = node.named_children[0].type
        if kind in ("call_expression", "assignment_expression", "update_expression"):
            self._add(node, "drop", function, "drop")

    # --- writing -----------------------------------------------------------------------------------------------------

    def render(self):
        return self._render(self.root)

    def _render(self, node):
        parts, at = [], node.start_byte
        for child in node.children:
            parts += [self.source[at : child.start_byte], self._render(child)]
            at = child.end_byte
        parts.append(self.source[at : node.end_byte])
        text = b"".join(parts)
        for wrap, mutant in self._wraps.get(node.id, ()):
            text = self._wrapped(text, wrap, mutant.number)
        if node is self.root:
            text = self.source[: node.start_byte] + text + self.source[node.end_byte :]
        return text

    def _wrapped(self, text, wrap, number):
        if wrap == "drop":
            return b"{ if (!::jeton_mutants::on(%dU)) %s }" % (number, text)
        if wrap in ("yes", "no", "flip"):
            return b"::jeton_mutants::%s(%dU, static_cast<bool>(%s))" % (wrap.encode(), number, text)
        if wrap[0] == "planted":
            form = b"{ if (::jeton_mutants::on(%dU)) { %s } else %s }" if wrap[1] == "statement" else b"(::jeton_mutants::on(%dU) ? (%s) : (%s))"
            return form % (number, wrap[2], text)
        if wrap[0] == "declared":
            declaration, _, condition = text.partition(b"; ::jeton_mutants::")
            condition = b"::jeton_mutants::" + condition if condition else b"static_cast<bool>(%s)" % wrap[2].encode()
            return b"%s; ::jeton_mutants::%s(%dU, %s)" % (declaration, wrap[1].encode(), number, condition)
        return b"(::jeton_mutants::on(%dU) ? (%s) : (%s))" % (number, wrap[1], text)


def mutants_of(path, source, left_out=frozenset(), planted=()):
    return File(path, source, left_out, planted)

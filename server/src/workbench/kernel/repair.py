"""Common mistakes in generated code, mended and told of: each goes into `notes`, and from there to the agent."""

import ast
import builtins
import re

notes = {}

# What code names without importing it.
MODULES = {
    **{name: f"import {name}" for name in (
        "asyncio", "base64", "collections", "concurrent", "copy", "csv", "datetime", "functools", "glob", "hashlib",
        "html", "io", "itertools", "json", "math", "os", "pathlib", "random", "re", "shutil", "statistics", "string",
        "subprocess", "sys", "tempfile", "textwrap", "time", "traceback", "urllib", "uuid", "zipfile",
        "openpyxl", "requests",
    )},
    "np": "import numpy as np",
    "numpy": "import numpy",
    "pd": "import pandas as pd",
    "pandas": "import pandas",
    "plt": "import matplotlib.pyplot as plt",
    "matplotlib": "import matplotlib",
    "Image": "from PIL import Image",
    "BeautifulSoup": "from bs4 import BeautifulSoup",
    "Path": "from pathlib import Path",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "OrderedDict": "from collections import OrderedDict",
    "timedelta": "from datetime import timedelta",
    "timezone": "from datetime import timezone",
    "BytesIO": "from io import BytesIO",
    "StringIO": "from io import StringIO",
    "ThreadPoolExecutor": "from concurrent.futures import ThreadPoolExecutor",
    "as_completed": "from concurrent.futures import as_completed",
    "pprint": "from pprint import pprint",
    "Any": "from typing import Any",
    "Dict": "from typing import Dict",
    "List": "from typing import List",
    "Optional": "from typing import Optional",
    "Tuple": "from typing import Tuple",
    "quote": "from urllib.parse import quote",
    "urlencode": "from urllib.parse import urlencode",
    "urlparse": "from urllib.parse import urlparse",
}

# Words of JSON.
CONSTANTS = {"true": True, "false": False, "null": None}


def note(text):
    notes[text] = None


def source(code):
    """The code without what surrounds it in a chat or a notebook."""
    fenced = re.fullmatch(r"\s*```(?:python|py)?[ \t]*\n(.*?)\n?```\s*", code, re.DOTALL)
    if fenced:
        note("took the code out of its Markdown fence")
        code = fenced[1]
    lines = code.split("\n")
    if not any(line.lstrip().startswith(("!", "%")) for line in lines) or parses(code):
        return code
    return "\n".join(shell_line(line) for line in lines)


def parses(code):
    try:
        ast.parse(code)
        return True
    except SyntaxError:
        return False


def shell_line(line):
    """Notebook lines: `!command` runs it, `%pip` and other magic cannot."""
    indent, text = re.fullmatch(r"(\s*)(.*)", line).groups()
    if re.match(r"[!%]\s*(?:pip|conda|apt|apt-get)\b", text):
        note(f"left out {text!r}: the workbench has no network, and its packages are installed already")
        return f"{indent}pass"
    if text.startswith("!"):
        note(f"ran {text!r} as a shell command")
        return f"{indent}__import__('subprocess').run({text[1:]!r}, shell=True, executable='/bin/bash')"
    if re.match(r"%\w", text):
        note(f"left out {text!r}: notebook magic is not available")
        return f"{indent}pass"
    return line


def tree(parsed, names):
    """The code with the imports that it forgot, and with a `return` at its top made its result."""
    parsed = TopReturn().visit(parsed) if has_top_return(parsed) else parsed
    for name in sorted(unbound(parsed, names)):
        if name in CONSTANTS:
            names[name] = CONSTANTS[name]
            note(f"read {name} as {CONSTANTS[name]}")
        elif name in MODULES:
            try:
                exec(MODULES[name], names)  # noqa: S102
                note(f"added the missing {MODULES[name]!r}")
            except ImportError:
                pass
    return ast.fix_missing_locations(parsed)


def unbound(parsed, names):
    """Names that the code reads and nothing binds."""
    read, bound = set(), set()
    for node in ast.walk(parsed):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            bound.add(node.name)
    return {name for name in read - bound if name not in names and not hasattr(builtins, name)}


def has_top_return(parsed):
    return any(isinstance(node, ast.Return) for statement in parsed.body for node in outside_functions(statement))


def outside_functions(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from outside_functions(child)


class TopReturn(ast.NodeTransformer):
    """`return x` outside a function: at the end it is the result, elsewhere it ends the cell."""

    def visit_Module(self, node):
        last = node.body[-1]
        if isinstance(last, ast.Return):
            node.body[-1] = ast.copy_location(ast.Expr(last.value or ast.Constant(None)), last)
            note("took the value of 'return' outside a function as the result")
        return self.generic_visit(node)

    def visit_FunctionDef(self, node):
        return node

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_Lambda = visit_FunctionDef
    visit_ClassDef = visit_FunctionDef

    def visit_Return(self, node):
        note("ended the cell at 'return' outside a function")
        return ast.copy_location(ast.parse("raise SystemExit").body[0], node)


def plain(key):
    return re.sub(r"[^a-z0-9]", "", key.lower())


class Data(dict):
    """An object of a result. A key that is not there finds the one that is the same but for case and separators."""

    def meant(self, key):
        if not isinstance(key, str):
            return None
        wanted = plain(key)
        same = [own for own in self if isinstance(own, str) and plain(own) == wanted]
        if len(same) != 1:
            return None
        note(f"read key {key!r} as {same[0]!r}")
        return same[0]

    def __missing__(self, key):
        meant = self.meant(key)
        if meant is None:
            raise KeyError(f"{key!r}; the keys are {list(self)[:30]}")
        return self[meant]

    def get(self, key, default=None):
        if key in self:
            return self[key]
        meant = self.meant(key)
        return default if meant is None else self[meant]


class Answer(tuple):
    """What a helper gives: (result, error). Used as the result alone, it answers for the result."""

    def __new__(cls, result, error, name):
        made = super().__new__(cls, (result, error))
        made.name = name
        return made

    def __getitem__(self, key):
        if isinstance(key, (int, slice)):
            return super().__getitem__(key)
        note(f"{self.name} returns (result, error): read [{key!r}] of the result")
        return super().__getitem__(0)[key]

    def get(self, key, default=None):
        note(f"{self.name} returns (result, error): read {key!r} of the result")
        result = super().__getitem__(0)
        return result.get(key, default) if isinstance(result, dict) else default


NETWORK = re.compile(
    r"Name or service not known|Temporary failure in name resolution|Network is unreachable|"
    r"NameResolutionError|Failed to establish a new connection|Connection refused|Address family not supported"
)


def hint(error):
    """What may help, for errors that code cannot explain itself."""
    if isinstance(error, ModuleNotFoundError):
        return (
            "packages cannot be installed here. There are numpy, pandas, matplotlib, PIL, reportlab, openpyxl, "
            "xlsxwriter, docx, pypdf, pdfminer, bs4, lxml, and the standard library."
        )
    if isinstance(error, OSError) and NETWORK.search(str(error)):
        return "the workbench has no network. Use run_composio_tool, proxy_execute or web_search."
    if isinstance(error, FileNotFoundError):
        return "files that last are in /mnt/files; the home directory is /home/user."
    if isinstance(error, MemoryError):
        return "the memory of this sandbox is used up. Work in smaller pieces, or create the session with a larger sandbox_size."
    if isinstance(error, OSError) and error.errno == 28:
        return "the disk of this sandbox is full. Remove files, or create the session with a larger sandbox_size."
    return None

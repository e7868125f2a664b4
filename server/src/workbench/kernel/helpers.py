"""Functions that code finds in its namespace. What they cannot do in the sandbox they ask of the session."""

import json
import os

from repair import Answer, Data

FILES = "/mnt/files"


def decode(content):
    """JSON whose objects forgive the wrong case of a key."""
    return json.loads(content, object_hook=Data)


def make(call):
    """The helpers by name. `call(name, arguments)` asks the session: {"result": …, "error": …}."""

    def ask(name, arguments, empty):
        try:
            json.dumps(arguments)
        except (TypeError, ValueError) as error:
            return Answer(empty, f"the arguments are no JSON: {error}", name)
        reply = call(name, arguments)
        result, error = reply.get("result"), reply.get("error")
        return Answer(empty if result is None else result, error or "", name)

    def run_composio_tool(tool_slug, arguments=None, account=None, **more):
        """Runs a tool of the session. Returns ({"data": …}, error); error is "" when it went well."""
        given = {"tool_slug": tool_slug, "arguments": {**(arguments or {}), **more}}
        if account is not None:
            given["account"] = account
        return ask("run_composio_tool", given, Data())

    def invoke_llm(query, **_):
        """Asks the language model that the operator has set up. Returns (text, error)."""
        return ask("invoke_llm", {"query": str(query)}, "")

    def proxy_execute(method, endpoint, toolkit, query_params=None, body=None, headers=None):
        """Calls the API of a toolkit with the user's account. Returns (answer, error)."""
        given = {
            "method": method, "endpoint": endpoint, "toolkit": toolkit,
            "query_params": query_params or {}, "body": body, "headers": headers or {},
        }
        return ask("proxy_execute", given, None)

    def web_search(query):
        """Searches the web with a search app that the user has connected. Returns (text, error)."""
        return ask("web_search", {"query": str(query)}, "")

    def upload_local_file(*file_paths):
        """Keeps files in the session and makes a link to download them. Returns ({"s3_url": …}, error)."""
        try:
            path = put_by([os.fspath(path) for path in file_paths])
        except (OSError, ValueError, TypeError) as error:
            return Answer(Data(), str(error), "upload_local_file")
        return ask("upload_local_file", {"path": path}, Data())

    def smart_file_extract(sandbox_file_path, show_preview=True):
        """The text of a PDF, Word, Excel, HTML, CSV or text file. Returns (text, error)."""
        try:
            text = extract(os.fspath(sandbox_file_path))
        except Exception as error:  # noqa: BLE001
            return Answer("", f"{type(error).__name__}: {error}", "smart_file_extract")
        if show_preview:
            print(text[:1000] + ("…" if len(text) > 1000 else ""))
        return Answer(text, "", "smart_file_extract")

    return {
        helper.__name__: helper
        for helper in (
            run_composio_tool, invoke_llm, proxy_execute, web_search, upload_local_file, smart_file_extract,
        )
    }


def put_by(paths):
    """Path below the mount of one file with everything; several become a zip."""
    if not paths:
        raise ValueError("give the path of at least one file")
    missing = [path for path in paths if not os.path.isfile(path)]
    if missing:
        raise ValueError(f"no such file: {', '.join(missing)}")
    first = os.path.realpath(paths[0])
    if len(paths) == 1 and first.startswith(FILES + "/"):
        return os.path.relpath(first, FILES)
    folder = os.path.join(FILES, "uploads")
    os.makedirs(folder, exist_ok=True)
    if len(paths) == 1:
        import shutil
        target = os.path.join(folder, os.path.basename(first))
        shutil.copyfile(first, target)
    else:
        import zipfile
        target = free_name(folder, "files", ".zip")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, os.path.basename(path))
    return os.path.relpath(target, FILES)


def free_name(folder, stem, ending):
    number = 0
    while True:
        name = os.path.join(folder, f"{stem}{f'-{number}' if number else ''}{ending}")
        if not os.path.exists(name):
            return name
        number += 1


def extract(path):
    ending = os.path.splitext(path)[1].lower()
    reader = READERS.get(ending)
    if reader:
        return reader(path)
    with open(path, "rb") as file:
        data = file.read(20_000_000)
    if data.startswith(b"%PDF"):
        return pdf_text(path)
    if b"\0" in data[:4096]:
        raise ValueError(f"no text can be read from {ending or 'this kind of'} files here")
    return data.decode("utf-8", "replace")


def pdf_text(path):
    from pdfminer.high_level import extract_text
    return extract_text(path)


def html_text(path):
    from bs4 import BeautifulSoup
    with open(path, "rb") as file:
        soup = BeautifulSoup(file, "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    return soup.get_text("\n", strip=True)


def word_text(path):
    import docx
    document = docx.Document(path)
    cells = ["\t".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def sheet_text(path):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    lines = []
    for sheet in book:
        lines.append(f"# {sheet.title}")
        lines += ["\t".join("" if value is None else str(value) for value in row) for row in sheet.values]
    return "\n".join(lines)


READERS = {
    ".pdf": pdf_text, ".html": html_text, ".htm": html_text, ".docx": word_text, ".xlsx": sheet_text,
    ".xlsm": sheet_text,
}

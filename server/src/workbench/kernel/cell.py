"""The process that runs code: cells share one namespace, the last expression of each is its result."""

import ast
import linecache
import os
import queue
import signal
import sys
import threading
import traceback

import frames
import helpers
import repair

# As in inspect, which is slow to load.
CO_COROUTINE = 0x80
MOST_RESULT = 64 * 1024
MOST_ERROR = 8 * 1024


class Channel:
    """The way to the supervisor: any thread may send; one thread receives."""

    def __init__(self, sock):
        self.sock, self.lock = sock, threading.Lock()
        self.runs = queue.SimpleQueue()
        self.waiting, self.last = {}, 0
        threading.Thread(target=self.receive, daemon=True).start()

    def send(self, message, kind="J"):
        data = frames.encode_json(message, kind)
        with self.lock:
            self.sock.sendall(data)

    def receive(self):
        reader = frames.Reader()
        while data := self.sock.recv(1 << 18):
            for _, content, _ in reader.feed(data):
                message = helpers.decode(content)
                if message["t"] == "run":
                    self.runs.put(message)
                elif box := self.waiting.pop(message["call"], None):
                    box.put(message)
        os._exit(0)

    def call(self, name, arguments):
        """Asks the session for something and waits. Gives the reply: `result` and `error`."""
        box = queue.SimpleQueue()
        with self.lock:
            self.last += 1
            number = self.last
            self.waiting[number] = box
        try:
            self.send({"t": "call", "call": number, "name": name, "arguments": arguments})
        except ValueError as error:
            del self.waiting[number]
            return {"result": None, "error": str(error)}
        return box.get()


class Cells:
    def __init__(self, channel):
        self.channel = channel
        self.running = False
        self.count = 0
        self.names = self.shared = self.fresh_names()

    def fresh_names(self):
        return {"__name__": "__main__", "__builtins__": __builtins__, **helpers.make(self.channel.call)}

    def interrupt(self, *_):
        if self.running:
            raise KeyboardInterrupt

    def run(self, message):
        """What the cell gave, as the message that ends the run."""
        self.count += 1
        repair.notes.clear()
        done = {"t": "done", "id": message["id"], "result": "", "error": ""}
        filename = f"<cell {self.count}>"
        isolated = message.get("isolated")
        self.names = self.fresh_names() if isolated else self.shared
        if "inputs" in message:
            self.names["inputs"] = message["inputs"]
        # Each time: code may have put its own in place.
        signal.signal(signal.SIGINT, self.interrupt)
        try:
            self.running = True
            value = self.execute(message["code"], filename)
            if value is not None:
                done["result"] = text_of(value)
                if isolated:
                    done["value"] = value
            self.running = False
        except KeyboardInterrupt:
            done["error"], done["interrupted"] = "KeyboardInterrupt: the time was up", True
        except SystemExit as error:
            if error.code not in (None, 0):
                done["error"] = f"SystemExit: {error.code}"
        except BaseException as error:  # noqa: BLE001
            done["error"] = short_traceback(error, filename)
        finally:
            self.running = False
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:  # noqa: BLE001, S110
                pass
        done["repairs"] = list(repair.notes)[:20]
        return done

    def execute(self, code, filename):
        code = repair.source(code)
        linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
        tree = repair.tree(ast.parse(code, filename), self.names)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        if tree.body:
            self.evaluate(compile_part(tree, filename, "exec"))
        if last is None:
            return None
        value = self.evaluate(compile_part(ast.Expression(last.value), filename, "eval"))
        if value is not None:
            self.names["_"] = value
        return value

    def evaluate(self, compiled):
        value = eval(compiled, self.names)  # noqa: S307
        if compiled.co_flags & CO_COROUTINE:
            import asyncio
            return asyncio.run(value)
        return value


def compile_part(tree, filename, mode):
    return compile(tree, filename, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def text_of(value):
    try:
        text = value if isinstance(value, str) else shown(value)
    except Exception as error:  # noqa: BLE001
        text = f"<{type(value).__name__} whose repr failed: {error!r}>"
    if len(text) <= MOST_RESULT:
        return text
    half = MOST_RESULT // 2
    return f"{text[:half]}\n… {len(text) - MOST_RESULT} characters left out …\n{text[-half:]}"


def shown(value):
    """Tables as tables, the rest as Python would show it."""
    if type(value).__module__.startswith("pandas.") and hasattr(value, "to_string"):
        return value.to_string(max_rows=60) if len(value) > 60 else value.to_string()
    if isinstance(value, (dict, list, tuple)):
        import pprint
        return pprint.pformat(value, width=120, compact=True, sort_dicts=False)
    return repr(value)


def short_traceback(error, filename):
    """Only the frames of cells, then the error and what may help."""
    kept = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<cell ")]
    lines = []
    for frame in kept[-6:]:
        where = "" if frame.name == "<module>" else f" in {frame.name}"
        line = frame.line or linecache.getline(frame.filename, frame.lineno).strip()
        lines.append(f"{frame.filename} line {frame.lineno}{where}: {line}")
    lines += [line.rstrip() for line in traceback.format_exception_only(error)]
    if hint := repair.hint(error):
        lines.append(f"Hint: {hint}")
    return "\n".join(lines)[-MOST_ERROR:]


def serve(sock):
    """Runs cells until the supervisor is gone."""
    sys.stdin = open(os.devnull)
    for name, fd in (("stdout", 1), ("stderr", 2)):
        stream = open(fd, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)
        setattr(sys, name, stream)
    channel = Channel(sock)
    cells = Cells(channel)
    while True:
        try:
            message = channel.runs.get()
        except KeyboardInterrupt:
            continue
        done = cells.run(message)
        try:
            channel.send(done, "D")
        except (TypeError, ValueError) as error:
            done.update(value=None, error=done["error"] or f"the result could not be sent: {error}")
            channel.send(done, "D")

"""The first process of a sandbox. It owns the one socket to the host and the files, and forks the process that
runs code: that one may hang, die or be killed, and the files stay.

    host ⇄ supervisor ⇄ cell process      (frames.py)

Nothing here protects the host. Code in the sandbox can take over this process; the host takes every frame for
hostile.
"""

import errno
import json
import os
import resource
import select
import selectors
import signal
import socket
import stat
import sys
import time

sys.path.insert(0, "/opt/workbench")

import cell  # noqa: E402
import frames  # noqa: E402

FILES = "/mnt/files"
HOME = "/home/user"
MOST_OUTPUT = 64 * 1024
MOST_FILES = 2000


def set_limits(limits):
    """Fails the start when one cannot be set."""
    def both(name, value):
        resource.setrlimit(name, (value, value))
    both(resource.RLIMIT_CORE, 0)
    both(resource.RLIMIT_NOFILE, 1024)
    both(resource.RLIMIT_FSIZE, limits["disk"])
    both(resource.RLIMIT_NPROC, limits["processes"])
    if limits.get("address_space"):
        both(resource.RLIMIT_AS, limits["address_space"])


class Peer:
    """A socket with a queue of what is still to be sent, so that nobody waits for a reader that hangs."""

    def __init__(self, sock, selector, role, longest=None):
        self.sock, self.selector = sock, selector
        self.reader, self.out = frames.Reader(longest), bytearray()
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ, (role, self))
        self.role = role

    def send(self, data):
        self.out += data
        self.flush()

    def flush(self):
        while self.out:
            try:
                sent = self.sock.send(memoryview(self.out)[:1 << 20])
            except BlockingIOError:
                break
            except OSError:
                self.out.clear()
                break
            del self.out[:sent]
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self.out else 0)
        self.selector.modify(self.sock, events, (self.role, self))

    def receive(self):
        """Frames that have come; None at the end."""
        try:
            data = self.sock.recv(1 << 18)
        except BlockingIOError:
            return []
        except OSError:
            return None
        return self.reader.feed(data) if data else None

    def close(self):
        self.selector.unregister(self.sock)
        self.sock.close()


class Output:
    """One output pipe. Its text goes to the host up to a limit for each run; the rest is counted."""

    def __init__(self, supervisor, stream, fd):
        self.supervisor, self.stream, self.fd = supervisor, stream, fd
        self.sent = self.dropped = 0
        self.open = True
        os.set_blocking(fd, False)
        supervisor.selector.register(fd, selectors.EVENT_READ, ("output", self))

    def restart(self):
        self.sent = self.dropped = 0

    def read(self):
        """Takes what is there."""
        try:
            data = os.read(self.fd, 1 << 16)
        except BlockingIOError:
            return
        if not data:
            return self.close()
        kept = data[:max(0, MOST_OUTPUT - self.sent)]
        self.sent += len(kept)
        self.dropped += len(data) - len(kept)
        if kept:
            text = kept.decode("utf-8", "replace")
            self.supervisor.tell({"t": "out", "stream": self.stream, "text": text})

    def drain(self):
        """Takes what was written before now; one that goes on writing does not hold this up."""
        deadline = time.monotonic() + 0.25
        while self.open and time.monotonic() < deadline and select.select([self.fd], [], [], 0)[0]:
            self.read()

    def close(self):
        if self.open:
            self.open = False
            self.supervisor.selector.unregister(self.fd)
            os.close(self.fd)


class Supervisor:
    def __init__(self, host):
        self.selector = selectors.DefaultSelector()
        self.host = Peer(host, self.selector, "host")
        self.cell = None
        self.pid = None
        self.cell_ended = None
        self.outputs = []
        self.running = None
        self.bash = None
        self.writing = {}

    def tell(self, message, kind="J"):
        self.host.send(frames.encode_json(message, kind))

    # The process that runs code

    def fork_cell(self):
        ours, theirs = socket.socketpair()
        pipes = [os.pipe(), os.pipe()]
        pid = os.fork()
        if pid == 0:
            self.become_cell(theirs, pipes)
        theirs.close()
        for _, write in pipes:
            os.close(write)
        # Its processes may hold the socket open when it is gone itself.
        self.cell_ended = os.pidfd_open(pid)
        self.selector.register(self.cell_ended, selectors.EVENT_READ, ("cell ended", pid))
        self.pid, self.cell = pid, Peer(ours, self.selector, "cell", frames.LARGEST_OUT + 64)
        self.outputs = [Output(self, stream, read) for stream, (read, _) in zip(("stdout", "stderr"), pipes)]

    def become_cell(self, channel, pipes):
        status = 1
        try:
            os.setpgid(0, 0)
            for target, (_, write) in zip((1, 2), pipes):
                os.dup2(write, target)
            os.closerange(3, channel.fileno())
            os.closerange(channel.fileno() + 1, 256)
            # Out of memory: this process goes, and the one with the files stays.
            with open("/proc/self/oom_score_adj", "w") as score:
                score.write("1000")
            os.chdir(HOME)
            cell.serve(channel)
            status = 0
        except BaseException as error:  # noqa: BLE001
            os.write(2, f"the workbench could not start: {error!r}\n".encode())
        finally:
            os._exit(status)

    def reap_cell(self):
        for output in self.outputs:
            output.drain()
            output.close()
        self.outputs = []
        self.cell.close()
        self.selector.unregister(self.cell_ended)
        os.close(self.cell_ended)
        # Whatever the code left running belongs to variables that are gone.
        kill_everything()
        _, status = os.waitpid(self.pid, 0)
        self.cell = self.pid = None
        code = os.waitstatus_to_exitcode(status)
        run, self.running = self.running, None
        self.tell({"t": "died", "id": run, "exit": code}, "D")
        self.fork_cell()

    # What the host asks for

    def handle(self, kind, content, raw):
        if kind == "B":
            return self.write_piece(content)
        message = json.loads(content)
        action = message["t"]
        if action == "reply":
            return self.cell.send(raw)
        if action == "run":
            self.running = message["id"]
            for output in self.outputs:
                output.restart()
            return self.cell.send(raw)
        if action == "bash":
            return self.start_bash(message)
        if action == "interrupt":
            return self.interrupt()
        if action == "kill":
            return kill_everything()
        answer = getattr(self, "do_" + action)(message)
        self.tell({"t": "answer", "id": message["id"], **answer})

    def interrupt(self):
        if self.bash:
            stop_group(self.bash["process"].pid, signal.SIGKILL)
            self.bash["timed_out"] = True
        elif self.running is not None:
            os.kill(self.pid, signal.SIGINT)

    def do_list(self, message):
        found, left_out = [], 0
        for folder, folders, names in os.walk(FILES):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                try:
                    status = os.lstat(path)
                except OSError:
                    continue
                if not stat.S_ISREG(status.st_mode) or len(found) >= MOST_FILES:
                    left_out += 1
                    continue
                found.append([os.path.relpath(path, FILES), status.st_size, str(status.st_mtime_ns)])
        return {"files": found, "left_out": left_out}

    def do_read(self, message):
        """Sends the bytes as one transfer, then how many there were."""
        size = 0
        try:
            fd = os.open(os.path.join(FILES, message["path"]), os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            return {"error": error.strerror}
        transfer = frames.TRANSFER.pack(message["transfer"])
        with open(fd, "rb") as file:
            while piece := file.read(frames.PIECE):
                size += len(piece)
                self.host.send(frames.encode("B", transfer + piece))
                self.wait_for_host()
        self.host.send(frames.encode("B", transfer))
        return {"size": size}

    def wait_for_host(self):
        """Keeps a large file, or a flood, from piling up in memory."""
        while len(self.host.out) > 8 * frames.PIECE:
            select.select([], [self.host.sock], [])
            self.host.flush()

    def do_write(self, message):
        """Opens a file for the pieces that follow."""
        path = os.path.join(FILES, message["path"])
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            beside = f"{path}.incoming"
            self.writing[message["transfer"]] = [path, beside, open(beside, "wb")]
        except OSError as error:
            return {"error": error.strerror}
        return {}

    def write_piece(self, content):
        (transfer,) = frames.TRANSFER.unpack_from(content)
        entry = self.writing.get(transfer)
        if entry is None:
            return
        path, beside, file = entry
        piece = memoryview(content)[frames.TRANSFER.size:]
        try:
            if len(piece):
                file.write(piece)
                return
            file.close()
            os.replace(beside, path)
            status = os.lstat(path)
            answer = {"size": status.st_size, "mtime": str(status.st_mtime_ns)}
        except OSError as error:
            answer = {"error": error.strerror}
            try:
                file.close()
            except OSError:
                pass
            if os.path.exists(beside):
                os.unlink(beside)
        del self.writing[transfer]
        self.tell({"t": "written", "transfer": transfer, **answer})

    def do_remove(self, message):
        try:
            os.unlink(os.path.join(FILES, message["path"]))
        except OSError:
            pass
        return {}

    # Bash

    def start_bash(self, message):
        import subprocess
        pipes = [os.pipe(), os.pipe()]
        try:
            process = subprocess.Popen(
                ["/bin/bash", "-c", message["command"]],
                stdin=subprocess.DEVNULL, stdout=pipes[0][1], stderr=pipes[1][1],
                cwd=HOME, start_new_session=True,
            )
        except OSError as error:
            for pair in pipes:
                for fd in pair:
                    os.close(fd)
            return self.tell({"t": "done", "id": message["id"], "exit": 126, "error": error.strerror}, "D")
        for _, write in pipes:
            os.close(write)
        outputs = [Output(self, stream, read) for stream, (read, _) in zip(("stdout", "stderr"), pipes)]
        ended = os.pidfd_open(process.pid)
        self.selector.register(ended, selectors.EVENT_READ, ("bash", None))
        self.bash = {
            "id": message["id"], "process": process, "outputs": outputs, "timed_out": False, "ended": ended,
        }

    def finish_bash(self):
        """The command has ended when its process has; what it left in the background runs on."""
        bash, self.bash = self.bash, None
        bash["process"].wait()
        self.selector.unregister(bash["ended"])
        os.close(bash["ended"])
        dropped = 0
        for output in bash["outputs"]:
            output.drain()
            dropped += output.dropped
            output.close()
        self.tell({
            "t": "done", "id": bash["id"], "exit": bash["process"].returncode, "dropped": dropped,
            "timed_out": bash["timed_out"],
        }, "D")

    # The loop

    def serve(self):
        self.fork_cell()
        self.tell({"t": "ready"})
        while True:
            for key, events in self.selector.select():
                if not self.attend(*key.data, events):
                    return

    def attend(self, role, peer, events):
        """False when the host is gone."""
        if role == "cell" and peer is not self.cell:
            return True
        if role == "cell ended":
            if peer == self.pid:
                self.reap_cell()
            return True
        if role == "bash":
            if self.bash:
                self.finish_bash()
            return True
        if role == "output":
            if peer.open:
                peer.read()
            return True
        if events & selectors.EVENT_WRITE:
            peer.flush()
        return not events & selectors.EVENT_READ or self.receive(role, peer)

    def receive(self, role, peer):
        if role == "host":
            received = peer.receive()
            for frame in received or []:
                self.handle(*frame)
            return received is not None
        try:
            received = peer.receive()
            for kind, content, raw in received or []:
                if kind == "D":
                    self.finish(content)
                else:
                    self.host.send(raw)
                    self.wait_for_host()
        except (ValueError, TypeError, AttributeError, RecursionError):
            # It does not keep to the protocol.
            os.kill(self.pid, signal.SIGKILL)
            received = None
        if received is None:
            self.reap_cell()
        return True

    def finish(self, content):
        message = json.loads(content)
        for output in self.outputs:
            output.drain()
        message["dropped"] = sum(output.dropped for output in self.outputs)
        self.running = None
        self.tell(message, "D")


def kill_everything():
    """All processes of the sandbox but this one."""
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError as error:
        if error.errno != errno.ESRCH:
            raise


def stop_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def main():
    options = json.loads(sys.argv[1])
    set_limits(options["limits"])
    host = socket.socket(fileno=3)
    os.set_inheritable(3, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in options["prewarm"]:
        try:
            __import__(name)
        except ImportError:
            pass
    Supervisor(host).serve()


if __name__ == "__main__":
    main()

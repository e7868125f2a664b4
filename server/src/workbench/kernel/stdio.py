"""The first process of a container: carries the one channel to the host over its standard input and output.

Engines hand over no open socket, and a socket that is mounted would be a path of the host that code can touch. The
supervisor gets its socket as file descriptor 3 all the same. When the host is gone, this ends, and the container with it.
"""

import os
import selectors
import signal
import socket
import sys

PIECE = 1 << 16
MOST_WAITING = 1 << 20


class Way:
    """One direction: what was read and not written yet."""

    def __init__(self, source, target):
        self.source, self.target, self.waiting = source, target, bytearray()
        self.ended = False

    def read(self):
        data = os.read(self.source, PIECE)
        self.ended = not data
        self.waiting += data

    def write(self):
        del self.waiting[:os.write(self.target, memoryview(self.waiting)[:PIECE])]


def carry(ways):
    """Until one of the two ends has gone."""
    while not any(way.ended and not way.waiting for way in ways):
        with selectors.DefaultSelector() as selector:
            wanted = {}
            for way in ways:
                if not way.ended and len(way.waiting) < MOST_WAITING:
                    wanted[way.source] = wanted.get(way.source, 0) | selectors.EVENT_READ
                if way.waiting:
                    wanted[way.target] = wanted.get(way.target, 0) | selectors.EVENT_WRITE
            for fd, events in wanted.items():
                selector.register(fd, events)
            ready = {key.fd: events for key, events in selector.select()}
        for way in ways:
            if ready.get(way.source, 0) & selectors.EVENT_READ and not way.ended:
                way.read()
            if ready.get(way.target, 0) & selectors.EVENT_WRITE and way.waiting:
                way.write()


def main():
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        os.dup2(theirs.fileno(), 3)
        os.set_inheritable(3, True)
        os.closerange(4, 64)
        null = os.open("/dev/null", os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.execv(sys.executable, [sys.executable, "-I", "/opt/workbench/supervisor.py", *sys.argv[1:]])
    theirs.close()
    # Orphans are this process's to bury.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    ours = ours.detach()
    try:
        carry([Way(0, ours), Way(ours, 1)])
    except OSError:
        pass


if __name__ == "__main__":
    main()

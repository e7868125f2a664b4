# What the attempts share. Each ends in the text "contained", or in "ESCAPED" and what it got.
import ctypes, errno, glob, json, mmap, os, platform, resource, signal, socket, stat, struct, subprocess, sys, threading, time

libc = ctypes.CDLL(None, use_errno=True)
# Numbers of system calls: x86-64, arm64.
NUMBERS = {
    "ptrace": (101, 117), "mount": (165, 40), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "clone": (56, 220), "clone3": (435, 435), "capset": (126, 91), "bpf": (321, 280),
    "perf_event_open": (298, 241), "io_uring_setup": (425, 425), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "init_module": (175, 105), "kexec_load": (246, 104), "open_by_handle_at": (304, 265),
    "process_vm_readv": (310, 270), "pidfd_getfd": (438, 438), "swapon": (167, 224), "settimeofday": (164, 170),
    "sethostname": (170, 161), "add_key": (248, 217), "fsopen": (430, 430), "move_mount": (429, 429),
    "name_to_handle_at": (303, 264), "quotactl": (179, 60), "acct": (163, 89), "syslog": (103, 116),
}


def call(name, *arguments):
    """A system call by its name."""
    number = NUMBERS[name][0 if platform.machine() == "x86_64" else 1]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def refused(do, *arguments):
    """Contained when the system refuses it."""
    try:
        got = do(*arguments)
    except (OSError, ValueError, subprocess.SubprocessError):
        return "contained"
    return f"ESCAPED: {got!r}"[:500]


def empty(found):
    """Contained when there is nothing."""
    return f"ESCAPED: {found!r}"[:500] if found else "contained"


def holding(pattern, what):
    """Files that can be read and hold a text, but for this process's own."""
    found = []
    for path in glob.glob(pattern):
        try:
            if what.encode() in read(path, -1) and path.split("/")[2] != str(os.getpid()):
                found.append(path)
        except OSError:
            pass
    return found


def connect(family, address, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as s:
        s.settimeout(2)
        s.connect(address)
        s.sendall(b"knock")
        return address


def read(path, most=200):
    with open(path, "rb") as file:
        return file.read(most)


def write(path, text="x"):
    with open(path, "a") as file:
        file.write(text)
    return path


def channel():
    """The socket to the supervisor, which code can find if it looks."""
    for fd in os.listdir("/proc/self/fd"):
        try:
            if stat.S_ISSOCK(os.fstat(int(fd)).st_mode):
                return socket.socket(fileno=os.dup(int(fd)))
        except OSError:
            pass
    raise OSError("no socket")


def frame(kind, content):
    return struct.pack(">IB", len(content) + 1, ord(kind)) + content


def forge(**message):
    channel().sendall(frame(message.pop("kind", "J"), json.dumps(message).encode()))

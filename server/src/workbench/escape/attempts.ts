/** Ways out of a sandbox that are tried: what, why it leads nowhere, and the Python that tries. */

export interface Attempt {
  title: string
  /** What stops it. */
  because: string
  /** Ends in the text `contained`, or in what it got. `HOST` holds what there is to get. */
  code: string
  /** Harmless on the machine itself, where it has to succeed: the proof that the attempt is one. */
  onHost?: boolean
}

const attempt = (title: string, because: string, code: string, onHost = false): Attempt => ({
  title,
  because,
  code,
  onHost,
})

const network = [
  attempt(
    'reach a server on the machine’s loopback',
    'the sandbox has a network namespace of its own',
    'refused(connect, socket.AF_INET, ("127.0.0.1", HOST["port"]))',
    true,
  ),
  attempt(
    'reach the machine by its own address',
    'no interface but loopback',
    'refused(connect, socket.AF_INET, (HOST["address"], HOST["port"]))',
    true,
  ),
  attempt('reach the internet over TCP', 'no route', 'refused(connect, socket.AF_INET, ("1.1.1.1", 443))'),
  attempt(
    'send a UDP packet out',
    'no route',
    'refused(connect, socket.AF_INET, ("8.8.8.8", 53), socket.SOCK_DGRAM)',
  ),
  attempt(
    'reach the internet over IPv6',
    'no route',
    'refused(connect, socket.AF_INET6, ("2606:4700::1111", 443))',
  ),
  attempt('read a cloud’s metadata', 'no route', 'refused(connect, socket.AF_INET, ("169.254.169.254", 80))'),
  attempt('resolve a name', 'no resolver is reached', 'refused(socket.getaddrinfo, "example.com", 443)'),
  attempt(
    'open a packet socket',
    'seccomp lets only unix and IP sockets be made',
    'refused(socket.socket, 17, socket.SOCK_RAW)',
  ),
  attempt(
    'open a vsock to the hypervisor, which no network namespace closes',
    'seccomp',
    'refused(socket.socket, 40, socket.SOCK_STREAM)',
  ),
  attempt('talk netlink to the kernel', 'seccomp', 'refused(socket.socket, 16, socket.SOCK_RAW)'),
  attempt(
    'talk to the kernel’s crypto sockets',
    'seccomp',
    'refused(socket.socket, 38, socket.SOCK_SEQPACKET)',
  ),
  attempt(
    'open a raw IP socket',
    'no capability',
    'refused(socket.socket, socket.AF_INET, socket.SOCK_RAW, 1)',
  ),
  attempt(
    'reach an abstract unix socket of the machine',
    'abstract names belong to the network namespace',
    'refused(connect, socket.AF_UNIX, "\\0" + HOST["abstract"])',
    true,
  ),
  attempt(
    'reach a unix socket in the machine’s /tmp',
    '/tmp is the sandbox’s own',
    'refused(connect, socket.AF_UNIX, HOST["socket"])',
    true,
  ),
  attempt(
    'find sockets of Docker, Postgres or D-Bus',
    '/run and /var are not there',
    'empty([p for p in ("/var/run/docker.sock", "/run/docker.sock", "/run/postgresql", "/run/dbus", "/run/systemd") if os.path.exists(p)])',
  ),
]

const files = [
  attempt(
    'read a file that everybody on the machine may read',
    'only /usr and a few files of /etc are mounted',
    'refused(read, HOST["file"])',
    true,
  ),
  attempt(
    'read the server’s own code and data folder',
    'they are not mounted',
    'empty([p for p in (HOST["code"], HOST["folder"]) if os.path.exists(p)])',
    true,
  ),
  attempt('read the passwords of the machine', '/etc/shadow is not mounted', 'refused(read, "/etc/shadow")'),
  attempt('list the users of the machine', '/etc/passwd is not mounted', 'refused(read, "/etc/passwd")'),
  attempt(
    'look into home folders',
    '/root is not there, /home has the sandbox’s own user',
    'empty([p for p in ["/root"] + glob.glob("/home/*") if p != "/home/user" and os.path.exists(p)])',
  ),
  attempt(
    'read /usr/local, where operators put things',
    'it is not mounted',
    'refused(os.listdir, "/usr/local")',
  ),
  attempt('change a program of the system', 'read-only mount', 'refused(write, "/usr/bin/python3")'),
  attempt('add a file to the system', 'read-only mount', 'refused(write, "/usr/lib/x")'),
  attempt('add a file at the root', 'the root is remounted read-only', 'refused(write, "/x")'),
  attempt('fill /dev', 'it is remounted read-only', 'refused(write, "/dev/x")'),
  attempt(
    'change the code that runs cells, for the next start',
    'read-only bind',
    'refused(write, "/opt/workbench/cell.py")',
  ),
  attempt(
    'remount the system writable',
    'no capability, and seccomp',
    'refused(call, "mount", b"none", b"/usr", b"none", 0x21, b"")',
  ),
  attempt(
    'mount by the newer calls',
    'seccomp',
    'refused(call, "fsopen", b"tmpfs", 0) if refused(call, "move_mount", -1, b"", -1, b"", 0) == "contained" else "ESCAPED"',
  ),
  attempt('change the root', 'seccomp', 'refused(call, "pivot_root", b".", b".")'),
  attempt('leave by chroot', 'no capability', 'refused(call, "chroot", b"/tmp")'),
  attempt(
    'climb out of the files by ..',
    'the parent of / is /',
    'refused(read, "/mnt/files/" + "../" * 20 + HOST["file"].lstrip("/"))',
  ),
  attempt(
    'get at the machine’s root through /proc/1/root',
    'process 1 is the sandbox’s own',
    'refused(read, "/proc/1/root" + HOST["file"])',
  ),
  attempt(
    'open a file by its handle, past every mount',
    'no capability, and seccomp',
    'refused(call, "open_by_handle_at", -1, b"\\0" * 32, 0)',
  ),
  attempt(
    'link a program of the system into a writable folder',
    'another mount',
    'refused(os.link, "/usr/bin/python3.11", "/tmp/python")',
  ),
]

const processes = [
  attempt(
    'see a process of the machine',
    'a process namespace of its own',
    'empty(holding("/proc/[0-9]*/cmdline", HOST["marker"]))',
    true,
  ),
  attempt(
    'signal a process of the machine',
    'its id means nothing here',
    'refused(os.kill, HOST["pid"], 0)',
    true,
  ),
  attempt(
    'read the server’s environment',
    'it is cleared before the sandbox starts',
    'empty(holding("/proc/[0-9]*/environ", HOST["secret"]))',
  ),
  attempt(
    'find a secret in its own environment',
    'only a handful of harmless variables are set',
    'empty(sorted(set(os.environ) - {"HOME", "USER", "PATH", "LANG", "TMPDIR", "MPLBACKEND", "MPLCONFIGDIR", "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "PWD", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK"}))',
  ),
  attempt('trace another process', 'seccomp', 'refused(call, "ptrace", 16, os.getppid(), 0, 0)'),
  attempt(
    'read another process’s memory',
    'seccomp',
    'refused(call, "process_vm_readv", os.getppid(), 0, 0, 0, 0, 0)',
  ),
  attempt(
    'open the memory of a process of the machine',
    'its id means nothing here',
    `refused(open, f"/proc/{HOST['pid']}/mem", "rb")`,
  ),
  attempt(
    'find the environment of a process of the machine',
    'its id means nothing here',
    `refused(read, f"/proc/{HOST['pid']}/environ")`,
    true,
  ),
  attempt(
    'take a descriptor out of another process',
    'seccomp',
    'refused(call, "pidfd_getfd", os.pidfd_open(os.getppid()), 3, 0)',
  ),
  attempt('become root', 'no other user exists in the namespace, or no capability', 'refused(os.setuid, 0)'),
  attempt(
    'be root already',
    'the user id is dropped before the sandbox starts',
    'empty([i for i in os.getresuid() + os.getresgid() if i == 0])',
  ),
  attempt(
    'take capabilities',
    'none are left to take',
    'empty([l for l in open("/proc/self/status") if l.startswith(("CapEff", "CapPrm", "CapBnd", "CapAmb")) and int(l.split()[1], 16)])',
  ),
  attempt(
    'gain rights by a setuid program',
    'no_new_privs',
    '"contained" if libc.prctl(39, 0, 0, 0, 0) == 1 else "ESCAPED"',
  ),
  attempt(
    'make a user namespace, where one is root',
    'seccomp, and --disable-userns',
    'refused(call, "unshare", 0x10000000)',
  ),
  attempt(
    'make a user namespace by clone',
    'seccomp looks at the flags',
    'refused(call, "clone", 0x10000011, 0, 0, 0, 0)',
  ),
  attempt(
    'make a user namespace by clone3, whose flags lie in memory',
    'seccomp answers that there is no such call',
    'refused(call, "clone3", b"\\0" * 88, 88)',
  ),
  attempt('make a mount namespace', 'seccomp', 'refused(call, "unshare", 0x20000)'),
  attempt(
    'enter a namespace of process 1',
    'seccomp',
    'refused(call, "setns", os.open("/proc/self/ns/net", 0), 0)',
  ),
  attempt(
    'raise its own limits',
    'they are hard',
    'refused(lambda: resource.setrlimit(resource.RLIMIT_NPROC, (1 << 20, 1 << 20)))',
  ),
  attempt('run before everybody else', 'no capability', 'refused(os.setpriority, os.PRIO_PROCESS, 0, -20)'),
  attempt(
    'run in real time',
    'no capability',
    'refused(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))',
  ),
]

const kernel = [
  ...(
    [
      ['load a program into the kernel (bpf)', 'bpf', '5, b"\\0" * 64, 64'],
      ['watch the machine by performance counters', 'perf_event_open', 'b"\\0" * 120, -1, 0, -1, 0'],
      ['set up io_uring', 'io_uring_setup', '8, b"\\0" * 120'],
      ['handle page faults itself', 'userfaultfd', '0'],
      ['read the kernel’s key rings', 'keyctl', '0, -4, 0, 0, 0'],
      ['add a key to them', 'add_key', 'b"user", b"x", b"y", 1, -4'],
      ['load a kernel module', 'init_module', 'b"", 0, b""'],
      ['load another kernel', 'kexec_load', '0, 0, 0, 0'],
      ['take swap', 'swapon', 'b"/tmp/x", 0'],
      ['set the clock', 'settimeofday', 'b"\\0" * 16, 0'],
      ['name the host', 'sethostname', 'b"evil", 4'],
      ['switch accounting on', 'acct', 'b"/tmp/x"'],
      ['read the kernel’s messages', 'syslog', '3, b"\\0" * 100, 100'],
      ['change disk quotas', 'quotactl', '0, 0, 0, 0'],
    ] as const
  ).map(([title, name, args]) => attempt(title, 'seccomp', `refused(call, "${name}", ${args})`)),
  attempt(
    'call the kernel by another ABI, past the filter',
    'seccomp looks at the architecture first',
    'refused(lambda: libc.syscall(ctypes.c_long(0x40000000 + 39)) if libc.syscall(ctypes.c_long(0x40000000 + 39)) != -1 else (_ for _ in ()).throw(OSError()))',
  ),
  attempt(
    'make a device',
    'no capability',
    'refused(os.mknod, "/tmp/disk", 0o600 | stat.S_IFBLK, os.makedev(8, 0))',
  ),
  attempt(
    'find a device of the machine',
    '/dev has null, zero, full, random, urandom, tty and a terminal of its own',
    'empty([p for p in glob.glob("/dev/*") if os.path.basename(p) not in ("null", "zero", "full", "random", "urandom", "tty", "console", "pts", "ptmx", "shm", "fd", "core", "stdin", "stdout", "stderr")])',
  ),
  attempt(
    'change a setting of the kernel',
    'no capability over it',
    'refused(write, "/proc/sys/kernel/core_pattern", "|/tmp/x")',
  ),
  attempt(
    'press the kernel’s keys (sysrq)',
    'the file is not its own',
    'refused(write, "/proc/sysrq-trigger", "b")',
  ),
  attempt('find cgroups or sysfs to change', '/sys is not mounted', 'refused(os.listdir, "/sys/fs/cgroup")'),
  attempt(
    'type into the server’s terminal',
    'a session of its own, without one',
    'refused(os.open, "/dev/tty", os.O_RDWR)',
  ),
  attempt(
    'be spared when memory is short',
    'no capability',
    'refused(write, "/proc/self/oom_score_adj", "-1000")',
  ),
]

const others = [
  attempt(
    'read another session’s files',
    'its mount is its own',
    'empty([p for p in glob.glob("/mnt/files/**", recursive=True) if "victim" in p])',
  ),
  attempt(
    'find another session’s shared memory',
    'own IPC namespace, own /dev/shm',
    'empty(os.listdir("/dev/shm") + open("/proc/sysvipc/shm").read().splitlines()[1:])',
  ),
  attempt(
    'see another session’s processes',
    'own process namespace',
    'empty(holding("/proc/[0-9]*/comm", "victim"))',
  ),
]

export const attempts: readonly Attempt[] = [...network, ...files, ...processes, ...kernel, ...others]

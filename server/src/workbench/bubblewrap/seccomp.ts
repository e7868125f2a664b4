/**
 * System calls that code in a sandbox has no use for, refused in the kernel: a classic BPF program as
 * `bwrap --seccomp` reads it. Namespaces and the dropped capabilities refuse most of them already; this keeps the
 * code behind them out of reach.
 */

interface Architecture {
  /** AUDIT_ARCH_… of linux/audit.h. */
  audit: number
  /** Refused with EPERM. */
  refused: readonly number[]
  /** Answered with ENOSYS: C libraries then take the older call, whose flags can be checked. */
  absent: readonly number[]
  clone: number
  socket: number
  /** First number that belongs to another ABI of the same architecture. */
  foreignFrom?: number
}

/** Calls with one number everywhere (those since Linux 5.1), and a few of the asm-generic table. */
const newer = {
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  pidfd_getfd: 438,
  process_madvise: 440,
  mount_setattr: 442,
  quotactl_fd: 443,
  memfd_secret: 447,
}
const clone3 = 435

// Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
const architectures: Record<string, Architecture> = {
  x64: {
    audit: 0xc0_00_00_3e,
    clone: 56,
    socket: 41,
    foreignFrom: 0x40_00_00_00,
    absent: [clone3],
    // ptrace, syslog, personality, vhangup, pivot_root, adjtimex, acct, settimeofday, mount, umount2, swapon,
    // swapoff, reboot, sethostname, setdomainname, iopl, ioperm, init_module, delete_module, quotactl, lookup_dcookie,
    // clock_settime, mbind, set_mempolicy, kexec_load, add_key, request_key, keyctl, migrate_pages, unshare,
    // move_pages, vmsplice, perf_event_open, fanotify_init, name_to_handle_at, open_by_handle_at, clock_adjtime,
    // setns, process_vm_readv, process_vm_writev, kcmp, finit_module, kexec_file_load, bpf, userfaultfd
    refused: [
      101,
      103,
      135,
      153,
      155,
      159,
      163,
      164,
      165,
      166,
      167,
      168,
      169,
      170,
      171,
      172,
      173,
      175,
      176,
      179,
      212,
      227,
      237,
      238,
      246,
      248,
      249,
      250,
      256,
      272,
      279,
      278,
      298,
      300,
      303,
      304,
      305,
      308,
      310,
      311,
      312,
      313,
      320,
      321,
      323,
      ...Object.values(newer),
    ],
  },
  arm64: {
    audit: 0xc0_00_00_b7,
    clone: 220,
    socket: 198,
    absent: [clone3],
    // The same calls by the generic table, in its order.
    refused: [
      18,
      39,
      40,
      41,
      58,
      60,
      75,
      89,
      92,
      97,
      104,
      105,
      106,
      112,
      116,
      117,
      142,
      161,
      162,
      170,
      171,
      217,
      218,
      219,
      224,
      225,
      235,
      237,
      238,
      239,
      241,
      262,
      264,
      265,
      266,
      268,
      270,
      271,
      272,
      273,
      280,
      282,
      294,
      ...Object.values(newer),
    ],
  },
}

/** Every CLONE_NEW… flag. */
const newNamespaces = 0x7e_02_00_80
/** AF_UNIX, AF_INET, AF_INET6: the last two reach nothing but the sandbox's own loopback. */
const families = [1, 2, 10]

const allow = 0x7f_ff_00_00
const killProcess = 0x80_00_00_00
const errno = (number: number) => 0x00_05_00_00 + number
const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97]

const load = (offset: number) => [0x20, 0, 0, offset] as const
const ifEqual = (value: number, yes: number, no: number) => [0x15, yes, no, value] as const
const ifAtLeast = (value: number, yes: number, no: number) => [0x35, yes, no, value] as const
const ifAnyBit = (value: number, yes: number, no: number) => [0x45, yes, no, value] as const
const answer = (value: number) => [0x06, 0, 0, value] as const

/** The program for this machine; undefined on an architecture whose numbers are not written down here. */
export function seccompProgram(architecture: string = process.arch): Buffer | undefined {
  const machine = architectures[architecture]
  if (!machine) return undefined
  const { audit, refused, absent, clone, socket, foreignFrom } = machine
  const steps = [
    load(4),
    ifEqual(audit, 1, 0),
    answer(killProcess),
    load(0),
    ...(foreignFrom === undefined ? [] : [ifAtLeast(foreignFrom, 0, 1), answer(errno(EPERM))]),
    ...refused.flatMap((call) => [ifEqual(call, 0, 1), answer(errno(EPERM))]),
    ...absent.flatMap((call) => [ifEqual(call, 0, 1), answer(errno(ENOSYS))]),
    ifEqual(clone, 0, 3),
    load(16),
    ifAnyBit(newNamespaces, 0, 4 + families.length),
    answer(errno(EPERM)),
    ifEqual(socket, 0, 2 + families.length),
    load(16),
    ...families.map((family, index) => ifEqual(family, families.length - index, 0)),
    answer(errno(EAFNOSUPPORT)),
    answer(allow),
  ]
  const program = Buffer.alloc(steps.length * 8)
  for (const [index, [code, yes, no, value]] of steps.entries()) {
    program.writeUInt16LE(code, index * 8)
    program.writeUInt8(yes, index * 8 + 2)
    program.writeUInt8(no, index * 8 + 3)
    program.writeUInt32LE(value, index * 8 + 4)
  }
  return program
}

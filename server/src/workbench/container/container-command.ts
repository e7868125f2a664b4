/** The command line of a container: nothing of the machine but the kernel's files, nothing that outlives it. */
import { environment, python } from '../bubblewrap/bwrap-command.ts'
import type { SandboxLimits } from '../sandbox-size.ts'

export interface ContainerOptions {
  /** Name of this container alone. */
  name: string
  image: string
  limits: SandboxLimits
  /** User id of this sandbox, not root's. */
  uid: number
  /** Folder of the machine with what runs inside. */
  kernelFolder: string
  /** Arguments of Python. */
  command: readonly string[]
}

/** Arguments of `docker run` and of `podman run`, which are the same. */
export function containerArguments(options: ContainerOptions): string[] {
  const { name, image, limits, uid, kernelFolder, command } = options
  const tmpfs = (path: string) => ['--tmpfs', `${path}:rw,nosuid,nodev,size=${limits.disk},mode=1777`]
  return [
    'run',
    '--rm',
    '--interactive',
    '--name',
    name,
    '--label',
    'patchbay=workbench',
    // An image that is not here is not looked for elsewhere.
    '--pull=never',
    '--log-driver=none',
    '--network=none',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    `--user=${uid}:${uid}`,
    '--hostname=workbench',
    `--memory=${limits.memory}`,
    `--memory-swap=${limits.memory}`,
    `--pids-limit=${limits.processes}`,
    `--cpus=${limits.cpus}`,
    `--shm-size=${limits.disk}`,
    '--ulimit=core=0:0',
    '--ulimit=nofile=1024:1024',
    `--ulimit=nproc=${limits.processes}:${limits.processes}`,
    ...['/tmp', '/home/user', '/mnt/files'].flatMap(tmpfs),
    '--volume',
    `${kernelFolder}:/opt/workbench:ro`,
    ...Object.entries(environment(limits)).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    '--workdir=/home/user',
    `--entrypoint=${python}`,
    image,
    ...command,
  ]
}

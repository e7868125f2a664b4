"""Puts the files of the kernel into a machine of its own, where nobody mounts them, and makes the folders that it needs.

Comes as text, since it is what brings the files: its argument is JSON, `files` by name. Runs as root.
"""

import json
import os
import pwd
import sys

files = json.loads(sys.argv[1])
user = pwd.getpwnam("user")
os.makedirs("/opt/workbench", exist_ok=True)
for name, content in files.items():
    path = os.path.join("/opt/workbench", name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)
    os.chmod(path, 0o444)
os.makedirs("/mnt/files", exist_ok=True)
os.chown("/mnt/files", user.pw_uid, user.pw_gid)
os.chmod("/mnt/files", 0o755)

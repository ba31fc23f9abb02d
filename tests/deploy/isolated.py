"""Runs a test program as root in namespaces of its own: its mounts and processes end with it, and its loopback has every port free,
so that what a package or a manifest says of ports can be tried as it stands."""

import ctypes
import fcntl
import os
import shutil
import socket
import struct
import sys

MARK = "JETON_TEST_ISOLATED"
SKIPPED = 77
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN = 65, 1


def enter():
    """Comes back in the namespaces. Ends the program as skipped where it can be neither root nor make them."""
    if os.environ.get(MARK):
        bring_loopback_up()
        return
    unshare = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    rise = [] if os.geteuid() == 0 else ["sudo", "-n", "-E"]
    if (rise and not shutil.which("sudo")) or os.system(" ".join([*rise, *unshare, "true"]) + " >/dev/null 2>&1") != 0:
        print("skipped: this test makes namespaces, which takes root or sudo without a password")
        sys.exit(SKIPPED)
    command = [*rise, *unshare, "env", f"{MARK}=1", sys.executable, *sys.argv]
    os.execvp(command[0], command)


def bring_loopback_up():
    with socket.socket() as any_socket:
        request = struct.pack("16sH22x", b"lo", 0)
        flags = struct.unpack("16sH22x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", flags | IFF_UP))


def refuse_writable_code():
    """What MemoryDenyWriteExecute of systemd asks for, where the kernel knows it (6.3 or later)."""
    ctypes.CDLL(None).prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0)

"""Runs a shell command and appends a line `SECONDS CPU_SECONDS PEAK_KIB` to a file; exits as the command does.

Usage: timed.py FILE LIMIT_SECONDS COMMAND
The peak is that of the largest process.
"""

import os
import resource
import signal
import subprocess
import sys
import time


def main(path, limit, command):
    began = time.monotonic()
    process = subprocess.Popen(["bash", "-o", "pipefail", "-c", command], start_new_session=True)

    def end(*_):
        os.killpg(process.pid, signal.SIGTERM)

    def expire(*_):
        raise TimeoutError

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, float(limit))
    try:
        code = process.wait()  # with a time limit of its own it would look every 50 ms only
        signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeoutError:
        end()
        process.wait()
        sys.exit(f"no end within {limit} s: {command}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path, "a") as out:
        print(f"{time.monotonic() - began:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss}", file=out)
    sys.exit(code)


main(*sys.argv[1:])

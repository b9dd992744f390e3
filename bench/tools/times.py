"""Prints lines `PROGRAM, CASE<TAB>WHAT<TAB>SECONDS` for one flash, from its console and, for Jerboa, its report.

Usage: times.py PROGRAM CASE BEGAN ENDED CONSOLE_LOG OUTPUT
"""

import json
import re
import sys


class Console:
    """What was said on the console, and when."""

    def __init__(self, path):
        with open(path) as log:
            entries = [line.split(" ", 2) for line in log]
        self.entries = [(float(at), what, json.loads(text)) for at, what, text in entries]

    def first(self, wanted):
        return next(at for at, what, _ in self.entries if what == wanted)

    def said(self, who, pattern, after=0.0):
        """When the text that `pattern` matches was complete, or None."""
        text = ""
        for at, what, part in self.entries:
            if what == who and at >= after:
                text += part
                if re.search(pattern, text):
                    return at
        return None


def report(path):
    """The report of Jerboa's last line, or None for another program."""
    with open(path, errors="replace") as output:
        lines = output.read().splitlines()
    if not lines or not lines[-1].startswith('{"event":"finished"'):
        return None
    found = json.loads(lines[-1])["report"]
    if not found["verified"]:
        sys.exit("the report says: not verified")
    return found


def main(program, case, began, ended, console_log, output):
    console = Console(console_log)
    login = console.said("board", "login:")
    if login is None:
        sys.exit(f"{program}, {case}: the flasher OS was not reached")
    whole = float(ended) - float(began)
    times = {
        "whole command": whole,
        "power on to shell": console.said("board", r"[\r\n]~? ?# ", login) - console.first("on"),
    }
    found = report(output)
    if found:
        for stage in found["stages"]:
            name = "stage " + stage["title"]
            times[name] = times.get(name, 0) + stage["took"]
        took = {stage["step"]: stage["took"] for stage in found["stages"]}
        times["write, with flush"] = took["write-image"] + took.get("flush", 0)
        times["read back and verify"] = took["verify-image"]
    else:
        write = console.said("host", r"dd of=|fls from-url", login)
        times["write, with flush"] = console.said("host", r"reboot", login) - write
    for what, seconds in times.items():
        print(f"{program}, {case}\t{what}\t{seconds:.3f}")


main(*sys.argv[1:])

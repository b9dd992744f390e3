"""Owns the board's console: a pseudo-terminal that survives power cycles, and a socket that the emulator connects to.

Usage: console.py LINK SOCKET LOG
LINK becomes a link to the terminal. LOG gets a line `SECONDS WHAT JSON` for each `on`, `off`, `board` and `host`
(bytes from either side), all with one clock.
"""

import errno
import json
import os
import pty
import select
import socket
import sys
import termios
import time
import tty


def main(link, path, log):
    master, slave = pty.openpty()  # the slave stays open: the terminal outlives each program that uses it
    tty.setraw(slave, termios.TCSANOW)
    os.symlink(os.ttyname(slave), link)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    board = None
    with open(log, "a", buffering=1) as out:

        def note(what, data=b""):
            out.write(f"{time.time():.3f} {what} {json.dumps(data.decode('latin-1'))}\n")

        while True:
            ready, _, _ = select.select([master, listener] + ([board] if board else []), [], [])
            if listener in ready:
                board, _ = listener.accept()
                note("on")
            elif board and board in ready:
                data = read(board)
                if data:
                    note("board", data)
                    write(master, data)
                else:
                    note("off")
                    board.close()
                    board = None
            elif master in ready:
                data = os.read(master, 4096)
                note("host", data)
                if board:
                    try:
                        board.sendall(data)
                    except OSError:
                        pass  # it was switched off meanwhile; the next read tells


def read(board):
    try:
        return board.recv(4096)
    except OSError:
        return b""


def write(master, data):
    """A terminal that nobody reads loses what does not fit, as a serial line does."""
    os.set_blocking(master, False)
    try:
        os.write(master, data)
    except OSError as error:
        if error.errno != errno.EAGAIN:
            raise
    finally:
        os.set_blocking(master, True)


main(*sys.argv[1:])

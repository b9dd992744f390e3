"""Compares a disk with the image it was flashed with, and exits 1 when it does not hold it.

Usage: disk.py IMAGE DISK [exact]
Every sector of 512 bytes must be equal. Unless `exact` is asked for, a sector that is all zero in the image may differ:
free space need not be written.
"""

import sys

CHUNK, SECTOR = 1 << 20, 512


def main(image, disk, exact=""):
    stale = at = 0
    with open(image, "rb") as left, open(disk, "rb") as right:
        while wanted := left.read(CHUNK):
            got = right.read(len(wanted))
            if wanted != got:
                for i in range(0, len(wanted), SECTOR):
                    sector = wanted[i : i + SECTOR]
                    if sector == got[i : i + SECTOR]:
                        continue
                    if exact or any(sector):
                        sys.exit(f"the disk differs from the image at byte {at + i}")
                    stale += SECTOR
            at += len(wanted)
    print(f"{at} bytes compared; {stale} of them are zero in the image and were left as they were")


main(*sys.argv[1:])

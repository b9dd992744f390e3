"""Fills a folder with files of 1 MiB: text of random words, and now and then noise that nothing compresses.

Usage: fill.py FOLDER MIB SEED CHANGED
The same arguments give the same bytes; of every hundred files, CHANGED have other bytes than with CHANGED 0.
"""

import os
import random
import sys

MIB = 1 << 20


def word_table(rng):
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = []
    for _ in range(6000):
        word = "".join(rng.choices(letters, weights=range(26, 0, -1), k=rng.randint(2, 9)))
        words.append((word + rng.choice([" "] * 8 + [", ", ".\n"])).encode())
    return rng.choices(words, weights=[1 / (i + 3) for i in range(6000)], k=65536)


def content(index, table, rng):
    if index % 40 == 7:
        return rng.randbytes(MIB)
    picks = memoryview(rng.randbytes(MIB // 2)).cast("H")
    return b"".join(map(table.__getitem__, picks))[:MIB]


def main(folder, mib, seed, changed):
    table = word_table(random.Random(seed))
    for index in range(int(mib)):
        other = index * int(changed) % 100 < int(changed)
        path = os.path.join(folder, f"{index // 50:02}", f"{index:04}.dat")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content(index, table, random.Random(f"{seed} {index} {other}")))


main(*sys.argv[1:])

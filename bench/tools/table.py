"""Prints lines `row<TAB>value` as a table: how many, min, median, max, and the ratio to the first row.

Usage: table.py TITLE UNIT [faster|slower]
The ratio is x/first, or first/x with `faster`; rows that begin with `-` have none.
"""

import statistics
import sys


def main(title, unit, ratio=""):
    rows = {}
    for line in sys.stdin:
        name, value = line.rstrip("\n").split("\t")
        rows.setdefault(name, []).append(float(value))
    if not rows:
        sys.exit(f"no result for: {title}")
    width = max(len(title), *map(len, rows))
    print(f"{title:{width}}   n      min   median      max  {unit:8}" + ("  ratio" if ratio else ""))
    first = statistics.median(next(iter(rows.values())))
    for name, values in rows.items():
        median = statistics.median(values)
        line = f"{name:{width}} {len(values):3} {number(min(values))} {number(median)} {number(max(values))}"
        if ratio and not name.startswith("-") and median and first:
            line += f"  {'':8}  {first / median if ratio == 'faster' else median / first:5.2f}"
        print(line.rstrip())
    print()


def number(value):
    return f"{value:8.{0 if value >= 1000 else 1 if value >= 10 else 2}f}"


main(*sys.argv[1:])

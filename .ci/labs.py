#!/usr/bin/env python3
"""Runs the labs and holds their figures to floors that only rise.

    labs.py LABS_FOLDER TIDINGS_BINARY

Each floor stands beside the pattern that reads its figure. A figure below its floor, or one that
is no longer printed, fails the run.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

LABS, BINARY = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])

# (lab, command, [(what, pattern with one number, test, floor)])
AT_LEAST, AT_MOST = "at least", "at most"
CHECKS = [
    (
        "parse",
        [sys.executable, f"{LABS}/parse/run.py", "--cmd", f"{BINARY} parse --batch"],
        [
            ("suite assertions, %", r"suite: .*?\(([\d.]+) %\)", AT_LEAST, 99.6),
            ("suite files refused", r"suite: .*, (\d+) of \d+ files refused", AT_MOST, 0),
            ("checked files with nothing", r"(\d+) of \d+ checked files with nothing", AT_MOST, 5),
            ("entries that survive damage, %", r"mutations: ([\d.]+) %", AT_LEAST, 98.5),
            ("damaged feeds lost", r"(\d+) of \d+ feeds lost", AT_MOST, 0),
            ("dates right", r"dates: (\d+) of", AT_LEAST, 76),
            ("dates wrong", r"dates: .*, (\d+) wrong", AT_MOST, 0),
            ("real feeds with nothing", r"feeds: (\d+) of \d+ real", AT_MOST, 0),
            ("native feeds with nothing", r"native: (\d+) of \d+ real", AT_MOST, 0),
        ],
    ),
    (
        "identity",
        [sys.executable, f"{LABS}/identity/run.py", "--bin", BINARY],
        [
            ("cases right", r"cases: (\d+) of", AT_LEAST, 40),
            ("cases and pairs wrong", r"passed, (\d+) failed", AT_MOST, 0),
            ("different URLs kept apart", r"pairs: (\d+) of", AT_LEAST, 94),
            ("same URLs merged", r"kept apart, (\d+) of", AT_LEAST, 117),
        ],
    ),
]

# The hostile lab wants a network of its own, which only root can make.
if os.path.isdir(f"{LABS}/hostile") and subprocess.run(
    ["unshare", "--net", "true"], capture_output=True, check=False
).returncode == 0:
    rig = os.path.join(tempfile.mkdtemp(prefix="labs-"), "hostile")
    shutil.copytree(f"{LABS}/hostile", rig)
    os.environ["PATH"] = os.path.dirname(BINARY) + os.pathsep + os.environ["PATH"]
    adapter = f"{rig}/adapters/tidings.toml"
    CHECKS.append(
        (
            "hostile",
            [sys.executable, f"{rig}/runlab.py", "--adapter", adapter, "--netns", "--jobs", "2"],
            [
                ("weighted score, %", r"TOTAL +([\d.]+)%", AT_LEAST, 99.5),
                ("musts that hold", r"TOTAL +[\d.]+% +(\d+)/", AT_LEAST, 322),
            ],
        )
    )
    CHECKS.append(
        (
            "crash",
            [sys.executable, f"{rig}/crashlab.py", "--adapter", adapter, "--ns"]
            + ["--kills", "6", "--images", "10"],
            [("weighted score, %", r"weighted ([\d.]+)%", AT_LEAST, 100.0)],
        )
    )


def run(name, command, floors):
    """Runs one lab; the list of floors that do not hold."""
    print(f"-- {name}: {' '.join(command)}", flush=True)
    done = subprocess.run(command, capture_output=True, text=True, timeout=1500, check=False)
    print(done.stdout[-6000:], done.stderr[-2000:], flush=True)
    broken = []
    for what, pattern, test, floor in floors:
        found = re.search(pattern, done.stdout)
        value = float(found.group(1)) if found else None
        holds = value is not None and (value >= floor if test == AT_LEAST else value <= floor)
        print(f"   {'ok  ' if holds else 'FAIL'} {what}: {value} ({test} {floor})", flush=True)
        if not holds:
            broken.append(f"{name}: {what}: {value}, {test} {floor}")
    return broken


def main():
    broken = [line for check in CHECKS for line in run(*check)]
    for line in broken:
        print("below its floor:", line, file=sys.stderr)
    sys.exit(1 if broken else 0)


main()

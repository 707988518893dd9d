#!/usr/bin/env python3
"""What the orchestrator itself costs, beside the limits it is held to.

    Benchmarks/overhead.py [--images 39000] [--rounds 7]

Builds the release program and the fixture pipelines, makes a dataset of many small images, and prints a table of medians:
a fully cached run over all images, the start of a program until its first step works, and the memory of the scheduler
with 1,000 steps. Times are wall-clock seconds of whole processes.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PIPELINE = ROOT / ".build/release/pipeline"
FIXTURE = ROOT / ".build/release/fixture"


def build():
    subprocess.run([ROOT / "bin/pipeline", "version"], check=True, stdout=subprocess.DEVNULL)
    options = ["--package-path", ROOT, "-c", "release", "--static-swift-stdlib", "--product", "fixture"]
    subprocess.run(["swift", "build", *options], check=True, stdout=subprocess.DEVNULL)


def copy_images(target, count):
    """Copies the sample until there are `count` training images, each with content of its own, as tracks of their own."""
    source = ROOT / "data/sample/GTSRB"
    shutil.copytree(source / "Final_Test", target / "GTSRB/Final_Test")
    shutil.copy(ROOT / "data/sample/GT-final_test.csv", target)
    made = 0
    tables = sorted((source / "Final_Training/Images").iterdir())
    copies = -(-count // sum(1 for table in tables for _ in table.glob("*.ppm")))
    for table in tables:
        folder = target / "GTSRB/Final_Training/Images" / table.name
        folder.mkdir(parents=True)
        head, *rows = (table / f"GT-{table.name}.csv").read_text().splitlines()
        lines = [head]
        for copy in range(copies):
            for row in rows:
                if made == count:
                    break
                name, rest = row.split(";", 1)
                track, frame = name.split("_")
                new = f"{int(track) + 100 * copy:05d}_{frame}"
                content = bytearray((table / name).read_bytes())
                content[-1] = (content[-1] + copy) % 256
                (folder / new).write_bytes(content)
                lines.append(f"{new};{rest}")
                made += 1
        (folder / f"GT-{table.name}.csv").write_text("\r\n".join(lines) + "\r\n")


def run(command, home, **options):
    environment = {**os.environ, "PIPELINE_HOME": str(home)}
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return seconds, usage.ru_maxrss / 1024, output


def cached_run(folder, images, rounds):
    home, data = folder / "cached", folder / "images"
    copy_images(data, images)
    # What is measured is deciding that nothing is to be done, which is the same after one epoch as after many.
    command = [PIPELINE, "run", "road_sign", "--set", f"images={data}", "--set", "epochs=1", "--set", "batch_size=512",
               "--set", "image_size=16", "--set", "max_mse=1000000", "--json"]
    run(command, home)
    time.sleep(0.1)  # the times of new files are trusted after a moment
    run(command, home)
    measured = [run(command, home) for _ in range(rounds)]
    steps = json.loads(measured[-1][2])["steps"]
    assert all(step["status"] in ("cached", "skipped") for step in steps), steps
    return statistics.median(seconds for seconds, _, _ in measured)


def first_step(folder, rounds):
    """Seconds from the start of the program until the code of its first step works."""
    home, delays = folder / "first", []
    for number in range(rounds + 1):
        mark = folder / f"journal-{number}"
        start = time.time()
        run([FIXTURE, "run", "crowd", "--set", f"journal={mark}", "--only", "anna", "--json"], home)
        delays.append(mark.stat().st_mtime - start)
    return statistics.median(delays[1:])


def scheduler_memory(folder):
    """Megabytes of the scheduler with 1,000 steps, when all run and when all are cached."""
    home = folder / "wide"
    return [run([FIXTURE, "run", "wide", "--json"], home)[1:2][0] for _ in range(2)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=39_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    build()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = [
            (f"fully cached run, {options.images:,} images",
             1000 * cached_run(folder, options.images, options.rounds), 150, "ms"),
            ("start of the program to its first step", 1000 * first_step(folder, options.rounds), 50, "ms"),
        ]
        running, cached = scheduler_memory(folder)
        rows += [("scheduler with 1,000 steps, all running", running, 60, "MB"),
                 ("scheduler with 1,000 steps, all cached", cached, 60, "MB")]
    print(f"{'what':42} {'median':>9} {'limit':>9}")
    for what, value, limit, unit in rows:
        print(f"{what:42} {value:6.0f} {unit} {limit:6} {unit}{'' if value <= limit else '   above the limit'}")


main()

#!/usr/bin/env python3
"""The whole road_sign pipeline, beside the limits it is held to.

    Benchmarks/road_sign.py                            the sample that ships with the repository
    Benchmarks/road_sign.py GTSRB                      the real benchmark, with its official test set
    Benchmarks/road_sign.py GTSRB --copies 3           each training image three times, as large as the complete set
    Benchmarks/road_sign.py GTSRB --set epochs=3       another parameter; repeatable

Runs in a state of its own, so that nothing is cached, and prints the seconds of each step, the accuracy, the most memory that
any of the processes took, and the part of the training that waited for images.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Training images, seconds of the whole run, accuracy: the sample, a third of GTSRB's frames, all of them.
LIMITS = [(2_000, 60, 0.9), (20_000, 420, 0.992), (10**9, 720, 0.995)]
MEMORY = 1536
INPUT_WAIT = 0.1


def copy_frames(source, target, copies):
    """Links a dataset so that every training image stands there several times, in the same track."""
    for folder, _, names in os.walk(source):
        here = pathlib.Path(folder)
        there = target / here.relative_to(source)
        there.mkdir(parents=True, exist_ok=True)
        for name in names:
            if "Final_Training" not in here.parts:
                os.symlink(here / name, there / name)
            elif name.endswith(".csv"):
                head, *rows = (here / name).read_text().splitlines()
                split = [row.split(";", 1) for row in rows]
                lines = [f"{renamed(image, copy)};{rest}" for image, rest in split for copy in range(copies)]
                (there / name).write_text("\n".join([head, *lines]) + "\n")
            else:
                for copy in range(copies):
                    os.link(here / name, there / renamed(name, copy))


def renamed(name, copy):
    """Another frame of the same track."""
    track, frame = name[:-4].split("_")
    return f"{track}_{int(frame) + 100 * copy:05d}.ppm"


def run(images, settings):
    """The document of a run that has nothing cached, and how long its training waited for images."""
    sets = [f"images={images}"] * bool(images) + settings
    command = [ROOT / "bin/pipeline", "run", "road_sign", "--json"] + [word for s in sets for word in ("--set", s)]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PIPELINE_HOME": home}

        def output(command):
            return json.loads(subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE).stdout)

        report = output(command)
        curves = output([ROOT / "bin/pipeline", "metrics", "last", "--metric", "input_wait", "--json"])
    return report, curves


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("images", nargs="?")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    options = parser.parse_args()
    images = options.images and pathlib.Path(options.images).resolve()
    subprocess.run([ROOT / "bin/pipeline", "version"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(dir=images and images.parent) as folder:
        if options.copies > 1:
            copy_frames(images, pathlib.Path(folder), options.copies)
            images = folder
        report, curves = run(images, options.set)
    outputs = {step["name"]: step["outputs"] or {} for step in report["steps"]}
    count = outputs["split"]["trainingImages"] + outputs["split"]["validationImages"]
    seconds, accuracy = next((seconds, accuracy) for most, seconds, accuracy in LIMITS if count <= most)
    waits = [wait for step in curves[0]["metrics"] for _, wait in step["points"]]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    for step in report["steps"]:
        print(f"{step['name']:32} {step['status']:10} {step['seconds']:8.1f} s")
    print(f"{'images to train on':32} {count:19,}")
    print(f"{'whole run':32} {report['seconds']:19.1f} s     at most {seconds} s")
    print(f"{'test accuracy':32} {100 * outputs['evaluate']['accuracy']:19.2f} %     at least {100 * accuracy:.1f} %")
    print(f"{'mean squared error':32} {outputs['evaluate']['meanSquaredError']:19.2f}")
    print(f"{'most memory of a process':32} {memory:19.0f} MB    at most {MEMORY} MB")
    print(f"{'longest wait of an epoch':32} {100 * max(waits):19.1f} %     at most {100 * INPUT_WAIT:.0f} %")


main()

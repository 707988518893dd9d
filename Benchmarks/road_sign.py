#!/usr/bin/env python3
"""The whole road_sign pipeline, timed beside the limits it is held to.

    Benchmarks/road_sign.py                      the sample that ships with the repository
    Benchmarks/road_sign.py /path/to/GTSRB       the real benchmark, with its official test set

Runs in a state of its own, so that nothing is cached, and prints the seconds of each step and the test accuracy.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMITS = {"sample": (60, 0.9), "real": (360, 0.988)}


def main():
    images = sys.argv[1:2]
    seconds, accuracy = LIMITS["real" if images else "sample"]
    command = [ROOT / "bin/pipeline", "run", "road_sign", "--json"]
    if images:
        command += ["--set", f"images={pathlib.Path(images[0]).resolve()}"]
    subprocess.run([ROOT / "bin/pipeline", "version"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PIPELINE_HOME": home}
        result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    report = json.loads(result.stdout)
    for step in report["steps"]:
        print(f"{step['name']:20} {step['status']:10} {step['seconds']:8.1f} s")
    outputs = next(step["outputs"] for step in report["steps"] if step["name"] == "evaluate")
    print(f"{'whole run':31} {report['seconds']:8.1f} s     at most {seconds} s")
    print(f"{'test accuracy':31} {100 * outputs['accuracy']:8.2f} %     at least {100 * accuracy:.1f} %")
    print(f"{'mean squared error':31} {outputs['meanSquaredError']:8.2f}")


main()

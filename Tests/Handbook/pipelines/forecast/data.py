"""Draws points around the line y = 2x + 1: SAMPLES TRAINING TEST"""

import random
import sys

samples, training, test = sys.argv[1:]
# A seed of its own, so that the same parameters make the same bytes.
generator = random.Random(7)


def write(path, count):
    with open(path, "w") as file:
        for _ in range(count):
            x = generator.uniform(-1, 1)
            file.write(f"{x:.6f},{2 * x + 1 + generator.gauss(0, 0.1):.6f}\n")


write(training, int(samples))
write(test, max(int(samples) // 4, 1))

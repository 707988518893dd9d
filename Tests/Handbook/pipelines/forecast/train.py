"""Fits a line to points by gradient descent: TRAINING EPOCHS MODEL"""

import json
import os
import sys

training, epochs, model = sys.argv[1:]
with open(training) as file:
    points = [tuple(map(float, line.split(","))) for line in file]

events = os.fdopen(int(os.environ["PIPELINE_EVENTS"]), "w", buffering=1)
slope = offset = 0.0
for epoch in range(1, int(epochs) + 1):
    loss = 0.0
    for x, y in points:
        error = slope * x + offset - y
        slope -= 0.002 * error * x
        offset -= 0.002 * error
        loss += error * error / len(points)
    print(json.dumps({"type": "metric", "name": "loss", "step": epoch, "value": loss}), file=events)

with open(model, "w") as file:
    json.dump({"slope": slope, "offset": offset}, file)

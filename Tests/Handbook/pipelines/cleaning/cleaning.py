"""Writes a greeting to a file, and tells how long it is."""

import json
import os
import sys

greeting, output = sys.argv[1:]

with open(output, "w") as file:
    file.write(greeting + "\n")

# Values go to later steps and into conditions.
with open(os.environ["PIPELINE_VALUES"], "w") as file:
    json.dump({"letters": len(greeting)}, file)

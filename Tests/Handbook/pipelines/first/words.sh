#!/bin/sh
# Writes the words of a text in lower case, one a line: TEXT OUTPUT
tr -cs '[:alpha:]' '\n' <"$1" | tr '[:upper:]' '[:lower:]' >"$2"

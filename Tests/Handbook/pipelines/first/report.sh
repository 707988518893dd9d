#!/bin/sh
# Writes the most frequent words as a list: SUMMARY OUTPUT
{
    echo "# The most frequent words"
    echo
    while read -r word count; do echo "- $word, $count times"; done <"$1"
} >"$2"

"""Prints the cases of a generator as lines of JSON: the same seed, the same lines."""

import argparse
import json
from itertools import islice


def case_lines(generator, count, wanted=lambda _case: True):
    """So many of the generator's cases that are wanted, each as a line."""
    cases = (generator.case() for _ in iter(int, 1))
    for case in islice(filter(wanted, cases), count):
        yield json.dumps(case, separators=(",", ":"))


def case_arguments(description):
    """What a command that prints cases is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, required=True, help="the same seed, the same lines")
    parser.add_argument("--count", type=int, required=True, help="how many lines to print")
    return parser


def print_cases(description, generator):
    """The whole of a command: `generator` makes one of a seed."""
    options = case_arguments(description).parse_args()
    for line in case_lines(generator(options.seed), options.count):
        print(line)

#!/usr/bin/env python3
"""Start Jieche, test it, or reach one of its commands: python3 run.py --help."""

import sys

# An old Python must get as far as this sentence, so this file is written for all of them.
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is Python %d.%d." % sys.version_info[:2])

from tasks.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``make bench``: speed, memory, and how the understanding does beside simpler ones. Prints figures, asserts nothing.

    python -m tests.bench                       speed and peers (some ten minutes)
    python -m tests.bench speed                 a batch, eight at once, long stories, memory
    python -m tests.bench peers --diet 100      also Rasa's default classifier, with so many epochs (an hour and more)
    python -m tests.bench growth --times 3 10   more articles than there are

Run it on a quiet machine, and compare only figures of one run.
"""

from __future__ import annotations

import argparse
import asyncio

from tests.bench.growth import growth
from tests.bench.peers import peers
from tests.bench.speed import speed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["speed", "peers", "growth", []], help="what to measure")
    parser.add_argument("--diet", type=int, default=0, metavar="EPOCHS", help="also Rasa's default classifier")
    parser.add_argument("--times", type=float, nargs="+", default=[3, 10], help="of growth: so many times the articles")
    arguments = parser.parse_args()
    parts = arguments.parts or ["speed", "peers"]
    if "speed" in parts:
        asyncio.run(speed())
    if "peers" in parts:
        peers(arguments.diet)
    if "growth" in parts:
        growth(arguments.times)


if __name__ == "__main__":
    main()

"""Rasa's command line without JAX: ``python -m nlu.rasa run …``.

TensorFlow imports JAX where it is installed, for a converter that is not used here: 65 MB of memory.
"""

from __future__ import annotations

import sys

sys.modules["jax"] = None  # type: ignore[assignment]  # to Python: not installed

if __name__ == "__main__":
    from rasa.__main__ import main

    main()

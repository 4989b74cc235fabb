"""The Telegram channel: the only place that knows Telegram."""

import os

# Durations of the library as timedelta, as they will be in its next major version, instead of a warning at each.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Two images from one file: `bot` talks to people; `nlu` understands sentences and reaches nobody.
# compose.yaml builds both and joins them; docs/operations.md tells how to run them.
#
# Packages come from the hashed locks alone. --no-deps, because a lock is complete, and the one of the
# understanding server replaces a package (TensorFlow by its CPU edition) that Rasa itself still names.

# --- bot: the conversation and Telegram
FROM python:3.13-slim AS bot
WORKDIR /app
COPY requirements/bot.txt requirements/bot.txt
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements/bot.txt
COPY bot bot
COPY knowledge knowledge
COPY locales locales
COPY nlu nlu
COPY pyproject.toml pyproject.toml
ENV PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    QUYEN_DATA_DIR=/data \
    QUYEN_KNOWLEDGE_DB=/app/build/knowledge.db
# A knowledge base that must not be used stops the build here.
RUN python -m compileall -q bot knowledge nlu \
    && python -m bot.cli kb check \
    && python -m bot.cli kb build \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin quyen \
    && install -d -o quyen -g quyen -m 0700 /data
# The user has no home and the image is read-only: the fonts of the pictures are listed where writing is allowed.
ENV MPLCONFIGDIR=/tmp/matplotlib
USER quyen
VOLUME /data
ENTRYPOINT ["python", "-m", "bot.cli"]
CMD ["telegram"]
# Healthy: the running bot holds the lock of its data folder. By then it has its knowledge base and its database.
HEALTHCHECK --interval=60s --timeout=10s --retries=3 CMD ["python", "-c", "import fcntl, os\ntry:\n    fcntl.flock(open(os.environ['QUYEN_DATA_DIR'] + '/quyen.lock'), fcntl.LOCK_SH | fcntl.LOCK_NB)\nexcept BlockingIOError:\n    raise SystemExit(0)\nraise SystemExit('no bot holds the data folder')"]

# --- data: what the understanding is trained on, written by the bot's own code
FROM bot AS data
RUN ["python", "-m", "bot.cli", "nlu", "data", "/tmp/nlu.yml"]

# --- rasa: the understanding server's packages and components. Python 3.10: see docs/decisions/0001-two-environments.md
FROM python:3.10-slim AS rasa
WORKDIR /app
COPY nlu/rasa/requirements.txt nlu/rasa/requirements.txt
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r nlu/rasa/requirements.txt
COPY nlu/__init__.py nlu/text.py nlu/wordlists.py nlu/restoring.py nlu/
COPY nlu/rasa nlu/rasa
# The same quiet as nlu/local.py keeps: no telemetry, and nothing that somebody wrote in any log.
ENV PYTHONPATH=/app \
    HOME=/tmp \
    RASA_TELEMETRY_ENABLED=false \
    RASA_MAX_CACHE_SIZE=0 \
    LOG_LEVEL=ERROR \
    LOG_LEVEL_LIBRARIES=ERROR \
    LOG_LEVEL_KAFKA=ERROR \
    LOG_LEVEL_RABBITMQ=ERROR \
    LOG_LEVEL_MATPLOTLIB=ERROR \
    TF_CPP_MIN_LOG_LEVEL=3 \
    CUDA_VISIBLE_DEVICES="" \
    OMP_NUM_THREADS=1 \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    PYTHONWARNINGS=ignore
RUN python -m compileall -q nlu \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin quyen

# --- model: trained at build, on all cores. With no usable data Rasa ends with 0 and writes nothing: so look for the file.
FROM rasa AS model
COPY --from=data /tmp/nlu.yml /tmp/nlu.yml
RUN OMP_NUM_THREADS=$(nproc) python -m rasa train nlu --nlu /tmp/nlu.yml --config nlu/rasa/config.yml --out /model --fixed-model-name quyen.tar.gz \
    && test -s /model/quyen.tar.gz

# --- nlu: the understanding server; it answers /model/parse on the inner network and keeps nothing
FROM rasa AS nlu
COPY --from=model /model/quyen.tar.gz /model/quyen.tar.gz
USER quyen
EXPOSE 5005
CMD ["python", "-m", "nlu.rasa", "run", "--enable-api", "-i", "0.0.0.0", "-p", "5005", "-m", "/model/quyen.tar.gz", "--endpoints", "nlu/rasa/endpoints.yml"]
# Healthy: a model is loaded (without one /status answers 409).
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 CMD ["python", "-c", "import http.client\nconnection = http.client.HTTPConnection('127.0.0.1', 5005, timeout=4)\nconnection.request('GET', '/status')\nraise SystemExit(connection.getresponse().status != 200)"]

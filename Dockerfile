# A library in one container, with servers of its own:
#
#     docker build -t psscript . && docker run -p 127.0.0.1:4000:4000 -v psscript:/data psscript
#
# or with the servers that DATABASE_URL and REDIS_URL name, as docker-compose.yml does.
FROM python:3.11-slim

# Somebody with a name: PostgreSQL refuses root, and who has none.
RUN useradd --create-home --uid 10001 psscript && install -d -o psscript -g psscript -m 700 /data

WORKDIR /psscript
# Apart from the program, so that a change of it does not install everything again.
COPY requirements-server.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-server.lock
COPY pyproject.toml README.md LICENSE ./
COPY db db
COPY migrations migrations
COPY pipeline pipeline
COPY web web
COPY workers workers
RUN pip install --no-cache-dir --no-build-isolation --no-deps .

USER psscript
ENV PSSCRIPT_DATA=/data BIND=0.0.0.0 PORT=4000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 4000
CMD ["psscript", "up"]

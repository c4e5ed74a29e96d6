# The command stackgan on a Debian JRE. First, on Linux, whose natives are packed:
#   mvn -q -Pdistribution -DskipTests -pl stackgan-cli -am package
# Then: docker build -t stackgan . && docker run --rm -v "$PWD:/work" stackgan generate --text 'a red bird' --out bird.png
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-17-jre-headless fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
ADD stackgan-cli/target/stackgan-*.tar.gz /opt/
# One image generated now leaves natives, model and classes unpacked for every later run, whoever the user is.
# A user without a name has no home either, and Java would keep what it knows of fonts in the folder "?" of the work.
ENV XDG_CACHE_HOME=/var/cache DJL_CACHE_DIR=/var/cache/djl LC_ALL=C.UTF-8 STACKGAN_OPTS=-Duser.home=/var/cache
RUN ln -s /opt/stackgan-*/bin/stackgan /usr/local/bin/stackgan \
    && stackgan generate --text 'a bird' --out /tmp/bird.png \
    && rm /tmp/bird*.png \
    && chmod -R a+rwX /var/cache/stackgan /var/cache/djl /var/cache/.java
WORKDIR /work
ENTRYPOINT ["stackgan"]

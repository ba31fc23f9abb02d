# For development on another system than Debian 12: all that `make test` needs, and nothing of Jeton itself. See
# CONTRIBUTING.md, "On another system".
FROM debian:bookworm-slim

# Whose files the clone is made of, so that what is built belongs to them.
ARG UID=1000

RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates make sudo \
  && rm -rf /var/lib/apt/lists/*

# The one list of packages. Node.js comes from npm, into the folder above tools/.
COPY tools/install tools/progress.sh /opt/jeton/tools/
RUN /opt/jeton/tools/install build run deb check test bench fuzz \
  && ln -s /opt/jeton/build/tools/bin/* /usr/local/bin/ \
  && rm -rf /opt/jeton/build/log /var/lib/apt/lists/* /root/.npm

RUN useradd --create-home --uid "$UID" --shell /bin/bash developer \
  && echo 'developer ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/developer \
  && install -d -o developer /home/developer/.cache
USER developer

# A clone that somebody else on the host owns is no reason for git to refuse it.
RUN git config --global --add safe.directory '*'

# What is compiled and fetched outlives the container.
VOLUME /home/developer/.cache
CMD ["bash"]

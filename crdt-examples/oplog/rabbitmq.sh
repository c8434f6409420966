#!/usr/bin/env bash
# Runs a command with a RabbitMQ of its own, which is stopped afterwards:
#   crdt-examples/oplog/rabbitmq.sh java -jar crdt-examples/oplog/target/crdt-oplog.jar oplog --broker rabbitmq
# Installs Debian's package if it is not there, as root.
set -euo pipefail

server=/usr/lib/rabbitmq/bin/rabbitmq-server
if [ ! -x "$server" ]; then
  # the package would start a server of its own
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; policy=new; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server >/dev/null
  [ -z "${policy:-}" ] || rm /usr/sbin/policy-rc.d
fi

folder=$(mktemp -d)
export RABBITMQ_NODENAME=oplog@localhost RABBITMQ_NODE_PORT=${RABBITMQ_NODE_PORT:-5673}
export ERL_EPMD_PORT=$((RABBITMQ_NODE_PORT + 1000)) # a name server of its own, too, so that it can be stopped
export RABBITMQ_MNESIA_BASE=$folder/mnesia RABBITMQ_LOG_BASE=$folder/log RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins
export RABBITMQ_CONFIG_FILE=$folder/none AMQP_URI=amqp://guest:guest@localhost:$RABBITMQ_NODE_PORT
before=$(date +%s)
HOME=$folder "$server" >"$folder/out" 2>&1 & # the cookie is kept there
pid=$!
trap 'kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; epmd -kill >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
until (exec 3<>"/dev/tcp/localhost/$RABBITMQ_NODE_PORT") 2>/dev/null; do
  kill -0 "$pid" 2>/dev/null || { cat "$folder/out" >&2; echo "RabbitMQ did not start" >&2; exit 1; }
  sleep 0.2
done
echo "RabbitMQ ready after $(($(date +%s) - before)) s"
"$@"

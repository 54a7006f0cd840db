# One RabbitMQ node with its own name, port mapper, cookie and ports, on loopback only.
# shellcheck shell=bash

# rabbitmq_up PROFILE_FOLDER [keep] : sets RABBIT_PORT. With keep, one that was here starts again with its ports and messages.
rabbitmq_up() {
    local home=$1/rabbitmq pidfile=$1/pids/rabbitmq log=$1/log/rabbitmq.log
    if alive "$pidfile" && alive "$1/pids/epmd"; then
        read -r RABBIT_PORT <"$home/port"
        return 0
    fi
    packages RabbitMQ rabbitmq-server
    rabbitmq_down "$1"
    [ "${2:-}" = keep ] && [ -f "$home/inner" ] || rabbitmq_configure "$home"
    local names distribution
    read -r RABBIT_PORT <"$home/port"
    read -r names distribution <"$home/inner"
    launch "$1/pids/epmd" "$1/log/epmd.log" epmd -address 127.0.0.1 -port "$names"
    launch "$pidfile" "$log" env HOME="$home" ERL_EPMD_PORT="$names" ERL_EPMD_ADDRESS=127.0.0.1 \
        RABBITMQ_NODENAME="vr$RABBIT_PORT@localhost" RABBITMQ_DIST_PORT="$distribution" \
        RABBITMQ_CONFIG_FILE="$home/rabbitmq" RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" \
        RABBITMQ_CONF_ENV_FILE="$home/none" RABBITMQ_ADVANCED_CONFIG_FILE="$home/none.config" \
        RABBITMQ_MNESIA_BASE="$home/data" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_PID_FILE="$home/pid" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
}

rabbitmq_configure() {
    local home=$1
    rm -rf "$home"
    mkdir -p "$home"
    RABBIT_PORT=$(free_port)
    echo "$RABBIT_PORT" >"$home/port"
    echo "$(free_port) $(free_port)" >"$home/inner"
    : >"$home/plugins"
    cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$RABBIT_PORT
default_user = videoreview
default_pass = videoreview
loopback_users = none
log.file = false
log.console = true
log.console.level = warning
disk_free_limit.absolute = 100MB
consumer_timeout = 21600000
CONF
}

rabbitmq_ready() { await RabbitMQ "$1/pids/rabbitmq" "$1/log/rabbitmq.log" 180 port_open "$RABBIT_PORT"; }

rabbitmq_address() { echo "amqp://videoreview:videoreview@127.0.0.1:$RABBIT_PORT/"; }

rabbitmq_down() {
    halt "$1/pids/rabbitmq"
    halt "$1/pids/epmd"
}

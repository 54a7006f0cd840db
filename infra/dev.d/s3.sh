# A real S3 server on loopback: one Ceph monitor, one OSD in memory, one RADOS gateway.
# shellcheck shell=bash

S3_ACCESS_KEY=videoreview
S3_SECRET_KEY=videoreview-secret
S3_WORKER=videoreview-worker
S3_WORKER_SECRET_KEY=videoreview-worker-secret

s3_alive() { alive "$1/pids/s3-monitor" && alive "$1/pids/s3-store" && alive "$1/pids/s3-gateway"; }

s3_answers() { curl -s -o /dev/null "http://127.0.0.1:$S3_PORT/"; }

s3_configure() {
    local home=$1 monitor=$2 old_monitor=$3
    cat >"$home/ceph.conf" <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon_host = [v2:127.0.0.1:$monitor,v1:127.0.0.1:$old_monitor]
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
run_dir = $home
admin_socket =
pid_file =
log_file =
log_to_stderr = true
keyring = $home/keyring
mon_data = $home/monitor
osd_data = $home/store
osd_objectstore = memstore
memstore_device_bytes = 8589934592
osd_class_dir = /usr/lib/$(uname -m)-linux-gnu/rados-classes
public_network = 127.0.0.0/8
ms_bind_port_min = $4
ms_bind_port_max = $(($4 + 40))
rgw_frontends = beast endpoint=127.0.0.1:$S3_PORT
rgw_data = $home/gateway
CONF
}

s3_keys() {
    local home=$1 monitors=$2
    monmaptool --create --fsid "$(awk '/^fsid/ {print $3}' "$home/ceph.conf")" --addv a "$monitors" "$home/monmap"
    ceph-authtool --create-keyring "$home/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$home/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-mon --mkfs -i a --monmap "$home/monmap" --keyring "$home/keyring"
    cp "$home/keyring" "$home/monitor/keyring"
}

s3_store() {
    local home=$1 uuid key
    uuid=$(cat /proc/sys/kernel/random/uuid)
    key=$(ceph-authtool --gen-print-key)
    echo "{\"cephx_secret\": \"$key\"}" | ceph osd new "$uuid" -i -
    printf '[osd.0]\n key = %s\n' "$key" >>"$home/keyring"
    ceph-osd -i 0 --mkfs --osd-uuid "$uuid"
}

# s3_up PROFILE_FOLDER : sets S3_PORT; returns when the gateway answers.
s3_up() {
    local home=$1/s3 log=$1/log/s3.log monitor
    if s3_alive "$1"; then
        read -r S3_PORT <"$home/port"
        return 0
    fi
    packages "the S3 server" ceph-mon ceph-osd radosgw ceph-common curl
    s3_down "$1"
    rm -rf "$home"
    mkdir -p "$home"/{monitor,store,gateway} "$1/log"
    S3_PORT=$(free_port)
    monitor=$(free_port)
    echo "$S3_PORT" >"$home/port"
    : >"$log"
    local old_monitor
    old_monitor=$(free_port)
    s3_configure "$home" "$monitor" "$old_monitor" "$(free_port)"
    export CEPH_CONF=$home/ceph.conf
    {
        s3_keys "$home" "[v2:127.0.0.1:$monitor,v1:127.0.0.1:$old_monitor]" &&
            launch "$1/pids/s3-monitor" "$1/log/s3-monitor.log" ceph-mon -f -i a &&
            s3_store "$home" &&
            launch "$1/pids/s3-store" "$1/log/s3-store.log" ceph-osd -f -i 0 &&
            ceph auth get-or-create client.rgw mon 'allow rw' osd 'allow rwx' >>"$home/keyring"
    } </dev/null >>"$log" 2>&1 || return 1
    launch "$1/pids/s3-gateway" "$1/log/s3-gateway.log" radosgw -f -n client.rgw
    await "The S3 server" "$1/pids/s3-gateway" "$1/log/s3-gateway.log" 180 s3_answers || return 1
    radosgw-admin user create --uid=videoreview --display-name=videoreview --access-key="$S3_ACCESS_KEY" \
        --secret-key="$S3_SECRET_KEY" --max-buckets=0 </dev/null >>"$log" 2>&1
    # May make no bucket of its own: what it may do with another's stands in that bucket's policy.
    radosgw-admin user create --uid="$S3_WORKER" --display-name="$S3_WORKER" --access-key="$S3_WORKER" \
        --secret-key="$S3_WORKER_SECRET_KEY" --max-buckets=-1 </dev/null >>"$log" 2>&1
}

s3_down() {
    halt "$1/pids/s3-gateway"
    halt "$1/pids/s3-store" KILL
    halt "$1/pids/s3-monitor" KILL
}

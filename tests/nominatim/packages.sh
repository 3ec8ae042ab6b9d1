#!/bin/sh
# What a Nominatim of our own needs of Debian: PostgreSQL with PostGIS, osm2pgsql, and ICU to compile against.
# Installs what is missing; ends with one line and code 2 where it cannot.
set -u

there() {
    command -v osm2pgsql && command -v g++ && command -v setpriv && pkg-config --exists icu-i18n &&
        ls /usr/lib/postgresql/*/bin/initdb /usr/share/postgresql/*/extension/postgis.control
} >/dev/null 2>&1

install() {
    # a database server that Debian would set up and leave running is none of ours
    unwanted=/etc/postgresql-common/createcluster.d/dateline-tests.conf
    $sudo mkdir -p "${unwanted%/*}" && echo "create_main_cluster = false" | $sudo tee "$unwanted" >/dev/null
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        postgresql-postgis postgresql-postgis-scripts osm2pgsql g++ python3-dev libicu-dev pkg-config util-linux
    $sudo rm -f "$unwanted"
}

sudo=$(command -v sudo || true)
there || install >&2
there || {
    echo "make test-nominatim needs PostgreSQL with PostGIS, osm2pgsql, g++ and libicu-dev, and could not install them." >&2
    exit 2
}

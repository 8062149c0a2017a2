# What the scripts in this folder share; to be sourced by a POSIX shell.
#
# install_prerequisites installs what is missing of libpq's headers, pkg-config and a PostgreSQL server, on
# Debian, Ubuntu, Fedora and macOS. Nothing is asked; sudo is used for the installation only.

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

step() { printf '\n== %s\n' "$*"; }

# SwiftPM, for commands of plugins: macOS keeps these in a sandbox, where no server can be reached.
#
# When a plugin ends, SwiftPM itself may crash (https://github.com/swiftlang/swift/issues/87033); then it is run once more.
swift_package() {
  if [ "$(uname)" = Darwin ]; then set -- --disable-sandbox "$@"; fi
  status=0
  swift package "$@" || status=$?
  case $status in
  # SIGILL, SIGTRAP, SIGABRT, SIGBUS and SIGSEGV: no command of ours ends with these numbers.
  132 | 133 | 134 | 135 | 138 | 139)
    step "SwiftPM crashed; once more"
    swift package "$@"
    ;;
  *) return "$status" ;;
  esac
}

# Runs a command as root.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    fail "installing needs root, and there is no sudo: run as root  $*"
  fi
}

# Whether the headers are there, where Swift's package manager finds them.
has_libpq() {
  if [ "$(uname)" = Darwin ]; then
    [ -e "$(brew --prefix 2>/dev/null)/opt/libpq/lib/pkgconfig/libpq.pc" ] || pkg-config --exists libpq 2>/dev/null
  else
    pkg-config --exists libpq 2>/dev/null
  fi
}

# Whether a PostgreSQL server of version 15 or later is there; it need not run.
has_server() {
  for postgres in "${DB_TEST_POSTGRES_BIN:-/nowhere}/postgres" $(command -v postgres) \
    /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres /usr/lib64/pgsql*/bin/postgres \
    /opt/homebrew/opt/postgresql*/bin/postgres /usr/local/opt/postgresql*/bin/postgres \
    /Applications/Postgres.app/Contents/Versions/*/bin/postgres; do
    [ -x "$postgres" ] || continue
    major=$("$postgres" --version 2>/dev/null | sed -n 's/^.*(PostgreSQL) \([0-9]*\).*$/\1/p')
    [ "${major:-0}" -ge 15 ] && return 0
  done
  return 1
}

install_on_debian() {
  as_root apt-get update -qq
  # Debian's package makes and starts a server of its own, unless it is told not to.
  settings=/etc/postgresql-common/createcluster.d
  as_root mkdir -p "$settings"
  echo 'create_main_cluster = false' | as_root tee "$settings/swift-db-test.conf" >/dev/null
  status=0
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends libpq-dev pkg-config postgresql || status=$?
  as_root rm "$settings/swift-db-test.conf"
  return "$status"
}

install_prerequisites() {
  command -v swift >/dev/null 2>&1 || fail "there is no Swift here; it is installed by  https://www.swift.org/install"
  if has_libpq && has_server; then return; fi
  step "Installing libpq and PostgreSQL"
  if [ "$(uname)" = Darwin ]; then
    command -v brew >/dev/null 2>&1 || fail "Homebrew is needed to install libpq and PostgreSQL:  https://brew.sh"
    has_libpq || brew install libpq
    has_server || brew install postgresql@18
  elif command -v apt-get >/dev/null 2>&1; then
    install_on_debian
  elif command -v dnf >/dev/null 2>&1; then
    as_root dnf install -y libpq-devel pkgconf-pkg-config postgresql-server
  else
    fail "install libpq's headers, pkg-config and a PostgreSQL server (15 or later), then run this again"
  fi
  has_libpq || fail "libpq's headers are not found, though they were installed: pkg-config --exists libpq"
  has_server || fail "PostgreSQL 15 or later is needed, and what is installed here is older"
}

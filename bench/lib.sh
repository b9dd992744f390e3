# shellcheck shell=bash
# What the measurements share: folders, tools that must be there, and an end that leaves nothing behind.
# Sourced by the scripts beside it; sets $root, $board, $tools, $cache and, after begin, $work.

root="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"
board="$root/bundles/qemu-virt"
tools="$root/bench/tools"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/jerboa/bench"
export PATH="$PATH:/usr/sbin:/sbin" LC_ALL=C
unset JERBOA_CONFIG
started=()

say() { echo "bench: $1" >&2; }
die() {
  echo "bench: $1" >&2
  exit 1
}
wrong() {
  echo "$(basename "$0"): $1 (see --help)" >&2
  exit 2
}
number() { [[ "$2" =~ ^[1-9][0-9]{0,5}$ ]] || wrong "$1 wants a whole number greater than 0, not '$2'"; }

# need COMMAND PACKAGE...: pairs; what is missing is installed as root, and named otherwise
need() {
  local missing=()
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "bench: this host lacks ${missing[*]}; sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 3
  fi
  say "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 </dev/null \
    || die "apt-get could not install ${missing[*]}; try apt-get update first"
}

# peer FILE PACKAGE...: sets $peer to a program and $peer_libraries to the folder of its libraries, from Debian packages
# that are unpacked in the cache and not installed: installed, it would start a service
peer() {
  local tree="$cache/peers/$2"
  if [ ! -e "$tree/complete" ]; then
    say "fetching ${*:2}"
    rm -rf "$tree"
    mkdir -p "$tree"
    (cd "$tree" && apt-get download "${@:2}" >download.log 2>&1) \
      || die "apt could not fetch ${*:2} (log: $tree/download.log); try apt-get update first"
    find "$tree" -maxdepth 1 -name '*.deb' -exec dpkg-deb -x {} "$tree" \;
    touch "$tree/complete"
  fi
  peer="$tree$1"
  peer_libraries="$(dirname "$(find "$tree" -name '*.so.*' -print -quit)")"
}

# begin: a work folder, and the end of all that is started whatever happens
begin() {
  mkdir -p "$cache"
  work="$(mktemp -d "${TMPDIR:-/tmp}/jerboa-bench.XXXXXX")"
  export XDG_STATE_HOME="$work/state" JERBOA_CACHE_HOME="$work/cache"
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  "$root/jerboa" --version >&2
}

finish() {
  local pid
  trap - EXIT INT TERM
  for pid in "${started[@]}"; do stop "$pid"; done
  "$board/lab" down >/dev/null 2>&1 || true
  rm -rf "$work"
}

# start CMD...: in the background; sets $pid
start() {
  "$@" &
  pid=$!
  started+=("$pid")
}

# stop PID: asks it to end, and makes it end 5 s later
stop() {
  local tries=0
  kill "$1" 2>/dev/null || return 0
  while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  ! kill -9 "$1" 2>/dev/null || say "process $1 had to be killed"
  wait "$1" 2>/dev/null || true
}

# bounded SECONDS CMD...: CMD in a process group of its own that ends with this script
bounded() {
  local code=0
  start timeout -k 20 "$@"
  wait "$pid" || code=$?
  unset 'started[-1]'
  [ "$code" -ne 124 ] || say "no end within $1 s: ${*:2:3} ..."
  return "$code"
}

# await SECONDS CMD...: until CMD succeeds
await() {
  local tries=$(($1 * 20))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.05
  done
}

# in_lab CMD...: inside the private network of the virtual board
in_lab() { "$board/lab" run -- "$@"; }

# java_tools: compiles bench/java; sets $java, the command that runs one of its classes with the product's modules
java_tools() {
  local home="$root/shell/target/jerboa"
  # shellcheck source=../bin/java-home
  . "$root/bin/java-home"
  "$JAVA_HOME/bin/javac" --module-path "$home/lib" --add-modules ALL-MODULE-PATH -d "$work/classes" "$root"/bench/java/*.java
  java=("$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC
    --enable-native-access=com.fazecast.jSerialComm,com.github.luben.zstd_jni,org.jline
    --module-path "$home/lib" --add-modules ALL-MODULE-PATH -cp "$work/classes")
}

# serve_image: serves $work/image with Jerboa and with nginx; sets $ours, $theirs (process ids) and $port (nginx's); ours is at
# the URL in $work/location. After peer and java_tools.
serve_image() {
  cat >server.yaml <<'YAML'
apiVersion: jumpstarter.dev/v1alpha1
kind: ExporterConfig
metadata: {namespace: default, name: server}
export:
  http: {type: http, config: {host: 127.0.0.1}}
YAML
  port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  cat >nginx.conf <<CONF
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
worker_processes auto;
events {}
http {
  access_log off;
  sendfile on;
  client_body_temp_path $work/nginx-body;
  proxy_temp_path $work/nginx-proxy;
  fastcgi_temp_path $work/nginx-fastcgi;
  uwsgi_temp_path $work/nginx-uwsgi;
  scgi_temp_path $work/nginx-scgi;
  server { listen 127.0.0.1:$port; root $work; }
}
CONF
  chmod 755 "$work" # nginx reads as another user
  start "${java[@]}" Serve server.yaml http image 127.0.0.1 >location 2>server.log
  ours="$pid"
  start "$peer" -e "$work/nginx.log" -c "$work/nginx.conf"
  theirs="$pid"
  await 60 test -s location || die "Jerboa's server did not start: $(cat server.log)"
  await 10 curl -fs -r 0-0 -o /dev/null "http://127.0.0.1:$port/image" || die "nginx did not start: $(cat nginx.log)"
}

# timed NAME SECONDS COMMAND: appends `NAME<TAB>...` to $work/seconds, $work/cpu and $work/peak (MB)
timed() {
  local took cpu peak
  rm -f "$work/time"
  bounded "$(($2 + 10))" python3 "$tools/timed.py" "$work/time" "$2" "$3" || die "failed: $3"
  read -r took cpu peak <"$work/time"
  printf '%s\t%s\n' "$1" "$took" >>"$work/seconds"
  printf '%s\t%s\n' "$1" "$cpu" >>"$work/cpu"
  printf '%s\t%s\n' "$1" "$((peak / 1024))" >>"$work/peak"
}

# table FILE TITLE UNIT [faster|slower]
table() { python3 "$tools/table.py" "${@:2}" <"$1"; }

# runs_option SCRIPT_ARGS...: the only options of most scripts; sets $runs
runs_option() {
  while [ $# -gt 0 ]; do
    case "$1" in
      -h | --help) usage; exit 0 ;;
      --runs) number --runs "${2-}"; runs="$2"; shift 2 ;;
      *) wrong "unknown argument: $1" ;;
    esac
  done
}

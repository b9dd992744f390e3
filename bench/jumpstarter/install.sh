# shellcheck shell=bash
# Installs Jumpstarter in the cache of the measurements; sourced behind lib.sh. Sets $jumpstarter.
# shellcheck disable=SC2034,SC2154

jumpstarter="$cache/jumpstarter"

install_jumpstarter() {
  local part parts=() python=''
  [ ! -e "$jumpstarter/complete" ] || return 0
  for python in python3.13 python3.12 python3.11 ''; do
    [ -n "$python" ] || die "Jumpstarter needs Python 3.11, 3.12 or 3.13 with its module venv"
    ! "$python" -c 'import venv, ensurepip' 2>/dev/null || break
  done
  for part in jumpstarter jumpstarter-cli jumpstarter-driver-{flashers,pyserial,power,http,tftp,uboot}; do
    parts+=("$part==0.9.*")
  done
  say "installing Jumpstarter 0.9 with $python (once, a minute or two)"
  rm -rf "$jumpstarter"
  "$python" -m venv "$jumpstarter"
  "$jumpstarter/bin/pip" install -q --disable-pip-version-check "${parts[@]}" >&2
  touch "$jumpstarter/complete"
}

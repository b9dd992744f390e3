# shellcheck shell=bash
# Fetches the arm64 packages with an apt state of its own; the host's dpkg and apt are not touched.
# Sourced by build: needs $cache (folder) and the functions say, die.
# shellcheck disable=SC2154,SC2016

# Writes the apt configuration: this host's sources and keys, everything else in our own folder.
apt_setup() {
  local apt="$cache/apt"
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$cache/debs"
  : >"$apt/state/status"
  cat >"$apt/apt.conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear APT::Architectures;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::Contents-deb;
Dir::State "$apt/state";
Dir::State::status "$apt/state/status";
Dir::Cache "$apt/cache";
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
APT::Sandbox::User "root";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
Acquire::Languages "none";
CONF
}

apt_run() {
  local tool="$1"
  shift
  "$tool" -c "$cache/apt/apt.conf" -q "$@"
}

# Brings the package lists up to date and makes sure that apt checked their signatures.
apt_update() {
  local log="$cache/apt/update.log" untrusted
  say "reading the arm64 package lists"
  if ! apt_run apt-get update >"$log" 2>&1 </dev/null; then
    grep -E '^[EW]:' "$log" | head -n 3 | sed 's/^/  /' >&2 || true
    say "not every package source could be read (whole log: $log)"
  fi
  untrusted="$(apt_run apt-get indextargets --format '$(TRUSTED) $(SITE) $(CODENAME)' 'Created-By: Packages' \
    | awk '$1 != "yes"' | sort -u)"
  [ -z "$untrusted" ] || die "apt could not authenticate these package lists: $untrusted"
}

# field PACKAGE NAME: one field of the candidate version
field() {
  apt_run apt-cache --no-all-versions show "$1" 2>/dev/null | awk -v f="$2:" '$1 == f { print $2; exit }'
}

# Resolves the wanted packages to lines "package version sha256" in $1.
resolve_packages() {
  local kernel package version sum
  kernel="$(apt_run apt-cache depends linux-image-arm64 2>/dev/null | awk '/Depends: linux-image-/ { print $2; exit }')"
  : >"$1"
  for package in "${kernel:-linux-image-arm64}" busybox-static; do
    version="$(field "$package" Version)"
    sum="$(field "$package" SHA256)"
    [ -n "$version$sum" ] || die \
      "this host's package sources offer no $package for arm64" \
      "The board is built from Debian 12: check /etc/apt/sources.list* and $cache/apt/update.log, then start again."
    echo "$package $version $sum" >>"$1"
  done
}

# package_file PACKAGE VERSION: where its .deb is kept
package_file() { echo "$cache/debs/$1_${2//:/%3a}_arm64.deb"; }

sha256_is() { echo "$2  $1" | sha256sum --check --status 2>/dev/null; }

# Downloads what is in the list $1 and not yet here; apt checks each against the signed lists, so do we.
download_packages() {
  local package version sum file got
  while read -r package version sum; do
    file="$(package_file "$package" "$version")"
    if [ -e "$file" ] && sha256_is "$file" "$sum"; then continue; fi
    say "fetching $package $version"
    got="$tmp/download"
    mkdir -p "$got"
    (cd "$got" && apt_run apt-get download "$package=$version") >"$cache/apt/download.log" 2>&1 </dev/null \
      || die "apt could not fetch $package $version (log: $cache/apt/download.log)"
    mv "$got"/*.deb "$file"
    sha256_is "$file" "$sum" || {
      rm -f "$file"
      die "$package $version is damaged: its sha256 is not the one in the signed package list; start again"
    }
  done <"$1"
}

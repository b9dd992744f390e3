# shellcheck shell=bash
# What the whole flashes on the virtual board need: the image, the flasher OS, the configurations.
# Sourced behind lib.sh.
# shellcheck disable=SC2034,SC2154

recipe="$board/recipe"
export TZ=UTC SOURCE_DATE_EPOCH=1735689600 E2FSPROGS_FAKE_TIME=1735689600

# prepare_board: the bundle of the virtual board, and the recipes that made it
prepare_board() {
  "$board/setup"
  "$board/build"
  tmp="$work/recipe"
  mkdir "$tmp"
  # shellcheck source=../bundles/qemu-virt/recipe/fetch.sh
  . "$recipe/fetch.sh"
  # shellcheck source=../bundles/qemu-virt/recipe/trees.sh
  . "$recipe/trees.sh"
  # shellcheck source=../bundles/qemu-virt/recipe/image.sh
  . "$recipe/image.sh"
}

# disk_image NAME SIZE_MIB FILL_MIB SEED CHANGED: makes $cache/NAME and $cache/NAME.xz once, the demo OS and files
disk_image() {
  local out="$cache/$1"
  [ ! -e "$out.xz" ] || return 0
  say "making the image $out.xz (once, a minute or two)"
  rm -rf "$tmp/fill"
  mkdir "$tmp/fill"
  python3 "$tools/fill.py" "$tmp/fill" "$3" "$4" "$5"
  make_image "$out.part" "$2" "$board/bundle/os-root" "$tmp/fill"
  rm -rf "$tmp/fill"
  xz -6 -T1 --stdout "$out.part" >"$out.xz.part" # one thread and one block, as xz does by itself
  mv "$out.part" "$out"
  mv "$out.xz.part" "$out.xz"
}

# mapped IMAGE: how many bytes of it are not in a hole of zeros, in blocks of 4096
mapped() {
  python3 - "$1" <<'TEXT'
import sys
zero, used = bytes(4096), 0
with open(sys.argv[1], "rb") as image:
    while chunk := image.read(1 << 20):
        if any(chunk):
            used += sum(4096 for i in range(0, len(chunk), 4096) if chunk[i : i + 4096] != zero)
print(used)
TEXT
}

# flasher_with_curl: $cache/flasher, a bundle whose flasher OS has curl, as Jumpstarter's have; made once
flasher_with_curl() {
  local tree="$tmp/curl" sum deb
  sum="$(sha256sum "$board/bundle/data/initramfs.cpio.gz" "$root/bench/board.sh" ${1:+"$1"} | sha256sum)"
  [ "$(cat "$cache/flasher/made-from" 2>/dev/null)" != "$sum" ] || return 0
  rm -rf "$cache/flasher"
  apt_setup
  apt_update
  say "fetching curl for arm64"
  apt_run apt-get install --download-only -y --no-install-recommends curl >"$cache/apt/download.log" 2>&1 </dev/null \
    || die "apt could not fetch curl for arm64 (log: $cache/apt/download.log)"
  mkdir -p "$tmp/debs" "$tree/etc" "$tree/lib" "$tree/usr/lib" "$tree/usr/bin" "$cache/flasher/data"
  for deb in "$cache"/apt/cache/archives/*.deb; do dpkg-deb -x "$deb" "$tmp/debs"; done
  cp "$tmp/debs/usr/bin/curl" "$tree/usr/bin/"
  cp -P "$tmp/debs"/lib/ld-linux-aarch64.so.* "$tree/lib/"
  (cd "$tmp/debs" && find lib usr/lib -maxdepth 2 -name '*.so*' ! -type d -exec cp -P --parents {} "$tree" \;)
  if [ -n "${1:-}" ]; then install -m 755 "$1" "$tree/usr/bin/fls"; fi
  # A prompt and a window that Jumpstarter's way of reading the console can cope with.
  printf '%s\n' "PS1='# '" 'stty cols 200 rows 50' 'cd /' >"$tree/etc/profile"
  pack "$tree" "$tmp/curl.gz"
  cat "$board/bundle/data/initramfs.cpio.gz" "$tmp/curl.gz" >"$cache/flasher/data/initramfs.cpio.gz"
  cp "$board/bundle/data/Image" "$cache/flasher/data/"
  cp "$board/manifest.yaml" "$cache/flasher/"
  echo "$sum" >"$cache/flasher/made-from"
}

# board_config THROTTLE: $work/lab.yaml and $work/exporter.yaml, the same board for both programs
board_config() {
  sed -e "s|file=disk.img,|file=disk.img,$1,|" \
    -e "s|- tcp:127.0.0.1:5501,server=on,wait=off|- unix:console.sock,server=off|" \
    -e "s|socket://127.0.0.1:5501|$work/console|" \
    -e "s|flasher_bundle: bundle|flasher_bundle: $cache/flasher|" "$board/lab.yaml" >"$work/lab.yaml"
  sed -e "s|type: qemu|type: jerboa_bench.QemuPower|" \
    -e "s|type: serial|type: jumpstarter_driver_pyserial.driver.PySerial|" \
    -e "s|type: flasher|type: jerboa_bench.LocalFlasher|" \
    -e "s|\( *\)flasher_bundle: .*|&\n\1tftp_dir: $work/tftp\n\1http_dir: $work/http\n\1cache_dir: $work/bundles|" \
    "$work/lab.yaml" >"$work/exporter.yaml"
  mkdir -p "$work/tftp" "$work/http" "$work/bundles"
}

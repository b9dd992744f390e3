# shellcheck shell=bash
# Lays out the two systems: the flasher's initramfs and the demo OS.
# Sourced by build: needs $recipe, $tmp (folders) and the functions say, die, package_file.
# shellcheck disable=SC2154

# In the order in which they are loaded. A name that the kernel has built in is left out.
drivers='virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk'
flasher_drivers="$drivers failover net_failover virtio_net cqhci sdhci sdhci-pci"
demo_drivers="$drivers crc32c_generic crc16 mbcache jbd2 ext4"

# unpack_packages LIST: into $tmp/kernel and $tmp/busybox
unpack_packages() {
  local package version sum where
  while read -r package version sum; do
    case "$package" in
      busybox-static) where="$tmp/busybox" ;;
      *) where="$tmp/kernel" ;;
    esac
    dpkg-deb -x "$(package_file "$package" "$version")" "$where" || die "cannot unpack $package $version ($sum)"
  done <"$1"
}

# add_drivers TREE NAMES: copies the modules and writes the order in which to load them
add_drivers() {
  local tree="$1" name pattern file
  mkdir -p "$tree/lib/modules"
  for name in $2; do
    pattern="${name//[_-]/[_-]}"
    file="$(find "$tmp/kernel" -name "$pattern.ko*" -path '*/kernel/*' | head -n 1)"
    if [ -z "$file" ]; then
      grep -qE "/$pattern\.ko$" "$tmp"/kernel/lib/modules/*/modules.builtin \
        || die "this kernel has no driver $name, neither as a module nor built in"
      continue
    fi
    case "$file" in
      *.xz) xz -dc "$file" >"$tree/lib/modules/$name.ko" ;;
      *.zst) die "this kernel's modules are packed with zstd, which this recipe does not unpack: $file" ;;
      *) cp "$file" "$tree/lib/modules/$name.ko" ;;
    esac
    echo "$name.ko" >>"$tree/lib/modules/order"
  done
}

# base_tree TREE OVERLAY...: busybox, the usual folders, the files of the overlays; modes and times made alike
base_tree() {
  local tree="$1" overlay
  shift
  mkdir -p "$tree"/{bin,sbin,usr/bin,usr/sbin,dev,proc,sys,tmp,root,etc,lib,mnt,run,var}
  install -m 755 "$tmp/busybox/bin/busybox" "$tree/bin/busybox" || die "the package busybox-static has no bin/busybox"
  ln -s busybox "$tree/bin/sh"
  ln -s ../bin/busybox "$tree/sbin/init"
  for overlay in "$@"; do
    cp -R "$recipe/$overlay/." "$tree/"
  done
}

normalise() {
  find "$1" -type d -exec chmod 755 {} +
  find "$1" -type f -perm -u=x -exec chmod 755 {} +
  find "$1" -type f ! -perm -u=x -exec chmod 644 {} +
  [ ! -e "$1/etc/shadow" ] || chmod 600 "$1/etc/shadow"
  [ ! -d "$1/tmp" ] || chmod 1777 "$1/tmp"
  find "$1" -depth -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# pack TREE OUT: a reproducible initramfs
pack() {
  normalise "$1"
  (cd "$1" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) | gzip -9n >"$2"
}

# make_systems OUT: OUT/data/* and OUT/os-root, the content of the demo OS
make_systems() {
  local out="$1" image
  mkdir -p "$out/data"
  image="$(find "$tmp/kernel/boot" -name 'vmlinuz-*' -type f | head -n 1)"
  [ -n "$image" ] || die "the kernel package has no boot/vmlinuz-* in it"
  [ "$(od -An -c -j56 -N4 "$image" | tr -d ' ')" = 'ARMd' ] || die "$image is not a plain arm64 kernel image"
  cp "$image" "$out/data/Image"
  chmod 644 "$out/data/Image"

  base_tree "$tmp/flasher" both flasher
  add_drivers "$tmp/flasher" "$flasher_drivers"
  pack "$tmp/flasher" "$out/data/initramfs.cpio.gz"

  mkdir -p "$tmp/demo-initramfs"/{bin,dev,root}
  cp "$tmp/flasher/bin/busybox" "$tmp/demo-initramfs/bin/"
  cp "$recipe/demo-initramfs/init" "$tmp/demo-initramfs/init"
  add_drivers "$tmp/demo-initramfs" "$demo_drivers"
  base_tree "$out/os-root" both demo-os
  pack "$tmp/demo-initramfs" "$out/os-root/boot/initramfs.cpio.gz"
  ln "$out/data/Image" "$out/os-root/boot/Image"
  normalise "$out/os-root"
}

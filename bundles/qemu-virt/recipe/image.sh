# shellcheck shell=bash
# Makes a disk image: GPT with one bootable ext4 partition. The same input gives the same bytes, as any user.
# Sourced by build: needs $tmp (folder) and the functions say, die.
# shellcheck disable=SC2154

disk_uuid=4a455242-4f41-4d80-8000-000000000001
part_uuid=4a455242-4f41-4d80-8000-000000000002
fs_uuid=4a455242-4f41-4d80-8000-000000000003
hash_seed=4a455242-4f41-4d80-8000-000000000004
features=none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum
part_start_mib=1

# debugfs_commands TREE: the commands that copy TREE into a file system, sorted, so that inodes and blocks come out alike
debugfs_commands() {
  (cd "$1" && find . -mindepth 1 -printf '%P\t%y\t%m\t%l\n' | LC_ALL=C sort) \
    | while IFS=$'\t' read -r path type mode link; do
      case "$type" in
        d) printf 'mkdir "/%s"\nset_inode_field "/%s" mode 0%o\n' "$path" "$path" $((8#040000 | 8#$mode)) ;;
        f) printf 'write "%s/%s" "/%s"\nset_inode_field "/%s" mode 0%o\n' "$1" "$path" "$path" "$path" $((8#100000 | 8#$mode)) ;;
        l) printf 'symlink "/%s" "%s"\n' "$path" "$link" ;;
        *) die "cannot put $1/$path into an image: it is of type $type" ;;
      esac
    done
}

# make_image OUT SIZE_MIB TREE...
make_image() {
  local out="$1" size="$2" tree log="$tmp/image.log" fs
  shift 2
  rm -f "$out"
  truncate -s "${size}M" "$out"
  sfdisk --quiet --no-reread --no-tell-kernel "$out" >"$log" 2>&1 <<TABLE || die "sfdisk failed: $(tail -n 1 "$log")"
label: gpt
label-id: $disk_uuid
start=${part_start_mib}MiB, size=$((size - part_start_mib - 1))MiB, type=linux, uuid=$part_uuid, name=rootfs, attrs=LegacyBIOSBootable
TABLE
  : >"$tmp/mke2fs.conf"
  MKE2FS_CONFIG="$tmp/mke2fs.conf" mke2fs -q -F -t ext4 -b 4096 -I 256 -i 16384 -m 0 -J size=4 -O "$features" \
    -L rootfs -U "$fs_uuid" -E "offset=$((part_start_mib * 1048576)),hash_seed=$hash_seed,root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0,nodiscard" \
    "$out" "$((size - part_start_mib - 1))M" >"$log" 2>&1 || die "mke2fs failed: $(tail -n 1 "$log")"
  fs="$out?offset=$((part_start_mib * 1048576))"
  for tree in "$@"; do
    debugfs_commands "$tree" >"$tmp/debugfs.in"
    debugfs -w -f "$tmp/debugfs.in" "$fs" >"$log.out" 2>"$log" || die "debugfs failed: $(tail -n 1 "$log")"
    # debugfs goes on after a failed command and exits 0: anything but its banner is an error
    if grep -vE '^debugfs [0-9]|^Allocated inode:|^$' "$log" >"$log.errors"; then
      die "debugfs could not fill $out: $(head -n 1 "$log.errors")"
    fi
  done
  e2fsck -f -n "$fs" >"$log" 2>&1 || die "the new file system in $out is damaged: $(tail -n 1 "$log")"
}

# noise SEED N BYTES: the same bytes for the same seed and number, which nothing compresses
noise() {
  head -c "$3" /dev/zero | openssl enc -aes-128-ctr -nosalt -K "$(printf '%032x' "$1")" -iv "$(printf '%08x%024x' "$2" 0)"
}

# filler FOLDER MIB SEED: files of 16 MiB at most, the first half of each noise, the other half a repeated text
filler() {
  local folder="$1" left="$2" seed="$3" n=0 piece file text="$tmp/text" alphabet
  alphabet="$(printf 'etaoinshrdlu ,.\n%.0s' {1..16}; echo .)"
  alphabet="${alphabet%.}"
  mkdir -p "$folder"
  while [ "$left" -gt 0 ]; do
    piece=$((left < 16 ? left : 16))
    file="$(printf '%s/%05d.dat' "$folder" "$n")"
    noise "$seed" "$((2 * n))" "$((piece << 19))" >"$file"
    noise "$seed" "$((2 * n + 1))" 65536 | tr '\000-\377' "$alphabet" >"$text"
    # shellcheck disable=SC2046
    cat $(yes "$text" | head -n "$((piece * 8))" || true) >>"$file"
    left=$((left - piece))
    n=$((n + 1))
  done
}

# compress FILE: makes FILE.xz. Number of threads and block size are fixed, for the result depends on them.
compress() { xz -1 -T2 --block-size=16MiB --check=crc64 --keep --force --stdout -- "$1" >"$1.xz"; }

# Sourced by what starts the program, from the sources and installed.
# shellcheck shell=sh disable=SC2034

# Smaller captures are decrypted before the second compiler has paid for itself.
least_bytes=4000000

# Whether these arguments are worth both of Java's compilers: they open the window, or have something decrypted, and
# Java's ciphers are three times as slow without the second.
worth_both_compilers() {
  case " $* " in *" --keys "* | *" --keys="*) return 0 ;; esac
  [ $# -eq 0 ] || [ -e "$1" ] || holds_keys "$@"
}

# Whether one of these files is a large capture with TLS keys in front of its packets: a pcapng file whose Decryption
# Secrets Block (type 10) comes before any block of packets (types 2, 3 and 6). In the other byte order, and where keys
# stand between packets, it only takes longer.
holds_keys() {
  for argument; do
    if [ ! -f "$argument" ] || [ ! -r "$argument" ] || [ "$(wc -c <"$argument")" -lt "$least_bytes" ]; then continue; fi
    at=0 blocks=0
    while [ "$blocks" -lt 16 ]; do
      block=$(od -An -v -t u4 -j "$at" -N 8 "$argument" 2>/dev/null) || break
      # shellcheck disable=SC2086
      set_block $block
      if [ "$at" = 0 ] && [ "$type" != 168627466 ]; then break; fi # a section header of pcapng
      case "$type" in 10) return 0 ;; 2 | 3 | 6) break ;; esac
      if [ "$length" -lt 12 ] || [ "$length" -gt 16777216 ]; then break; fi
      at=$((at + length)) blocks=$((blocks + 1))
    done
  done
  return 1
}

set_block() {
  type=${1:-2}
  length=${2:-0}
}

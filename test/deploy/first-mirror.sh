#!/bin/sh
# Does in a bare Debian what docs/guide/first-mirror.md says, and nothing else, and times it. Needs root, debootstrap and a network.
#   test/deploy/first-mirror.sh FOLDER      (made by debootstrap if it is empty)
# A newsroom on loopback stands for the reader's; a chroot has no systemd, so that its commands are played by a shim.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
here=$root/test/deploy/first-mirror
say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }

[ -e "$folder/usr" ] || debootstrap --variant=minbase trixie "$folder" >/dev/null
cp /etc/resolv.conf "$folder/etc/resolv.conf"
mountpoint -q "$folder/proc" || mount -t proc proc "$folder/proc"
mountpoint -q "$folder/dev" || mount --bind /dev "$folder/dev"
mkdir -p "$folder/srv/code" "$folder/run/shim"
mountpoint -q "$folder/srv/code" || mount --bind "$(git -C "$root" rev-parse --path-format=absolute --git-common-dir)" "$folder/srv/code"
trap 'for file in "$folder"/run/shim/*.pid; do [ -e "$file" ] && kill "$(cat "$file")" 2>/dev/null; done; sleep 1; umount -l "$folder/srv/code" "$folder/proc" "$folder/dev"' EXIT

install -m 755 "$here/systemctl" "$folder/usr/local/bin/systemctl"
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$folder/run/shim/authorities.pem"
echo '127.0.0.1 localhost a.example.net b.example.com' >"$folder/etc/hosts"
"$root/node_modules/.bin/node" "$here/newsroom.mjs" & echo $! >"$folder/run/shim/newsroom.pid"

# The guide's examples, put as a reader would put them: an address of the code, of the newsroom, and of the mirrors.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$root/docs/guide/first-mirror.md" |
  sed -e "s#git clone https://code.example/tamizdat#git -c safe.directory='*' clone --quiet --branch $(git -C "$root" branch --show-current) file:///srv/code#" \
    -e 's#--site https://www.example.org#--site http://127.0.0.1:18090 --allow-private 127.0.0.1:18090#' \
    >"$folder/run/shim/guide.sh"
begun=$(date +%s)
while IFS= read -r line; do
  say "\$ $line"
  chroot "$folder" env DEBIAN_FRONTEND=noninteractive NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:+/run/shim/authorities.pem}" \
    PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/root sh -c "cd /root; $line" </dev/null >"$folder/run/shim/out" 2>&1 || {
    status=$?
    cat "$folder/run/shim/out"
    # `doctor` ends with 1 while something is to be done, and says what.
    case $line in *doctor*) ;; *) say "failed with $status"; exit 1 ;; esac
  }
  tail -n "${LINES_SHOWN:-12}" "$folder/run/shim/out"
done <"$folder/run/shim/guide.sh"
sleep 3
curl --silent --fail --header 'Host: a.example.net' http://127.0.0.1:18080/ | grep -o 'Article number 1' | head -1
say "the first mirror is up after $(($(date +%s) - begun)) seconds"

#!/bin/sh
# Does in a bare Debian what docs/guide/first-mirror.md says, and nothing else, and times it. Needs root, debootstrap and a way
# to Debian's and npm's packages.
#   npm run first-mirror [FOLDER]         FOLDER is kept, and its Debian taken as it is the next time
#   test/deploy/first-mirror.sh --here    over what this machine has: nothing is fetched, and nothing of it is changed
# What a chroot lacks is stood in for: a newsroom and a certificate authority on loopback, and systemd's commands by a shim.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/test/deploy/first-mirror
folder=${1:-$(mktemp -d)}
shim=$folder/run/shim
say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }

# Types a block of the guide, line by line. What npm tells scripts of its own settings is not for the npm in there.
type_block() {
  while IFS= read -r line; do
    case $line in apt-get* | git* | *'npm ci'*) [ -z "${HERE:-}" ] || continue ;; esac
    say "\$ $line"
    status=0
    chroot "$folder" env -i DEBIAN_FRONTEND=noninteractive NODE_EXTRA_CA_CERTS=/run/shim/authorities.pem HOME=/root \
      PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin sh -c "cd /root; $line" </dev/null >"$shim/out" 2>&1 || status=$?
    tail -n "${LINES_SHOWN:-12}" "$shim/out"
    [ "$status" -eq 0 ] || { say "failed with $status"; exit 1; }
  done <"$1"
}

case ${2:-} in
'')
  # Mounts and processes of its own: all of them are gone when it ends.
  status=0
  unshare --mount --pid --fork --mount-proc sh "$0" "$folder" install || status=$?
  [ -n "${1:-}" ] || rm -r --one-file-system "$folder"
  exit "$status"
  ;;
install)
  if [ "$folder" = --here ]; then
    export HERE=1
    folder=/mnt
    shim=$folder/root/run/shim
    mount -t tmpfs tmpfs "$folder"
    mkdir "$folder/above" "$folder/work" "$folder/root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/above,workdir=$folder/work" "$folder/root"
    folder=$folder/root
    mkdir -p "$folder/opt/tamizdat"
    mount --bind "$root" "$folder/opt/tamizdat"
  else
    [ -e "$folder/usr" ] || debootstrap --variant=minbase trixie "$folder" >/dev/null
    # Not only root is to come in, as mktemp has it.
    chmod 755 "$folder"
    mkdir -p "$folder/srv/code"
    mount --bind "$(git -C "$root" rev-parse --path-format=absolute --git-common-dir)" "$folder/srv/code"
    cp /etc/resolv.conf "$folder/etc/resolv.conf"
  fi
  mkdir -p "$shim"
  mount -t proc proc "$folder/proc"
  mount --bind /dev "$folder/dev"
  install -m 755 "$here/systemctl" "$folder/usr/local/bin/systemctl"
  cat ${NODE_EXTRA_CA_CERTS:+"$NODE_EXTRA_CA_CERTS"} </dev/null >"$shim/authorities.pem"
  # The guide's examples, put as a reader would put them: an address of the code, and of the newsroom.
  awk -v shim="$shim" '/^```sh$/ { on = ++block; next } /^```$/ { on = 0 } on { print >(shim "/block-" block) }' \
    "$root/docs/guide/first-mirror.md"
  sed -i -e "s#git clone https://code.example/tamizdat#git -c safe.directory='*' clone --quiet file:///srv/code#" \
    -e "s#/opt/tamizdat\$#& \&\& git -C /opt/tamizdat checkout --quiet --detach $(git -C "$root" rev-parse HEAD)#" \
    -e 's#--site https://www.example.org#--site http://127.0.0.1:18090 --allow-private 127.0.0.1:18090#' "$shim"/block-*
  date +%s >"$shim/begun"
  type_block "$shim/block-1"
  # From here on nothing needs another machine; in a network of its own all ports are free.
  exec unshare --net sh "$0" "$folder" serve
  ;;
serve)
  ip link set lo up
  echo '127.0.0.1 localhost ca.test a.example.net b.example.com' >"$folder/etc/hosts"
  "$root/node_modules/.bin/node" "$here/newsroom.mjs" &
  cp "$here/authority" "$shim/authority"
  chroot "$folder" env XDG_DATA_HOME=/run/shim HOME=/run/shim \
    caddy run --adapter caddyfile --config /run/shim/authority >"$shim/authority.log" 2>&1 &
  until [ -e "$shim/caddy/pki/authorities/local/root.crt" ]; do sleep 0.2; done
  cat "$shim/caddy/pki/authorities/local/root.crt" >>"$shim/authorities.pem"
  for block in 2 3 4 5; do [ ! -e "$shim/block-$block" ] || type_block "$shim/block-$block"; done
  curl --silent --fail --resolve a.example.net:443:127.0.0.1 --cacert "$shim/authorities.pem" https://a.example.net/ |
    grep -o 'Article number 1' | head -1
  say "the first mirror is up after $(($(date +%s) - $(cat "$shim/begun"))) seconds"
  ;;
esac

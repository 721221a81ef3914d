#!/bin/sh
# Builds the image with buildah as an operator does, but without a registry: what the base image brings (a shell, useradd, Node
# and npm) is taken from this machine. Then starts it as its user and asks it for a page. Needs root and buildah.
#   test/deploy/container.sh FOLDER
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
# Mounts, processes and a network of its own: all of them are gone when it ends.
[ -n "${2:-}" ] || exec unshare --mount --net --pid --fork --mount-proc sh "$0" "$folder" alone
ip link set lo up
base=$folder/base
mkdir -p "$base/etc" "$base/tmp" "$base/root" "$base/proc" "$base/dev" "$base/var"
for link in bin sbin lib lib64; do mkdir -p "$base/usr/$link"; ln -s "usr/$link" "$base/$link"; done

with_libraries() {
  for file in "$@"; do
    cp -L "$file" "$base/usr/bin/"
    ldd "$file" | grep -o '/[^ ]*' | while read -r library; do
      mkdir -p "$base/usr/$(dirname "${library#/usr}")"
      cp -L "$library" "$base/usr/${library#/usr}"
    done
  done
}
node=$(readlink -f "$root/node_modules/node/bin/node")
with_libraries /bin/sh /usr/bin/env /bin/mkdir /bin/ls /bin/cat /usr/bin/id /usr/sbin/useradd "$node"
cp -a /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/login.defs /etc/nsswitch.conf "$base/etc/"
sed -i '/^tamizdat:/d' "$base/etc/passwd" "$base/etc/group" "$base/etc/shadow" "$base/etc/gshadow"
cp -aL /etc/ssl "$base/etc/ssl"
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$base/usr/lib/node_modules"
cp -aL "$npm" "$base/usr/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$base/usr/bin/npm"
# No network: what this machine has of npm's packages has to be enough.
echo 'offline=true' >"$base/root/.npmrc"

export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
b() { buildah --root "$folder/images" --runroot "$folder/run" "$@"; }
image=$(sed -n 's/^FROM //p' "$root/deploy/container/Containerfile")
container=$(b from scratch)
b copy --quiet "$container" "$base" / >/dev/null
b commit --quiet "$container" "$image" >/dev/null
b rm "$container" >/dev/null

# They are mounted as a copy that is thrown away, since a step of the build cleans them up.
mkdir -p "$(npm config get cache)"
b bud --pull-never --network host --volume "$(npm config get cache):/root/.npm:O" \
  --file "$root/deploy/container/Containerfile" --tag tamizdat "$root" >"$folder/build.log" 2>&1 || {
  tail -n 20 "$folder/build.log" >&2
  ! grep -q ENOTCACHED "$folder/build.log" || echo 'packages are not kept here'
  exit 1
}
echo "built: $(grep -c '^STEP' "$folder/build.log") steps"
config() { b inspect --type image --format "{{.OCIv1.Config.$1}}" tamizdat | tr -d '[]'; }
echo "starts: $(config Entrypoint) $(config Cmd), as $(config User), in $(config WorkingDir)"

# As compose.yaml has it: the folder is mounted, and the listeners are open to the front's network.
install -d -o 990 "$folder/mirrors"
echo 'a token of sixteen letters or more' >"$folder/mirrors/operator.token"
cat >"$folder/mirrors/mirrors.config.ts" <<END
export default {
  title: 'News on a mirror',
  sources: [],
  mirrors: [{ host: 'a.example.net', state: 'live' }],
  server: { host: '0.0.0.0' },
  operator: { host: '0.0.0.0', token: { kind: 'secret', name: 'TAMIZDAT_OPERATOR_TOKEN', file: 'operator.token' } },
}
END
running=$(b from --pull-never tamizdat)
touch "$folder/started"
# shellcheck disable=SC2046
b run --volume "$folder/mirrors:/var/lib/tamizdat" "$running" -- $(config Entrypoint) $(config Cmd) >"$folder/run.log" 2>&1 &
until curl --silent --fail --header 'Host: a.example.net' http://127.0.0.1:8080/ >"$folder/page"; do
  kill -0 $! || { cat "$folder/run.log"; exit 1; }
  sleep 0.2
done
echo "serves: $(grep -o '<title>[^<]*' "$folder/page")"
echo "writes as: $(stat --format %u "$folder/mirrors/data/tamizdat.db")"
# The container's own files may not be written: compose.yaml has read_only.
echo "written outside its folder: $(find "$(b mount "$running")" -newer "$folder/started" -type f ! -path '*/var/lib/tamizdat/*' ! -path '*/tmp/*' ! -path '*/run/*' ! -path '*/etc/*' | wc -l)"

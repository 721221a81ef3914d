#!/bin/sh
# Takes certificates with deploy/certificates from an authority on this machine, in a network of its own: no other host is
# reached, and ports 80 and 443 are free. Prints a line for each thing that is so. Needs root, caddy, curl and openssl.
#   unshare --net --mount sh test/deploy/certificates.sh caddy FOLDER
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
front=$1
folder=$2
node=$root/node_modules/.bin/node
pids=''
trap 'kill $pids 2>/dev/null; wait' EXIT
ip link set lo up

# Names lead here, and only here: c.example.org has no address yet.
mkdir -p "$folder/bin" "$folder/service/data" "$folder/front" "$folder/authority"
printf '127.0.0.1 localhost ca.test a.example.net b.example.com d.example.info\n' >"$folder/hosts"
mount --bind "$folder/hosts" /etc/hosts
[ "$front" = caddy ] || cp -a /etc/nginx/. "$folder/front"
mount --bind "$folder/front" "/etc/$front"
export PATH="$folder/bin:$PATH" HOME="$folder" XDG_CONFIG_HOME="$folder/config"

XDG_DATA_HOME="$folder/authority" caddy run --adapter caddyfile --config "$root/test/deploy/first-mirror/authority" >"$folder/authority.log" 2>&1 &
pids=$!
authority=$folder/authority/caddy/pki/authorities/local/root.crt
until curl --silent --fail --cacert "$authority" https://ca.test:9443/acme/local/directory >"$folder/directory" 2>&1; do sleep 0.2; done

cat >"$folder/service/mirrors.config.ts" <<END
export default {
  title: 'News on a mirror',
  sources: [],
  mirrors: [{ host: 'a.example.net', state: 'live' }, { host: 'b.example.com' }, { host: 'c.example.org' }, { host: 'd.example.info' }],
  operator: { port: 0 },
}
END
cat >"$folder/bin/tamizdat" <<END
#!/bin/sh
cd "$folder/service" && exec "$node" "$root/src/main.ts" "\$@"
END
chmod +x "$folder/bin/tamizdat"
tamizdat serve >"$folder/serve.log" 2>&1 &
pids="$pids $!"
until curl --silent --fail --header 'Host: a.example.net' http://127.0.0.1:8080/ >"$folder/page"; do sleep 0.2; done

start_caddy() {
  mkdir "$folder/front-data"
  export CADDY_DATA="$folder/front-data/caddy"
  # The configuration that is shipped; only the authority is another, and it is trusted.
  sed "s|^{\$|{\n\tacme_ca https://ca.test:9443/acme/local/directory\n\tacme_ca_root $authority|" \
    "$root/deploy/caddy/Caddyfile" >/etc/caddy/Caddyfile
  mkdir -p /etc/caddy/mirrors
  XDG_DATA_HOME="$folder/front-data" caddy run --adapter caddyfile --config /etc/caddy/Caddyfile >"$folder/front.log" 2>&1 &
  pids="$pids $!"
  printf '#!/bin/sh\nexec caddy reload --force --adapter caddyfile --config /etc/caddy/Caddyfile 2>>"%s/front.log"\n' "$folder" >"$folder/bin/systemctl"
  chmod +x "$folder/bin/systemctl"
}
start_nginx() {
  rm -f /etc/nginx/sites-enabled/default
  sed -i "s|^pid .*|pid $folder/nginx.pid;|; s|/var/log/nginx|$folder|" /etc/nginx/nginx.conf
  install -m 644 "$root/deploy/nginx/tamizdat.conf" /etc/nginx/conf.d/tamizdat.conf
  install -m 644 "$root/deploy/nginx/mirror.conf" /etc/nginx/snippets/tamizdat-mirror.conf
  mkdir -p /etc/nginx/mirrors /etc/letsencrypt "$folder/letsencrypt"
  mount --bind "$folder/letsencrypt" /etc/letsencrypt
  # certbot as it is; only the authority is another, and it is trusted.
  cat >"$folder/bin/certbot" <<END
#!/bin/sh
REQUESTS_CA_BUNDLE="$authority" exec /usr/bin/certbot "\$@" --server https://ca.test:9443/acme/local/directory \
  --work-dir "$folder/certbot" --logs-dir "$folder/certbot"
END
  printf '#!/bin/sh\nexec nginx -s reload\n' >"$folder/bin/systemctl"
  chmod +x "$folder/bin/certbot" "$folder/bin/systemctl"
  nginx -g "daemon off;" 2>"$folder/front.log" &
  pids="$pids $!"
}
"start_$front"

shows() { curl --silent --show-error --max-time 5 --cacert "$authority" --output /dev/null --write-out '%{http_code}' "https://$1/" 2>/dev/null || true; }
taken() { ls "/etc/$front/mirrors" | sed 's/\.[a-z]*$//' | tr '\n' ' '; }
wait_for() { until [ "$(shows "$1")" = "$2" ]; do sleep 0.2; done; }

"$root/deploy/certificates" "$front"
wait_for a.example.net 200
echo "first: $(taken)answers $(shows a.example.net)"
echo "standby before its turn: $(shows b.example.com)"

# Eight days later every standby is due.
"$node" -e "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('update mirrors set added_ms = added_ms - 8 * 86400000')" \
  "$folder/service/data/tamizdat.db" 2>>"$folder/serve.log"
"$root/deploy/certificates" "$front"
echo "second: $(taken | wc -w)"
"$root/deploy/certificates" "$front"
"$root/deploy/certificates" "$front"
echo "all that lead here: $(taken)"
wait_for b.example.com 404
wait_for d.example.info 404
for host in a.example.net b.example.com d.example.info; do
  echo "$host: $(openssl s_client -connect "$host:443" -servername "$host" </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName | tail -1 | tr -d ' ')"
done

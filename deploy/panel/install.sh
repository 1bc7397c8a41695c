#!/bin/bash
# Turns a fresh Debian 12 (no desktop) into a panel of 联动: it starts into Chromium on the server's /screen and stays
# there. Run as root; running it again changes the settings.
set -euo pipefail

usage() {
    cat >&2 <<'END'
./install.sh --server https://wall.example.cn [options]
  --ca FILE        certificate (PEM) of the intranet's own authority, for Chromium and this computer
  --insecure       plain http://: Chromium is told to trust this origin like HTTPS (without that no service
                   worker: after a cold boot with the server gone there is no last picture). Prefer --ca.
  --rotate WAY     left, right or inverted: picture and touch, for 1080×1920 on a panel that is hung upright
  --no-start       only install; it starts at the next boot
END
    exit 64
}

server='' ca='' rotate='' is_insecure=no starts_now=yes
while [ $# -gt 0 ]; do
    case $1 in
        --server) server=${2:?}; shift 2 ;;
        --ca) ca=${2:?}; shift 2 ;;
        --rotate) rotate=${2:?}; shift 2 ;;
        --insecure) is_insecure=yes; shift ;;
        --no-start) starts_now=no; shift ;;
        *) usage ;;
    esac
done
server=${server%/}
if ! [[ $server =~ ^https?://[A-Za-z0-9.-]+(:[0-9]+)?$ ]]; then usage; fi
if [[ $server == http://* && $is_insecure == no ]]; then
    echo "$server is not HTTPS. Give the server a certificate (--ca), or say --insecure." >&2
    exit 64
fi
if [ -n "$ca" ] && ! grep -q 'BEGIN CERTIFICATE' "$ca"; then
    echo "$ca is not a certificate in PEM." >&2
    exit 66
fi
case $rotate in '' | left | right | inverted) ;; *) usage ;; esac
[ "$(id -u)" = 0 ] || { echo "root is needed." >&2; exit 77; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
share=/usr/share/liandong-panel
home=/var/lib/liandong-panel

install_packages() {
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        ca-certificates chromium chromium-l10n espeak-ng fonts-noto-cjk libnss3-tools openbox \
        python3-minimal speech-dispatcher speech-dispatcher-espeak-ng \
        x11-xserver-utils xinput xserver-xorg-core xserver-xorg-input-libinput
}

# The user owns nothing but its profile: what it runs and how is root's.
install_files() {
    install -D -m 644 "$here/sysusers.conf" /etc/sysusers.d/liandong-panel.conf
    systemd-sysusers /etc/sysusers.d/liandong-panel.conf
    install -d -o panel -g panel -m 700 "$home"
    install -D -m 755 "$here/liandong-panel" /usr/local/bin/liandong-panel
    install -D -m 755 "$here/session" "$share/session"
    install -D -m 644 "$here/openbox.xml" "$share/openbox.xml"
    install -D -m 644 "$here/waiting.html" "$share/waiting.html"
    install -D -m 644 "$here/xorg.conf" /etc/X11/xorg.conf.d/90-liandong-panel.conf
    install -D -m 644 "$here/watchdog.conf" /etc/systemd/system.conf.d/liandong-panel.conf
    install -D -m 644 "$here/logind.conf" /etc/systemd/logind.conf.d/liandong-panel.conf
    install -D -m 644 "$here/liandong-panel-x.service" /etc/systemd/system/liandong-panel-x.service
    install -D -m 644 "$here/liandong-panel.service" /etc/systemd/system/liandong-panel.service
}

write_settings() {
    install -d -m 755 /etc/liandong-panel
    printf 'PANEL_SERVER=%s\nPANEL_PROFILE=%s/chromium\n' "$server" "$home" > /etc/liandong-panel/panel.env
    install -d -m 755 /etc/chromium/policies/managed
    local policies=/etc/chromium/policies/managed
    sed "s|@SERVER@|$server|" "$here/policy.json" > "$policies/liandong-panel.json"
    rm -f "$policies/liandong-panel-insecure.json" /etc/liandong-panel/display.sh
    if [ "$is_insecure" = yes ]; then
        printf '{ "OverrideSecurityRestrictionsOnInsecureOrigin": ["%s"] }\n' "$server" \
            > "$policies/liandong-panel-insecure.json"
    fi
    if [ -n "$rotate" ]; then
        write_rotation > /etc/liandong-panel/display.sh
    fi
}

# Turns every output and every touch device alike. A touch frame that needs calibration of its own gets its matrix here.
write_rotation() {
    local matrix
    case $rotate in
        left) matrix='0 -1 1 1 0 0 0 0 1' ;;
        right) matrix='0 1 0 -1 0 1 0 0 1' ;;
        inverted) matrix='-1 0 1 0 -1 1 0 0 1' ;;
    esac
    cat <<END
for output in \$(xrandr | awk '\$2 == "connected" { print \$1 }'); do
    xrandr --output "\$output" --auto --rotate $rotate
done
for device in \$(xinput list --id-only); do
    xinput set-prop "\$device" 'Coordinate Transformation Matrix' $matrix 2>/dev/null || true
done
END
}

# Chromium reads authorities from its user's NSS store; the guard's own look at the server does not mind who signed.
trust_authority() {
    local store=$home/.pki/nssdb
    install -d -o panel -g panel -m 700 "$home/.pki" "$store"
    if [ ! -e "$store/cert9.db" ]; then
        runuser -u panel -- certutil -d "sql:$store" -N --empty-password
    fi
    runuser -u panel -- certutil -d "sql:$store" -D -n liandong 2>/dev/null || true
    if [ -n "$ca" ]; then
        runuser -u panel -- certutil -d "sql:$store" -A -n liandong -t 'C,,' < "$ca"
        install -m 644 "$ca" /usr/local/share/ca-certificates/liandong.crt
        update-ca-certificates
    fi
}

install_packages
install_files
write_settings
trust_authority
systemctl set-default multi-user.target
systemctl enable liandong-panel.service
if [ "$starts_now" = yes ]; then
    systemctl daemon-reload
    systemctl restart liandong-panel-x.service liandong-panel.service
fi
echo "This panel shows $server/screen."

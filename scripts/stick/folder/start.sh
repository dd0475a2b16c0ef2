#!/bin/sh
# Starts Valueshift from this folder with what this computer has, on this computer alone.
cd "$(dirname "$0")" || exit 1

has() { command -v "$1" >/dev/null 2>&1; }

# On a Mac without developer tools /usr/bin/python3 is only an offer to install them.
python_is_real() {
  [ "$(uname)" != Darwin ] || [ "$(command -v python3)" != /usr/bin/python3 ] || xcode-select -p >/dev/null 2>&1
}

if has node && node -e 'process.exit(parseInt(process.versions.node, 10) < 14 ? 1 : 0)' 2>/dev/null; then
  exec node servers/serve.mjs "$@"
elif has python3 && python_is_real && python3 -c 'import sys; sys.exit(sys.version_info < (3, 7))' 2>/dev/null; then
  exec python3 servers/serve.py "$@"
elif has perl && perl -MJSON::PP -MIO::Socket::INET -e 1 2>/dev/null; then
  exec perl servers/serve.pl "$@"
fi
echo 'This computer has neither Node, nor Python 3, nor Perl. Ask whoever looks after it for one of them.'
echo 'Press Enter to close.'
read -r _
exit 1

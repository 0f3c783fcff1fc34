#!/bin/sh
# copy-jars DIR COORDINATE...: the jars themselves, without what they depend on (the engines bring that).
set -eu
dir=$1
shift
mkdir -p "$dir"
for coordinate in "$@"; do
  mvn -q -B dependency:copy -Dartifact="$coordinate" -DoutputDirectory="$dir" -Dmdep.useBaseVersion=true
done

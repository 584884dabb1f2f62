#!/usr/bin/env bash
# Compiles what is missing and runs one benchmark of search/src/bench/java:  run.sh CLASS [ARGUMENT...]
# BENCH_JAVA_OPTIONS adds options of the JVM; BENCH_COMPILED=1 runs what was compiled last.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
classes=$home/search/target/bench-classes

if [ -z "${BENCH_COMPILED:-}" ]; then
  (cd "$home" && mvn -B -ntp -q -pl search -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath) >&2
fi
classpath=$classes:$home/search/target/classes:$(cat "$home/search/target/classpath")
if [ -z "${BENCH_COMPILED:-}" ]; then
  mkdir -p "$classes"
  javac -nowarn -d "$classes" -cp "$classpath" $(find "$home/search/src/bench/java" -name '*.java')
fi

class=$(cd "$home/search/src/bench/java" && find . -name "$1.java" | sed 's#^\./##; s#\.java$##; s#/#.#g')
[ -n "$class" ] || { echo "run.sh: no benchmark $1; there are: $(find "$home/search/src/bench/java" -name '*.java' -exec grep -l 'void main' {} + | xargs -n1 basename -s .java | tr '\n' ' ')" >&2; exit 2; }

natives=()
if grep -qs avx2 /proc/cpuinfo; then natives=(-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2); fi
export OMP_NUM_THREADS=1
exec java -Xmx2g "${natives[@]}" -Dorg.bytedeco.javacpp.maxbytes=6g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -Dorg.bytedeco.javacpp.logger=slf4j ${BENCH_JAVA_OPTIONS:-} -cp "$classpath" "$class" "${@:2}"

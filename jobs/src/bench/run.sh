#!/usr/bin/env bash
# Compiles and runs one program of jobs/src/bench/java against the build:  run.sh CLASS [ARGUMENT...]
# Build first: mvn -Dmaven.test.skip=true package.  BENCH_JAVA_OPTIONS adds options of the JVM (-Xmx2g); BENCH_CLASSPATH is a class path in
# place of the build's.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
jar=$home/jobs/target/edgewise.jar
if [ -z "${BENCH_CLASSPATH:-}" ] && { [ ! -f "$jar" ] || [ ! -d "$home/jobs/target/spark" ]; }; then
  echo "build first: mvn -Dmaven.test.skip=true package" >&2
  exit 2
fi

classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
classpath=${BENCH_CLASSPATH:-$jar:$home/jobs/target/spark/*}
# What a program shares with the tests, such as the search that trains in a fraction of a second, is compiled along.
"${bin}javac" -nowarn -proc:none -d "$classes" -cp "$classpath" -sourcepath "$home/jobs/src/bench/java:$home/jobs/src/test/java" \
  "$home/jobs/src/bench/java/io/edgewise/jobs/$1.java" 2> >(grep -v '^Note:' >&2)

options=()
for package in java.{lang,lang.invoke,lang.reflect,io,net,nio,util,util.concurrent,util.concurrent.atomic} \
  sun.{nio.ch,nio.cs,security.action,util.calendar}; do
  options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
while read -r key value; do
  [[ $key == spark.* ]] && options+=("-D$key=$value")
done < "$home/conf/spark/local.conf"
if grep -qs avx2 /proc/cpuinfo; then options+=(-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2); fi
export OMP_NUM_THREADS=1 SPARK_LOCAL_IP=127.0.0.1
"${bin}java" -Xmx2g "${options[@]}" -Dorg.bytedeco.javacpp.maxbytes=3g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -Dorg.bytedeco.javacpp.logger=slf4j "-Dlog4j2.configurationFile=$home/conf/spark/log4j2.properties" \
  "-Dedgewise.repository=$home" ${BENCH_JAVA_OPTIONS:-} -cp "$classes:$classpath" "io.edgewise.jobs.$1" "${@:2}"

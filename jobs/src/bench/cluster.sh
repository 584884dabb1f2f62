#!/usr/bin/env bash
# A real Spark standalone cluster on this machine, of the build's own jars: a master and workers, each a JVM of its own.
#
#   cluster.sh start FOLDER [WORKERS]   starts it (2 workers); FOLDER becomes a SPARK_HOME and holds logs and process ids
#   cluster.sh worker FOLDER NAME       starts one more worker, or one that was killed again
#   cluster.sh stop FOLDER              stops what start and worker started
#
# After start, FOLDER/url holds the master's URL.  CLUSTER_WORKER_CORES (2) and CLUSTER_WORKER_MEMORY (4g) size a worker;
# SPARK_WORKER_OPTS are options of its JVM, such as -Dspark.worker.resource.edgetpu.amount=1.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command=${1:?start, worker or stop}
folder=$(mkdir -p "${2:?folder}" && cd "$2" && pwd)

export SPARK_HOME=$folder SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1

options=()
daemon() { # daemon NAME CLASS ARGUMENT...: runs in the background, its process id in NAME.pid
  local name=$1
  shift
  mkdir -p "$folder/logs"
  nohup "$java" -Xmx512m "${options[@]}" -cp "$folder/conf:$folder/jars/*" "$@" > "$folder/logs/$name.log" 2>&1 < /dev/null 9>&- 8>&- 7>&- &
  echo $! > "$folder/$name.pid"
}

await() { # await LOG PATTERN: until a log says so
  for _ in $(seq 300); do
    grep -qs "$2" "$folder/logs/$1.log" && return
    sleep 0.2
  done
  echo "cluster.sh: $1 does not start; see $folder/logs/$1.log" >&2
  exit 70
}

worker() {
  read -ra options <<< "${SPARK_WORKER_OPTS:-}"
  daemon "$1" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores "${CLUSTER_WORKER_CORES:-2}" \
    --memory "${CLUSTER_WORKER_MEMORY:-4g}" --webui-port 0 --work-dir "$folder/workers/$1" "$(cat "$folder/url")"
  await "$1" "Successfully registered with master"
}

case $command in
  start)
    if [ ! -d "$home/jobs/target/spark" ] || [ ! -f "$home/jobs/target/edgewise.jar" ]; then
      echo "cluster.sh: build first: mvn -Dmaven.test.skip=true package" >&2
      exit 2
    fi
    mkdir -p "$folder/bin" "$folder/conf"
    ln -sfn "$home/jobs/target/spark" "$folder/jars"
    # What bin/spark-submit of a distribution comes to, without the distribution.
    cat > "$folder/bin/spark-submit" <<'SUBMIT'
#!/usr/bin/env bash
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
export SPARK_HOME=$home SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# org.apache.spark.launcher.Main prints a zero byte, a newline and the words of the command, each ended by a zero byte.
mapfile -d '' -t words < <("$java" -cp "$home/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
[ "${#words[@]}" -gt 1 ] || exit 2
words=("${words[@]:1}")
words[0]=${words[0]#$'\n'}
exec "${words[@]}"
SUBMIT
    chmod +x "$folder/bin/spark-submit"
    daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
    await master "New state: ALIVE"
    grep -om1 'spark://[0-9.]*:[0-9]*' "$folder/logs/master.log" > "$folder/url"
    for number in $(seq "${3:-2}"); do worker "worker-$number"; done
    echo "$(cat "$folder/url") of ${3:-2} workers; SPARK_HOME=$folder"
    ;;
  worker) worker "${3:?name}" ;;
  stop)
    for pid in "$folder"/*.pid; do
      [ -e "$pid" ] || continue
      kill "$(cat "$pid")" 2> /dev/null || true
      rm -f "$pid"
    done
    ;;
  *) sed -n 2,9p "$0" >&2; exit 2 ;;
esac

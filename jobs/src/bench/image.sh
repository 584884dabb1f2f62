#!/usr/bin/env bash
# Builds the image of conf/kubernetes/Dockerfile by docker or podman, and has it tell its version:  image.sh [TAG]
# TAG is registry.example.org/edgewise:latest, as the files of conf/kubernetes name it, unless said otherwise; nothing is pushed.
# Ends with 1 where there is neither docker nor podman. Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
tag=${1:-registry.example.org/edgewise:latest}

if [ ! -f "$home/jobs/target/edgewise.jar" ]; then
  echo "image.sh: there is no jobs/target/edgewise.jar; build first: mvn -Dmaven.test.skip=true package" >&2
  exit 2
fi
builder=
for candidate in docker podman; do
  if command -v "$candidate" > /dev/null && "$candidate" info > /dev/null 2>&1; then
    builder=$candidate
    break
  fi
done
if [ -z "$builder" ]; then
  echo "image.sh: no image was built: there is neither docker nor podman here, or neither answers; ImageIT replays the COPY lines without" >&2
  exit 1
fi

# Only what the ignore file lets through goes to the builder, whether it knows that file or not.
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
sed -n 's/^!//p' "$home/conf/kubernetes/Dockerfile.dockerignore" | while IFS= read -r path; do
  mkdir -p "$context/$(dirname "$path")"
  cp -r "$home/$path" "$context/$path"
done
"$builder" build -f "$home/conf/kubernetes/Dockerfile" -t "$tag" "$context"
"$builder" run --rm --entrypoint /opt/spark/bin/spark-submit "$tag" --master 'local[1]' --class io.edgewise.jobs.Main \
  /opt/edgewise/edgewise.jar --version
echo "image.sh: built $tag by $builder"

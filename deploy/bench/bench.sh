# Sourced by the scripts beside it: builds what is measured, then becomes the benchmark.

for argument in "$@"; do
  if [ "$argument" = --help ]; then
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" # the script's first lines say what it does
    exit 0
  fi
done

bench_build=
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
. "$root/deploy/local/java.sh"

# run_bench MODULES CLASS ARGUMENT…; MODULES as Maven takes them, comma-separated. $bench_build: further
# arguments of the build; $AIW3_BENCH_APP: where it puts the service, if not in quarkus-app.
run_bench() {
  require_java
  modules=$1
  main=$2
  shift 2
  (cd "$root" && ./mvnw -q ${bench_build:-} -DskipTests -DskipITs -pl "deploy/bench,$modules" -am package) || {
    echo "The build failed; see above." >&2
    exit 1
  }
  exec "$java" -Xmx2g -XX:+UseSerialGC -Djava.awt.headless=true \
    -cp "$here/target/classes:$(cat "$here/target/classpath")" \
    "$main" --root "$root" "$@"
}

# Sourced by the scripts beside it: builds what is measured, then becomes the benchmark.

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
. "$root/deploy/local/java.sh"

# run_bench MODULES CLASS ARGUMENT…; MODULES as Maven takes them, comma-separated.
run_bench() {
  require_java
  modules=$1
  main=$2
  shift 2
  (cd "$root" && ./mvnw -q -DskipTests -DskipITs -pl "deploy/bench,$modules" -am package) || {
    echo "The build failed; see above." >&2
    exit 1
  }
  exec "$java" -Xmx2g -XX:+UseSerialGC -Djava.awt.headless=true \
    -cp "$here/target/classes:$(cat "$here/target/classpath")" \
    "$main" --root "$root" "$@"
}

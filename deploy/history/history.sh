# Sourced by the scripts beside it: builds the commands when they are not built, then becomes one.

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
. "$root/deploy/local/java.sh"

# run_history CLASS ARGUMENT…
run_history() {
  require_java
  main=$1
  shift
  built=$here/target/classpath
  if [ ! -f "$built" ] || [ -n "$(find "$here/src/main" "$here/pom.xml" \
    "$root/deploy/command-line/src/main" "$root/qualification-service/src/main/java" "$root/shared-events/contract/src/main" \
    -newer "$built" -type f -print | head -n 1)" ]; then
    (cd "$root" && ./mvnw -q -DskipTests -DskipITs -pl deploy/history -am package) >&2 || {
      echo "The build failed; see above." >&2
      exit 3
    }
  fi
  exec "$java" -Xmx512m -XX:+UseSerialGC -cp "$here/target/classes:$(cat "$built")" \
    "$main" --run-file "$root/.local/run.json" "$@"
}

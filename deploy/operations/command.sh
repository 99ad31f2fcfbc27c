# Sourced by the scripts beside it; $root is the repository, $here this folder.

# run_command CLASS ARGUMENT…: becomes the Java program, on the brokers of the running local suite
# unless others are named.
run_command() {
  main=$1
  shift
  require_java
  [ -f "$here/target/classpath" ] || {
    echo "Nothing is built yet: ./mvnw -q -DskipTests package" >&2
    exit 1
  }
  if [ -z "${AIW3_KAFKA_BOOTSTRAP:-}" ] && [ -f "$root/.local/run.json" ]; then
    AIW3_KAFKA_BOOTSTRAP=$(sed -n 's/.*"bootstrap" *: *"\([^"]*\)".*/\1/p' "$root/.local/run.json")
    export AIW3_KAFKA_BOOTSTRAP
  fi
  exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
    -cp "$here/target/classes:$(cat "$here/target/classpath")" \
    "io.aiw3.nft.operations.$main" "$@"
}

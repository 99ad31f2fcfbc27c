# Sourced by the scripts beside it; $root is the repository.

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

require_java() {
  command -v "$java" >/dev/null && command -v "${java}c" >/dev/null || {
    echo "A JDK is missing; install JDK 17 or newer, or set JAVA_HOME to one." >&2
    exit 1
  }
  java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${java_version:-0}" -ge 17 ] || {
    echo "Java ${java_version:-?} is too old; install JDK 17 or newer, or set JAVA_HOME to one." >&2
    exit 1
  }
}

# run_launcher CLASS ARGUMENT…: becomes the Java program.
run_launcher() {
  main=$1
  shift
  exec "$java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
    -cp "$root/deploy/launcher/target/classes:$(cat "$root/deploy/launcher/target/classpath")" \
    "$main" --root "$root" "$@"
}

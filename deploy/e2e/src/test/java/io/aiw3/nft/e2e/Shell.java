package io.aiw3.nft.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs commands as a person at the repository's root does, with Kafka's own tools on the path. */
final class Shell {
  private static final String TOOLS = "org.apache.kafka.tools.";
  private static final Map<String, String> KAFKA =
      Map.of(
          "kafka-topics.sh", TOOLS + "TopicCommand",
          "kafka-consumer-groups.sh", TOOLS + "consumer.group.ConsumerGroupCommand");

  private final Path home;
  private final Map<String, String> variables = new TreeMap<>();

  /**
   * @param home for the tools' start scripts and the output
   */
  Shell(Path home) throws IOException {
    this.home = home;
    Path bin = Files.createDirectories(home.resolve("bin"));
    for (Map.Entry<String, String> tool : KAFKA.entrySet()) {
      Path script = bin.resolve(tool.getKey());
      Files.writeString(
          script,
          "#!/bin/sh\nexec '%s' -Xmx96m -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
              .formatted(
                  Path.of(System.getProperty("java.home"), "bin", "java"),
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  tool.getValue()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    set("PATH", bin + ":" + System.getenv("PATH"));
  }

  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** What the commands print; fails when one of them does. */
  String run(String commands) throws IOException, InterruptedException {
    Path output = home.resolve("output.log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(Path.of(System.getProperty("repository")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("did not end:\n" + commands);
    }
    String printed = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new AssertionError(
          "exit code %d of\n%s\n\n%s".formatted(process.exitValue(), commands, printed));
    }
    return printed;
  }
}

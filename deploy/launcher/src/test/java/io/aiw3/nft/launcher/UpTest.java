package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The first minutes of {@code deploy/local/up}, with a build that only says what Maven says. */
@DisabledOnOs(OS.WINDOWS)
class UpTest {
  private static final Path LOCAL = Path.of("..", "local").toAbsolutePath().normalize();

  @TempDir Path root;

  @BeforeEach
  void aRepository() throws IOException {
    Path local = Files.createDirectories(root.resolve("deploy/local"));
    Files.copy(LOCAL.resolve("up"), local.resolve("up"));
    Files.copy(LOCAL.resolve("java.sh"), local.resolve("java.sh"));
    Files.copy(LOCAL.resolve("options.sh"), local.resolve("options.sh"));
    script("deploy/local/install", "exit 1");
    script("bin/node", "echo v22.0.0");
    script("bin/npm", "true");
    script(
        "mvnw",
        "echo '[INFO] Building AIW3 NFT 1.0.0-SNAPSHOT         [1/2]'",
        "echo '[INFO] Building AIW3 NFT :: Badge service 1.0.0-SNAPSHOT    [2/2]'",
        "[ -z \"$BROKEN\" ] || { echo '[ERROR] no such symbol'; exit 1; }");
  }

  @Test
  void theBuildIsShownModuleByModuleAndHowLongItTookLastTime() throws Exception {
    assertThat(up("").output())
        .contains("the first time this takes some minutes")
        .contains("  module 1 of 2: AIW3 NFT\n  module 2 of 2: AIW3 NFT :: Badge service\n")
        .contains("Built in ");

    assertThat(up("").output()).containsPattern("Building \\(last time it took \\d+ s\\)");
  }

  @Test
  void aBuildThatFailsIsTriedAgainTheNextTime() throws Exception {
    Run broken = up("BROKEN=1");

    assertThat(broken.code()).isNotZero();
    assertThat(broken.output()).contains("[ERROR] no such symbol").contains("The build failed");
    assertThat(up("").output()).contains("module 2 of 2");
  }

  @Test
  void whatIsMissingIsSaidInOneSentenceBeforeTheBuild() throws Exception {
    script("bin/uname", "[ \"$1\" = -m ] && echo riscv64 || echo Linux");

    Run run = up("");

    assertThat(run.code()).isNotZero();
    assertThat(run.output())
        .contains("No MySQL is bundled for Linux on riscv64; install MySQL 8 or 9")
        .hasLineCount(1);
  }

  @Test
  void anOldNodeIsRefusedBeforeTheBuild() throws Exception {
    script("bin/node", "echo v18.2.0");

    assertThat(up("").output()).isEqualTo("Node 18 is too old; install Node.js 20 or newer.\n");
  }

  private record Run(int code, String output) {}

  private Run up(String variable) throws IOException, InterruptedException {
    Path output = root.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("sh", root.resolve("deploy/local/up").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AIW3_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    if (!variable.isEmpty()) {
      builder.environment().put(variable.split("=")[0], variable.split("=")[1]);
    }
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private void script(String name, String... lines) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}

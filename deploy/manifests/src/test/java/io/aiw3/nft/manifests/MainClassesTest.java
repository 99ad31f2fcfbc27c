package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every command line is read by picocli, so that --help and wrong arguments are answered alike. */
class MainClassesTest {
  /**
   * No commands: an application, the broker's own process, the Job of a service's image, which is
   * configured as the service is, and what another team would write.
   */
  private static final List<String> OTHERS =
      List.of("BrokerMain.java", "GatewayMain.java", "MigrateMain.java", "NftEventsConsumer.java");

  @Test
  void everyOtherMainIsACommand() throws IOException {
    List<Path> mains = mains();
    assertThat(mains).hasSizeGreaterThan(15);
    assertThat(mains)
        .filteredOn(file -> !Repository.text(file).contains("System.exit(CommandRunner.run"))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(OTHERS);
  }

  private static List<Path> mains() throws IOException {
    return RepositoryFiles.named(name -> name.endsWith(".java") && name.contains("/src/main/java/"))
        .stream()
        .filter(file -> Repository.text(file).contains("public static void main(String"))
        .toList();
  }
}

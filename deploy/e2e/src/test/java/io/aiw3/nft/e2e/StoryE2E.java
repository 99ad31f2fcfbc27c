package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole suite, started as {@code deploy/local/up} starts it, on ports of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryE2E {
  private static final Path HOME = Path.of("target/story").toAbsolutePath();
  private static final Duration TIMEOUT = Duration.ofMinutes(6);

  @Test
  @Order(1)
  void theStorySucceedsOnFreshData() throws Exception {
    try (StorySuite suite = StorySuite.start(HOME, "--fresh", "--exit-after-story")) {
      assertThat(suite.awaitExit(TIMEOUT)).as(suite.output()).isZero();
      assertThat(suite.output()).contains("The story went as told.");
    }
  }

  /**
   * On the data that the first run left: restarted services go on, the runbook's commands do what
   * it says, a trader plays the story in a browser, and while four traders live the story at the
   * same time every service is killed once.
   */
  @Test
  @Order(2)
  void everyServiceMayBeKilledWhileTheStoryIsPlayed() throws Exception {
    try (StorySuite suite = StorySuite.start(HOME, "--no-story")) {
      suite.awaitRunning(TIMEOUT);
      LocalPages.mayCall(suite.run());
      try (Runbook runbook = new Runbook(suite)) {
        runbook.runAll(5);
      }
      Story clicked = suite.playInBrowser();
      assertThat(clicked.awaitExit(TIMEOUT)).as(clicked.output()).isZero();
      assertThat(clicked.output()).containsAnyOf("The story went as told", "Skipped: there is no");
      Story made = suite.makeATrader();
      assertThat(made.awaitExit(TIMEOUT)).as(made.output()).isZero();
      JsonNode trader = new ObjectMapper().readTree(made.output());
      assertThat(trader.at("/volume").asText()).isEqualTo("600000.0000000001");
      assertThat(trader.at("/badges")).hasSizeGreaterThanOrEqualTo(2);
      List<Story> stories = List.of(suite.play(1), suite.play(2), suite.play(3), suite.play(4));

      suite.killWhen(stories.get(0), "The first NFT", "minting-service");
      suite.killWhen(stories.get(1), "Two tasks, two badges", "badge-service");
      suite.killWhen(stories.get(2), "burn_prepared", "upgrade-orchestrator");
      suite.killWhen(stories.get(3), "The upgrade", "qualification-service");

      for (Story story : stories) {
        assertThat(story.awaitExit(TIMEOUT)).as(story.output()).isZero();
        assertThat(story.output()).contains("The story went as told.");
      }
      ContractAudit.of(suite.runFile());
      Path repository = Path.of(System.getProperty("repository"));
      TimelineAudit.of(repository, suite.runFile());
      MetricsAudit.of(repository, suite.run());
    }
  }
}

package io.aiw3.nft.gateway;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the gateway until SIGTERM, and then until what is under way is answered. {@code merge-api}
 * as the first argument prints the API's document instead ({@link MergedApiCommand}). {@code
 * --check} ends it as soon as it listens: the settings are good.
 */
@QuarkusMain
public final class GatewayMain {
  private static final String MERGE_API = "merge-api";
  private static final String CHECK = "--check";

  private GatewayMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals(MERGE_API)) {
      MergedApiCommand.print(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    Quarkus.run(Application.class, args);
  }

  /** States on standard output that everything listens. */
  @Singleton
  @Unremovable
  static final class Application implements QuarkusApplication {
    private final GatewayConfig config;

    Application(GatewayConfig config) {
      this.config = config;
    }

    @Override
    public int run(String... args) {
      System.out.println(
          new JsonObject()
              .put("ready", true)
              .put("service", "gateway")
              .put("url", "http://" + config.host() + ":" + config.port())
              .encode());
      if (!List.of(args).contains(CHECK)) {
        Quarkus.waitForExit();
      }
      return 0;
    }
  }
}

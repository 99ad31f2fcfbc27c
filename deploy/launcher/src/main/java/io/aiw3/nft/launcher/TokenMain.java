package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Prints a token for the local suite; see {@code deploy/local/token}. */
final class TokenMain {
  private static final String USAGE =
      "usage: deploy/local/token --user ID [--wallet ADDRESS] [--role user,admin,…]";

  private TokenMain() {}

  public static void main(String[] args) throws IOException {
    String user = "";
    String wallet = "";
    String roles = "user";
    Path root = Path.of("");
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--user" -> user = args[i + 1];
        case "--wallet" -> wallet = args[i + 1];
        case "--role" -> roles = args[i + 1];
        case "--root" -> root = Path.of(args[i + 1]);
        default -> fail(USAGE);
      }
    }
    if (user.isEmpty() || args.length % 2 != 0) {
      fail(USAGE);
    }
    LocalKeys keys = new LocalKeys(keys(root));
    if (!Files.exists(keys.jwtPrivate())) {
      fail("There is no key yet: start deploy/local/up first.");
    }
    LocalToken token = new LocalToken(user, wallet, List.of(roles.split(",", -1)));
    System.out.println(token.sign(keys.signingKey(), Instant.now()));
  }

  /** Those of the suite of {@code AIW3_RUN_FILE}, else of the repository's own. */
  private static Path keys(Path root) throws IOException {
    String runFile = System.getenv("AIW3_RUN_FILE");
    return runFile == null
        ? new Layout(root).keys()
        : Path.of(new ObjectMapper().readTree(new File(runFile)).at("/jwt/privateKey").asText())
            .getParent();
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(2);
  }
}

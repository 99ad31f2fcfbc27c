package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/local/token}. */
@Command(
    name = "deploy/local/token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints a token for the API of the local suite: that of AIW3_RUN_FILE, else the"
            + " repository's own.")
final class TokenCommand implements Callable<Integer> {
  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "the platform's integer id")
  private String user;

  @Option(names = "--wallet", paramLabel = "ADDRESS", description = "the user's wallet")
  private String wallet = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      split = ",",
      defaultValue = "user",
      description =
          "user, service, admin, competition_manager; several with commas (default:"
              + " ${DEFAULT-VALUE})")
  private List<String> roles;

  @Option(names = "--root", paramLabel = "DIR", hidden = true, description = "the repository")
  private Path root = Path.of("");

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new TokenCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    LocalKeys keys = new LocalKeys(keys());
    if (!Files.exists(keys.jwtPrivate())) {
      throw new StoppedException("There is no key yet: start deploy/local/up first.");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(new LocalToken(user, wallet, roles).sign(keys.signingKey(), Instant.now()));
    out.flush();
    return CommandRunner.WELL;
  }

  private Path keys() throws IOException {
    String runFile = System.getenv("AIW3_RUN_FILE");
    return runFile == null
        ? new Layout(root).keys()
        : Path.of(new ObjectMapper().readTree(new File(runFile)).at("/jwt/privateKey").asText())
            .getParent();
  }
}

package io.aiw3.nft.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/operations/lost-nfts}. */
@Command(
    name = "lost-nfts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Names NFTs that the chain has and the minting service does not know, as after a restore:"
            + " the tiers of every user, or a competition's NFTs. With --record the service records"
            + " them, with the events that they had. Nothing is minted by it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is lost",
      "1:there are, or there were and are recorded",
      "2:wrong options",
      "3:it could not be done"
    },
    exitCodeOnExecutionException = 3)
public final class LostNftsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(1);
  private static final int OK = 200;

  @Option(
      names = "--api",
      paramLabel = "URL",
      required = true,
      defaultValue = "${env:API}",
      description = "the gateway, or a replica of the minting service (default: $API)")
  private URI api;

  @Option(
      names = "--competition",
      paramLabel = "ID",
      description = "this competition's NFTs instead of tiers")
  private String competition;

  @Option(names = "--record", description = "have them recorded; without it nothing is changed")
  private boolean record;

  @Option(
      names = "--after",
      paramLabel = "USER",
      defaultValue = "0",
      description = "only users with a higher id, to go on where it was stopped")
  private int after;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new LostNftsCommand(), arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    String token = System.getenv("TOKEN");
    if (token == null || token.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "TOKEN is missing from the environment: an administrator's token");
    }
    PrintWriter out = spec.commandLine().getOut();
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long users = 0;
    long lost = 0;
    long recorded = 0;
    int next = after;
    do {
      JsonNode page = page(http, token, next);
      for (JsonNode nft : page.get("items")) {
        lost++;
        recorded += nft.get("recorded").asBoolean() ? 1 : 0;
        out.printf(
            "nft mint=%s user=%s level=%d %s%s%n",
            nft.get("mintAddress").asText(),
            nft.get("userId").asText(),
            nft.get("level").asInt(),
            nft.get("burned").asBoolean() ? "burned" : "live",
            nft.get("recorded").asBoolean()
                ? " recorded"
                : nft.get("walletAddress").isNull() ? " no wallet is linked" : "");
      }
      users += page.get("users").asInt();
      next = page.get("next").asInt();
    } while (next > 0);
    out.printf(Locale.ROOT, "%,d users: %,d NFTs lost, %,d recorded%n", users, lost, recorded);
    out.flush();
    return lost == 0 ? CommandRunner.WELL : CommandRunner.FOUND;
  }

  private JsonNode page(HttpClient http, String token, int from) throws InterruptedException {
    String query =
        "?after="
            + from
            + "&record="
            + record
            + (competition == null
                ? ""
                : "&competition=" + URLEncoder.encode(competition, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(api.toString().replaceAll("/$", "") + "/api/v1/admin/nfts/lost" + query))
            .timeout(RESPONSE_TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new StoppedException(
            "! stopped after user %d: %d %s".formatted(from, answer.statusCode(), answer.body()));
      }
      return JSON.readTree(answer.body()).get("data");
    } catch (IOException e) {
      throw new StoppedException("! stopped after user %d (--after): %s".formatted(from, e), e);
    }
  }
}

package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the nodes of a real cluster do to those who ask them. */
final class ClusterFaults {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of methods that are not there, of history that is missing, of nodes behind, and made up. */
  private static final List<Integer> CODES =
      List.of(-32601, -32001, -32008, -32010, -32014, -32016, -32019, -32021, -31999, 12345);

  private static final List<Integer> STATUSES = List.of(200, 500, 403, 200, 503);

  /** One more than a confirmed block needs to stay one, fewer than it needs to be final. */
  private static final int DROPPED_SLOTS = 6;

  private static final int BUSY_NFTS = 40;
  private static final int RESTART_SECONDS = 8;

  private ClusterFaults() {}

  static List<Fault> all(int seconds) {
    return List.of(
        new Fault("chain: lagging balancer", (suite, chain, random) -> lag(chain, seconds)),
        new Fault("chain: unknown error codes", (suite, chain, random) -> errors(chain, seconds)),
        new Fault(
            "chain: another cluster behind a node",
            (suite, chain, random) -> otherCluster(suite, chain, seconds)),
        new Fault("chain: traffic of version 1", (suite, chain, random) -> traffic(suite, chain)),
        new Fault(
            "chain: confirmed blocks dropped", (suite, chain, random) -> drop(chain, seconds)),
        new Fault("chain: a node on a fork", (suite, chain, random) -> fork(chain, seconds)));
  }

  /** Every other answer is of a node that is late, each kind of answer by as much as it likes. */
  private static void lag(Chain chain, int seconds) throws IOException, InterruptedException {
    chain.node("late", "{\"lag\":{\"heights\":40,\"statuses\":60,\"accounts\":50}}");
    chain.everyNode("{\"balances\":[\"healthy\",\"late\"]}");
    TimeUnit.SECONDS.sleep(2L * seconds);
    chain.everyNode("{\"balances\":[]}");
  }

  /** One code after another from the best node, then from all of them. */
  private static void errors(Chain chain, int seconds) throws IOException, InterruptedException {
    for (int i = 0; i < CODES.size(); i++) {
      chain.node("", error(CODES.get(i), STATUSES.get(i % STATUSES.size())));
      TimeUnit.MILLISECONDS.sleep(1000L * seconds / CODES.size());
    }
    chain.everyNode(error(-32019, 200));
    TimeUnit.SECONDS.sleep(seconds / 2);
    chain.everyNode("{\"error\":null}");
  }

  private static String error(int code, int status) {
    return "{\"error\":{\"code\":%d,\"status\":%d}}".formatted(code, status);
  }

  /** The services start with a second node of another cluster, and lose the first one. */
  private static void otherCluster(LocalSuite suite, Chain chain, int seconds)
      throws IOException, InterruptedException {
    chain.node("second", "{\"otherCluster\":true}");
    Fault.killAll(suite, "minting-service");
    TimeUnit.SECONDS.sleep(RESTART_SECONDS);
    chain.node("", error(-32005, 503));
    TimeUnit.SECONDS.sleep(seconds);
    chain.node("", "{\"error\":null}");
    chain.node("second", "{\"otherCluster\":false}");
  }

  /** Others write to our accounts with transactions that an old client cannot read. */
  private static void traffic(LocalSuite suite, Chain chain)
      throws IOException, InterruptedException, SQLException {
    List<String> accounts =
        suite
            .rows(
                "minting",
                "SELECT nft_mint_address, token_account FROM usernft ORDER BY id DESC LIMIT "
                    + BUSY_NFTS)
            .stream()
            .flatMap(List::stream)
            .toList();
    chain.control(JSON.writeValueAsString(Map.of("traffic", Map.of("version", 1, "to", accounts))));
  }

  /** What was confirmed, and is not final, never happened; again and again. */
  private static void drop(Chain chain, int seconds) throws IOException, InterruptedException {
    for (int i = 0; i < seconds; i++) {
      chain.control("{\"dropSlots\":%d}".formatted(DROPPED_SLOTS));
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** The best node sees nothing of what lands, and nothing new is confirmed there. */
  private static void fork(Chain chain, int seconds) throws IOException, InterruptedException {
    chain.node("", "{\"fork\":true}");
    TimeUnit.SECONDS.sleep(seconds);
    chain.node("", "{\"fork\":false}");
  }
}

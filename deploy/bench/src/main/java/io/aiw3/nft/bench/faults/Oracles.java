package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.faults.adversary.Adversaries;
import io.aiw3.nft.bench.saga.Api;
import io.aiw3.nft.contract.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold after every fault, checked from the outside: MySQL, the chain's ledger, Kafka from
 * its beginning, the API. Each verdict is empty, or says what is broken.
 */
final class Oracles {
  /** Slots after which a block of the local chain is final. */
  private static final int FINALITY_SLOTS = 10;

  /** Ends a condition: rows of honest users only. */
  private static final String HONEST = " AND user_id < " + Adversaries.FIRST_USER;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalSuite suite;
  private final Chain chain;
  private final List<User> users;
  private final Trading trading;
  private final Topic topics;
  private final Optional<Adversaries> adversaries;
  private final Map<String, String> verdicts = new LinkedHashMap<>();

  Oracles(
      LocalSuite suite,
      Chain chain,
      List<User> users,
      Trading trading,
      Topic topics,
      Optional<Adversaries> adversaries) {
    this.suite = suite;
    this.chain = chain;
    this.users = users;
    this.trading = trading;
    this.topics = topics;
    this.adversaries = adversaries;
  }

  /** An oracle, or a part of one. */
  private interface Check {
    String breach() throws Exception;
  }

  /**
   * All of them, by name.
   *
   * @param balance of the system wallet before the first transaction, lamports
   */
  Map<String, String> verdicts(long balance) throws Exception {
    List<JsonNode> ledger = chain.ledger();
    String wallet = suite.run().at("/systemWallet/address").asText();
    List<JsonNode> ours =
        ledger.stream().filter(landed -> Chain.payer(landed).equals(wallet)).toList();
    Map<String, Attempt> attempts = suite.noteAttempts();
    WalletOracle money = new WalletOracle(chain, wallet);
    List<JsonNode> known =
        ours.stream().filter(l -> attempts.containsKey(l.get("signature").asText())).toList();
    check("O1 every landed transaction was written ahead", () -> unknown(ours, attempts));
    check("O1 one landed mint per request", () -> mintsPerRequest(known, attempts));
    check("O1 one mint per user and tier", this::mintsPerTier);
    check("O1 one trophy per winner", this::awards);
    check("O2 every final burn has its mint", this::burnsWithoutMint);
    check("O3 no mint before its burn is final", () -> mintsBeforeBurns(known, attempts));
    check("O4 volume is the exact sum", this::volumes);
    check("O5 outboxes drained", this::outboxes);
    check("O5 every event once, in order per user", this::eventOrder);
    check("O6 every saga has its end", this::openSagas);
    check("O7 the same key, the same answer", this::repeatedClaims);
    check("O8 the wallet paid for what landed", () -> money.balance(known, attempts, balance));
    check("O9 every WebSocket ends with the database's state", this::feeds);
    check("O10 dead letters are the bad messages", this::deadLetters);
    check("O11 what left the wallet is what the mints cost", () -> money.spent(ours, balance));
    adversaries.ifPresent(those -> check("O11 no adversary gained anything", those::breaches));
    return verdicts;
  }

  private void check(String name, Check check) {
    try {
      verdicts.put(name, check.breach());
    } catch (Exception e) {
      verdicts.put(name, "could not be checked: " + e);
    }
  }

  private static String unknown(List<JsonNode> ours, Map<String, Attempt> attempts) {
    List<String> unknown =
        ours.stream()
            .map(landed -> landed.get("signature").asText())
            .filter(signature -> !attempts.containsKey(signature))
            .toList();
    return unknown.isEmpty() ? "" : "not in chain_transaction: " + unknown;
  }

  private String mintsPerRequest(List<JsonNode> landed, Map<String, Attempt> attempts) {
    Map<String, String> mints = new HashMap<>();
    StringBuilder breach = new StringBuilder();
    for (JsonNode transaction : landed) {
      Attempt attempt = attempts.get(transaction.get("signature").asText());
      if (attempt.kind().equals("mint")
          && attempt.isHonest()
          && transaction.get("err").isNull()
          && mints.put(attempt.request(), transaction.get("signature").asText()) != null) {
        breach.append(attempt.request()).append(" landed twice; ");
      }
    }
    int expected = 2 * users.size() + trading.awards();
    return mints.size() == expected
        ? breach.toString()
        : breach + "%d mints landed, %d were expected".formatted(mints.size(), expected);
  }

  private String mintsPerTier() throws SQLException {
    List<List<String>> twice =
        suite.rows(
            "minting",
            "SELECT user_id, nft_level, COUNT(*) FROM chain_transaction WHERE kind = 'mint'"
                + " AND state = 'finalized' AND competition_id IS NULL"
                + " GROUP BY user_id, nft_level HAVING COUNT(*) > 1");
    long held =
        suite.number(
            "minting",
            "SELECT COUNT(*) FROM usernft WHERE competition_id IS NULL AND status <> 'burned'"
                + HONEST);
    return twice.isEmpty() && held == users.size()
        ? ""
        : "%s more than once; %d users hold %d".formatted(twice, users.size(), held);
  }

  private String awards() throws SQLException {
    long awarded =
        suite.number(
            "minting",
            "SELECT COUNT(DISTINCT competition_id, user_id) FROM usernft"
                + " WHERE competition_id IS NOT NULL");
    long all =
        suite.number("minting", "SELECT COUNT(*) FROM usernft WHERE competition_id IS NOT NULL");
    return awarded == trading.awards() && all == awarded
        ? ""
        : "%d were won, %d were awarded, %d minted".formatted(trading.awards(), awarded, all);
  }

  /** Every connection that was lost is back, and has what the database has. */
  private String feeds() throws SQLException {
    StringBuilder breach = new StringBuilder();
    Map<String, Long> newest = new HashMap<>();
    for (List<String> row : suite.rows("upgrade", "SELECT user_id, last_sequence FROM user_feed")) {
      newest.put(row.get(0), Long.parseLong(row.get(1)));
    }
    for (User user : users) {
      Feed feed = user.feed();
      long last = newest.getOrDefault(Integer.toString(user.id()), 0L);
      if (!feed.breach().isEmpty() || feed.level() != 2 || feed.sequence() != last) {
        breach.append(
            "%d: level %d, event %d of %d %s; "
                .formatted(user.id(), feed.level(), feed.sequence(), last, feed.breach()));
      }
    }
    return breach.toString();
  }

  private String burnsWithoutMint() throws SQLException {
    List<List<String>> open =
        suite.rows("upgrade", "SELECT id, state FROM saga WHERE burned AND status <> 'completed'");
    long burned =
        suite.number("minting", "SELECT COUNT(*) FROM usernft WHERE status = 'burned'" + HONEST);
    long upgraded =
        suite.number(
            "upgrade",
            "SELECT COUNT(*) FROM saga WHERE kind = 'upgrade' AND status = 'completed'" + HONEST);
    return open.isEmpty() && burned == upgraded && burned == users.size()
        ? ""
        : "open after the burn: %s; %d burned, %d upgraded".formatted(open, burned, upgraded);
  }

  private String mintsBeforeBurns(List<JsonNode> landed, Map<String, Attempt> attempts) {
    Map<String, Long> burns = new HashMap<>();
    StringBuilder breach = new StringBuilder();
    for (JsonNode transaction : landed) {
      Attempt attempt = attempts.get(transaction.get("signature").asText());
      long slot = transaction.get("slot").asLong();
      if (attempt.kind().equals("burn")) {
        burns.put(attempt.request(), slot);
      } else if (attempt.oldMint() != null && attempt.isHonest()) {
        // Adversaries burn by themselves, which no attempt of ours names.
        Long burn = burns.get(attempt.request());
        if (burn == null || slot - burn < FINALITY_SLOTS) {
          breach.append(
              "%s minted in slot %d, burned in %s; ".formatted(attempt.request(), slot, burn));
        }
      }
    }
    return breach.toString();
  }

  /** The ledger has every trade once, and each counts once, for the user of its wallet. */
  private String volumes() throws SQLException {
    Map<String, BigDecimal> expected = new TreeMap<>();
    trading.volumes().forEach((wallet, volume) -> expected.put(wallet, volume.setScale(10)));
    Map<String, BigDecimal> ledger =
        amounts(
            "SELECT wallet_address, SUM(total_usd_price) FROM trades WHERE counts"
                + " AND reversed_by IS NULL GROUP BY wallet_address");
    Map<String, BigDecimal> credited = amounts("SELECT id, cached_trading_volume FROM user");
    BigDecimal unlinked =
        sum(amounts("SELECT wallet_address, volume FROM unlinked_volume").values());
    List<String> wrong =
        users.stream()
            .filter(
                user ->
                    !same(expected.get(user.address()), credited.get(Integer.toString(user.id()))))
            .map(user -> user.id() + " has " + credited.get(Integer.toString(user.id())))
            .toList();
    long rows = suite.number("qualification", "SELECT COUNT(*) FROM trades");
    return ledger.equals(expected)
            && wrong.isEmpty()
            && same(sum(credited.values()).add(unlinked), sum(expected.values()))
            && rows == trading.distinct()
        ? ""
        : "%d trades, %d in the ledger; %s credited and %s unlinked of %s; %s"
            .formatted(
                trading.distinct(),
                rows,
                sum(credited.values()),
                unlinked,
                sum(expected.values()),
                wrong);
  }

  private Map<String, BigDecimal> amounts(String sql) throws SQLException {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (List<String> row : suite.rows("qualification", sql)) {
      amounts.put(row.get(0), new BigDecimal(row.get(1)));
    }
    return amounts;
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    return one != null && other != null && one.compareTo(other) == 0;
  }

  private static BigDecimal sum(Collection<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO.setScale(10), BigDecimal::add);
  }

  private String outboxes() throws SQLException {
    StringBuilder breach = new StringBuilder();
    for (String schema : LocalSuite.SCHEMAS) {
      long waiting = suite.number(schema, "SELECT COUNT(*) FROM outbox");
      if (waiting > 0) {
        breach.append("%s: %d; ".formatted(schema, waiting));
      }
    }
    return breach.toString();
  }

  /** Published again under the same id is allowed: consumers recognize it. */
  private String eventOrder() throws IOException {
    Map<String, StringBuilder> published = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    for (Topic.Message message : topics.read("nft-events")) {
      String event = JSON.readTree(message.value()).get("eventType").asText();
      boolean honest = Integer.parseInt(message.key()) < Adversaries.FIRST_USER;
      if (honest && ids.add(message.id()) && !event.equals("awarded")) {
        published
            .computeIfAbsent(message.key(), user -> new StringBuilder())
            .append(event)
            .append(' ');
      }
    }
    long wrong =
        published.values().stream()
            .filter(t -> !t.toString().equals("claimed burned upgraded "))
            .count();
    return wrong == 0 && published.size() == users.size()
        ? ""
        : "%d of %d users in another order, e.g. %s"
            .formatted(
                wrong, published.size(), published.values().stream().distinct().limit(3).toList());
  }

  private String openSagas() throws SQLException {
    List<List<String>> open =
        suite.rows(
            "upgrade",
            "SELECT id, state FROM saga WHERE status NOT IN ('completed', 'failed')"
                + " OR next_action_at IS NOT NULL");
    return open.isEmpty() ? "" : open.toString();
  }

  private String repeatedClaims() throws IOException, InterruptedException {
    StringBuilder breach = new StringBuilder();
    for (User user : users) {
      String again = claimAgain(user);
      if (!again.equals(user.claim())) {
        breach.append("%s, then %s; ".formatted(user.claim(), again));
      }
    }
    return breach.toString();
  }

  /** What was answered after a backup is forgotten; then nothing is begun for it either. */
  private String claimAgain(User user) throws IOException, InterruptedException {
    try {
      return user.claimAgain();
    } catch (Api.RefusedException e) {
      if (suite.wasRestored("upgrade")) {
        return user.claim();
      }
      throw e;
    }
  }

  private long bad(String topic) {
    long hostile = adversaries.map(those -> those.badRecords(topic)).orElse(0L);
    return hostile + (topic.equals("trades") ? trading.bad() : 0);
  }

  private String deadLetters() {
    StringBuilder breach = new StringBuilder();
    for (String topic : topics.names()) {
      if (topic.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
        long letters = topics.read(topic).stream().map(Topic.Message::origin).distinct().count();
        int end = topic.length() - Topics.DEAD_LETTER_SUFFIX.length();
        long expected = bad(topic.substring(0, end));
        if (letters != expected) {
          breach.append("%s: %d instead of %d; ".formatted(topic, letters, expected));
        }
      }
    }
    return breach.toString();
  }
}

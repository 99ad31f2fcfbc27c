package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.p2p.solanaj.core.PublicKey;

/**
 * What must hold after every fault, judged by the chain's whole ledger beside the service's tables:
 * whatever the test did, and whatever other tests did on the same chain before.
 */
final class ChainOracle {
  private static final int TOKEN_ACCOUNT_BYTES = 165;
  private static final long SIGNATURE_FEE = 5_000;
  private static final String COMPETITION_NFT = "Trophy Breeder";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String RECORDED =
      "SELECT nft_mint_address FROM usernft UNION ALL SELECT mint_address FROM badge_mint"
          + " WHERE mint_address IS NOT NULL";
  private static final String MADE_UP =
      "SELECT nft_mint_address FROM usernft WHERE mint_transaction = '%s'"
          .formatted(ChainProbe.MADE_UP);

  private final ChainProbe chain;
  private final String wallet;
  private final Callable<Connection> database;

  ChainOracle(ChainProbe chain, String wallet, Callable<Connection> database) {
    this.chain = chain;
    this.wallet = wallet;
    this.database = database;
  }

  /** Of the chain and the schema that the tests of this JVM share. */
  static ChainOracle ofSharedNetwork() {
    return new ChainOracle(
        new ChainProbe(),
        System.getProperty(LocalNetwork.WALLET),
        () -> TestInfrastructure.connection(Schema.MINTING));
  }

  /** A signed attempt of the service. */
  private record Attempt(String kind, String requestId, String oldMint) {}

  /**
   * What the service wrote down.
   *
   * @param madeUp NFTs that are rows of a test and never were on the chain
   */
  private record Books(
      Map<String, Attempt> attempts, Set<String> recordedMints, Set<String> madeUp) {}

  /** Waits until all that has landed is recorded, then checks everything. */
  void holds() {
    Awaitility.await("oracles").atMost(TIMEOUT).untilAsserted(this::check);
  }

  private void check() throws Exception {
    List<LandedTransaction> ledger = ledger();
    long balance = chain.balance(new PublicKey(wallet));
    Books books = books();
    assertThat(ledger()).as("nothing lands during the check").hasSameSizeAs(ledger);
    List<LandedTransaction> ours = ledger.stream().filter(t -> t.payer().equals(wallet)).toList();
    assertThat(balance).as("balance of the system wallet").isEqualTo(expectedBalance(ours, chain));
    nothingUnknownLanded(ours, books);
    atMostOneMintPerRequest(ours, books);
    atMostOneLivingMintPerUserAndTier(ledger);
    noUpgradeBeforeItsBurnIsFinal(ledger, books);
  }

  private List<LandedTransaction> ledger() {
    return chain.ledger().stream().map(LandedTransaction::of).toList();
  }

  /** O8, from the price list of what landed, not from the chain's own account of it. */
  private static long expectedBalance(List<LandedTransaction> ours, ChainProbe chain) {
    long balance = LocalNetwork.FUNDS;
    long mintCost = chain.mintCost();
    long returned = chain.rent(TOKEN_ACCOUNT_BYTES);
    for (LandedTransaction landed : ours) {
      balance -= landed.signers() * SIGNATURE_FEE + landed.priorityFee();
      balance -= landed.minted().isPresent() ? mintCost : 0;
      balance += landed.burned().isPresent() && landed.closed() ? returned : 0;
    }
    return balance;
  }

  /** Everything was written ahead, no mint failed on the chain, and every mint was recorded. */
  private static void nothingUnknownLanded(List<LandedTransaction> ours, Books books) {
    assertThat(ours).extracting(LandedTransaction::signature).isSubsetOf(books.attempts().keySet());
    assertThat(ours)
        .filteredOn(t -> books.attempts().get(t.signature()).kind().equals("mint"))
        .as("a second signature before the first has expired would fail on the chain")
        .noneMatch(LandedTransaction::failed);
    assertThat(ours.stream().flatMap(t -> t.minted().stream()).map(LandedTransaction.Minted::mint))
        .as("landed mints have their NFT")
        .isSubsetOf(books.recordedMints());
  }

  /** O1, per request. */
  private static void atMostOneMintPerRequest(List<LandedTransaction> ours, Books books) {
    assertThat(
            ours.stream()
                .filter(t -> t.minted().isPresent())
                .map(t -> books.attempts().get(t.signature()).requestId()))
        .as("requests of landed mints")
        .doesNotHaveDuplicates();
  }

  /** O1, per user and tier, by wallet and on-chain name: another one only after a burn. */
  private static void atMostOneLivingMintPerUserAndTier(List<LandedTransaction> ledger) {
    Map<String, String> living = new HashMap<>();
    Map<String, String> tierOf = new HashMap<>();
    for (LandedTransaction landed : ledger) {
      landed.burned().ifPresent(mint -> living.remove(tierOf.get(mint)));
      landed
          .minted()
          .filter(minted -> !minted.name().equals(COMPETITION_NFT))
          .ifPresent(
              minted -> {
                String tier = minted.owner() + " " + minted.name();
                tierOf.put(minted.mint(), tier);
                assertThat(living.put(tier, minted.mint())).as(tier).isNull();
              });
    }
  }

  /** O3: when an upgrade's mint lands, its burn has been final. */
  private static void noUpgradeBeforeItsBurnIsFinal(List<LandedTransaction> ledger, Books books) {
    Map<String, Long> burns = new HashMap<>();
    for (LandedTransaction landed : ledger) {
      landed.burned().ifPresent(mint -> burns.put(mint, landed.slot()));
      Attempt attempt = books.attempts().get(landed.signature());
      if (attempt != null
          && attempt.oldMint() != null
          && !books.madeUp().contains(attempt.oldMint())
          && landed.minted().isPresent()) {
        assertThat(burns).as("burns before the upgrade's mint").containsKey(attempt.oldMint());
        assertThat(landed.slot() - burns.get(attempt.oldMint()))
            .as("slots between burn and mint of %s", attempt.requestId())
            .isGreaterThanOrEqualTo(LocalNetwork.FINALITY_SLOTS);
      }
    }
  }

  private Books books() throws Exception {
    try (Connection connection = database.call();
        Statement statement = connection.createStatement()) {
      Map<String, Attempt> attempts = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT signature, kind, request_id, old_mint_address FROM chain_transaction"
                  + " WHERE signature IS NOT NULL")) {
        while (rows.next()) {
          attempts.put(
              rows.getString(1),
              new Attempt(rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
      return new Books(attempts, strings(statement, RECORDED), strings(statement, MADE_UP));
    }
  }

  private static Set<String> strings(Statement statement, String sql) throws SQLException {
    Set<String> found = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}

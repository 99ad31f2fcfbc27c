package io.aiw3.nft.solana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.utils.Base58;

/** Holds our bytes against transactions that the real program has executed. */
class GoldenBytesTest {
  /** Account positions in the vectors' messages. */
  private static final int PAYER = 0;

  private static final int MINT = 1;
  private static final int TOKEN_ACCOUNT = 2;
  private static final int METADATA = 3;
  private static final int EDITION = 4;
  private static final int OWNER = 7;
  private static final int KEYS = 10;

  /** Of a mint account when the vectors were made. */
  private static final long MINT_RENT = 1_461_600;

  /** What an executed transaction was made of, read back from its bytes and accounts. */
  record Vector(String name, byte[] transaction, JsonNode accounts) {
    byte[] message() {
      return WireTransaction.message(transaction);
    }

    PublicKey key(int index) {
      int from = 4 + 32 * index;
      return new PublicKey(Arrays.copyOfRange(message(), from, from + 32));
    }

    String blockhash() {
      int from = 4 + 32 * KEYS;
      return Base58.encode(Arrays.copyOfRange(message(), from, from + 32));
    }

    ChainAccount account(int index) {
      JsonNode json = accounts.get(key(index).toBase58());
      return new ChainAccount(
          Addresses.require(json.path("owner").asText()),
          json.path("lamports").asLong(),
          Base64.getDecoder().decode(json.path("data").asText()));
    }

    MetadataAccount metadata() {
      return MetadataAccount.read(account(METADATA)).orElseThrow();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> vectors() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(GoldenBytesTest.class.getResourceAsStream("/mint-vectors.json"))
            .path("cases");
    return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
        .map(cases::get)
        .map(
            c ->
                new Vector(
                    c.path("name").asText(),
                    Base64.getDecoder().decode(c.path("transaction").asText()),
                    c.path("accounts")));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void mintMessageIsTheExecutedOneByteForByte(Vector vector) {
    // Given
    MetadataAccount metadata = vector.metadata();
    NftData nft = new NftData(metadata.name(), metadata.symbol(), metadata.uri());
    // When
    byte[] message =
        MintTransaction.message(
            vector.key(PAYER),
            vector.key(MINT),
            vector.key(OWNER),
            nft,
            MINT_RENT,
            Optional.empty(),
            vector.blockhash());
    // Then
    assertThat(message).isEqualTo(vector.message());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derivedAddressesAreThoseOfTheExecutedTransaction(Vector vector) {
    PublicKey mint = vector.key(MINT);
    assertThat(Addresses.tokenAccount(vector.key(OWNER), mint))
        .isEqualTo(vector.key(TOKEN_ACCOUNT));
    assertThat(Addresses.metadata(mint)).isEqualTo(vector.key(METADATA));
    assertThat(Addresses.edition(mint)).isEqualTo(vector.key(EDITION));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void accountsAfterTheMintReadAsOurs(Vector vector) {
    PublicKey mint = vector.key(MINT);
    PublicKey wallet = vector.key(PAYER);
    Optional<ChainAccount> mintAccount = Optional.of(vector.account(MINT));
    Optional<ChainAccount> metadata = Optional.of(vector.account(METADATA));
    String uri = vector.metadata().uri();
    assertThat(MintState.of(mint, mintAccount, metadata, wallet, uri)).isEqualTo(MintState.LIVE);
    assertThat(MintState.of(mint, mintAccount, metadata, wallet, uri + "x"))
        .isEqualTo(MintState.UNEXPECTED);
    assertThat(MintState.of(mint, mintAccount, metadata, mint, uri))
        .isEqualTo(MintState.UNEXPECTED);
    assertThat(MintState.of(mint, mintAccount, metadata, null, uri)).isEqualTo(MintState.LIVE);
    assertThat(MintState.of(mint, Optional.empty(), metadata, wallet, uri))
        .isEqualTo(MintState.MISSING);
    assertThat(MintState.of(mint, burned(mintAccount.get()), Optional.empty(), wallet, uri))
        .isEqualTo(MintState.BURNED);
    assertThat(MintState.of(mint, prefunded(), Optional.empty(), wallet, uri))
        .isEqualTo(MintState.FOREIGN);
    assertThat(TokenAccounts.account(vector.account(TOKEN_ACCOUNT)))
        .contains(
            new TokenAccounts.Account(
                vector.key(MINT), vector.key(OWNER), 1, Optional.empty(), false, Optional.empty()));
  }

  private static Optional<ChainAccount> burned(ChainAccount mint) {
    byte[] data = mint.data().clone();
    data[36] = 0;
    return Optional.of(new ChainAccount(mint.owner(), mint.lamports(), data));
  }

  private static Optional<ChainAccount> prefunded() {
    return Optional.of(new ChainAccount(Addresses.SYSTEM_PROGRAM, 1, new byte[0]));
  }

  @Test
  void mintWithBudgetFitsIntoAPacketAtItsLongest() {
    // Given
    NftData longest = new NftData("n".repeat(32), "s".repeat(10), "u".repeat(200));
    byte[] message =
        MintTransaction.message(
            key(1),
            key(2),
            key(3),
            longest,
            MINT_RENT,
            Optional.of(new ComputeBudget(200_000, 1)),
            hash());
    // When
    byte[] transaction = WireTransaction.assemble(List.of(new byte[64], new byte[64]), message);
    // Then
    assertThat(transaction).hasSize(970 + 52);
  }

  @Test
  void mintWithAUriOf88BytesHas835Bytes() {
    byte[] message =
        MintTransaction.message(
            key(1),
            key(2),
            key(3),
            new NftData("Trophy Breeder", "AIW3E", "u".repeat(88)),
            MINT_RENT,
            Optional.empty(),
            hash());
    assertThat(WireTransaction.assemble(List.of(new byte[64], new byte[64]), message)).hasSize(835);
  }

  /** The compute budget's program, and its two instructions, take 52 bytes. */
  @Test
  void preparedBurnHas348BytesAndABudgetOf52() {
    byte[] bare = burn(Optional.empty());
    byte[] message = burn(Optional.of(new ComputeBudget(30_000, 1_000)));
    assertThat(BurnTransaction.prepared(new byte[64], bare)).hasSize(348);
    assertThat(BurnTransaction.prepared(new byte[64], message)).hasSize(348 + 52);
  }

  /** Limit 30,000 and price 1,000 stand before the burn, by an account that is only read. */
  @Test
  void burnCarriesItsComputeBudgetFirst() {
    byte[] message = burn(Optional.of(new ComputeBudget(30_000, 1_000)));
    int header = 3 + 1 + 32 * 6 + 32;
    byte[] instructions = Arrays.copyOfRange(message, header, message.length);
    int budget = indexOf(message, Addresses.COMPUTE_BUDGET_PROGRAM);
    int token = indexOf(message, Addresses.TOKEN_PROGRAM);
    assertThat(HexFormat.of().formatHex(instructions))
        .startsWith(
            "04"
                + "%02x00050230750000".formatted(budget)
                + "%02x000903e803000000000000".formatted(budget)
                + "%02x".formatted(token));
  }

  /** Header: two signers, of which the owner's account is only read, so that it can pay nothing. */
  @Test
  void burnTakesNothingFromTheOwner() {
    byte[] message = burn(Optional.of(new ComputeBudget(1_400_000, Long.MAX_VALUE)));
    assertThat(Arrays.copyOf(message, 2)).containsExactly(2, 1);
    assertThat(indexOf(message, key(1))).as("the wallet pays").isZero();
    assertThat(indexOf(message, key(2))).as("the owner signs").isEqualTo(1);
  }

  @Test
  void pricesAreAskedForTheAccountsThatAreWrittenTo() {
    byte[] mint =
        MintTransaction.message(
            key(1),
            key(2),
            key(3),
            new NftData("n", "s", "u"),
            MINT_RENT,
            Optional.of(new ComputeBudget(1, 1)),
            hash());
    assertThat(MintTransaction.writable(key(1), key(2), key(3)))
        .containsExactlyInAnyOrderElementsOf(writable(mint));
    assertThat(BurnTransaction.writable(key(1), key(3), key(4)))
        .containsExactlyInAnyOrderElementsOf(writable(burn(Optional.of(new ComputeBudget(1, 1)))));
  }

  private static byte[] burn(Optional<ComputeBudget> budget) {
    return BurnTransaction.message(key(1), key(2), key(3), key(4), true, budget, hash());
  }

  private static List<PublicKey> keys(byte[] message) {
    return IntStream.range(0, message[3])
        .mapToObj(i -> new PublicKey(Arrays.copyOfRange(message, 4 + 32 * i, 36 + 32 * i)))
        .toList();
  }

  private static int indexOf(byte[] message, PublicKey key) {
    return keys(message).indexOf(key);
  }

  /** By the message's own header. */
  private static List<PublicKey> writable(byte[] message) {
    List<PublicKey> keys = keys(message);
    return IntStream.range(0, keys.size())
        .filter(i -> i < message[0] ? i < message[0] - message[1] : i < keys.size() - message[2])
        .mapToObj(keys::get)
        .toList();
  }

  private static PublicKey key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return new PublicKey(bytes);
  }

  private static String hash() {
    return Base58.encode(key(9).toByteArray());
  }
}

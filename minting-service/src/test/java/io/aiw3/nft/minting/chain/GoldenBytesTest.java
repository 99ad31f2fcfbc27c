package io.aiw3.nft.minting.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.minting.chain.MintTransaction.ComputeBudget;
import io.aiw3.nft.minting.chain.SolanaRpc.ChainAccount;
import io.aiw3.nft.minting.domain.MintState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
    assertThat(MintReader.judge(mint, mintAccount, metadata, wallet, uri))
        .isEqualTo(MintState.LIVE);
    assertThat(MintReader.judge(mint, mintAccount, metadata, wallet, uri + "x"))
        .isEqualTo(MintState.UNEXPECTED);
    assertThat(MintReader.judge(mint, mintAccount, metadata, mint, uri))
        .isEqualTo(MintState.UNEXPECTED);
    assertThat(MintReader.judge(mint, Optional.empty(), metadata, wallet, uri))
        .isEqualTo(MintState.MISSING);
    assertThat(MintReader.judge(mint, burned(mintAccount.get()), Optional.empty(), wallet, uri))
        .isEqualTo(MintState.BURNED);
    assertThat(MintReader.judge(mint, prefunded(), Optional.empty(), wallet, uri))
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
            key(1), key(2), key(3), longest, Optional.of(new ComputeBudget(200_000, 1)), hash());
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
            Optional.empty(),
            hash());
    assertThat(WireTransaction.assemble(List.of(new byte[64], new byte[64]), message)).hasSize(835);
  }

  @Test
  void preparedBurnHas348Bytes() {
    byte[] message = BurnTransaction.message(key(1), key(2), key(3), key(4), true, hash());
    assertThat(BurnTransaction.prepared(new byte[64], message)).hasSize(348);
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

package io.aiw3.nft.minting.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.NodeStandIn;
import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.ownership.Whereabouts.Place;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.minting.rpc.TestRpc;
import io.aiw3.nft.solana.Addresses;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

class WhereaboutsTest {
  private static final PublicKey WALLET = new Account().getPublicKey();

  private final Vertx vertx = Vertx.vertx();
  private NodeStandIn node;

  @BeforeEach
  void startNode() throws IOException {
    node = new NodeStandIn();
  }

  @AfterEach
  void stop() {
    node.close();
    vertx.closeAndAwait();
  }

  /** 100,000 NFTs are so 1,000 calls: 50 s at 20 calls a second. */
  @Test
  void aHundredNftsTakeOneCall() {
    // Given: all where they were but the second, whose account holds another, and the third
    List<WatchedNft> nfts = IntStream.range(0, 100).mapToObj(WhereaboutsTest::nft).toList();
    node.results(
        nfts.stream()
            .map(
                nft ->
                    switch (nft.id()) {
                      case 1 -> account(new Account().getPublicKey());
                      case 2 -> "null";
                      default -> account(nft.mint());
                    })
            .collect(Collectors.joining(",", "{\"context\":{\"slot\":7},\"value\":[", "]}")));
    // When
    Map<Integer, Place.In> places = whereabouts().inPlace(nfts).await().indefinitely();
    // Then
    Map<Integer, Place.In> expected = new HashMap<>();
    nfts.stream()
        .filter(nft -> nft.id() != 1 && nft.id() != 2)
        .forEach(nft -> expected.put(nft.id(), new Place.In(WALLET.toBase58(), nft.account(), 0)));
    assertThat(places).isEqualTo(expected);
    assertThat(node.calls()).isEqualTo(1);
  }

  private Whereabouts whereabouts() {
    return new Whereabouts(TestRpc.of(vertx, node.url()), TestConfig.ownership(Map.of()));
  }

  private static WatchedNft nft(int id) {
    PublicKey mint = new Account().getPublicKey();
    PublicKey account = new Account().getPublicKey();
    return new WatchedNft(
        id, new UserId(1), mint, WALLET.toBase58(), account, NftStatus.ACTIVE, 0, 0, null, null);
  }

  /** A token account of the wallet with one token of this mint. */
  private static String account(PublicKey mint) {
    ByteBuffer data = ByteBuffer.allocate(165).order(ByteOrder.LITTLE_ENDIAN);
    data.put(mint.toByteArray()).put(WALLET.toByteArray()).putLong(1).put(108, (byte) 1);
    return "{\"owner\":\"%s\",\"lamports\":2039280,\"data\":[\"%s\",\"base64\"]}"
        .formatted(
            Addresses.TOKEN_PROGRAM.toBase58(), Base64.getEncoder().encodeToString(data.array()));
  }
}

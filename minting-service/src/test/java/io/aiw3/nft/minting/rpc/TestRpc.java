package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import java.util.Map;

/** A client of one node, as a start makes it. */
public final class TestRpc {
  private TestRpc() {}

  public static SolanaRpc of(Vertx vertx, String url) {
    return new SolanaRpc(
        new RpcPool(
            vertx,
            TestConfig.solana(Map.of("aiw3.solana.rpc-urls", url)),
            new SimpleMeterRegistry(),
            System::nanoTime));
  }
}

package io.aiw3.nft.minting;

import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.config.SignerConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The configuration's interfaces, filled as at a start. */
public final class TestConfig {
  private TestConfig() {}

  public static SolanaConfig solana(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.putIfAbsent("aiw3.solana.rpc-urls", "http://127.0.0.1:8899");
    return read(all, SolanaConfig.class);
  }

  public static SenderConfig sender(Map<String, String> values) {
    return read(values, SenderConfig.class);
  }

  public static SignerConfig signer(Map<String, String> values) {
    return read(values, SignerConfig.class);
  }

  public static PinataConfig pinata(Map<String, String> values) {
    return read(values, PinataConfig.class);
  }

  public static OwnershipConfig ownership(Map<String, String> values) {
    return read(values, OwnershipConfig.class);
  }

  private static <T> T read(Map<String, String> values, Class<T> type) {
    return new SmallRyeConfigBuilder()
        .withMapping(type)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .addDiscoveredConverters()
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(type);
  }
}

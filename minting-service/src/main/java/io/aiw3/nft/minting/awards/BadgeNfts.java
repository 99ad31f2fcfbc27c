package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.solana.NftData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What each badge of the catalogue is minted as. */
final class BadgeNfts {
  private static final Pattern ON_IPFS =
      Pattern.compile("(ipfs://|https?://[^/?#]+/ipfs/)[A-Za-z0-9]{46,80}(/[^?#]*)?");

  private BadgeNfts() {}

  /** The file: {@code {"badges": [{"badge", "name", "uri"}]}}. */
  record File(List<Entry> badges) {
    File {
      badges = badges == null ? List.of() : List.copyOf(badges);
    }
  }

  /**
   * A badge as the operator writes it.
   *
   * @param badge identifier in the badge catalogue
   * @param name on the chain, 1 to 32 bytes; null for the catalogue's name
   * @param uri of the metadata on IPFS, at most 200 bytes
   */
  record Entry(String badge, String name, String uri) {}

  /**
   * By badge.
   *
   * @throws IllegalStateException with one sentence a line
   */
  static Map<String, NftData> read(Path file, String symbol, BadgeCatalogue catalogue) {
    try {
      return check(
          ContractJson.mapper().readValue(Files.readString(file), File.class), symbol, catalogue);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static Map<String, NftData> check(File file, String symbol, BadgeCatalogue catalogue) {
    List<String> faults = new ArrayList<>();
    Map<String, NftData> nfts = new LinkedHashMap<>();
    for (Entry entry : file.badges()) {
      try {
        if (nfts.put(String.valueOf(entry.badge()), nft(entry, symbol, catalogue)) != null) {
          faults.add(entry.badge() + ": listed twice");
        }
      } catch (IllegalArgumentException e) {
        faults.add(entry.badge() + ": " + e.getMessage());
        nfts.put(String.valueOf(entry.badge()), null);
      }
    }
    catalogue.badges().stream()
        .map(BadgeDefinition::badge)
        .filter(badge -> !nfts.containsKey(badge))
        .forEach(badge -> faults.add(badge + ": is in the badge catalogue and not here"));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "aiw3.badges.definitions: " + String.join("\naiw3.badges.definitions: ", faults));
    }
    return nfts;
  }

  private static NftData nft(Entry entry, String symbol, BadgeCatalogue catalogue) {
    BadgeDefinition definition =
        catalogue
            .find(String.valueOf(entry.badge()))
            .orElseThrow(() -> new IllegalArgumentException("is not in the badge catalogue"));
    if (entry.uri() == null || !ON_IPFS.matcher(entry.uri()).matches()) {
      throw new IllegalArgumentException("uri must be ipfs://<CID> or <gateway>/ipfs/<CID>");
    }
    return new NftData(
        entry.name() == null ? definition.name() : entry.name(), symbol, entry.uri());
  }
}

package io.aiw3.nft.minting.ipfs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The metadata JSON of an NFT, in the shape and order of data model v2. */
record NftMetadata(
    String name,
    String symbol,
    String description,
    String image,
    @JsonProperty("external_url") String externalUrl,
    List<Attribute> attributes,
    Properties properties) {
  NftMetadata {
    attributes = List.copyOf(attributes);
  }

  /** A trait. */
  record Attribute(
      @JsonProperty("trait_type") String traitType,
      String value,
      @JsonProperty("display_type") String displayType) {}

  /** Files and creators. */
  record Properties(List<File> files, List<Creator> creators) {
    Properties {
      files = List.copyOf(files);
      creators = List.copyOf(creators);
    }
  }

  /** An asset. */
  record File(String uri, String type) {}

  /** {@code share} in percent. */
  record Creator(String address, int share) {}

  static NftMetadata of(
      int level,
      String name,
      String symbol,
      String description,
      String image,
      String externalUrl,
      String creator) {
    return new NftMetadata(
        name,
        symbol,
        description,
        image,
        externalUrl,
        List.of(
            new Attribute("Level", Integer.toString(level), "number"),
            new Attribute("Name", name, "string")),
        new Properties(List.of(new File(image, "image/png")), List.of(new Creator(creator, 100))));
  }

  /** The bytes that are pinned. */
  byte[] toBytes() {
    try {
      return ContractJson.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.aiw3.nft.minting.ipfs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The metadata JSON of a badge, with the address of its image where it has one. It follows from the
 * catalogue alone, so the catalogue can name its CID ({@code metadataUri}) before anybody has
 * pinned it.
 */
record BadgeMetadata(
    String name,
    String description,
    @JsonInclude(JsonInclude.Include.NON_NULL) String image,
    List<Attribute> attributes) {
  BadgeMetadata {
    attributes = List.copyOf(attributes);
  }

  /** A trait. */
  record Attribute(@JsonProperty("trait_type") String traitType, String value) {}

  static BadgeMetadata of(BadgeDefinition badge) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("Badge", badge.badge()));
    attributes.add(new Attribute("Type", badge.type().wireName()));
    if (badge.level() != null) {
      attributes.add(new Attribute("Level", badge.level().toString()));
    }
    String description = badge.taskText() == null ? badge.name() : badge.taskText();
    return new BadgeMetadata(badge.name(), description, badge.imageUri(), attributes);
  }

  /** The bytes that are pinned. */
  byte[] toBytes() {
    try {
      return ContractJson.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  String cid() {
    return Cid.ofFile(toBytes());
  }

  /**
   * Whether the catalogue means this JSON; where it names another one, its author has pinned it.
   */
  boolean isNamedBy(BadgeDefinition badge) {
    return ("ipfs://" + cid()).equals(badge.metadataUri());
  }
}

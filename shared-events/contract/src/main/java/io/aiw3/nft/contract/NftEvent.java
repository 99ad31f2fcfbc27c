package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/**
 * The life of NFTs (topic {@code nft-events}): the bodies of data model v2, {@code {eventType,
 * timestamp, data}}. Fields may be added, never removed or retyped.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "eventType")
@JsonSubTypes({
  @JsonSubTypes.Type(NftEvent.Claimed.class),
  @JsonSubTypes.Type(NftEvent.Upgraded.class),
  @JsonSubTypes.Type(NftEvent.Burned.class),
  @JsonSubTypes.Type(NftEvent.Awarded.class),
  @JsonSubTypes.Type(NftEvent.Activated.class),
  @JsonSubTypes.Type(NftEvent.Transferred.class)
})
public sealed interface NftEvent extends ContractMessage {
  Instant timestamp();

  Data data();

  @Override
  default String topic() {
    return Topics.NFT_EVENTS;
  }

  @Override
  default String key() {
    return data().userId().toString();
  }

  /** What every body has. */
  interface Data {
    UserId userId();
  }

  /** A level 1 NFT was minted for a claim; {@code transactionSignature} is the mint's. */
  @JsonTypeName("claimed")
  record Claimed(Instant timestamp, Data data) implements NftEvent {
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature)
        implements NftEvent.Data {}
  }

  /** The higher NFT was minted after the lower one was burned. */
  @JsonTypeName("upgraded")
  record Upgraded(Instant timestamp, Data data) implements NftEvent {
    public record Data(
        UserId userId,
        int fromLevel,
        int toLevel,
        String fromTier,
        String toTier,
        String oldMintAddress,
        String newMintAddress,
        String transactionSignature)
        implements NftEvent.Data {}
  }

  /**
   * An NFT was burned: in an upgrade, or by its owner outside of one ({@code sagaId} null), which
   * opens the resume path for a tiered NFT.
   */
  @JsonTypeName("burned")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Burned(Instant timestamp, Data data) implements NftEvent {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature,
        String sagaId)
        implements NftEvent.Data {}
  }

  /** A competition NFT was minted for a winner or a manager's recipient. */
  @JsonTypeName("awarded")
  record Awarded(Instant timestamp, Data data) implements NftEvent {
    /**
     * @param rank 1 to 3, or null for an award without a rank
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature,
        String competitionId,
        Integer rank)
        implements NftEvent.Data {}
  }

  /** The owner switched the benefits on. */
  @JsonTypeName("activated")
  record Activated(Instant timestamp, Data data) implements NftEvent {
    public record Data(UserId userId, int nftLevel, String tierName, String mintAddress)
        implements NftEvent.Data {}
  }

  /** The token left the owner's wallet ({@code held} false), or came back ({@code held} true). */
  @JsonTypeName("transferred")
  record Transferred(Instant timestamp, Data data) implements NftEvent {
    /**
     * @param status the NFT's status from now on: {@code inactive}, or after a return its earlier
     *     one
     */
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        boolean held,
        NftStatus status)
        implements NftEvent.Data {}
  }
}

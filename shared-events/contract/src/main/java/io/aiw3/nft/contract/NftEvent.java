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

  @Override
  default boolean namesItsChange() {
    return data().version() != null;
  }

  /** What becomes of each type: who forgets one does not compile. */
  interface Visitor<R> {
    R claimed(Claimed event);

    R upgraded(Upgraded event);

    R burned(Burned event);

    R awarded(Awarded event);

    R activated(Activated event);

    R transferred(Transferred event);
  }

  <R> R accept(Visitor<R> visitor);

  /** Replaces the signature of a burn whose transaction was not found. */
  String UNKNOWN_TRANSACTION = "unknown";

  /** What every body has. */
  interface Data {
    UserId userId();

    /**
     * The number of this change of the NFT: 1 for its mint, rising with every later one. A consumer
     * that keeps the highest number of each NFT ignores what is older, whenever it arrives. Null in
     * events published before there were numbers; those are older than any with one.
     */
    Long version();
  }

  /** A level 1 NFT was minted for a claim; {@code transactionSignature} is the mint's. */
  @JsonTypeName("claimed")
  record Claimed(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.claimed(this);
    }

    /**
     * @param replacesMintAddress the burned NFT of a tier that an administrator issued again; null
     *     for a first mint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature,
        String replacesMintAddress,
        Long version)
        implements NftEvent.Data {
      public Data(
          UserId userId,
          int nftLevel,
          String tierName,
          String mintAddress,
          String transactionSignature) {
        this(userId, nftLevel, tierName, mintAddress, transactionSignature, null, null);
      }
    }
  }

  /** The higher NFT was minted after the lower one was burned. */
  @JsonTypeName("upgraded")
  record Upgraded(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.upgraded(this);
    }

    /** {@code version} is that of the new NFT. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int fromLevel,
        int toLevel,
        String fromTier,
        String toTier,
        String oldMintAddress,
        String newMintAddress,
        String transactionSignature,
        Long version)
        implements NftEvent.Data {
      public Data(
          UserId userId,
          int fromLevel,
          int toLevel,
          String fromTier,
          String toTier,
          String oldMintAddress,
          String newMintAddress,
          String transactionSignature) {
        this(
            userId,
            fromLevel,
            toLevel,
            fromTier,
            toTier,
            oldMintAddress,
            newMintAddress,
            transactionSignature,
            null);
      }
    }
  }

  /**
   * An NFT was burned: in an upgrade, or by its owner outside of one ({@code sagaId} null), which
   * opens the resume path for a tiered NFT. A finalized supply of 0 proves the burn; where its
   * transaction was not found, {@code transactionSignature} is {@link #UNKNOWN_TRANSACTION}.
   */
  @JsonTypeName("burned")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Burned(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.burned(this);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature,
        String sagaId,
        Long version)
        implements NftEvent.Data {
      public Data(
          UserId userId,
          int nftLevel,
          String tierName,
          String mintAddress,
          String transactionSignature,
          String sagaId) {
        this(userId, nftLevel, tierName, mintAddress, transactionSignature, sagaId, null);
      }
    }
  }

  /** A competition NFT was minted for a winner or a manager's recipient. */
  @JsonTypeName("awarded")
  record Awarded(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.awarded(this);
    }

    /**
     * @param rank 1 to 3, or null for an award without a rank
     * @param replacesMintAddress the burned NFT that an administrator issued again; null for a
     *     first mint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        String transactionSignature,
        String competitionId,
        Integer rank,
        String replacesMintAddress,
        Long version)
        implements NftEvent.Data {
      public Data {
        if (rank != null && (rank < 1 || rank > 3)) {
          throw new IllegalArgumentException("rank must lie within 1 and 3, not " + rank);
        }
      }

      public Data(
          UserId userId,
          int nftLevel,
          String tierName,
          String mintAddress,
          String transactionSignature,
          String competitionId,
          Integer rank) {
        this(
            userId,
            nftLevel,
            tierName,
            mintAddress,
            transactionSignature,
            competitionId,
            rank,
            null,
            null);
      }
    }
  }

  /** The owner switched the benefits on. */
  @JsonTypeName("activated")
  record Activated(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activated(this);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId, int nftLevel, String tierName, String mintAddress, Long version)
        implements NftEvent.Data {
      public Data(UserId userId, int nftLevel, String tierName, String mintAddress) {
        this(userId, nftLevel, tierName, mintAddress, null);
      }
    }
  }

  /**
   * The token left the owner's wallet ({@code held} false), or arrived in it ({@code held} true). A
   * token that passes to the wallet of another user is published twice: for the earlier owner with
   * {@code held} false, then with the next version for the new one with {@code held} true; both
   * name the two users.
   */
  @JsonTypeName("transferred")
  record Transferred(Instant timestamp, Data data) implements NftEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transferred(this);
    }

    /**
     * @param status the NFT's status from now on: {@code inactive}, or after a return its earlier
     *     one, with a new owner {@code unlocked}
     * @param fromUserId the earlier owner where the token passed to another user; otherwise null
     * @param toUserId the new owner where the token passed to another user; otherwise null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
        UserId userId,
        int nftLevel,
        String tierName,
        String mintAddress,
        boolean held,
        NftStatus status,
        UserId fromUserId,
        UserId toUserId,
        Long version)
        implements NftEvent.Data {
      public Data(
          UserId userId,
          int nftLevel,
          String tierName,
          String mintAddress,
          boolean held,
          NftStatus status) {
        this(userId, nftLevel, tierName, mintAddress, held, status, null, null, null);
      }
    }
  }
}

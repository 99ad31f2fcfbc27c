package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** Commands to the minting service (topic {@code minting-commands}). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "commandType")
@JsonSubTypes({
  @JsonSubTypes.Type(MintingCommand.PrepareBurn.class),
  @JsonSubTypes.Type(MintingCommand.SubmitBurn.class),
  @JsonSubTypes.Type(MintingCommand.WithdrawBurn.class),
  @JsonSubTypes.Type(MintingCommand.MintNft.class)
})
public sealed interface MintingCommand extends ContractMessage {
  String sagaId();

  UserId userId();

  @Override
  default String topic() {
    return Topics.MINTING_COMMANDS;
  }

  @Override
  default String key() {
    return userId().toString();
  }

  /** What becomes of each type: who forgets one does not compile. */
  interface Visitor<R> {
    R prepareBurn(PrepareBurn command);

    R submitBurn(SubmitBurn command);

    R withdrawBurn(WithdrawBurn command);

    R mintNft(MintNft command);
  }

  <R> R accept(Visitor<R> visitor);

  /**
   * Builds the burn transaction for the owner to sign. Answered by {@link SagaReply.BurnPrepared},
   * again whenever the transaction is renewed, or {@link SagaReply.BurnRefused}, later by {@link
   * SagaReply.BurnConfirmed} or {@link SagaReply.BurnExpired}. While an attempt is open no other
   * one is made: it is answered again, and renewed if it has aged. Sent again with the number of an
   * attempt that is over, it makes none either, and is answered with how that attempt has ended.
   *
   * <p>The entitlement to the NFT of {@code targetLevel} is reserved for the saga in the same
   * transaction: a level that was issued to the user before is refused here, before anything
   * irreversible.
   *
   * @param attempt 1 for the first transaction of the saga, one more for each after an expiry
   * @param targetLevel the level minted after the burn; null in commands of earlier versions
   */
  @JsonTypeName("prepare_burn")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PrepareBurn(
      String sagaId,
      UserId userId,
      String walletAddress,
      String mintAddress,
      int attempt,
      Integer targetLevel)
      implements MintingCommand {
    public PrepareBurn {
      requireAttempt(attempt);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.prepareBurn(this);
    }

    public PrepareBurn(
        String sagaId, UserId userId, String walletAddress, String mintAddress, int attempt) {
      this(sagaId, userId, walletAddress, mintAddress, attempt, null);
    }
  }

  /**
   * Submits what the owner signed, of any of the attempt's transactions whose blockhash is valid:
   * the minting service adds its own signature and sends it. Answered by {@link
   * SagaReply.BurnSubmitted} or {@link SagaReply.BurnSubmissionRefused}.
   *
   * @param signedTransaction base64 of the whole transaction, or null
   * @param signature base58 transaction id, or null; one of the two is given
   */
  @JsonTypeName("submit_burn")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubmitBurn(
      String sagaId, UserId userId, int attempt, String signedTransaction, String signature)
      implements MintingCommand {
    public SubmitBurn {
      requireAttempt(attempt);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.submitBurn(this);
    }
  }

  /**
   * Ends an attempt that is no longer needed. What the minting service has not signed cannot land:
   * answered by {@link SagaReply.BurnExpired} at once. What is signed ends as the chain says.
   */
  @JsonTypeName("withdraw_burn")
  record WithdrawBurn(String sagaId, UserId userId, int attempt) implements MintingCommand {
    public WithdrawBurn {
      requireAttempt(attempt);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.withdrawBurn(this);
    }
  }

  /**
   * Mints the NFT of {@code level} into the wallet, once for each user and level, retried until it
   * is there. Answered by {@link SagaReply.MintSubmitted} and {@link SagaReply.MintConfirmed}, or
   * by {@link SagaReply.MintRefused} where it will never be minted.
   *
   * @param fromLevel 0 for a claim
   * @param oldMintAddress the burned NFT of an upgrade, or null for a claim
   */
  @JsonTypeName("mint_nft")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MintNft(
      String sagaId,
      UserId userId,
      OperationKind kind,
      String walletAddress,
      int level,
      int fromLevel,
      String oldMintAddress)
      implements MintingCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.mintNft(this);
    }
  }

  private static void requireAttempt(int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts are counted from 1: " + attempt);
    }
  }
}

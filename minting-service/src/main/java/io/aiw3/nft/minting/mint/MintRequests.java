package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.mint.Entitlements.Verdict;
import io.aiw3.nft.minting.persistence.ChainTransaction;
import io.aiw3.nft.minting.persistence.EntitlementRows;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.UserNft;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The orchestrator's mints: queued once for each entitlement, or refused for good. A repeated
 * command is answered again.
 */
@ApplicationScoped
public class MintRequests {
  private static final Logger LOG = Logger.getLogger(MintRequests.class);

  /** Burns that nothing follows from any more. */
  private static final Set<String> ENDED = Set.of("expired", "failed", "refused");

  private final TierCatalogue tiers;
  private final Entitlements entitlements;

  MintRequests(TierCatalogue tiers, Entitlements entitlements) {
    this.tiers = tiers;
    this.entitlements = entitlements;
  }

  public Uni<Void> handle(MintNft command, Transaction tx) {
    check(command);
    return entitlements
        .issue(tx, command)
        .chain(
            verdict ->
                verdict.fold(
                    granted -> queue(command, granted, tx),
                    refused -> refuse(command, refused.reason(), tx)));
  }

  private void check(MintNft command) {
    MessageChecks.sagaId(command.sagaId());
    MessageChecks.address("walletAddress", command.walletAddress());
    if (command.kind() == null) {
      throw new BadMessageException("kind is missing");
    }
    boolean claim = command.kind() == OperationKind.CLAIM;
    if (claim ? command.level() != tiers.next(0) : !tiers.isUpgrade(command.level())) {
      throw new BadMessageException("no " + command.kind().wireName() + " to this level");
    }
    int from = tiers.previous(command.level());
    MessageChecks.range("fromLevel", command.fromLevel(), from, from);
    if (!claim) {
      MessageChecks.address("oldMintAddress", command.oldMintAddress());
    }
  }

  private Uni<Void> queue(MintNft command, Verdict.Granted granted, Transaction tx) {
    boolean upgrade = command.kind() == OperationKind.UPGRADE;
    return MintQueue.add(
            tx,
            new MintQueue.Mint(
                MintPurpose.of(command.kind()),
                command.sagaId(),
                command.userId(),
                command.walletAddress(),
                granted.name(),
                command.level(),
                command.fromLevel(),
                upgrade ? command.oldMintAddress() : null,
                null,
                null,
                null,
                granted.tierKey()))
        .chain(
            queued ->
                queued
                    ? Uni.createFrom().voidItem()
                    : reopened(command, granted, tx)
                        .chain(
                            reopened ->
                                reopened ? Uni.createFrom().voidItem() : again(command, tx)));
  }

  /**
   * A command that came before its own burn was final was refused. Nothing was sent for it, and
   * after the burn the mint is due.
   */
  private static Uni<Boolean> reopened(MintNft command, Verdict.Granted granted, Transaction tx) {
    return granted.afterOwnBurn()
        ? MintQueue.reopen(tx, command, granted.name(), granted.tierKey())
        : Uni.createFrom().item(false);
  }

  /** Noted, so that the same command is refused again in any later state. */
  private Uni<Void> refuse(MintNft command, String reason, Transaction tx) {
    return MintQueue.refuse(tx, command, reason, EntitlementRules.sentence(reason))
        .chain(noted -> noted ? notMinted(command, reason, tx) : again(command, tx));
  }

  /**
   * The mint of a burn that is still under way waits for it: after a restore both are read again,
   * one right after the other. {@link #burnIsFinal} queues it.
   */
  private static Uni<Void> notMinted(MintNft command, String reason, Transaction tx) {
    return !reason.equals(EntitlementRules.BURN_NOT_FINAL)
        ? refused(command, reason, tx)
        : EntitlementRows.burns(tx, command.sagaId())
            .chain(
                burns -> {
                  if (burns.stream().allMatch(ENDED::contains)) {
                    return refused(command, reason, tx);
                  }
                  tx.publish(
                      new MintDelayed(
                          command.sagaId(), command.userId(), 1, reason, Delays.sentence(reason)));
                  return Uni.createFrom().voidItem();
                });
  }

  /** The saga's own burn is final: its mint, if it was commanded before, is due. */
  public Uni<Void> burnIsFinal(Transaction tx, String sagaId) {
    return MintQueue.refusedBefore(tx, sagaId, EntitlementRules.BURN_NOT_FINAL)
        .chain(
            command ->
                command.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : entitlements
                        .issue(tx, command.get())
                        .chain(
                            verdict ->
                                verdict.fold(
                                    granted -> reopened(command.get(), granted, tx),
                                    refused -> Uni.createFrom().item(false)))
                        .replaceWithVoid());
  }

  private static Uni<Void> refused(MintNft command, String reason, Transaction tx) {
    LOG.warnf(
        "mint refused userId=%s sagaId=%s level=%d errorCode=%s",
        command.userId(), command.sagaId(), command.level(), reason);
    tx.publish(
        new MintRefused(
            command.sagaId(), command.userId(), reason, EntitlementRules.sentence(reason)));
    return Uni.createFrom().voidItem();
  }

  /** The request is known: with any entitlement now, it is answered about its own mint. */
  private Uni<Void> again(MintNft command, Transaction tx) {
    return ChainTransaction.newest("mint", command.sagaId())
        .chain(
            known -> {
              if (known == null) {
                // A replica of an earlier version has queued this tier for another request.
                return refused(command, EntitlementRules.TIER_ALREADY_ISSUED, tx);
              }
              if (known.userId != command.userId().value() || known.level != command.level()) {
                throw new BadMessageException("sagaId is that of another mint");
              }
              return answer(known, command, tx);
            });
  }

  private Uni<Void> answer(ChainTransaction known, MintNft command, Transaction tx) {
    return switch (known.state) {
      case "sent", "confirmed" -> {
        tx.publish(
            new MintSubmitted(
                command.sagaId(),
                command.userId(),
                known.attempt,
                known.mintAddress,
                known.signature));
        yield Uni.createFrom().voidItem();
      }
      case "finalized" ->
          UserNft.ofRequest(command.sagaId())
              .invoke(nft -> tx.publish(confirmed(command, nft)))
              .replaceWithVoid();
      case "refused" -> notMinted(command, known.errorCode, tx);
      default -> MintQueue.hurry(tx, known.id);
    };
  }

  private MintConfirmed confirmed(MintNft command, UserNft nft) {
    return new MintConfirmed(
        command.sagaId(),
        command.userId(),
        nft.level,
        tiers.level(nft.level).name(),
        nft.mintAddress,
        nft.mintTransaction);
  }
}

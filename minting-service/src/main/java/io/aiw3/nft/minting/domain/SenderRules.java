package io.aiw3.nft.minting.domain;

import io.aiw3.nft.minting.domain.Attempt.Offered;
import io.aiw3.nft.minting.domain.Attempt.OwnerSigned;
import io.aiw3.nft.minting.domain.Attempt.Prepared;
import io.aiw3.nft.minting.domain.Attempt.Queued;
import io.aiw3.nft.minting.domain.Attempt.Sent;
import io.aiw3.nft.minting.domain.Observation.AtAddress;
import io.aiw3.nft.minting.domain.Observation.Away;
import io.aiw3.nft.minting.domain.Observation.Errored;
import io.aiw3.nft.minting.domain.Observation.Executed;
import io.aiw3.nft.minting.domain.Observation.Impossible;
import io.aiw3.nft.minting.domain.Observation.NotReady;
import io.aiw3.nft.minting.domain.Observation.Spent;
import io.aiw3.nft.minting.domain.Observation.Unseen;
import io.aiw3.nft.solana.MintState;

/**
 * What to do with an attempt after an observation: the whole of the sender's judgement.
 *
 * <p>Two rules carry everything. A new signature is made only when no earlier one can land any
 * more, so at most one mint lands for a request. And what the chain has done is recorded, by
 * whichever transaction it was done.
 *
 * @param mintNeeds the commitment at which a mint counts
 * @param burnNeeds the commitment at which a burn counts
 */
public record SenderRules(Commitment mintNeeds, Commitment burnNeeds) {
  /**
   * Blocks that an offer has before it by the finalized height when it is renewed: by the newest
   * block, which is some 32 further, some 80 of the 150 with which it began.
   */
  public static final int RENEWED_BEFORE_BLOCKS = 110;

  public Action decide(Attempt attempt, Observation seen) {
    if (seen instanceof Away) {
      return Action.WAIT;
    }
    return attempt.accept(
        new Attempt.Visitor<>() {
          @Override
          public Action queued(Queued queued) {
            return ofQueued(queued, seen);
          }

          @Override
          public Action sent(Sent sent) {
            return ofSigned(sent, sent.lastValidBlockHeight(), sent.confirmed(), true, seen);
          }

          @Override
          public Action offered(Offered offered) {
            return ofOffered(offered, seen);
          }

          @Override
          public Action ownerSigned(OwnerSigned signed) {
            return ofOwnerSigned(seen);
          }

          @Override
          public Action prepared(Prepared prepared) {
            return ofSigned(
                prepared, prepared.lastValidBlockHeight(), prepared.confirmed(), false, seen);
          }
        });
  }

  private static Action ofQueued(Queued attempt, Observation seen) {
    boolean mint = attempt.kind() == TransactionKind.MINT;
    if (seen instanceof NotReady) {
      return mint ? Action.WAIT_AND_TELL : Action.WAIT;
    }
    if (seen instanceof Impossible) {
      return mint ? Action.ALARM : Action.REFUSE;
    }
    if (seen instanceof AtAddress at) {
      return switch (at.mint()) {
        case MISSING -> mint ? Action.SIGN : Action.REFUSE;
        case LIVE -> mint ? Action.ADOPT : Action.SIGN;
        case BURNED -> Action.ADOPT;
        case FOREIGN -> mint ? Action.NEXT_ADDRESS : Action.REFUSE;
        case UNEXPECTED -> mint ? Action.ALARM : Action.REFUSE;
        case UNREAD -> Action.WAIT;
      };
    }
    // Nothing is signed, so no transaction of this attempt can have been seen.
    return Action.WAIT;
  }

  /** What we have not signed cannot land: it may be replaced at any time. */
  private static Action ofOffered(Offered attempt, Observation seen) {
    if (!(seen instanceof Unseen unseen)) {
      return Action.WAIT;
    }
    if (unseen.mint() == MintState.BURNED) {
      return Action.ADOPT;
    }
    return unseen.finalizedHeight() > attempt.lastValidBlockHeight() - RENEWED_BEFORE_BLOCKS
        ? Action.RENEW
        : Action.WAIT;
  }

  private static Action ofOwnerSigned(Observation seen) {
    if (!(seen instanceof Unseen unseen)) {
      return Action.WAIT;
    }
    return unseen.mint() == MintState.BURNED ? Action.ADOPT : Action.COSIGN;
  }

  private Action ofSigned(
      Attempt attempt, long lastValid, boolean confirmed, boolean complete, Observation seen) {
    boolean mint = attempt.kind() == TransactionKind.MINT;
    if (seen instanceof Executed executed) {
      if (executed.commitment().reaches(mint ? mintNeeds : burnNeeds)) {
        return Action.COMPLETE;
      }
      return executed.commitment().reaches(Commitment.CONFIRMED) && !confirmed
          ? Action.NOTE_CONFIRMED
          : Action.WAIT;
    }
    if (seen instanceof Errored errored) {
      return errored.commitment().reaches(Commitment.FINALIZED) ? Action.LOOK_DEEPER : Action.WAIT;
    }
    if (seen instanceof Unseen unseen) {
      if (!mint && unseen.mint() == MintState.BURNED) {
        return Action.ADOPT;
      }
      if (unseen.finalizedHeight() > lastValid || confirmed) {
        return Action.LOOK_DEEPER;
      }
      return complete ? Action.SEND : Action.WAIT;
    }
    if (seen instanceof Spent spent) {
      return mint ? spentMint(spent.mint()) : spentBurn(spent);
    }
    if (seen instanceof AtAddress at) {
      // Preflight said that the mint exists: by this request's own transaction, which then counts.
      return mint && (at.mint() == MintState.LIVE || at.mint() == MintState.BURNED)
          ? Action.ADOPT
          : Action.WAIT;
    }
    // NotReady and Impossible: what is signed can land even if something else is missing.
    return Action.WAIT;
  }

  private static Action spentMint(MintState mint) {
    return switch (mint) {
      case MISSING, FOREIGN -> Action.EXPIRE;
      case LIVE, BURNED -> Action.ADOPT;
      case UNEXPECTED -> Action.ALARM;
      case UNREAD -> Action.WAIT;
    };
  }

  /** A burn that cannot succeed is not offered again. */
  private static Action spentBurn(Spent spent) {
    return switch (spent.mint()) {
      case BURNED -> Action.ADOPT;
      case LIVE, UNEXPECTED -> spent.error().isEmpty() ? Action.EXPIRE : Action.REFUSE;
      // Our NFT's mint is never gone: a node that says so cannot decide.
      case MISSING, FOREIGN, UNREAD -> Action.WAIT;
    };
  }
}

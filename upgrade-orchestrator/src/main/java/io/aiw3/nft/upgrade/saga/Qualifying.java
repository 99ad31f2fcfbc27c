package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.SagaReply.QualificationRefused;
import io.aiw3.nft.contract.SagaReply.QualificationVerified;
import io.aiw3.nft.upgrade.saga.SagaRequest.Cancel;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.ReservingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Verifying;

/** Transitions before anything is touched: a failure here needs no compensation. */
final class Qualifying {
  private Qualifying() {}

  static Outcome verified(Saga saga, Verifying state, QualificationVerified reply) {
    if (reply.targetLevel() != saga.toLevel()) {
      return new Outcome.Ignored();
    }
    if (reply.walletAddress() == null || (!saga.claim() && reply.currentMint() == null)) {
      return fail(saga, new Problem(failure(saga), "The wallet or the NFT to burn is not known."));
    }
    Qualified qualified =
        new Qualified(
            reply.walletAddress(),
            saga.claim() ? null : reply.currentMint(),
            !saga.claim() && reply.burned(),
            null,
            saga.claim() ? 0 : reply.badgesRequired());
    SagaState next =
        saga.claim() ? new Minting(qualified, null, null) : new ReservingBadges(qualified);
    return Move.of(saga, next).passed(Step.QUALIFICATION_VERIFIED, saga.status(), null).sending();
  }

  static Outcome refused(Saga saga, Verifying state, QualificationRefused reply) {
    return reply.targetLevel() == saga.toLevel()
        ? fail(saga, new Problem(failure(saga), reply.reason()))
        : new Outcome.Ignored();
  }

  static Outcome cancel(Saga saga, Verifying state, Cancel request) {
    return fail(saga, Problems.cancelled());
  }

  private static Outcome fail(Saga saga, Problem problem) {
    return Move.of(saga, new Failed(problem)).failed(problem).quietly();
  }

  private static String failure(Saga saga) {
    return saga.claim() ? Problems.NFT_CLAIM_FAILED : Problems.NFT_UPGRADE_FAILED;
  }
}

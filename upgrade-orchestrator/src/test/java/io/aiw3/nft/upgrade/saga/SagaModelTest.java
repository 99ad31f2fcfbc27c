package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.upgrade.saga.SagaState.AwaitingSignature;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.PreparingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.ReleasingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.SubmittingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.WithdrawingBurn;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All orders of all messages, of any length, each lost, late or doubled, with whatever people, the
 * clock and the chain do in between; bounded only by the number of burn transactions.
 */
class SagaModelTest {
  private static final int MOST_BURNS = 3;

  @Test
  void noOrderOfMessagesBreaksAnUpgrade() {
    SagaModel model = new SagaModel(Sagas::on, MOST_BURNS);

    assertThat(model.breach(SagaWorld.begin(OperationKind.UPGRADE, false))).isEmpty();

    assertThat(statuses(model)).containsExactlyInAnyOrder(OperationStatus.values());
    assertThat(states(model))
        .containsAll(
            Sagas.upgradeStates().stream().map(SagaState::wireName).collect(Collectors.toSet()));
    assertThat(model.worlds()).anyMatch(world -> world.attempts().size() > MOST_BURNS);
  }

  @Test
  void noOrderOfMessagesBreaksAnUpgradeOfWhatIsBurnedAlready() {
    SagaModel model = new SagaModel(Sagas::on, MOST_BURNS);

    assertThat(model.breach(SagaWorld.begin(OperationKind.UPGRADE, true))).isEmpty();

    assertThat(statuses(model)).containsExactlyInAnyOrder(OperationStatus.values());
  }

  @Test
  void noOrderOfMessagesBreaksAClaim() {
    SagaModel model = new SagaModel(Sagas::on, MOST_BURNS);

    assertThat(model.breach(SagaWorld.begin(OperationKind.CLAIM, false))).isEmpty();

    assertThat(statuses(model))
        .containsExactlyInAnyOrder(
            OperationStatus.PENDING, OperationStatus.COMPLETED, OperationStatus.FAILED);
  }

  @Test
  void findsAnUpgradeThatGivesUpWhileItsBurnCanLand() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof WithdrawingBurn withdrawing
                            && event instanceof SagaRequest.Due
                        ? moved(
                            saga,
                            new ReleasingBadges(withdrawing.qualified(), withdrawing.reason()))
                        : Sagas.on(saga, event)))
        .startsWith("O2");
  }

  @Test
  void findsAMintThatDoesNotWaitForTheBurn() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof SubmittingBurn submitting
                            && event instanceof SagaReply.BurnSubmitted
                        ? moved(saga, new Minting(submitting.qualified(), null, null))
                        : Sagas.on(saga, event)))
        .startsWith("O3");
  }

  @Test
  void findsASecondMint() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof Minting && event instanceof SagaReply.MintDelayed
                        ? moved(
                            saga,
                            new Minting(
                                new SagaState.Qualified("another", "oldMint", true, null, 2),
                                null,
                                null))
                        : Sagas.on(saga, event)))
        .startsWith("O1");
  }

  @Test
  void findsAnUpgradeThatWaitsForItsOwnerWithoutEnd() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof AwaitingSignature
                            && (event instanceof SagaRequest.DeadlinePassed
                                || event instanceof SagaReply)
                        ? new Outcome.Ignored()
                        : Sagas.on(saga, event)))
        .startsWith("O6");
  }

  @Test
  void findsAnUpgradeThatFailsAfterItsBurn() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof PreparingBurn && event instanceof SagaRequest.Cancel
                        ? moved(saga, new Failed(Problems.cancelled()))
                        : Sagas.on(saga, event)))
        .startsWith("O2");
  }

  @Test
  void findsAnUpgradeThatFailsWhileItsMintIsOnlyDelayed() {
    assertThat(
            breach(
                (saga, event) ->
                    saga.state() instanceof Minting minting
                            && event instanceof SagaReply.MintDelayed
                        ? Badges.release(saga, minting.qualified(), Problems.cancelled())
                        : Sagas.on(saga, event)))
        .startsWith("badges freed by an upgrade that mints");
  }

  @Test
  void findsAClaimThatWaitsForAMintThatWasRefused() {
    BiFunction<Saga, Object, Outcome> deaf =
        (saga, event) ->
            event instanceof SagaReply.MintRefused ? new Outcome.Ignored() : Sagas.on(saga, event);

    for (SagaWorld begin :
        List.of(
            SagaWorld.begin(OperationKind.CLAIM, false),
            SagaWorld.begin(OperationKind.UPGRADE, true))) {
      assertThat(new SagaModel(deaf, MOST_BURNS).breach(begin).orElse("nothing was found"))
          .startsWith("O6");
    }
  }

  private static String breach(BiFunction<Saga, Object, Outcome> broken) {
    return new SagaModel(broken, MOST_BURNS)
        .breach(SagaWorld.begin(OperationKind.UPGRADE, false))
        .orElse("nothing was found");
  }

  private static Outcome moved(Saga saga, SagaState next) {
    return Move.of(saga, next).sending();
  }

  private static Set<OperationStatus> statuses(SagaModel model) {
    return model.worlds().stream().map(w -> w.saga().status()).collect(Collectors.toSet());
  }

  private static Set<String> states(SagaModel model) {
    return model.worlds().stream()
        .map(w -> w.saga().state().wireName())
        .collect(Collectors.toSet());
  }
}

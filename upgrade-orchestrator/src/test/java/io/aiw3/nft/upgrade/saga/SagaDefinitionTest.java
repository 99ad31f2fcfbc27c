package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.saga.SagaState.Burn;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every pair of state and event, and what it leads to; a pair that is not listed does nothing. */
class SagaDefinitionTest {
  private static final Map<String, String> UPGRADE =
      Map.ofEntries(
          pair(
              "verifying",
              "qualification_verified",
              "reserving_badges qualification_verified:pending >reserve_badges"),
          pair("verifying", "qualification_refused", "failed !NFT_UPGRADE_FAILED"),
          pair("verifying", "cancel", "failed !CANCELLED"),
          pair("verifying", "operator_retry", "verifying >verify_qualification"),
          pair("verifying", "due", "verifying >verify_qualification"),
          pair(
              "reserving_badges",
              "badges_reserved",
              "preparing_burn badges_reserved:pending >prepare_burn"),
          pair("reserving_badges", "badges_refused", "releasing_badges >release_badges"),
          pair("reserving_badges", "cancel", "releasing_badges >release_badges"),
          pair("reserving_badges", "operator_retry", "reserving_badges >reserve_badges"),
          pair("reserving_badges", "due", "reserving_badges >reserve_badges"),
          pair(
              "reserving_badges*",
              "badges_reserved",
              "minting badges_reserved:pending burn_confirmed:burn_confirmed >mint_nft"),
          pair("reserving_badges*", "badges_refused", "releasing_badges >release_badges"),
          pair("reserving_badges*", "cancel", "releasing_badges >release_badges"),
          pair("reserving_badges*", "operator_retry", "reserving_badges >reserve_badges"),
          pair("reserving_badges*", "due", "reserving_badges >reserve_badges"),
          pair("preparing_burn", "burn_prepared", "awaiting_signature burn_prepared:pending"),
          pair("preparing_burn", "burn_refused", "releasing_badges >release_badges"),
          pair("preparing_burn", "burn_expired", "preparing_burn >prepare_burn"),
          pair(
              "preparing_burn",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("preparing_burn", "renew_burn", "="),
          pair("preparing_burn", "cancel", "preparing_burn >prepare_burn"),
          pair("preparing_burn", "deadline_passed", "preparing_burn >prepare_burn"),
          pair("preparing_burn", "operator_retry", "preparing_burn >prepare_burn"),
          pair("preparing_burn", "due", "preparing_burn >prepare_burn"),
          pair("preparing_burn*", "burn_prepared", "withdrawing_burn >withdraw_burn"),
          pair("preparing_burn*", "burn_refused", "releasing_badges >release_badges"),
          pair("preparing_burn*", "burn_expired", "releasing_badges >release_badges"),
          pair(
              "preparing_burn*",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("preparing_burn*", "renew_burn", "="),
          pair("preparing_burn*", "cancel", "="),
          pair("preparing_burn*", "deadline_passed", "="),
          pair("preparing_burn*", "operator_retry", "preparing_burn >prepare_burn"),
          pair("preparing_burn*", "due", "preparing_burn >prepare_burn"),
          pair("awaiting_signature", "submit_signature", "submitting_burn >submit_burn"),
          pair("awaiting_signature", "burn_refused", "releasing_badges >release_badges"),
          pair("awaiting_signature", "burn_expired", "preparing_burn >prepare_burn"),
          pair(
              "awaiting_signature",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("awaiting_signature", "renew_burn", "awaiting_signature >prepare_burn"),
          pair("awaiting_signature", "cancel", "withdrawing_burn >withdraw_burn"),
          pair("awaiting_signature", "deadline_passed", "withdrawing_burn >withdraw_burn"),
          pair("awaiting_signature", "operator_retry", "awaiting_signature >prepare_burn"),
          pair("awaiting_signature", "due", "awaiting_signature >prepare_burn"),
          pair("submitting_burn", "submit_signature", "submitting_burn >submit_burn"),
          pair("submitting_burn", "burn_submitted", "confirming_burn burn_submitted:pending"),
          pair(
              "submitting_burn",
              "burn_submission_refused",
              "awaiting_signature burn_prepared:pending"),
          pair("submitting_burn", "burn_refused", "releasing_badges >release_badges"),
          pair("submitting_burn", "burn_expired", "preparing_burn >prepare_burn"),
          pair(
              "submitting_burn",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("submitting_burn", "cancel", "withdrawing_burn >withdraw_burn"),
          pair("submitting_burn", "deadline_passed", "withdrawing_burn >withdraw_burn"),
          pair("submitting_burn", "operator_retry", "submitting_burn >submit_burn"),
          pair("submitting_burn", "due", "submitting_burn >submit_burn"),
          pair("confirming_burn", "submit_signature", "="),
          pair("confirming_burn", "burn_refused", "releasing_badges >release_badges"),
          pair("confirming_burn", "burn_expired", "preparing_burn >prepare_burn"),
          pair(
              "confirming_burn",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("confirming_burn", "cancel", "withdrawing_burn >withdraw_burn"),
          pair("confirming_burn", "deadline_passed", "withdrawing_burn >withdraw_burn"),
          pair("confirming_burn", "operator_retry", "confirming_burn >submit_burn"),
          pair("confirming_burn", "due", "confirming_burn >submit_burn"),
          pair("withdrawing_burn", "burn_refused", "releasing_badges >release_badges"),
          pair("withdrawing_burn", "burn_expired", "releasing_badges >release_badges"),
          pair(
              "withdrawing_burn",
              "burn_confirmed",
              "minting burn_confirmed:burn_confirmed >mint_nft"),
          pair("withdrawing_burn", "cancel", "="),
          pair("withdrawing_burn", "operator_retry", "withdrawing_burn >withdraw_burn"),
          pair("withdrawing_burn", "due", "withdrawing_burn >withdraw_burn"),
          pair("releasing_badges", "badges_released", "failed !CANCELLED"),
          pair("releasing_badges", "cancel", "="),
          pair("releasing_badges", "operator_retry", "releasing_badges >release_badges"),
          pair("releasing_badges", "due", "releasing_badges >release_badges"),
          pair("minting", "mint_submitted", "minting mint_submitted:burn_confirmed"),
          pair("minting", "mint_delayed", "minting"),
          pair(
              "minting",
              "mint_confirmed",
              "consuming_badges mint_confirmed:mint_confirmed >consume_badges"),
          pair("minting", "mint_refused", "minting TIER_ALREADY_ISSUED?"),
          pair("minting", "submit_signature", "="),
          pair("minting", "retry", "minting >mint_nft"),
          pair("minting", "operator_retry", "minting >mint_nft"),
          pair("minting", "due", "minting >mint_nft"),
          pair("minting*", "mint_submitted", "minting mint_submitted:burn_confirmed"),
          pair("minting*", "mint_delayed", "minting"),
          pair(
              "minting*",
              "mint_confirmed",
              "consuming_badges mint_confirmed:mint_confirmed >consume_badges"),
          pair("minting*", "mint_refused", "releasing_badges >release_badges"),
          pair("minting*", "submit_signature", "="),
          pair("minting*", "retry", "minting >mint_nft"),
          pair("minting*", "operator_retry", "minting >mint_nft"),
          pair("minting*", "due", "minting >mint_nft"),
          pair(
              "consuming_badges",
              "badges_consumed",
              "completed badges_consumed:mint_confirmed mint_completed:completed"),
          pair("consuming_badges", "submit_signature", "="),
          pair("consuming_badges", "retry", "consuming_badges >consume_badges"),
          pair("consuming_badges", "operator_retry", "consuming_badges >consume_badges"),
          pair("consuming_badges", "due", "consuming_badges >consume_badges"),
          pair("completed", "operator_retry", "="),
          pair("completed", "due", "="),
          pair("failed", "operator_retry", "="),
          pair("failed", "due", "="));

  private static final Map<String, String> CLAIM =
      Map.ofEntries(
          pair(
              "verifying",
              "qualification_verified",
              "minting qualification_verified:pending >mint_nft"),
          pair("verifying", "qualification_refused", "failed !NFT_CLAIM_FAILED"),
          pair("verifying", "cancel", "failed !CANCELLED"),
          pair("verifying", "operator_retry", "verifying >verify_qualification"),
          pair("verifying", "due", "verifying >verify_qualification"),
          pair("minting", "mint_submitted", "minting mint_submitted:pending"),
          pair("minting", "mint_delayed", "minting"),
          pair(
              "minting",
              "mint_confirmed",
              "completed mint_confirmed:mint_confirmed mint_completed:completed"),
          pair("minting", "mint_refused", "failed !TIER_ALREADY_ISSUED"),
          pair("minting", "submit_signature", "="),
          pair("minting", "retry", "minting >mint_nft"),
          pair("minting", "operator_retry", "minting >mint_nft"),
          pair("minting", "due", "minting >mint_nft"),
          pair("completed", "operator_retry", "="),
          pair("completed", "due", "="),
          pair("failed", "operator_retry", "="),
          pair("failed", "due", "="));

  @Test
  void everyPairOfAnUpgradeLeadsWhereTheTableSays() {
    assertThat(outcomes(Sagas.upgradeStates().stream().map(Sagas::upgrade).toList(), 2))
        .isEqualTo(new TreeMap<>(UPGRADE));
  }

  @Test
  void everyPairOfAClaimLeadsWhereTheTableSays() {
    assertThat(outcomes(Sagas.claimStates().stream().map(Sagas::claim).toList(), 1))
        .isEqualTo(new TreeMap<>(CLAIM));
  }

  @Test
  void repliesToAnotherSagaOrUserOrAttemptChangeNothing() {
    List<SagaReply> foreign =
        new ArrayList<>(Sagas.replies("00000000-0000-0000-0000-000000000000", Sagas.USER, 2, 1));
    foreign.addAll(Sagas.replies(Sagas.ID, new UserId(43), 2, 1));
    Sagas.replies(Sagas.ID, Sagas.USER, 2, 2).stream()
        .filter(reply -> reply.toString().contains("attempt=2"))
        .forEach(foreign::add);
    foreign.add(Sagas.verified(Sagas.ID, Sagas.USER, 3, false));
    foreign.add(new SagaReply.BurnConfirmed(Sagas.ID, Sagas.USER, "otherMint", "signature"));
    foreign.add(new SagaReply.MintConfirmed(Sagas.ID, Sagas.USER, 3, "Tier", "mint", "signature"));

    for (SagaState state : Sagas.upgradeStates()) {
      for (SagaReply reply : foreign) {
        assertThat(SagaDefinition.on(Sagas.upgrade(state), reply))
            .as("%s on %s", state, reply)
            .isInstanceOf(Outcome.Ignored.class);
      }
    }
  }

  @Test
  void whatTheChainSaysBeatsACancellation() {
    Saga cancelled =
        Sagas.upgrade(new SagaState.WithdrawingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.REASON));

    Outcome outcome =
        SagaDefinition.on(
            cancelled, new SagaReply.BurnConfirmed(Sagas.ID, Sagas.USER, "oldMint", "landed"));

    assertThat(((Outcome.Moved) outcome).saga().state())
        .isEqualTo(new SagaState.Minting(Sagas.QUALIFIED.burnedBy("landed"), null, null));
  }

  @Test
  void aBurnThatIsRefusedForGoodEndsTheUpgradeWithItsReason() {
    SagaReply frozen =
        new SagaReply.BurnRefused(Sagas.ID, Sagas.USER, 1, "NFT_FROZEN", "The NFT is frozen.");

    for (SagaState state :
        List.of(
            new SagaState.PreparingBurn(Sagas.QUALIFIED, 1, null),
            new SagaState.AwaitingSignature(Sagas.QUALIFIED, Sagas.BURN, null),
            new SagaState.SubmittingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.SIGNED),
            new SagaState.ConfirmingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.SIGNED))) {
      assertThat(((Outcome.Moved) SagaDefinition.on(Sagas.upgrade(state), frozen)).saga().state())
          .isEqualTo(
              new SagaState.ReleasingBadges(
                  Sagas.QUALIFIED, new SagaState.Problem("NFT_FROZEN", "The NFT is frozen.")));
    }
  }

  @Test
  void aReasonThatTheApiDoesNotListIsShownAsTheGeneralOne() {
    SagaState preparing = new SagaState.PreparingBurn(Sagas.QUALIFIED, 1, null);
    for (String reason :
        Arrays.asList(null, "", "not_held", "LEVEL_SOLD_OUT", "A".repeat(61), "A\u0000", "Ä")) {
      Outcome outcome =
          SagaDefinition.on(
              Sagas.upgrade(preparing),
              new SagaReply.BurnRefused(Sagas.ID, Sagas.USER, 1, reason, "why"));

      assertThat(
              Problems.isUnlisted(
                  new SagaReply.BurnRefused(Sagas.ID, Sagas.USER, 1, reason, "why")))
          .isTrue();
      assertThat(((Outcome.Moved) outcome).saga().state())
          .isEqualTo(
              new SagaState.ReleasingBadges(
                  Sagas.QUALIFIED, new SagaState.Problem("BURN_REFUSED", "why")));
    }
  }

  @Test
  void everyReasonThatTheApiListsIsShownAsItIs() {
    for (OperationError error : OperationError.values()) {
      SagaReply refused = new SagaReply.MintRefused(Sagas.ID, Sagas.USER, error.name(), "why");

      Outcome outcome =
          SagaDefinition.on(
              Sagas.upgrade(new SagaState.Minting(Sagas.QUALIFIED, null, null)), refused);

      assertThat(((Outcome.Moved) outcome).saga().state())
          .isEqualTo(
              new SagaState.ReleasingBadges(
                  Sagas.QUALIFIED, new SagaState.Problem(error.name(), "why")));
      assertThat(Problems.isUnlisted(refused)).isFalse();
      SagaState.Problem problem = new SagaState.Problem(error.name(), "why");
      assertThat(Problems.shown(problem, true)).isEqualTo(problem);
    }
  }

  @Test
  void aStoredCodeThatTheApiDoesNotListIsShownAsTheGeneralOne() {
    SagaState.Problem newer = new SagaState.Problem("LEVEL_SOLD_OUT", "why");
    assertThat(Problems.shown(newer, true)).isEqualTo(new SagaState.Problem("MINT_REFUSED", "why"));
    assertThat(Problems.shown(newer, false))
        .isEqualTo(new SagaState.Problem("BURN_REFUSED", "why"));
    assertThat(Problems.shown(null, true)).isNull();
  }

  @Test
  void theLevelThatFollowsTheBurnIsNamedBeforeIt() {
    assertThat(
            SagaDefinition.command(
                Sagas.upgrade(new SagaState.PreparingBurn(Sagas.QUALIFIED, 1, null))))
        .contains(new MintingCommand.PrepareBurn(Sagas.ID, Sagas.USER, "wallet", "oldMint", 1, 2));
  }

  @Test
  void afterAnExpiryTheNextAttemptIsPrepared() {
    Saga waiting =
        Sagas.upgrade(new SagaState.AwaitingSignature(Sagas.QUALIFIED, Sagas.BURN, null));

    Outcome outcome =
        SagaDefinition.on(
            waiting, new SagaReply.BurnExpired(Sagas.ID, Sagas.USER, 1, "burnSignature1"));

    assertThat(((Outcome.Moved) outcome).saga().state())
        .isEqualTo(new SagaState.PreparingBurn(Sagas.QUALIFIED, 2, null));
  }

  @Test
  void aRenewedBurnIsShownAndTheOneBeforeIsStillAccepted() {
    // Given
    Saga waiting =
        Sagas.upgrade(new SagaState.AwaitingSignature(Sagas.QUALIFIED, Sagas.BURN, null));
    Burn fresh = new Burn(1, "fresh", "another", 1100, Sagas.EXPIRES.plusSeconds(30));
    // When
    Outcome renewed =
        SagaDefinition.on(
            waiting,
            new SagaReply.BurnPrepared(
                Sagas.ID,
                Sagas.USER,
                1,
                "oldMint",
                fresh.transaction(),
                fresh.signature(),
                fresh.lastValidBlockHeight(),
                fresh.expiresAt()));
    Saga shown = ((Outcome.Moved) renewed).saga();
    Outcome signed =
        SagaDefinition.on(shown, new SagaRequest.SubmitSignature(new Signed("the first", null)));
    // Then
    assertThat(shown.state())
        .isEqualTo(new SagaState.AwaitingSignature(Sagas.QUALIFIED, fresh, null));
    assertThat(((Outcome.Moved) signed).saga().state())
        .isEqualTo(
            new SagaState.SubmittingBurn(Sagas.QUALIFIED, fresh, new Signed("the first", null)));
  }

  @Test
  void whatIsSignedTooLateIsSuperseded() {
    Saga submitting =
        Sagas.upgrade(new SagaState.SubmittingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.SIGNED));

    Outcome outcome =
        SagaDefinition.on(
            submitting,
            new SagaReply.BurnSubmissionRefused(
                Sagas.ID, Sagas.USER, 1, "BURN_SUPERSEDED", "too late"));

    assertThat(((Outcome.Moved) outcome).saga().state())
        .isEqualTo(
            new SagaState.AwaitingSignature(
                Sagas.QUALIFIED, Sagas.BURN, new SagaState.Problem("BURN_SUPERSEDED", "too late")));
  }

  @Test
  void theIdOfABurnIsKnownOnceItIsSubmitted() {
    Saga submitting =
        Sagas.upgrade(new SagaState.SubmittingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.SIGNED));

    Outcome outcome =
        SagaDefinition.on(
            submitting, new SagaReply.BurnSubmitted(Sagas.ID, Sagas.USER, 1, "theId"));

    assertThat(((SagaState.ConfirmingBurn) ((Outcome.Moved) outcome).saga().state()).burn())
        .isEqualTo(Sagas.BURN.sentAs("theId"));
  }

  @Test
  void theSameSignatureHandedInTwiceIsSubmittedOnce() {
    Saga submitting =
        Sagas.upgrade(new SagaState.SubmittingBurn(Sagas.QUALIFIED, Sagas.BURN, Sagas.SIGNED));

    Outcome outcome =
        SagaDefinition.on(
            submitting, new SagaRequest.SubmitSignature(new Signed("signedTransaction", null)));

    assertThat(outcome).isInstanceOf(Outcome.Ignored.class);
  }

  @Test
  void anOpenSagaAlwaysHasACommandAndAnEndedOneNone() {
    for (SagaState state : Sagas.upgradeStates()) {
      Saga saga = Sagas.upgrade(state);
      assertThat(SagaDefinition.command(saga).isPresent())
          .as(state.wireName())
          .isEqualTo(saga.open());
    }
  }

  private static Map<String, String> outcomes(List<Saga> sagas, int level) {
    Map<String, String> found = new TreeMap<>();
    for (Saga saga : sagas) {
      for (Object event : Sagas.events(level)) {
        Outcome outcome = Sagas.on(saga, event);
        boolean request = event instanceof SagaRequest;
        if (outcome instanceof Outcome.Moved moved) {
          found.put(key(saga, event), describe(moved));
        } else if (outcome instanceof Outcome.Contradicted contradicted) {
          found.put(
              key(saga, event),
              saga.state().wireName() + " " + contradicted.problem().code() + "?");
        } else if (request == (outcome instanceof Outcome.Ignored)) {
          found.put(key(saga, event), "=");
        } else {
          assertThat(outcome).isInstanceOf(request ? Outcome.Refused.class : Outcome.Ignored.class);
        }
      }
    }
    return found;
  }

  private static String key(Saga saga, Object event) {
    String state = saga.state().wireName() + (variant(saga) ? "*" : "");
    String name =
        event instanceof ContractMessage message
            ? message.type().replace("saga-replies.", "")
            : ((SagaRequest) event).wireName();
    return state + " + " + name;
  }

  private static boolean variant(Saga saga) {
    SagaState state = saga.state();
    return (state instanceof SagaState.ReservingBadges r && r.qualified().burned())
        || (state instanceof SagaState.PreparingBurn p && p.giveUp() != null)
        || (state instanceof SagaState.Minting m && !saga.claim() && !m.qualified().burnedHere());
  }

  private static String describe(Outcome.Moved moved) {
    StringBuilder text = new StringBuilder(moved.saga().state().wireName());
    for (Effect effect : moved.effects()) {
      if (effect instanceof Effect.Reached reached) {
        text.append(' ')
            .append(reached.step().wireName())
            .append(':')
            .append(reached.status().wireName());
      } else if (effect instanceof Effect.FailedWith failed) {
        text.append(" !").append(failed.problem().code());
      } else if (effect instanceof Effect.Send send) {
        text.append(" >").append(send.command().type().replaceAll(".*\\.", ""));
      }
    }
    return text.toString();
  }

  private static Map.Entry<String, String> pair(String state, String event, String outcome) {
    return Map.entry(state + " + " + event, outcome);
  }
}

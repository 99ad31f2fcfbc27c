package io.aiw3.nft.minting.domain;

import static io.aiw3.nft.minting.domain.Action.ADOPT;
import static io.aiw3.nft.minting.domain.Action.ALARM;
import static io.aiw3.nft.minting.domain.Action.COMPLETE;
import static io.aiw3.nft.minting.domain.Action.COSIGN;
import static io.aiw3.nft.minting.domain.Action.EXPIRE;
import static io.aiw3.nft.minting.domain.Action.LOOK_DEEPER;
import static io.aiw3.nft.minting.domain.Action.NEXT_ADDRESS;
import static io.aiw3.nft.minting.domain.Action.NOTE_CONFIRMED;
import static io.aiw3.nft.minting.domain.Action.REFUSE;
import static io.aiw3.nft.minting.domain.Action.RENEW;
import static io.aiw3.nft.minting.domain.Action.SEND;
import static io.aiw3.nft.minting.domain.Action.SIGN;
import static io.aiw3.nft.minting.domain.Action.WAIT;
import static io.aiw3.nft.minting.domain.Action.WAIT_AND_TELL;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table: every attempt against every observation. */
class SenderRulesTest {
  private static final long LAST_VALID = 500;
  private static final SenderRules RULES =
      new SenderRules(Commitment.FINALIZED, Commitment.FINALIZED);

  /** The columns of the table. */
  private static final List<Attempt> ATTEMPTS =
      List.of(
          new Queued(TransactionKind.MINT),
          new Queued(TransactionKind.BURN),
          new Sent(TransactionKind.MINT, LAST_VALID, false),
          new Sent(TransactionKind.MINT, LAST_VALID, true),
          new Sent(TransactionKind.BURN, LAST_VALID, false),
          new Sent(TransactionKind.BURN, LAST_VALID, true),
          new Prepared(LAST_VALID, false),
          new Prepared(LAST_VALID, true));

  record Row(Observation seen, List<Action> expected) {}

  record Cell(Attempt attempt, Observation seen, Action expected) {}

  private static Row row(Observation seen, Action... expected) {
    return new Row(seen, List.of(expected));
  }

  // queued mint, queued burn | sent mint, … confirmed | sent burn, … confirmed | prepared, …
  // confirmed
  private static final List<Row> TABLE =
      List.of(
          row(new Away("x"), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(new NotReady("x"), WAIT_AND_TELL, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(new Impossible("x"), ALARM, REFUSE, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.UNREAD), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.MISSING), SIGN, REFUSE, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.LIVE), ADOPT, SIGN, ADOPT, ADOPT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.BURNED), ADOPT, ADOPT, ADOPT, ADOPT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.FOREIGN), NEXT_ADDRESS, REFUSE, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(at(MintState.UNEXPECTED), ALARM, REFUSE, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(unseen(499), WAIT, WAIT, SEND, LOOK_DEEPER, SEND, LOOK_DEEPER, WAIT, LOOK_DEEPER),
          row(unseen(500), WAIT, WAIT, SEND, LOOK_DEEPER, SEND, LOOK_DEEPER, WAIT, LOOK_DEEPER),
          row(
              unseen(501),
              WAIT,
              WAIT,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER),
          row(
              new Unseen(499, MintState.BURNED),
              WAIT,
              WAIT,
              SEND,
              LOOK_DEEPER,
              ADOPT,
              ADOPT,
              ADOPT,
              ADOPT),
          row(executed(Commitment.PROCESSED), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(
              executed(Commitment.CONFIRMED),
              WAIT,
              WAIT,
              NOTE_CONFIRMED,
              WAIT,
              NOTE_CONFIRMED,
              WAIT,
              NOTE_CONFIRMED,
              WAIT),
          row(
              executed(Commitment.FINALIZED),
              WAIT,
              WAIT,
              COMPLETE,
              COMPLETE,
              COMPLETE,
              COMPLETE,
              COMPLETE,
              COMPLETE),
          row(errored(Commitment.PROCESSED), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(errored(Commitment.CONFIRMED), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(
              errored(Commitment.FINALIZED),
              WAIT,
              WAIT,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER,
              LOOK_DEEPER),
          row(spent(MintState.UNREAD), WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, WAIT),
          row(spent(MintState.MISSING), WAIT, WAIT, EXPIRE, EXPIRE, WAIT, WAIT, WAIT, WAIT),
          row(spent(MintState.LIVE), WAIT, WAIT, ADOPT, ADOPT, EXPIRE, EXPIRE, EXPIRE, EXPIRE),
          row(spent(MintState.BURNED), WAIT, WAIT, ADOPT, ADOPT, ADOPT, ADOPT, ADOPT, ADOPT),
          row(spent(MintState.FOREIGN), WAIT, WAIT, EXPIRE, EXPIRE, WAIT, WAIT, WAIT, WAIT),
          row(failed(MintState.LIVE), WAIT, WAIT, ADOPT, ADOPT, REFUSE, REFUSE, REFUSE, REFUSE),
          row(failed(MintState.BURNED), WAIT, WAIT, ADOPT, ADOPT, ADOPT, ADOPT, ADOPT, ADOPT),
          row(failed(MintState.MISSING), WAIT, WAIT, EXPIRE, EXPIRE, WAIT, WAIT, WAIT, WAIT),
          row(
              spent(MintState.UNEXPECTED),
              WAIT,
              WAIT,
              ALARM,
              ALARM,
              EXPIRE,
              EXPIRE,
              EXPIRE,
              EXPIRE));

  static Stream<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Row row : TABLE) {
      for (int i = 0; i < ATTEMPTS.size(); i++) {
        cells.add(new Cell(ATTEMPTS.get(i), row.seen(), row.expected().get(i)));
      }
    }
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void decides(Cell cell) {
    assertThat(RULES.decide(cell.attempt(), cell.seen())).isEqualTo(cell.expected());
  }

  /**
   * What we have not signed cannot land: it is renewed in good time, and signed only for its owner.
   */
  @Test
  void anOfferIsRenewedBeforeItIsTooOld() {
    Attempt offered = new Offered(LAST_VALID);
    assertThat(RULES.decide(offered, unseen(389))).isEqualTo(WAIT);
    assertThat(RULES.decide(offered, unseen(390))).isEqualTo(WAIT);
    assertThat(RULES.decide(offered, unseen(391))).isEqualTo(RENEW);
    assertThat(RULES.decide(offered, unseen(9000))).isEqualTo(RENEW);
    assertThat(RULES.decide(offered, new Unseen(0, MintState.BURNED))).isEqualTo(ADOPT);
  }

  @Test
  void whatItsOwnerHasSignedIsSignedUnlessTheNftIsBurned() {
    Attempt signed = new OwnerSigned();
    assertThat(RULES.decide(signed, unseen(499))).isEqualTo(COSIGN);
    assertThat(RULES.decide(signed, unseen(9000))).isEqualTo(COSIGN);
    assertThat(RULES.decide(signed, new Unseen(499, MintState.BURNED))).isEqualTo(ADOPT);
  }

  @Test
  void nothingElseIsDoneWithWhatWeHaveNotSigned() {
    for (Row row : TABLE) {
      if (!(row.seen() instanceof Unseen)) {
        assertThat(RULES.decide(new Offered(LAST_VALID), row.seen())).isEqualTo(WAIT);
        assertThat(RULES.decide(new OwnerSigned(), row.seen())).isEqualTo(WAIT);
      }
    }
  }

  @Test
  void aLowerCommitmentMayBeEnough() {
    // Given
    SenderRules quick = new SenderRules(Commitment.CONFIRMED, Commitment.FINALIZED);
    Observation confirmed = executed(Commitment.CONFIRMED);
    // Then
    assertThat(quick.decide(new Sent(TransactionKind.MINT, LAST_VALID, false), confirmed))
        .isEqualTo(COMPLETE);
    assertThat(quick.decide(new Sent(TransactionKind.BURN, LAST_VALID, false), confirmed))
        .isEqualTo(NOTE_CONFIRMED);
  }

  @Test
  void nothingButAMissingMintIsEverSignedFor() {
    assertThat(cells().filter(c -> c.attempt().kind() == TransactionKind.MINT))
        .filteredOn(c -> RULES.decide(c.attempt(), c.seen()) == SIGN)
        .allSatisfy(
            c -> {
              assertThat(c.attempt()).isInstanceOf(Queued.class);
              assertThat(c.seen()).isEqualTo(at(MintState.MISSING));
            });
  }

  private static Observation at(MintState mint) {
    return new AtAddress(mint);
  }

  private static Observation unseen(long height) {
    return new Unseen(height, MintState.UNREAD);
  }

  private static Observation executed(Commitment commitment) {
    return new Executed(commitment);
  }

  private static Observation errored(Commitment commitment) {
    return new Errored(commitment);
  }

  private static Observation failed(MintState mint) {
    return new Spent(mint, "InstructionError:0:Custom:17");
  }

  private static Observation spent(MintState mint) {
    return new Spent(mint);
  }
}

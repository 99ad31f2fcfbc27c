package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.burn.BurnCoSigner;
import io.aiw3.nft.minting.burn.BurnOffers;
import io.aiw3.nft.minting.burn.BurnOutcome;
import io.aiw3.nft.minting.domain.Action;
import io.aiw3.nft.minting.domain.Attempt;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.SenderRules;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.mint.Delays;
import io.aiw3.nft.minting.mint.MintExpiry;
import io.aiw3.nft.minting.mint.MintOutcome;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Broadcast;
import io.aiw3.nft.minting.queue.Pace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Acts on what is seen of each row as the rules say. */
@ApplicationScoped
class Watch {
  private final Observer observer;
  private final SenderRules rules;
  private final Confirmations confirmations;
  private final MintOutcome mints;
  private final MintExpiry mintExpiry;
  private final BurnOutcome burns;
  private final BurnOffers offers;
  private final BurnCoSigner coSigner;
  private final Broadcast broadcast;
  private final Delays delays;
  private final Queue queue;
  private final Pace pace;

  Watch(
      Observer observer,
      SenderRules rules,
      Confirmations confirmations,
      MintOutcome mints,
      MintExpiry mintExpiry,
      BurnOutcome burns,
      BurnOffers offers,
      BurnCoSigner coSigner,
      Broadcast broadcast,
      Delays delays,
      Queue queue,
      Pace pace) {
    this.observer = observer;
    this.rules = rules;
    this.confirmations = confirmations;
    this.mints = mints;
    this.mintExpiry = mintExpiry;
    this.burns = burns;
    this.offers = offers;
    this.coSigner = coSigner;
    this.broadcast = broadcast;
    this.delays = delays;
    this.queue = queue;
    this.pace = pace;
  }

  /** What a check of a row leads to, as far as many rows take one statement. */
  enum Look {
    UNCHANGED,
    CONFIRMED,
    OTHER
  }

  Look look(QueueRow row, Observation seen) {
    return switch (rules.decide(row.forRules(), seen)) {
      case WAIT -> Look.UNCHANGED;
      case SEND -> pace.isDueForSending(row) ? Look.OTHER : Look.UNCHANGED;
      case NOTE_CONFIRMED -> row.state().equals("prepared") ? Look.OTHER : Look.CONFIRMED;
      default -> Look.OTHER;
    };
  }

  /** Acts on one row. */
  Uni<Void> act(QueueRow row, Observation seen) {
    Action action = rules.decide(row.forRules(), seen);
    return action == Action.LOOK_DEEPER
        ? observer
            .lookDeeper(row)
            .chain(deeper -> carryOut(row, decideAgain(row, deeper), error(deeper)))
        : carryOut(row, action, "");
  }

  /** After the deeper look an attempt that was confirmed once counts as any other. */
  private Action decideAgain(QueueRow row, Observation deeper) {
    Attempt attempt = row.unconfirmed();
    Action action = rules.decide(attempt, deeper);
    return action == Action.LOOK_DEEPER ? Action.WAIT : action;
  }

  private static String error(Observation seen) {
    return seen instanceof Observation.Spent spent ? spent.error() : "";
  }

  private Uni<Void> carryOut(QueueRow row, Action action, String error) {
    return switch (action) {
      case SEND -> sendIfDue(row);
      case RENEW -> offers.renew(row);
      case COSIGN -> coSigner.sign(row);
      case NOTE_CONFIRMED -> noteConfirmed(row);
      case COMPLETE -> isMint(row) ? mints.completed(row) : burns.burned(row, row.signature());
      case ADOPT -> isMint(row) ? mints.adopted(row) : burns.adopted(row);
      case EXPIRE -> isMint(row) ? mintExpiry.expired(row) : burns.expired(row);
      case REFUSE -> burns.failed(row, error);
      case ALARM -> delays.delay(row, "MINT_UNEXPECTED", pace.backOff(row.failures()));
      default -> pace.release(row);
    };
  }

  private static boolean isMint(QueueRow row) {
    return row.kind() == TransactionKind.MINT;
  }

  private Uni<Void> noteConfirmed(QueueRow row) {
    if (row.isConfirmed()) {
      return pace.release(row);
    }
    return row.state().equals("prepared")
        ? confirmations.noteFound(row)
        : confirmations.noteConfirmed(List.of(row));
  }

  private Uni<Void> sendIfDue(QueueRow row) {
    return pace.isDueForSending(row)
        ? broadcast.send(row).chain(() -> pace.release(row))
        : pace.release(row);
  }

  /** Gives rows of one lease back that could not be observed. */
  Uni<Void> unavailable(List<QueueRow> rows) {
    return queue.later(rows, pace.backOff(1));
  }
}

package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A saga, everything it has ever commanded, and what is true on the chain.
 *
 * <p>No queue is kept: whatever a participant could truthfully have said by now may arrive at any
 * time, any number of times, in any order, or never.
 *
 * @param commanded every command sent so far
 * @param attempts what has become of each burn transaction, the first one first
 * @param burnedBy 0: not burned; the number of the attempt that burned the NFT; {@link #ALONE}
 * @param mint what has become of the mint
 */
record SagaWorld(
    Saga saga, Set<ContractMessage> commanded, List<Fate> attempts, int burnedBy, MintFate mint) {
  /** The owner burned the NFT with a transaction of their own. */
  static final int ALONE = -1;

  /** What can become of a burn transaction; only an open one can land. */
  enum Fate {
    OPEN,
    LANDED,
    EXPIRED,
    REFUSED
  }

  /**
   * What can become of a mint; either is for good. Who has had a burn prepared is not refused: the
   * entitlement was reserved with it.
   */
  enum MintFate {
    OPEN,
    MADE,
    REFUSED
  }

  /**
   * What may happen next.
   *
   * @param user it takes a person; without, it is the clock, a participant or the chain
   */
  record Event(String name, boolean user, SagaWorld after) {}

  SagaWorld {
    commanded = Set.copyOf(commanded);
    attempts = List.copyOf(attempts);
  }

  static SagaWorld begin(OperationKind kind, boolean burnedBefore) {
    Saga saga =
        kind == OperationKind.CLAIM
            ? Saga.begin(Sagas.ID, kind, Sagas.USER, 0, 1)
            : Saga.begin(Sagas.ID, kind, Sagas.USER, 1, 2);
    SagaWorld blank =
        new SagaWorld(saga, Set.of(), List.of(), burnedBefore ? ALONE : 0, MintFate.OPEN);
    return blank.moved(SagaDefinition.begin(saga));
  }

  boolean commanded(Class<? extends ContractMessage> command) {
    return commanded.stream().anyMatch(command::isInstance);
  }

  boolean canLand() {
    return burnedBy == 0 && attempts.contains(Fate.OPEN);
  }

  /**
   * Every event that can happen here; those that change nothing lead back.
   *
   * @param rules the transitions under test
   * @param mostAttempts how many burn transactions the minting service makes at most
   */
  List<Event> events(BiFunction<Saga, Object, Outcome> rules, int mostAttempts) {
    List<Event> events = new ArrayList<>();
    for (SagaReply reply : mail()) {
      events.add(new Event(reply.toString(), false, taken(rules.apply(saga, reply))));
    }
    requests()
        .forEach(
            (request, user) ->
                events.add(new Event(request.toString(), user, taken(rules.apply(saga, request)))));
    events.addAll(chain(mostAttempts));
    return events;
  }

  private static Map<SagaRequest, Boolean> requests() {
    Map<SagaRequest, Boolean> requests = new LinkedHashMap<>();
    requests.put(new SagaRequest.Due(), false);
    requests.put(new SagaRequest.DeadlinePassed(), false);
    requests.put(new SagaRequest.SubmitSignature(Sagas.SIGNED), true);
    requests.put(new SagaRequest.SubmitSignature(new Signed(null, "anotherSignature")), true);
    requests.put(new SagaRequest.RenewBurn(), true);
    requests.put(new SagaRequest.Cancel(), true);
    requests.put(new SagaRequest.Retry(), true);
    requests.put(new SagaRequest.OperatorRetry(), true);
    return requests;
  }

  /** All that participants can have said, given their commands and what is true. */
  private List<SagaReply> mail() {
    List<SagaReply> mail = new ArrayList<>();
    for (SagaReply reply : Sagas.replies(saga.id(), saga.userId(), saga.toLevel(), 1)) {
      if (sayable(reply)) {
        mail.add(reply);
      }
    }
    if (burnedBy == ALONE && commanded(QualificationCommand.VerifyQualification.class)) {
      mail.add(Sagas.verified(saga.id(), saga.userId(), saga.toLevel(), true));
    }
    for (int attempt = 2; attempt <= attempts.size(); attempt++) {
      for (SagaReply reply : Sagas.replies(saga.id(), saga.userId(), saga.toLevel(), attempt)) {
        if (!mail.contains(reply) && sayable(reply)) {
          mail.add(reply);
        }
      }
    }
    return mail;
  }

  private boolean sayable(SagaReply reply) {
    if (reply instanceof SagaReply.QualificationVerified
        || reply instanceof SagaReply.QualificationRefused) {
      return commanded(QualificationCommand.VerifyQualification.class);
    }
    if (reply instanceof SagaReply.BadgesReserved || reply instanceof SagaReply.BadgesRefused) {
      return commanded(BadgeCommand.ReserveBadges.class);
    }
    if (reply instanceof SagaReply.BadgesReleased) {
      return commanded(BadgeCommand.ReleaseBadges.class);
    }
    if (reply instanceof SagaReply.BadgesConsumed) {
      return commanded(BadgeCommand.ConsumeBadges.class);
    }
    if (reply instanceof SagaReply.BurnPrepared prepared) {
      return made(prepared.attempt()) && fate(prepared.attempt()) != Fate.REFUSED;
    }
    if (reply instanceof SagaReply.BurnRefused refused) {
      return made(refused.attempt()) && fate(refused.attempt()) == Fate.REFUSED;
    }
    if (reply instanceof SagaReply.BurnExpired expired) {
      return made(expired.attempt()) && fate(expired.attempt()) == Fate.EXPIRED;
    }
    if (reply instanceof SagaReply.BurnSubmitted submitted) {
      return handedIn(submitted.attempt());
    }
    if (reply instanceof SagaReply.BurnSubmissionRefused refused) {
      return handedIn(refused.attempt());
    }
    if (reply instanceof SagaReply.BurnConfirmed) {
      return burnedBy != 0 && commanded(MintingCommand.PrepareBurn.class);
    }
    if (reply instanceof SagaReply.MintRefused) {
      return mint == MintFate.REFUSED;
    }
    if (reply instanceof SagaReply.MintSubmitted || reply instanceof SagaReply.MintConfirmed) {
      return mint == MintFate.MADE;
    }
    return commanded(MintingCommand.MintNft.class);
  }

  /** What happens without the saga: transactions are made, land, expire; the owner burns alone. */
  private List<Event> chain(int mostAttempts) {
    List<Event> events = new ArrayList<>();
    int newest = attempts.size();
    boolean over = newest == 0 || fate(newest) == Fate.EXPIRED || fate(newest) == Fate.REFUSED;
    if (over && preparing(newest + 1)) {
      events.add(happens("no burn is made", with(newest + 1, Fate.REFUSED), burnedBy));
      if (burnedBy == 0 && newest < mostAttempts) {
        events.add(happens("a burn is made", with(newest + 1, Fate.OPEN), burnedBy));
      }
    }
    if (newest > 0 && fate(newest) == Fate.OPEN) {
      events.add(happens("the burn expires", with(newest, Fate.EXPIRED), burnedBy));
    }
    if (canLand()) {
      events.add(happens("the burn lands", with(newest, Fate.LANDED), newest));
    }
    if (burnedBy == 0 && !saga.claim()) {
      events.add(
          new Event("burned alone", true, new SagaWorld(saga, commanded, attempts, ALONE, mint)));
    }
    if (commanded(MintingCommand.MintNft.class) && mint == MintFate.OPEN) {
      events.add(new Event("the mint is made", false, minted(MintFate.MADE)));
      if (!commanded(MintingCommand.PrepareBurn.class)) {
        events.add(new Event("the mint is refused", false, minted(MintFate.REFUSED)));
      }
    }
    return events;
  }

  private SagaWorld minted(MintFate fate) {
    return new SagaWorld(saga, commanded, attempts, burnedBy, fate);
  }

  private Event happens(String name, List<Fate> fates, int burner) {
    return new Event(name, false, new SagaWorld(saga, commanded, fates, burner, mint));
  }

  private List<Fate> with(int attempt, Fate fate) {
    List<Fate> fates = new ArrayList<>(attempts.subList(0, attempt - 1));
    fates.add(fate);
    return fates;
  }

  private boolean made(int attempt) {
    return attempt <= attempts.size();
  }

  private Fate fate(int attempt) {
    return attempts.get(attempt - 1);
  }

  private boolean preparing(int attempt) {
    return commanded.stream()
        .anyMatch(c -> c instanceof MintingCommand.PrepareBurn p && p.attempt() == attempt);
  }

  private boolean handedIn(int attempt) {
    return commanded.stream()
        .anyMatch(c -> c instanceof MintingCommand.SubmitBurn s && s.attempt() == attempt);
  }

  private SagaWorld taken(Outcome outcome) {
    return outcome instanceof Outcome.Moved moved ? moved(moved) : this;
  }

  private SagaWorld moved(Outcome.Moved moved) {
    Set<ContractMessage> commands = new HashSet<>(commanded);
    for (Effect effect : moved.effects()) {
      if (effect instanceof Effect.Send send) {
        commands.add(send.command());
      }
    }
    return new SagaWorld(moved.saga(), commands, attempts, burnedBy, mint);
  }
}

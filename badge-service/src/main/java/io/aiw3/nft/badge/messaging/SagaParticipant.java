package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.badge.config.BadgeConfig;
import io.aiw3.nft.badge.domain.Reservation;
import io.aiw3.nft.badge.domain.Reservation.Candidate;
import io.aiw3.nft.badge.domain.ReservationState;
import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.badge.persistence.Erasure;
import io.aiw3.nft.badge.persistence.Reservations;
import io.aiw3.nft.badge.persistence.Reservations.Granted;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.BadgeCommand.ConsumeBadges;
import io.aiw3.nft.contract.BadgeCommand.ReleaseBadges;
import io.aiw3.nft.contract.BadgeCommand.ReserveBadges;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reserves, releases and consumes. A command may come again under a new id, or after the saga has
 * moved on: it is answered by what is true, and changes nothing twice.
 */
@ApplicationScoped
class SagaParticipant {

  private final Badges badges;
  private final Reservations reservations;
  private final BadgeCatalogue catalogue;

  private final boolean restoring;

  SagaParticipant(
      Badges badges, Reservations reservations, BadgeCatalogue catalogue, BadgeConfig config) {
    this.restoring = config.restore();
    this.badges = badges;
    this.reservations = reservations;
    this.catalogue = catalogue;
  }

  Uni<Void> reserve(ReserveBadges command, Transaction tx) {
    if (command.count() < 0) {
      throw new BadMessageException("count is negative");
    }
    return past(command, tx).chain(past -> reserve(command, past, tx));
  }

  Uni<Void> release(ReleaseBadges command, Transaction tx) {
    return past(command, tx)
        .chain(past -> release(command, past, tx))
        .chain(() -> Erasure.afterUpgrade(tx, command.userId()));
  }

  Uni<Void> consume(ConsumeBadges command, Transaction tx) {
    return past(command, tx)
        .chain(past -> consume(command, past, tx))
        .chain(() -> Erasure.afterUpgrade(tx, command.userId()));
  }

  /** What the saga has done before, under the lock of its user's badges. */
  private Uni<ReservationState> past(BadgeCommand command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    MessageChecks.userId(command.userId());
    return badges
        .lock(tx, command.userId())
        .chain(() -> reservations.of(tx, command.sagaId()))
        .map(granted -> past(granted, command.userId()));
  }

  /** A saga is of one user: another's command can neither read nor change its badges. */
  private static ReservationState past(Optional<Granted> granted, UserId user) {
    if (granted.isPresent() && granted.get().userId() != user.value()) {
      throw new BadMessageException("the saga is of another user");
    }
    return granted.map(Granted::state).orElse(ReservationState.NONE);
  }

  private Uni<Void> reserve(ReserveBadges command, ReservationState past, Transaction tx) {
    return switch (past) {
      case RESERVED, CONSUMED ->
          badges
              .ofSaga(command.sagaId())
              .invoke(held -> tx.publish(reserved(command, names(held))))
              .replaceWithVoid();
      case RELEASED -> {
        // The saga gave them back: a reservation that comes late must not take them again.
        tx.publish(
            new SagaReply.BadgesRefused(
                command.sagaId(), command.userId(), command.count(), 0, List.of()));
        yield Uni.createFrom().voidItem();
      }
      case NONE ->
          badges
              .ofLevel(command.userId(), command.targetLevel())
              .chain(owned -> decide(command, owned, tx));
    };
  }

  private Uni<Void> decide(ReserveBadges command, List<BadgeEntity> owned, Transaction tx) {
    Set<String> ofLevel =
        catalogue.forLevel(command.targetLevel()).stream()
            .map(BadgeDefinition::badge)
            .collect(Collectors.toSet());
    List<Candidate> candidates = owned.stream().map(b -> new Candidate(b.badge, b.state)).toList();
    Reservation decision = Reservation.decide(candidates, ofLevel, command.count());
    return decision.fold(
        granted -> take(command, owned, granted.badges(), tx),
        refused -> {
          tx.publish(
              new SagaReply.BadgesRefused(
                  command.sagaId(),
                  command.userId(),
                  refused.required(),
                  refused.available(),
                  refused.missing()));
          return Uni.createFrom().voidItem();
        });
  }

  private Uni<Void> take(
      ReserveBadges command, List<BadgeEntity> owned, List<String> granted, Transaction tx) {
    List<BadgeEntity> taken = owned.stream().filter(b -> granted.contains(b.badge)).toList();
    return reservations
        .store(
            tx,
            command.sagaId(),
            command.userId(),
            command.targetLevel(),
            ReservationState.RESERVED)
        .chain(
            () ->
                badges.moveAll(
                    tx, taken, BadgeState.RESERVED, command.sagaId(), BadgeEvent.Reserved::new))
        .invoke(() -> tx.publish(reserved(command, granted)));
  }

  private Uni<Void> release(ReleaseBadges command, ReservationState past, Transaction tx) {
    Uni<Void> effect =
        switch (past) {
          case RESERVED ->
              badges
                  .ofSaga(command.sagaId())
                  .chain(
                      held ->
                          badges.moveAll(
                              tx, held, BadgeState.BOUND, null, BadgeEvent.Released::new))
                  .chain(
                      () -> reservations.change(tx, command.sagaId(), ReservationState.RELEASED));
          case CONSUMED -> throw new BadMessageException("the saga's badges are consumed");
          case RELEASED -> Uni.createFrom().voidItem();
          // Never reserved: remembered, so that a reservation on its way is rejected.
          case NONE ->
              reservations.store(
                  tx, command.sagaId(), command.userId(), 0, ReservationState.RELEASED);
        };
    return effect.invoke(
        () -> tx.publish(new SagaReply.BadgesReleased(command.sagaId(), command.userId())));
  }

  private Uni<Void> consume(ConsumeBadges command, ReservationState past, Transaction tx) {
    if (past == ReservationState.NONE && restoring) {
      // Its reservation is on another topic, which is read again as well: the saga asks again.
      return Uni.createFrom().voidItem();
    }
    Uni<Void> effect =
        switch (past) {
          case RESERVED ->
              badges
                  .ofSaga(command.sagaId())
                  .chain(
                      held ->
                          badges.moveAll(
                              tx,
                              held,
                              BadgeState.CONSUMED,
                              command.sagaId(),
                              BadgeEvent.Consumed::new))
                  .chain(
                      () -> reservations.change(tx, command.sagaId(), ReservationState.CONSUMED));
          case CONSUMED -> Uni.createFrom().voidItem();
          case NONE, RELEASED -> throw new BadMessageException("the saga holds no badges");
        };
    return effect.invoke(
        () -> tx.publish(new SagaReply.BadgesConsumed(command.sagaId(), command.userId())));
  }

  private static SagaReply reserved(ReserveBadges command, List<String> names) {
    return new SagaReply.BadgesReserved(command.sagaId(), command.userId(), names);
  }

  private static List<String> names(List<BadgeEntity> held) {
    return held.stream().map(badge -> badge.badge).sorted().toList();
  }
}

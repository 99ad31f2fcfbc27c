package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives in whatever order: no burn without its mint, no mint before its burn. */
class SagaOrderTest {
  private static final Map<OperationStatus, Set<OperationStatus>> ALLOWED =
      new EnumMap<>(
          Map.of(
              OperationStatus.PENDING,
              Set.of(
                  OperationStatus.PENDING,
                  OperationStatus.BURN_CONFIRMED,
                  OperationStatus.COMPLETED,
                  OperationStatus.FAILED),
              // Back only by way of a mint that was refused where the NFT was burned before.
              OperationStatus.BURN_CONFIRMED,
              Set.of(
                  OperationStatus.BURN_CONFIRMED,
                  OperationStatus.MINT_CONFIRMED,
                  OperationStatus.PENDING),
              OperationStatus.MINT_CONFIRMED,
              Set.of(OperationStatus.MINT_CONFIRMED, OperationStatus.COMPLETED),
              OperationStatus.COMPLETED,
              Set.of(OperationStatus.COMPLETED),
              OperationStatus.FAILED,
              Set.of(OperationStatus.FAILED)));

  @Property(tries = 3000)
  void anyEventsInAnyOrderKeepTheRules(@ForAll("events") List<Object> events) {
    Saga saga = Saga.begin(Sagas.ID, OperationKind.UPGRADE, Sagas.USER, 1, 2);
    boolean burned = false;
    boolean burnedHere = false;
    Set<Integer> handedOut = new HashSet<>();
    for (Object event : events) {
      Outcome outcome = Sagas.on(saga, event);
      if (outcome instanceof Outcome.Moved moved) {
        assertThat(ALLOWED.get(saga.status())).contains(moved.saga().status());
        if (saga.status() == OperationStatus.BURN_CONFIRMED
            && moved.saga().status() == OperationStatus.PENDING) {
          assertThat(event).isInstanceOf(SagaReply.MintRefused.class);
          assertThat(burnedHere).as("given up after its own burn").isFalse();
        }
        burnedHere |= event instanceof SagaReply.BurnConfirmed;
        burned |= provesTheBurn(event);
        if (event instanceof SagaReply.BurnPrepared prepared) {
          handedOut.add(prepared.attempt());
        }
        if (event instanceof SagaReply.BurnExpired expired) {
          handedOut.remove(expired.attempt());
        }
        if (event instanceof SagaReply.BurnRefused refused) {
          handedOut.remove(refused.attempt());
        }
        boolean mints = commands(moved).stream().anyMatch(c -> c instanceof MintingCommand.MintNft);
        assertThat(mints && !burned).as("a mint before its burn").isFalse();
        if (moved.saga().status() == OperationStatus.FAILED) {
          assertThat(handedOut).as("burns that could still land").isEmpty();
        }
        saga = moved.saga();
      }
      assertThat(SagaDefinition.command(saga).isPresent()).isEqualTo(saga.open());
    }
    if (saga.status() == OperationStatus.BURN_CONFIRMED) {
      assertThat(commands(SagaDefinition.on(saga, new SagaRequest.Due())))
          .singleElement()
          .isInstanceOf(MintingCommand.MintNft.class);
    }
  }

  @Property(tries = 2000)
  void withAnsweringParticipantsEverySagaEnds(@ForAll Random random) {
    boolean upgrade = random.nextBoolean();
    Saga saga =
        Saga.begin(
            Sagas.ID,
            upgrade ? OperationKind.UPGRADE : OperationKind.CLAIM,
            Sagas.USER,
            upgrade ? 1 : 0,
            upgrade ? 2 : 1);
    Chain chain = new Chain(random);
    List<Object> mail = new ArrayList<>();
    for (int turn = 0; turn < 400 && saga.open(); turn++) {
      if (turn % 7 == 0) {
        mail.add(chance(random, 20) ? new SagaRequest.Cancel() : new SagaRequest.Due());
        mail.addAll(chain.passesTime(saga));
        if (chance(random, 3)) {
          mail.add(new SagaRequest.DeadlinePassed());
        }
      }
      if (mail.isEmpty()) {
        continue;
      }
      Object event = mail.remove(chance(random, 3) ? random.nextInt(mail.size()) : 0);
      if (chance(random, 3)) {
        mail.add(random.nextInt(mail.size() + 1), event);
      }
      Outcome outcome = Sagas.on(saga, event);
      if (outcome instanceof Outcome.Moved moved) {
        saga = moved.saga();
        for (ContractMessage command : commands(moved)) {
          mail.addAll(chain.answers(saga, command));
        }
        if (saga.state() instanceof SagaState.AwaitingSignature && chance(random, 2)) {
          mail.add(new SagaRequest.SubmitSignature(Sagas.SIGNED));
        }
      }
    }
    assertThat(saga.open()).as(saga.state().toString()).isFalse();
    assertThat(chain.burned && saga.status() == OperationStatus.FAILED).isFalse();
    assertThat(upgrade && chain.minted && !chain.burned).isFalse();
  }

  @Provide
  Arbitrary<List<Object>> events() {
    List<Object> all = new ArrayList<>(Sagas.requests());
    for (int attempt = 1; attempt <= 3; attempt++) {
      all.addAll(Sagas.replies(Sagas.ID, Sagas.USER, 2, attempt));
    }
    all.add(Sagas.verified(Sagas.ID, Sagas.USER, 2, true));
    all.addAll(Sagas.replies(Sagas.ID, new UserId(7), 2, 1));
    return Arbitraries.of(all).list().ofMinSize(10).ofMaxSize(120);
  }

  private static boolean provesTheBurn(Object event) {
    return event instanceof SagaReply.BurnConfirmed
        || (event instanceof SagaReply.QualificationVerified verified && verified.burned());
  }

  private static List<ContractMessage> commands(Outcome outcome) {
    return outcome instanceof Outcome.Moved moved
        ? moved.effects().stream()
            .filter(Effect.Send.class::isInstance)
            .map(effect -> ((Effect.Send) effect).command())
            .toList()
        : List.of();
  }

  private static boolean chance(Random random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Participants that answer truthfully, and a chain on which a burn lands once or expires. */
  private static final class Chain {
    private final Random random;
    private final Set<Integer> expired = new HashSet<>();
    private int prepared;
    private boolean submitted;
    private boolean burned;
    private boolean minted;

    Chain(Random random) {
      this.random = random;
    }

    List<Object> answers(Saga saga, ContractMessage command) {
      if (command instanceof QualificationCommand) {
        return List.of(Sagas.verified(saga.id(), saga.userId(), saga.toLevel(), false));
      }
      if (command instanceof BadgeCommand.ReserveBadges) {
        return List.of(new SagaReply.BadgesReserved(saga.id(), saga.userId(), List.of("a", "b")));
      }
      if (command instanceof BadgeCommand.ReleaseBadges) {
        return List.of(new SagaReply.BadgesReleased(saga.id(), saga.userId()));
      }
      if (command instanceof BadgeCommand.ConsumeBadges) {
        return List.of(new SagaReply.BadgesConsumed(saga.id(), saga.userId()));
      }
      if (command instanceof MintingCommand.PrepareBurn prepare) {
        return prepare(saga, prepare.attempt());
      }
      if (command instanceof MintingCommand.SubmitBurn submit) {
        submitted |= submit.attempt() == prepared;
        return List.of(
            new SagaReply.BurnSubmitted(saga.id(), saga.userId(), submit.attempt(), "signature"));
      }
      if (command instanceof MintingCommand.WithdrawBurn withdraw) {
        return withdraw(saga, withdraw.attempt());
      }
      minted = true;
      return List.of(
          new SagaReply.MintSubmitted(saga.id(), saga.userId(), 1, "newMint", "mintSignature"),
          new SagaReply.MintConfirmed(
              saga.id(), saga.userId(), saga.toLevel(), "Tier", "newMint", "mintSignature"));
    }

    private List<Object> prepare(Saga saga, int attempt) {
      if (burned) {
        return List.of(confirmed(saga));
      }
      if (expired.contains(attempt)) {
        return List.of(new SagaReply.BurnExpired(saga.id(), saga.userId(), attempt, "signature"));
      }
      prepared = Math.max(prepared, attempt);
      return List.of(Sagas.prepared(saga.id(), saga.userId(), attempt));
    }

    /** What the minting service has signed too ends as time passes. */
    private List<Object> withdraw(Saga saga, int attempt) {
      if (burned) {
        return List.of(confirmed(saga));
      }
      if (submitted && attempt == prepared) {
        return List.of();
      }
      expired.add(attempt);
      return List.of(new SagaReply.BurnExpired(saga.id(), saga.userId(), attempt, "signature"));
    }

    List<Object> passesTime(Saga saga) {
      if (prepared == 0 || burned || expired.contains(prepared)) {
        return List.of();
      }
      if (submitted && chance(random, 2)) {
        burned = true;
        return List.of(confirmed(saga));
      }
      submitted = false;
      expired.add(prepared);
      return List.of(new SagaReply.BurnExpired(saga.id(), saga.userId(), prepared, "signature"));
    }

    private static SagaReply confirmed(Saga saga) {
      return new SagaReply.BurnConfirmed(saga.id(), saga.userId(), "oldMint", "signature");
    }
  }
}

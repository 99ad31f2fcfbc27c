package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.OperationStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Visits every world that can be reached, and says how a rule can be broken, if it can. */
final class SagaModel {
  private final BiFunction<Saga, Object, Outcome> rules;
  private final int mostAttempts;
  private final Map<SagaWorld, Cause> causes = new LinkedHashMap<>();
  private final Map<SagaWorld, List<SagaWorld>> withoutPeople = new HashMap<>();

  private record Cause(SagaWorld before, String event) {}

  SagaModel(BiFunction<Saga, Object, Outcome> rules, int mostAttempts) {
    this.rules = rules;
    this.mostAttempts = mostAttempts;
  }

  Set<SagaWorld> worlds() {
    return causes.keySet();
  }

  /** The shortest story that ends in a broken rule; empty if all rules hold everywhere. */
  Optional<String> breach(SagaWorld start) {
    Deque<SagaWorld> open = new ArrayDeque<>();
    causes.put(start, new Cause(null, "begin"));
    open.add(start);
    while (!open.isEmpty()) {
      SagaWorld world = open.remove();
      Optional<String> broken = brokenIn(world);
      if (broken.isPresent()) {
        return Optional.of(broken.get() + story(world));
      }
      for (SagaWorld.Event event : world.events(rules, mostAttempts)) {
        if (!event.user() && !event.after().equals(world)) {
          withoutPeople.computeIfAbsent(event.after(), w -> new ArrayList<>()).add(world);
        }
        if (causes.putIfAbsent(event.after(), new Cause(world, event.name())) == null) {
          open.add(event.after());
        }
      }
    }
    return endless().map(world -> "O6: no way to an end without people" + story(world));
  }

  private Optional<String> brokenIn(SagaWorld world) {
    Saga saga = world.saga();
    List<ContractMessage> mints =
        world.commanded().stream().filter(MintingCommand.MintNft.class::isInstance).toList();
    boolean failed = saga.status() == OperationStatus.FAILED;
    if (mints.size() > 1) {
      return Optional.of("O1: two mints for one request");
    }
    if (world.burnedBy() > 0 && failed) {
      return Optional.of("O2: failed although its burn has landed");
    }
    boolean refused = world.mint() == SagaWorld.MintFate.REFUSED;
    if (failed && !mints.isEmpty() && !refused) {
      return Optional.of("O2: failed although a mint was commanded");
    }
    if (refused && saga.status() == OperationStatus.COMPLETED) {
      return Optional.of("O1: completed although its mint was refused");
    }
    if (!saga.claim() && !mints.isEmpty() && world.burnedBy() == 0) {
      return Optional.of("O3: a mint before its burn");
    }
    if (!mints.isEmpty() && !refused && world.commanded(BadgeCommand.ReleaseBadges.class)) {
      return Optional.of("badges freed by an upgrade that mints");
    }
    if (SagaDefinition.command(saga).isPresent() != saga.open()) {
      return Optional.of("O6: neither a next action nor an end");
    }
    return Optional.empty();
  }

  /** A world whose saga nobody but a person can bring to its end. */
  private Optional<SagaWorld> endless() {
    Set<SagaWorld> ends = new HashSet<>();
    Deque<SagaWorld> open = new ArrayDeque<>();
    for (SagaWorld world : causes.keySet()) {
      if (!world.saga().open()) {
        ends.add(world);
        open.add(world);
      }
    }
    while (!open.isEmpty()) {
      for (SagaWorld before : withoutPeople.getOrDefault(open.remove(), List.of())) {
        if (ends.add(before)) {
          open.add(before);
        }
      }
    }
    return causes.keySet().stream().filter(world -> !ends.contains(world)).findFirst();
  }

  private String story(SagaWorld world) {
    LinkedList<String> events = new LinkedList<>();
    for (SagaWorld at = world; at != null; at = causes.get(at).before()) {
      events.addFirst(causes.get(at).event() + " → " + at.saga().state().wireName());
    }
    return "\n  " + String.join("\n  ", events);
  }
}

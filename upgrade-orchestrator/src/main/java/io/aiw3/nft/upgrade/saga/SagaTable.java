package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.ContractMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The rows of {@link SagaDefinition}, and how they are looked up. */
final class SagaTable {
  private final List<Row> rows;
  private final List<StateCommand> commands;

  private SagaTable(List<Row> rows, List<StateCommand> commands) {
    this.rows = List.copyOf(rows);
    this.commands = List.copyOf(commands);
  }

  /** Where an event leads from a state. */
  interface Transition<S, E> {
    Outcome apply(Saga saga, S state, E event);
  }

  private record Row(Class<?> state, Class<?> event, Transition<Object, Object> transition) {}

  private record StateCommand(Class<?> state, BiFunction<Saga, Object, ContractMessage> command) {}

  static Definition define() {
    return new Definition();
  }

  Outcome on(Saga saga, Object event) {
    for (Row row : rows) {
      if (row.state().isInstance(saga.state()) && row.event().isInstance(event)) {
        return row.transition().apply(saga, saga.state(), event);
      }
    }
    return event instanceof SagaRequest
        ? new Outcome.Refused("This cannot be done while the operation is " + words(saga) + ".")
        : new Outcome.Ignored();
  }

  Optional<ContractMessage> command(Saga saga) {
    return commands.stream()
        .filter(ask -> ask.state().isInstance(saga.state()))
        .findFirst()
        .map(ask -> ask.command().apply(saga, saga.state()));
  }

  /** It is so already. */
  static Outcome nothing(Saga saga, Object state, Object event) {
    return new Outcome.Ignored();
  }

  /** The current participant gets its command once more; an ended saga has none. */
  static Outcome sendAgain(Saga saga, Object state, Object event) {
    return saga.open() ? Move.of(saga, saga.state()).sending() : new Outcome.Ignored();
  }

  private static String words(Saga saga) {
    return saga.state().wireName().replace('_', ' ');
  }

  /** Collects rows. */
  static final class Definition {
    private final List<Row> rows = new ArrayList<>();
    private final List<StateCommand> commands = new ArrayList<>();

    /** A state whose participant gets {@code command}. */
    <S extends SagaState> State<S> in(
        Class<S> state, BiFunction<Saga, S, ContractMessage> command) {
      commands.add(new StateCommand(state, (saga, s) -> command.apply(saga, state.cast(s))));
      return in(state);
    }

    /** Rows for all states of a type. */
    <S extends SagaState> State<S> in(Class<S> state) {
      return new State<>(this, state);
    }
  }

  /** The rows of one state, or of several. */
  static final class State<S extends SagaState> {
    private final Definition definition;
    private final Class<S> state;

    private State(Definition definition, Class<S> state) {
      this.definition = definition;
      this.state = state;
    }

    <E> State<S> on(Class<E> event, Transition<? super S, ? super E> transition) {
      definition.rows.add(
          new Row(
              state, event, (saga, s, e) -> transition.apply(saga, state.cast(s), event.cast(e))));
      return this;
    }

    <T extends SagaState> State<T> in(Class<T> next, BiFunction<Saga, T, ContractMessage> command) {
      return definition.in(next, command);
    }

    <T extends SagaState> State<T> in(Class<T> next) {
      return definition.in(next);
    }

    SagaTable table() {
      return new SagaTable(definition.rows, definition.commands);
    }
  }
}

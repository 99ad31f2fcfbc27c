package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.Readiness;
import java.util.function.Supplier;

/** A program of the suite as a child process. */
final class ProgramServer extends LocalServer {
  private final String name;
  private final Supplier<ChildCommand> command;
  private final Readiness readiness;

  ProgramServer(ChildCommand command, Readiness readiness) {
    this(command.name(), () -> command, readiness);
  }

  /**
   * One whose command is known once what it needs runs.
   *
   * @param name of the command
   */
  ProgramServer(String name, Supplier<ChildCommand> command, Readiness readiness) {
    this.name = name;
    this.command = command;
    this.readiness = readiness;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  protected ChildCommand command() {
    return command.get();
  }

  @Override
  protected Readiness readiness() {
    return readiness;
  }
}

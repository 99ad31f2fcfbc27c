package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.Readiness;

/** A program of the suite as a child process. */
final class ProgramServer extends LocalServer {
  private final ChildCommand command;
  private final Readiness readiness;

  ProgramServer(ChildCommand command, Readiness readiness) {
    this.command = command;
    this.readiness = readiness;
  }

  @Override
  public String name() {
    return command.name();
  }

  @Override
  protected ChildCommand command() {
    return command;
  }

  @Override
  protected Readiness readiness() {
    return readiness;
  }
}

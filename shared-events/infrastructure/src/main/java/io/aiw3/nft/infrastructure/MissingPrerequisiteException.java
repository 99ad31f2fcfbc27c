package io.aiw3.nft.infrastructure;

/** Something of the machine is missing; the message says in one sentence what to install or set. */
public final class MissingPrerequisiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingPrerequisiteException(String whatToDo) {
    super(whatToDo);
  }
}

package io.aiw3.nft.kit.inbox;

/**
 * The message is of a type that this version does not know: a newer producer has more. It is passed
 * over, and is no dead letter.
 */
final class UnknownTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  UnknownTypeException(String type) {
    super("messages of type " + type + " are not known", null, false, false);
    this.type = type;
  }

  String type() {
    return type;
  }
}

package io.aiw3.nft.qualification.ingest;

/** A batch has more bad records than one transaction buries; each half has fewer. */
final class TooManyDeadLettersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyDeadLettersException() {
    super("more dead letters than one transaction buries");
  }
}

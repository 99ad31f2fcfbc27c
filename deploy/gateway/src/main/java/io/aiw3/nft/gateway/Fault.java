package io.aiw3.nft.gateway;

/** The errors that the gateway itself answers with. */
enum Fault {
  BAD_REQUEST(400, "The request is malformed"),
  NOT_FOUND(404, "There is nothing at this path"),
  REQUEST_TIMEOUT(408, "The request body did not arrive in time"),
  PAYLOAD_TOO_LARGE(413, "The request body is too large"),
  SERVICE_UNAVAILABLE(503, "The service is away for the moment");

  private final int status;
  private final String message;

  Fault(int status, String message) {
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }
}

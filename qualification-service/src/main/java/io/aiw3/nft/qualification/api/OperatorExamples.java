package io.aiw3.nft.qualification.api;

/** Bodies for the API's description, as the service would answer them. */
final class OperatorExamples {
  static final String SEARCH =
      """
      {"success": true,
       "data": [
         {"kind": "user", "id": "42", "userId": "42", "matched": "wallet", "text": "linked now",
          "at": "2026-10-01T09:00:00Z"}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String OVERVIEW =
      """
      {"success": true,
       "data": {
         "byLevel": [{"level": 0, "users": 120}, {"level": 1, "users": 40}], "total": 160,
         "deadLetters": [
           {"topic": "trades.dlq", "records": 3, "newestAt": "2026-11-29T20:00:00Z"}]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private OperatorExamples() {}
}

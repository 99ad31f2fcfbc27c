package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that an operator's search has found. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SearchHit(
    @Schema(
            enumeration = {"user", "trade", "nft", "transaction", "award", "operation", "badge"},
            description = "What was found")
        String kind,
    @Schema(description = "Its own id: user id, trade id, mint, signature, request id or UUID")
        String id,
    @Schema(
            implementation = String.class,
            nullable = true,
            description = "Whose it is; null: nobody's")
        UserId userId,
    @Schema(
            enumeration = {
              "user",
              "wallet",
              "trade",
              "mint",
              "signature",
              "request",
              "operation",
              "badge"
            },
            description = "As what the text was read")
        String matched,
    @Schema(description = "In a few words, for people") String text,
    @Schema(nullable = true, description = "When it came into being") Instant at) {
  /** Hits of one service in one answer, at most. */
  public static final int MOST = 20;

  /** What an operator may look for: ids, addresses and signatures as they are written. */
  public static final String PATTERN = "^[A-Za-z0-9:_-]{1,100}$";
}

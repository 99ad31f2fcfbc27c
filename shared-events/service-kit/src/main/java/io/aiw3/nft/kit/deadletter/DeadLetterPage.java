package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Dead letters, the newest first. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterPage(
    @Schema(
            description =
                "The letters of this page; may be fewer than pageSize, or none, with more after it")
        List<DeadLetterView> items,
    @Schema(
            nullable = true,
            description = "Value of cursor for the next page; null on the last one")
        String next) {
  public DeadLetterPage {
    items = List.copyOf(items);
  }
}

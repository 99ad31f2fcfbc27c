package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.deadletter.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dead letter with what is in it, as far as a page can show it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterDetail(
    @Schema(description = "As in the list") DeadLetterView letter,
    @Schema(description = "The whole reason") String reason,
    @Schema(description = "Stack trace of the exception, its beginning") String stack,
    @Schema(description = "Headers of the record that it was, at most 60")
        List<LetterHeader> headers,
    @Schema(nullable = true, description = "Body of the record, its beginning; null: it had none")
        LetterText payload) {
  private static final int LONGEST_PAYLOAD = 16 * 1024;
  private static final int LONGEST_HEADER = 2000;
  private static final int MOST_HEADERS = 60;

  public DeadLetterDetail {
    headers = List.copyOf(headers);
  }

  /** A header of a record. */
  public record LetterHeader(
      @Schema(description = "Name of the header") String name,
      @Schema(description = "Its value as text, the first 2,000 characters") String value) {}

  static DeadLetterDetail of(DeadLetterView view, ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetterDetail(
        view,
        new DeadLetter(record).reason(),
        HeaderText.of(record, DeadLetterHeaders.STACK, ""),
        StreamSupport.stream(record.headers().spliterator(), false)
            .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX))
            .limit(MOST_HEADERS)
            .map(DeadLetterDetail::header)
            .toList(),
        LetterText.of(record.value(), LONGEST_PAYLOAD));
  }

  private static LetterHeader header(Header header) {
    String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    return new LetterHeader(header.key(), DeadLetterView.shortened(value, LONGEST_HEADER));
  }
}

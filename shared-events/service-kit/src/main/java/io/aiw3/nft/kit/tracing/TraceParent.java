package io.aiw3.nft.kit.tracing;

import io.aiw3.nft.contract.MessageHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A place in a trace as the header {@code traceparent} of W3C Trace Context writes it, which is how
 * it lies in tables and messages: {@code 00-<trace id>-<span id>-<flags>}.
 *
 * <p>It is handed on as a value. What continues after a restart, a lease or a pause has no thread
 * and no request to carry it.
 */
public final class TraceParent {
  private static final Pattern FORMAT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /** Of the request that is being answered; null outside of one, or where traces are off. */
  public static String current() {
    return of(Span.current().getSpanContext());
  }

  /** As the record's sender wrote it; null if it did not, or not so that it could be read. */
  public static String of(ConsumerRecord<byte[], byte[]> message) {
    Header header = message.headers().lastHeader(MessageHeaders.TRACE_PARENT);
    if (header == null || header.value() == null) {
      return null;
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    return FORMAT.matcher(text).matches() ? text : null;
  }

  static String of(SpanContext span) {
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /** The context whose current span it names; the root for null. */
  static Context context(String traceParent) {
    if (traceParent == null || !FORMAT.matcher(traceParent).matches()) {
      return Context.root();
    }
    SpanContext span =
        SpanContext.createFromRemoteParent(
            traceParent.substring(3, 35),
            traceParent.substring(36, 52),
            TraceFlags.fromHex(traceParent, 53),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }
}

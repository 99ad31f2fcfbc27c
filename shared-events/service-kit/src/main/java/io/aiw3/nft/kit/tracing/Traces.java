package io.aiw3.nft.kit.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The spans that no request has: of messages, and of what takes minutes. Where traces are off
 * ({@code quarkus.otel.sdk.disabled}, the default), messages still hand on the context that they
 * came with, and nothing else is done.
 */
@ApplicationScoped
public class Traces {
  private final Tracer tracer;
  private final boolean off;

  Traces(
      Tracer tracer,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean off) {
    this.tracer = tracer;
    this.off = off;
  }

  /** A record is being processed. */
  public static final class Reception {
    private final String traceParent;
    private final Span span;

    private Reception(String traceParent, Span span) {
      this.traceParent = traceParent;
      this.span = span;
    }

    /** What the messages that follow from the record carry; null where there is no trace. */
    public String traceParent() {
      return traceParent;
    }

    /** The record became a dead letter. */
    public void failed(Throwable failure) {
      if (span != null) {
        span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
      }
    }

    public void end() {
      if (span != null) {
        span.end();
      }
    }
  }

  /** Begins the span of a record, in the trace of its sender. */
  public Reception received(ConsumerRecord<byte[], byte[]> message) {
    String sender = TraceParent.of(message);
    if (off) {
      return new Reception(sender, null);
    }
    Span span =
        tracer
            .spanBuilder("process " + message.topic())
            .setParent(TraceParent.context(sender))
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", message.topic())
            .setAttribute("messaging.destination.partition.id", "" + message.partition())
            .setAttribute("messaging.kafka.offset", message.offset())
            .startSpan();
    return new Reception(TraceParent.of(span.getSpanContext()), span);
  }

  /**
   * Notes what has ended by now, in the trace that it began in; nothing if it began in none.
   *
   * @param from when it began
   * @param attributes further facts: never secrets
   */
  public void ended(
      String name,
      SpanKind kind,
      String traceParent,
      Instant from,
      Map<String, String> attributes) {
    if (off || traceParent == null) {
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(name)
            .setParent(TraceParent.context(traceParent))
            .setSpanKind(kind)
            .setStartTimestamp(from);
    attributes.forEach(builder::setAttribute);
    builder.startSpan().end();
  }
}

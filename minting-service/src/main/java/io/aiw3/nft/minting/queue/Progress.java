package io.aiw3.nft.minting.queue;

import io.aiw3.nft.kit.tracing.Traces;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Histograms and spans of a transaction's way: queued → sent → confirmed → finalized. */
@ApplicationScoped
public class Progress {
  private final MeterRegistry metrics;
  private final Traces traces;

  Progress(MeterRegistry metrics, Traces traces) {
    this.metrics = metrics;
    this.traces = traces;
  }

  public void signed(QueueRow row) {
    record("aiw3.chain.queued.to.sent", row, row.queuedAt());
  }

  public void confirmed(QueueRow row) {
    record("aiw3.chain.sent.to.confirmed", row, row.signedAt());
  }

  public void finalized(QueueRow row) {
    record(
        "aiw3.chain.confirmed.to.finalized",
        row,
        row.confirmedAt() == null ? row.signedAt() : row.confirmedAt());
    record("aiw3.chain.queued.to.finalized", row, row.queuedAt());
  }

  private void record(String name, QueueRow row, LocalDateTime since) {
    if (since == null) {
      return;
    }
    Duration took = Duration.between(since, Pace.now());
    Timer.builder(name)
        .tag("kind", row.kind().wireName())
        .publishPercentileHistogram()
        .maximumExpectedValue(Duration.ofMinutes(5))
        .register(metrics)
        .record(took.isNegative() ? Duration.ZERO : took);
    traces.ended(
        name,
        SpanKind.CLIENT,
        row.traceParent(),
        since.toInstant(ZoneOffset.UTC),
        Map.of("kind", row.kind().wireName(), "request.id", row.requestId()));
  }
}

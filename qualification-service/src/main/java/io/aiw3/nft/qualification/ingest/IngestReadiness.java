package io.aiw3.nft.qualification.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Warns while trades wait for the database; what is stored can be read all the same. */
@Readiness
@ApplicationScoped
class IngestReadiness implements HealthCheck {
  private final TradeWorkers workers;

  IngestReadiness(TradeWorkers workers) {
    this.workers = workers;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("trades").up();
    if (workers.stuck()) {
      answer.withData("warning.trades", "a batch waits for the database");
    }
    return answer.build();
  }
}

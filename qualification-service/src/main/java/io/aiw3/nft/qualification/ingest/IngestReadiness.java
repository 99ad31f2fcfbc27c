package io.aiw3.nft.qualification.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while trades wait for the database. */
@Readiness
@ApplicationScoped
class IngestReadiness implements HealthCheck {
  private final TradeWorkers workers;

  IngestReadiness(TradeWorkers workers) {
    this.workers = workers;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("trades").status(!workers.stuck()).build();
  }
}

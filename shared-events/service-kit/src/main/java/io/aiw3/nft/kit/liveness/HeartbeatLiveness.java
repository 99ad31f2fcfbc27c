package io.aiw3.nft.kit.liveness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/**
 * DOWN while anything stands still, with its name, its age in seconds and, where it is known, the
 * reason. It needs no worker thread, so that an exhausted pool can be named. A request that comes
 * in on an event loop that is stuck is not answered at all, which a probe counts as a failure too.
 */
@Liveness
@ApplicationScoped
class HeartbeatLiveness implements AsyncHealthCheck {
  private static final Logger LOG = Logger.getLogger(HeartbeatLiveness.class);

  private final Heartbeats heartbeats;

  HeartbeatLiveness(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(this::check);
  }

  private HealthCheckResponse check() {
    List<Heartbeat> late = heartbeats.late();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("heartbeats").status(late.isEmpty());
    for (Heartbeat one : late) {
      LOG.errorf(
          "no progress name=%s seconds=%d limit=%d cause=%s",
          one.name(), one.age().toSeconds(), one.limit().toSeconds(), one.reason());
      answer.withData(one.name(), one.age().toSeconds());
      if (one.reason() != null) {
        answer.withData(one.name() + ".reason", one.reason());
      }
    }
    return answer.build();
  }
}

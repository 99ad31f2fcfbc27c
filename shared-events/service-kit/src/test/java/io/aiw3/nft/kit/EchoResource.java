package io.aiw3.nft.kit;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers how long a body was, and how many bodies it has seen. */
@Path("/test/echo")
@ApplicationScoped
@Consumes("text/plain")
public class EchoResource {
  static final AtomicInteger SEEN = new AtomicInteger();

  @POST
  @Path("event-loop")
  public Uni<Integer> onTheEventLoop(String body) {
    SEEN.incrementAndGet();
    return Uni.createFrom().item(body.length());
  }

  @POST
  @Path("worker")
  @Blocking
  public Integer onAWorker(String body) {
    SEEN.incrementAndGet();
    return body.length();
  }

  @POST
  @Path("longer")
  public Uni<Integer> longer(String body) {
    return onTheEventLoop(body);
  }
}

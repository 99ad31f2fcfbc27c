package io.aiw3.nft.kit.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * A read that names a {@link StateVersion} waits until it is visible here, and is answered with 503
 * and {@code Retry-After} where that takes too long. A caller may have a few such reads waiting at
 * a time: the others are answered so at once.
 */
@Provider
public class ReadsAfterChanges implements ResteasyReactiveContainerRequestFilter {
  // Filters are made before the configuration is there: this is a proxy.
  private final VersionWaits waits;

  ReadsAfterChanges(VersionWaits waits) {
    this.waits = waits;
  }

  @Override
  public void filter(ResteasyReactiveContainerRequestContext request) {
    String header = request.getHeaderString(StateVersion.HEADER);
    if (header == null || !HttpMethod.GET.equals(request.getMethod())) {
      return;
    }
    List<StateVersion> versions = parse(header);
    List<StateVersion> wanted = waits.shown(versions);
    Optional<VersionReader> reader = VersionReader.of(request.getSecurityContext());
    if (wanted.isEmpty() || reader.isEmpty()) {
      return;
    }
    request.suspend();
    waits
        .visible(reader.get(), wanted)
        .subscribe()
        .with(visible -> request.resume(), request::resume);
  }

  private static List<StateVersion> parse(String header) {
    try {
      return StateVersion.parse(header);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(StateVersion.HEADER, e.getMessage());
    }
  }
}

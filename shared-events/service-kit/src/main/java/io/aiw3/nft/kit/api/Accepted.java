package io.aiw3.nft.kit.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with 202: what was accepted goes on, and {@code Location} says where to read of it. */
public final class Accepted {
  private Accepted() {}

  /**
   * The same answer with a {@code Location}.
   *
   * @param path absolute path; callers resolve it against the address that they called, which may
   *     be the gateway's
   */
  public static RestResponse<String> at(RestResponse<String> answer, String path) {
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.fromStatusCode(answer.getStatus()), answer.getEntity())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.LOCATION, path)
        .build();
  }
}

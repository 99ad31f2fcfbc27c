package io.aiw3.nft.kit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aiw3.nft.contract.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Takes what the services' requests are made of. */
@Path("/test/requests")
public class RequestResource {
  /** The names differ from Java's where they do in the services. */
  public record Request(
      @Min(1) Integer level,
      @NotNull @JsonProperty("public") Boolean isPublic,
      String text,
      List<@NotNull @Valid Part> parts) {}

  /** One of many. */
  public record Part(@NotNull UserId userId) {}

  @PUT
  @Path("{level}")
  @Consumes("application/json")
  public String put(@PathParam("level") @Min(1) int ofLevel, @NotNull @Valid Request request) {
    return "put";
  }

  @GET
  public String get(
      @QueryParam("pageSize") @DefaultValue("1") @Min(1) int size,
      @QueryParam("stuck") @DefaultValue("false") boolean stuck,
      @QueryParam("qualified") Boolean qualified) {
    return "%s %s".formatted(stuck, qualified);
  }
}

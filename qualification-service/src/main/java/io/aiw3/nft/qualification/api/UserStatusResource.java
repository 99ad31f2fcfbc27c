package io.aiw3.nft.qualification.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.cache.StatusCache;
import io.aiw3.nft.qualification.domain.Benefits;
import io.aiw3.nft.qualification.persistence.AdminUsers;
import io.aiw3.nft.qualification.status.StatusView;
import io.aiw3.nft.qualification.status.UserView;
import io.aiw3.nft.qualification.status.UserViews;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Any user's status, for other services and administrators. */
@Path("/api/v1/users/{id}/nft")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.SERVICE, Roles.ADMIN})
@SecurityRequirement(
    name = ApiDocument.BEARER,
    scopes = {Roles.SERVICE, Roles.ADMIN})
@Tag(name = ApiTags.QUALIFICATION)
public class UserStatusResource {
  private final StatusCache cache;
  private final AdminUsers users;
  private final String nobodysStatus;
  private final String nobodysBenefits;

  UserStatusResource(StatusCache cache, AdminUsers users, UserViews views) {
    this.cache = cache;
    this.users = users;
    UserView nobody = views.ofNobody();
    this.nobodysStatus = json(nobody.status());
    this.nobodysBenefits = json(nobody.benefits());
  }

  @GET
  @Path("status")
  @Operation(
      operationId = "getUserStatus",
      summary = "The NFT held and the way to the next level, of any user")
  @APIResponseSchema(value = StatusView.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<RawJson>> status(@PathParam("id") String id) {
    return known(id, cache.status(user(id)), nobodysStatus);
  }

  @GET
  @Path("benefits")
  @Operation(operationId = "getUserBenefits", summary = "Effective benefits of any user")
  @APIResponseSchema(value = Benefits.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<RawJson>> benefits(@PathParam("id") String id) {
    return known(id, cache.benefits(user(id)), nobodysBenefits);
  }

  /** Who is not known has the answer of nobody, so only that one costs a look-up. */
  private Uni<Success<RawJson>> known(String id, Uni<String> answer, String nobodys) {
    return answer
        .call(
            json ->
                json.equals(nobodys)
                    ? users.isKnown(user(id)).invoke(known -> require(known, id))
                    : Uni.createFrom().voidItem())
        .map(json -> Success.of(new RawJson(json)));
  }

  private static void require(boolean known, String id) {
    if (!known) {
      throw new NotFoundException("user", id);
    }
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int user(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", id)).value();
  }
}

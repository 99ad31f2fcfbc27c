package io.aiw3.nft.qualification.api;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.persistence.UserList;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All users, for administrators. */
@Path("/api/v1/admin/users/nft-status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class AdminResource {
  private final UserList users;

  AdminResource(UserList users) {
    this.users = users;
  }

  @GET
  @Operation(
      operationId = "listUsers",
      summary = "Users by level held and by qualification for their next level")
  public Uni<Success<Page<UserSummary>>> users(
      @QueryParam("level") @Min(0) Integer level,
      @QueryParam("qualified") Boolean qualified,
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    return users
        .page(level, qualified, page, pageSize)
        .map(
            found ->
                Success.of(
                    new Page<>(
                        found.rows().stream()
                            .map(row -> UserSummary.of(row.user(), row.qualified()))
                            .toList(),
                        page,
                        pageSize,
                        found.total())));
  }
}

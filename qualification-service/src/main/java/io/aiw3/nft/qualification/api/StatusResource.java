package io.aiw3.nft.qualification.api;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.cache.StatusCache;
import io.aiw3.nft.qualification.domain.Benefits;
import io.aiw3.nft.qualification.status.QualificationsView;
import io.aiw3.nft.qualification.status.StatusView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's status. */
@Path("/api/v1/nft")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.QUALIFICATION)
public class StatusResource {
  private final StatusCache cache;
  private final Caller caller;
  private final TierCatalogue tiers;

  StatusResource(StatusCache cache, Caller caller, TierCatalogue tiers) {
    this.cache = cache;
    this.caller = caller;
    this.tiers = tiers;
  }

  @GET
  @Path("status")
  @RolesAllowed(Roles.USER)
  @SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
  @Operation(operationId = "getStatus", summary = "The NFT held and the way to the next level")
  @APIResponseSchema(value = StatusView.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<RawJson>> status() {
    return cache.status(caller.userId().value()).map(json -> Success.of(new RawJson(json)));
  }

  @GET
  @Path("qualifications")
  @RolesAllowed(Roles.USER)
  @SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
  @Operation(operationId = "getQualifications", summary = "All levels: required, current, missing")
  @APIResponseSchema(
      value = QualificationsView.class,
      responseCode = "200",
      responseDescription = "Data")
  public Uni<Success<RawJson>> qualifications() {
    return cache.qualifications(caller.userId().value()).map(json -> Success.of(new RawJson(json)));
  }

  @GET
  @Path("benefits")
  @RolesAllowed(Roles.USER)
  @SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
  @Operation(
      operationId = "getBenefits",
      summary = "Effective benefits, and from which NFT each comes")
  @APIResponseSchema(value = Benefits.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<RawJson>> benefits() {
    return cache.benefits(caller.userId().value()).map(json -> Success.of(new RawJson(json)));
  }

  @GET
  @Path("tiers")
  @PermitAll
  @Tag(name = ApiTags.CATALOGUE)
  @Operation(operationId = "getTiers", summary = "The tier catalogue")
  public Success<List<TierView>> tiers() {
    return Success.of(tiers.tiers().stream().map(TierView::of).toList());
  }
}

package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A user's own NFTs. */
@Path("/api/v1/nfts")
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.NFTS)
public class NftResource {
  private static final int OK = 200;

  private final Caller caller;
  private final Nfts nfts;
  private final IdempotentRequests requests;

  NftResource(Caller caller, Nfts nfts, IdempotentRequests requests) {
    this.caller = caller;
    this.nfts = nfts;
    this.requests = requests;
  }

  @GET
  @Operation(operationId = "listNfts", summary = "Own NFTs with their history, newest first")
  public Uni<Success<Page<NftView>>> list(
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    return nfts.page(caller.userId(), page, pageSize).map(Success::of);
  }

  @GET
  @Path("{mint}")
  @Operation(operationId = "getNft", summary = "One NFT with its metadata and on-chain facts")
  public Uni<Success<NftDetail>> one(@PathParam("mint") String mint) {
    return nfts.detail(caller.userId(), MintPath.known(mint)).map(Success::of);
  }

  @POST
  @Path("{mint}/activate")
  @Extension(name = ApiDocument.ERRORS, value = "NFT_ALREADY_ACTIVE, NFT_NOT_ACTIVATABLE")
  @Operation(operationId = "activateNft", summary = "Switch the benefits on")
  @APIResponseSchema(value = NftView.class, responseCode = "200", responseDescription = "Data")
  public Uni<RestResponse<String>> activate(
      @PathParam("mint") String mint, @HeaderParam(IdempotentRequests.HEADER) String key) {
    var user = caller.userId();
    String address = MintPath.known(mint);
    return requests.run(
        user, key, "activate " + address, "", OK, tx -> nfts.activate(tx, user, address));
  }
}

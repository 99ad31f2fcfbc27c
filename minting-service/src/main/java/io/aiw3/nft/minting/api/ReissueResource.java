package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.api.Accepted;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.mint.Reissues;
import io.aiw3.nft.minting.mint.Reissues.Reissue;
import io.aiw3.nft.minting.persistence.operator.ReissueReads;
import io.aiw3.nft.minting.persistence.operator.ReissueReads.ReissuePage;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Lost NFTs, issued again by an administrator. */
@Path("/api/v1/admin/nfts")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.ADMINISTRATION)
public class ReissueResource {
  private static final String EXAMPLE =
      """
      {"reason": "Burned by mistake, ticket 1234"}
      """;
  private static final int ACCEPTED = 202;

  private final Caller caller;
  private final Reissues reissues;
  private final IdempotentRequests requests;
  private final Sender sender;
  private final ReissueReads reads;

  ReissueResource(
      Caller caller,
      Reissues reissues,
      IdempotentRequests requests,
      Sender sender,
      ReissueReads reads) {
    this.caller = caller;
    this.reads = reads;
    this.reissues = reissues;
    this.requests = requests;
    this.sender = sender;
  }

  @GET
  @Path("reissues")
  @Operation(
      operationId = "listReissues",
      summary = "NFTs that administrators issued again, the newest first, with their mints")
  @APIResponseSchema(value = ReissuePage.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<ReissuePage>> list(
      @QueryParam("cursor")
          @Size(min = 1, max = 18)
          @Pattern(regexp = "^[0-9]{1,18}$")
          @Parameter(description = "next of the page before; without it the first page")
          String cursor,
      @QueryParam("pageSize")
          @DefaultValue("20")
          @Min(1)
          @Max(100)
          @Parameter(description = "Most items of a page")
          int pageSize) {
    return reads.page(cursor == null ? null : Long.valueOf(cursor), pageSize).map(Success::of);
  }

  @POST
  @Path("{mint}/reissue")
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ApiDocument.ERRORS, value = "NFT_NOT_REISSUABLE, WALLET_NOT_LINKED")
  @Operation(
      operationId = "reissueNft",
      summary = "Issue a burned NFT that nothing follows again, once, to its user's wallet")
  @APIResponseSchema(value = Reissue.class, responseCode = "202", responseDescription = "Data")
  public Uni<RestResponse<String>> reissue(
      @PathParam("mint") String mint,
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = ReissueRequest.class),
                      examples = @ExampleObject(name = "reissue", value = EXAMPLE)))
          @NotNull
          @Valid
          ReissueRequest request) {
    String address = MintPath.known(mint);
    String admin = caller.subject();
    return requests
        .run(
            admin,
            key,
            "reissue " + address,
            request,
            ACCEPTED,
            tx -> reissues.reissue(tx, address, admin, request.reason()))
        .invoke(sender::nudge)
        .map(answer -> Accepted.at(answer, "/api/v1/admin/search?q=" + address));
  }
}

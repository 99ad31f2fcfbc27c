package io.aiw3.nft.minting.api;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.api.OperatorViews.Overview;
import io.aiw3.nft.minting.api.OperatorViews.UserNfts;
import io.aiw3.nft.minting.persistence.operator.OperatorReads;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's parts of the operators' pages, which the gateway composes. */
@Path("/api/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class OperatorResource {
  private static final int MOST_NFTS = 100;

  private final OperatorReads reads;
  private final Nfts nfts;
  private final SystemWallets wallet;
  private final DeadLetterTopics deadLetters;

  OperatorResource(
      OperatorReads reads, Nfts nfts, SystemWallets wallet, DeadLetterTopics deadLetters) {
    this.reads = reads;
    this.nfts = nfts;
    this.wallet = wallet;
    this.deadLetters = deadLetters;
  }

  @GET
  @Path("search")
  @Operation(
      operationId = "searchNfts",
      summary = "NFTs, chain transactions and awards by mint, signature, request or user id",
      description = "The text is compared exactly. At most 20 are found.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = SearchHit.class),
              examples = @ExampleObject(name = "nfts", value = PageExamples.SEARCH)))
  public Uni<Success<List<SearchHit>>> search(
      @QueryParam("q")
          @NotNull
          @Size(min = 1, max = 100)
          @Pattern(regexp = SearchHit.PATTERN)
          @Parameter(description = "A user id, wallet, mint, signature, operation or request id")
          String q) {
    return reads.search(q).map(Success::of);
  }

  @GET
  @Path("users/{id}")
  @Operation(
      operationId = "getUserNfts",
      summary = "A user's NFTs, chain transactions and awards",
      description = "The gateway answers this path with what the other services know beside it.")
  @APIResponseSchema(value = UserNfts.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<UserNfts>> user(
      @PathParam("id") @Parameter(description = "The platform's user id") String id) {
    UserId user = known(id);
    Uni<Page<NftView>> own = nfts.page(user, 1, MOST_NFTS);
    return Uni.combine()
        .all()
        .unis(own, reads.transactions(user), reads.awards(user))
        .with((page, transactions, awards) -> new UserNfts(page.items(), transactions, awards))
        .invoke(
            found -> {
              if (found.nfts().isEmpty()
                  && found.transactions().isEmpty()
                  && found.awards().isEmpty()) {
                throw new NotFoundException("user", id);
              }
            })
        .map(Success::of);
  }

  @GET
  @Path("overview")
  @Operation(
      operationId = "getChainOverview",
      summary = "Mints and burns per day, the queue, the system wallet and dead letters",
      description = "The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Overview.class),
              examples = @ExampleObject(name = "chain", value = PageExamples.OVERVIEW)))
  public Uni<Success<Overview>> overview() {
    return Uni.combine()
        .all()
        .unis(reads.days(), reads.queue(), reads.counts(), letters())
        .with(
            (days, queue, counts, letters) ->
                new Overview(
                    days,
                    queue,
                    wallet.view(counts.spent()),
                    counts.definitions(),
                    counts.awards(),
                    letters))
        .map(Success::of);
  }

  private Uni<List<DeadLetterCount>> letters() {
    return deadLetters.count();
  }

  private static UserId known(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", "unknown"));
  }
}

package io.aiw3.nft.minting.api.competition;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.api.competition.CompetitionViews.AwardProgress;
import io.aiw3.nft.minting.api.competition.CompetitionViews.CompetitionView;
import io.aiw3.nft.minting.api.competition.CompetitionViews.Detail;
import io.aiw3.nft.minting.api.competition.CompetitionViews.Ranked;
import io.aiw3.nft.minting.persistence.award.CompetitionReads;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The competitions that a manager is given, and their results. */
@Path("/api/v1/admin/competitions")
@RolesAllowed(Roles.COMPETITION_MANAGER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.COMPETITION_MANAGER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.COMPETITIONS)
public class CompetitionListResource {
  private final ManagedCompetitions managed;
  private final CompetitionReads competitions;

  CompetitionListResource(ManagedCompetitions managed, CompetitionReads competitions) {
    this.managed = managed;
    this.competitions = competitions;
  }

  @GET
  @Operation(
      operationId = "listCompetitions",
      summary = "The competitions that the caller manages, newest first",
      description =
          "Those that have results or awards, of the claim competitions of the token; * in the"
              + " claim stands for all.")
  public Uni<Success<Page<CompetitionView>>> list(
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    Set<String> only = managed.ids();
    if (only != null && only.isEmpty()) {
      return Uni.createFrom().item(Success.of(new Page<>(List.of(), page, pageSize, 0)));
    }
    return competitions
        .page(only, pageSize, (page - 1) * pageSize)
        .map(found -> found.stream().map(CompetitionView::of).toList())
        .chain(
            items ->
                competitions
                    .count(only)
                    .map(total -> Success.of(new Page<>(items, page, pageSize, total))));
  }

  @GET
  @Path("{id}")
  @Extension(name = ApiDocument.ERRORS, value = "NOT_FOUND")
  @Operation(
      operationId = "getCompetition",
      summary = "A competition with its imported results, the first 100 ranks")
  @APIResponseSchema(value = Detail.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<Detail>> one(@PathParam("id") String id) {
    managed.require(id);
    return competitions
        .find(id)
        .map(found -> found.orElseThrow(() -> new NotFoundException("competition", id)))
        .chain(
            competition ->
                competitions
                    .results(id)
                    .map(
                        results ->
                            new Detail(
                                CompetitionView.of(competition),
                                results.stream()
                                    .map(
                                        result ->
                                            new Ranked(
                                                result.rank(),
                                                result.userId(),
                                                AwardProgress.of(result.award())))
                                    .toList())))
        .map(Success::of);
  }
}

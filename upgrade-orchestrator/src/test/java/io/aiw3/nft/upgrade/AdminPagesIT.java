package io.aiw3.nft.upgrade;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** This service's parts of the operators' pages. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class AdminPagesIT extends OperationTest {
  @Test
  void anOpenClaimIsFoundCountedAndInItsUsersPicture() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());

    admin()
        .get("/api/v1/admin/search?q=" + id)
        .then()
        .statusCode(200)
        .body("data.id", contains(id))
        .body("data.userId", contains(userId.toString()))
        .body("data.text", contains("claim to 1, pending"));
    admin().get("/api/v1/admin/search?q=" + user).then().body("data.id", contains(id));
    admin().get("/api/v1/admin/search?q=" + id + "x").then().body("data", empty());
    admin()
        .get("/api/v1/admin/users/" + user)
        .then()
        .statusCode(200)
        .body("data.operation.id", contains(id))
        .body("data[0].stuck", equalTo(false));
    admin().get("/api/v1/admin/users/2147483647").then().statusCode(404);
    admin()
        .get("/api/v1/admin/overview")
        .then()
        .statusCode(200)
        .body("data.open.kind", hasItem("claim"))
        .body("data.open.count", hasItem(greaterThan(0)));
    as(user).get("/api/v1/admin/overview").then().statusCode(403);
  }
}

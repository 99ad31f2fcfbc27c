package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object of every overlay against its model: the built-in ones against Kubernetes' own, the
 * others against the schemas in {@code src/test/resources/schemas}. Unknown, missing and mistyped
 * fields are errors.
 */
class ModelTest {
  private static final Map<String, Class<?>> BUILT_IN =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", V1ConfigMap.class),
          Map.entry("v1/Namespace", V1Namespace.class),
          Map.entry("v1/PersistentVolumeClaim", V1PersistentVolumeClaim.class),
          Map.entry("v1/Service", V1Service.class),
          Map.entry("v1/ServiceAccount", V1ServiceAccount.class),
          Map.entry("apps/v1/Deployment", V1Deployment.class),
          Map.entry("batch/v1/CronJob", V1CronJob.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", V1Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding.class));

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everything")
  void everyObjectFitsItsModel(Overlay overlay) throws Exception {
    assertThat(overlay.objects()).isNotEmpty();
    for (JsonNode object : overlay.objects()) {
      check(object);
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everything")
  void noTwoObjectsAreTheSame(Overlay overlay) {
    assertThat(overlay.objects())
        .extracting(object -> Overlay.id(object) + object.at("/metadata/namespace"))
        .doesNotHaveDuplicates();
  }

  @Test
  void anUnknownFieldIsFound() {
    ObjectNode deployment = copyOfBadgeService();
    ((ObjectNode) Overlay.container(deployment)).put("readynessProbe", "x");

    assertThatThrownBy(() -> check(deployment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("readynessProbe");
  }

  @Test
  void aWrongTypeIsFound() {
    ObjectNode deployment = copyOfBadgeService();
    ((ObjectNode) deployment.at("/spec/template/spec"))
        .put("terminationGracePeriodSeconds", "a while");

    assertThatThrownBy(() -> check(deployment)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aFaultInACustomResourceIsFound() {
    ObjectNode scaled =
        Overlay.render("production").find("ScaledObject", "badge-service").deepCopy();
    ((ObjectNode) scaled.path("spec")).put("maxReplicas", 6);

    assertThatThrownBy(() -> check(scaled))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("maxReplicas");
  }

  private static ObjectNode copyOfBadgeService() {
    return Overlay.render("production").find("Deployment", "badge-service").deepCopy();
  }

  private static void check(JsonNode object) throws Exception {
    String model = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Class<?> builtIn = BUILT_IN.get(model);
    if (builtIn == null) {
      checkSchema(model, object);
      return;
    }
    JsonElement json = JsonParser.parseString(object.toString());
    try {
      builtIn.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
    // The model's validation lets numbers and nested values through that it cannot hold.
    assertThat(JSON.getGson().<Object>fromJson(json, builtIn)).isNotNull();
  }

  private static void checkSchema(String model, JsonNode object) throws Exception {
    String name = model.toLowerCase(Locale.ROOT).replace('/', '_') + ".json";
    try (InputStream schema = ModelTest.class.getResourceAsStream("/schemas/" + name)) {
      if (schema == null) {
        fail("there is no schema for " + model + ": write src/test/resources/schemas/" + name);
      }
      assertThat(SCHEMAS.getSchema(schema).validate(object)).as(Overlay.id(object)).isEmpty();
    }
  }
}

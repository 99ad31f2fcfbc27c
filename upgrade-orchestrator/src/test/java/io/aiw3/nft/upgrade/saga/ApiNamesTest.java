package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.upgrade.api.AdminOperationResource.OperatorView;
import io.aiw3.nft.upgrade.api.Operation;
import io.aiw3.nft.upgrade.domain.BurnTransactions;
import io.aiw3.nft.upgrade.persistence.OperatorReads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/** The API's description lists exactly the names that are sent. */
class ApiNamesTest {
  private static final List<String> STEPS =
      Arrays.stream(Step.values()).map(Step::wireName).toList();

  @Test
  void listsEveryStep() throws NoSuchFieldException {
    assertThat(listed(Operation.class, "step")).containsExactlyElementsOf(STEPS);
  }

  @Test
  void listsEveryStepOfTheHistoryAndItsFailure() throws NoSuchFieldException {
    assertThat(listed(Operation.Event.class, "step"))
        .containsExactlyElementsOf(Stream.concat(STEPS.stream(), Stream.of("failed")).toList());
  }

  @Test
  void listsEveryState() throws NoSuchFieldException {
    assertThat(listed(OperatorView.class, "state"))
        .containsExactlyInAnyOrderElementsOf(names().toList());
    assertThat(listed(Operation.class, "state"))
        .containsExactlyInAnyOrderElementsOf(names().toList());
  }

  @Test
  void listsEveryOutlook() throws NoSuchFieldException {
    assertThat(listed(Operation.class, "outlook"))
        .containsExactlyElementsOf(Arrays.stream(Outlook.values()).map(Outlook::wireName).toList());
  }

  @Test
  void listsEveryStateThatIsOpen() throws NoSuchFieldException {
    assertThat(listed(OperatorReads.OpenOperations.class, "state"))
        .containsExactlyInAnyOrderElementsOf(
            names()
                .filter(state -> !state.equals("completed") && !state.equals("failed"))
                .toList());
  }

  @Test
  void listsEveryStateThatAConflictNames() throws IOException {
    assertThat(ofError("OPERATION_STATE_CONFLICT", "state"))
        .containsExactlyInAnyOrderElementsOf(names().toList());
  }

  @Test
  void listsEveryErrorOfAnOperation() throws NoSuchFieldException {
    assertThat(listed(Operation.Fault.class, "code"))
        .containsExactlyElementsOf(Arrays.stream(OperationError.values()).map(Enum::name).toList());
  }

  @Test
  void theSagasOwnErrorsAreListed() throws IllegalAccessException {
    for (Field constant : Problems.class.getFields()) {
      assertThat(OperationError.lists((String) constant.get(null))).as(constant.getName()).isTrue();
    }
  }

  @Test
  void listsEveryFlawOfABurn() throws IOException {
    assertThat(ofError("BURN_TRANSACTION_REFUSED", "reason"))
        .containsExactlyElementsOf(
            Arrays.stream(BurnTransactions.Flaw.values()).map(flaw -> flaw.wireName()).toList());
  }

  private static List<String> ofError(String code, String field) throws IOException {
    try (InputStream in = ApiNamesTest.class.getResourceAsStream("/META-INF/api-errors.json")) {
      return StreamSupport.stream(
              ContractJson.mapper()
                  .readTree(in)
                  .at("/" + code + "/properties/" + field + "/enum")
                  .spliterator(),
              false)
          .map(JsonNode::asText)
          .toList();
    }
  }

  private static Stream<String> names() {
    return Arrays.stream(SagaState.Name.values()).map(SagaState.Name::wireName);
  }

  private static List<String> listed(Class<?> view, String field) throws NoSuchFieldException {
    return List.of(view.getDeclaredField(field).getAnnotation(Schema.class).enumeration());
  }
}

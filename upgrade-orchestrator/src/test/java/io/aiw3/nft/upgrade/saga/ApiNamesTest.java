package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.upgrade.api.AdminOperationResource.OperatorView;
import io.aiw3.nft.upgrade.api.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
        .containsExactlyInAnyOrderElementsOf(
            states(SagaState.class).map(SagaNames::of).distinct().toList());
  }

  private static Stream<Class<?>> states(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(ApiNamesTest::states);
  }

  private static List<String> listed(Class<?> view, String field) throws NoSuchFieldException {
    return List.of(view.getDeclaredField(field).getAnnotation(Schema.class).enumeration());
  }
}

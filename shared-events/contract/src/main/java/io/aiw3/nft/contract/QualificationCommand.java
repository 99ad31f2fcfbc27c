package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** Commands to the qualification service (topic {@code qualification-commands}). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "commandType")
@JsonSubTypes(@JsonSubTypes.Type(QualificationCommand.VerifyQualification.class))
public sealed interface QualificationCommand extends ContractMessage {
  String sagaId();

  UserId userId();

  @Override
  default String topic() {
    return Topics.QUALIFICATION_COMMANDS;
  }

  @Override
  default String key() {
    return userId().toString();
  }

  /** What becomes of each type: who forgets one does not compile. */
  interface Visitor<R> {
    R verifyQualification(VerifyQualification command);
  }

  <R> R accept(Visitor<R> visitor);

  /**
   * May the user have {@code targetLevel} now? Answered by {@link SagaReply.QualificationVerified}
   * or {@link SagaReply.QualificationRefused}.
   */
  @JsonTypeName("verify_qualification")
  record VerifyQualification(String sagaId, UserId userId, int targetLevel)
      implements QualificationCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.verifyQualification(this);
    }
  }
}

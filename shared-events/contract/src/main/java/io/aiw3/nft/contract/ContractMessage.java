package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A message of one of the {@link Topics}: it knows where it goes, under which key and name. */
public interface ContractMessage {
  /** The topic that carries the message. */
  @JsonIgnore
  String topic();

  /** The record key: one user's (or wallet's, or competition's) messages stay in order. */
  @JsonIgnore
  String key();

  /** CloudEvents {@code type}, for example {@code nft-events.claimed}. */
  @JsonIgnore
  default String type() {
    JsonTypeName name = getClass().getAnnotation(JsonTypeName.class);
    return name == null ? topic() : topic() + "." + name.value();
  }

  /**
   * Whether the body names the change that it is about, by a version. Such an event has the same
   * {@code ce_id} however often it is published, also after a database went back in time. Each
   * sending of a command or a reply is a message of its own.
   */
  @JsonIgnore
  default boolean namesItsChange() {
    return false;
  }
}

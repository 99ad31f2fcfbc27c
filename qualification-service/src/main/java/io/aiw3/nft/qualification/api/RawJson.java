package io.aiw3.nft.qualification.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** An answer that is JSON already. */
public record RawJson(@JsonValue @JsonRawValue String json) {}

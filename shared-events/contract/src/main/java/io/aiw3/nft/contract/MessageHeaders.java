package io.aiw3.nft.contract;

/**
 * Kafka record headers: CloudEvents 1.0 in binary content mode, UTF-8 values.
 *
 * <p>Bodies stay as the data model shows them; identity and provenance ride here.
 */
public final class MessageHeaders {
  public static final String SPEC_VERSION = "ce_specversion";

  /** Unique per message; a consumer records it and so takes the message once. */
  public static final String ID = "ce_id";

  /** The publishing service, for example {@code /minting-service}. */
  public static final String SOURCE = "ce_source";

  /** Topic and event name, for example {@code nft-events.claimed}. */
  public static final String TYPE = "ce_type";

  /** When the fact happened: ISO-8601, UTC. */
  public static final String TIME = "ce_time";

  /** Extension attribute: major version of the body's schema. */
  public static final String SCHEMA_VERSION = "ce_schemaversion";

  /** W3C trace context. */
  public static final String TRACE_PARENT = "traceparent";

  public static final String CONTENT_TYPE = "content-type";

  /** The only major version there is so far. */
  public static final String CURRENT_SCHEMA_VERSION = "1";

  private MessageHeaders() {}
}

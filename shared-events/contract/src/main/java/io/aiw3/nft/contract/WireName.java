package io.aiw3.nft.contract;

/** A value with a declared name in tables and on the wire, whatever its constant is called. */
public interface WireName {
  String wireName();

  /**
   * The value with exactly this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <E extends Enum<E> & WireName> E parse(Class<E> type, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.wireName().equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + " is named " + name);
  }
}

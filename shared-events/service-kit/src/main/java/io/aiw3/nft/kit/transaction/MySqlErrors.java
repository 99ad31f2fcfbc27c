package io.aiw3.nft.kit.transaction;

import java.util.HashMap;
import java.util.Map;

/**
 * The one table of MySQL's error codes ("Server Error Message Reference", 8.0 to 9.x, and the
 * client's 2xxx).
 *
 * <p>A code that is not listed is decided by the class of its SQLSTATE where that is unambiguous:
 * 22 is data; 40 is a conflict; 08 (connection), 28 (authentication), 3D and 42 (a schema, table,
 * column or right that is missing: the deployment's fault, and all messages would fail alike) are
 * the system's. Everything else, integrity constraints (23) and MySQL's catch-all HY000 among it,
 * is {@link FailureKind#OTHER}: a duplicate may be a race that the next attempt decides, and a code
 * of a later MySQL must neither stop a partition permanently nor cost a message at once.
 */
final class MySqlErrors {
  /** Deadlock, lock wait time-out, NOWAIT, XA and group replication that chose another winner. */
  private static final int[] CONFLICTS = {1020, 1205, 1213, 1613, 1614, 3101, 3572};

  /**
   * Values: NULL, out of range (of a column, and of an expression: a sum), not a number, date or
   * JSON text, too long, characters that the column does not have, a CHECK; a row, a result or a
   * packet over the server's limits (1153, though its SQLSTATE is that of a lost connection).
   */
  private static final int[] DATA = {
    1048, 1118, 1138, 1153, 1162, 1263, 1264, 1265, 1267, 1292, 1300, 1301, 1365, 1366, 1367,
    1406, 1411, 1441, 1525, 1690, 3140, 3141, 3150, 3156, 3157, 3158, 3699, 3751, 3752, 3819,
    3854, 3903, 3904, 3907, 3988
  };

  /**
   * Disk or memory full, engine trouble, too many connections, limits of a user, rights and
   * passwords, shutdown, read-only fail-over, lost connections, packet trouble, interrupted
   * statements, a cluster without quorum, a column that this version does not know (1364).
   */
  private static final int[] SYSTEM = {
    1015, 1016, 1021, 1023, 1024, 1026, 1030, 1034, 1035, 1036, 1037, 1038, 1040, 1041, 1042,
    1043, 1044, 1045, 1046, 1049, 1053, 1077, 1079, 1080, 1114, 1129, 1130, 1135, 1142, 1143,
    1152, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1180, 1181, 1184, 1194, 1195, 1203,
    1206, 1226, 1227, 1251, 1290, 1297, 1317, 1364, 1370, 1524, 1637, 1698, 1792, 1820, 1836,
    1862, 2002, 2003, 2005, 2006, 2012, 2013, 2026, 2055, 3024, 3032, 3100, 3118, 3159, 3168,
    3169, 3675, 3796, 3797, 3798, 4031
  };

  private static final Map<Integer, FailureKind> KINDS = table();

  private MySqlErrors() {}

  /**
   * @param state SQLSTATE, or null
   */
  static FailureKind kind(int code, String state) {
    FailureKind listed = KINDS.get(code);
    return listed == null ? byState(state) : listed;
  }

  private static FailureKind byState(String state) {
    return switch (state == null || state.length() < 2 ? "" : state.substring(0, 2)) {
      case "22" -> FailureKind.DATA;
      case "40" -> FailureKind.CONFLICT;
      case "08", "28", "3D", "42" -> FailureKind.SYSTEM;
      default -> FailureKind.OTHER;
    };
  }

  private static Map<Integer, FailureKind> table() {
    Map<Integer, FailureKind> kinds = new HashMap<>();
    put(kinds, CONFLICTS, FailureKind.CONFLICT);
    put(kinds, DATA, FailureKind.DATA);
    put(kinds, SYSTEM, FailureKind.SYSTEM);
    return Map.copyOf(kinds);
  }

  private static void put(Map<Integer, FailureKind> kinds, int[] codes, FailureKind kind) {
    for (int code : codes) {
      if (kinds.put(code, kind) != null) {
        throw new IllegalStateException("listed twice: " + code);
      }
    }
  }
}

package io.aiw3.nft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.TestInfrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentifierColumnsIT {
  private static final String SCHEMA = "identifier_columns";

  private Connection connection;

  @BeforeEach
  void createSchema() throws SQLException {
    TestInfrastructure.start();
    connection = TestInfrastructure.adminConnection();
    execute("CREATE DATABASE " + SCHEMA);
    connection.setCatalog(SCHEMA);
  }

  @AfterEach
  void dropSchema() throws SQLException {
    execute("DROP DATABASE " + SCHEMA);
    connection.close();
  }

  @Test
  void aColumnThatIsComparedLooselyIsNamed() throws SQLException {
    execute(
        "CREATE TABLE thing ("
            + "id CHAR(36) CHARACTER SET ascii, owner_id VARCHAR(44) COLLATE utf8mb4_0900_bin,"
            + " wallet VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin, raw VARBINARY(10),"
            + " state ENUM('a', 'b'), number INT, body JSON, remark VARCHAR(100))");

    assertThat(IdentifierColumns.flaws(connection, "thing.remark"))
        .containsExactly(
            "thing.id char(36) has the collation ascii_general_ci: give it a binary one, or name"
                + " it as free text");
  }

  @Test
  void whatNobodyCalledFreeTextIsAnIdentifier() throws SQLException {
    execute("CREATE TABLE thing (remark VARCHAR(100), note TEXT)");

    assertThat(IdentifierColumns.flaws(connection, "thing.note"))
        .singleElement()
        .asString()
        .startsWith("thing.remark varchar(100) has the collation utf8mb4_0900_ai_ci");
  }

  @Test
  void anIdentifierCannotBeCalledFreeText() throws SQLException {
    execute("CREATE TABLE thing (mint_address VARCHAR(44), remark TEXT)");

    assertThat(IdentifierColumns.flaws(connection, "thing.mint_address", "thing.remark"))
        .containsExactly("thing.mint_address is called free text and named like an identifier");
  }

  @Test
  void aNameThatIsNoColumnAnyMoreIsAFlaw() throws SQLException {
    execute("CREATE TABLE thing (wallet VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin)");

    assertThat(IdentifierColumns.flaws(connection, "thing.gone"))
        .containsExactly("thing.gone is named as free text and is no text column");
  }

  @Test
  void anEmptySchemaProvesNothing() throws SQLException {
    assertThat(IdentifierColumns.flaws(connection)).hasSize(1);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

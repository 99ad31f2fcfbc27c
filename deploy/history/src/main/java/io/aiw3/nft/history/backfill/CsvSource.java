package io.aiw3.nft.history.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.history.backfill.LineReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trades of a CSV file (RFC 4180, UTF-8), whose first line names the columns. Empty and {@code \N}
 * mean nothing.
 *
 * <p>Each record is parsed alone, so that a broken one costs no other.
 */
final class CsvSource implements TradeSource {
  /** A quoted field may go over so many lines; a lone quote costs no more than its own line. */
  private static final int MOST_LINES = 50;

  private static final int HEAD = 64 * 1024;
  private static final String NULL = "\\N";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path path;
  private final long size;
  private final LineReader lines;
  private final ObjectReader csv;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private final Map<Field, String> columns;
  private final List<String> header;
  private final Position start;
  private final Map<Field, Integer> indexes = new EnumMap<>(Field.class);
  private Position position;

  CsvSource(Path path, char separator, Map<Field, String> named) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new StoppedException("There is no file " + path);
    }
    this.path = path;
    size = Files.size(path);
    lines = new LineReader(path);
    csv =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    Line first = lines.next();
    if (first == null || first.text() == null || first.text().isEmpty()) {
      throw new StoppedException("The first line of %s names no columns".formatted(path));
    }
    header = header(first.text());
    columns = Field.columns(header, named);
    columns.forEach((field, column) -> indexes.put(field, header.indexOf(column)));
    start = new Position(first.end(), 1);
    position = start;
  }

  private List<String> header(String line) {
    try {
      String text = line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
      return List.of(parse(text));
    } catch (JsonProcessingException e) {
      throw new StoppedException("The first line of %s names no columns".formatted(path), e);
    }
  }

  @Override
  public Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>();
    identity.put("file", path.getFileName().toString());
    identity.put("bytes", Long.toString(size));
    identity.put("head", hashOfHead());
    columns.forEach((field, column) -> identity.put("column " + field.option(), column));
    return identity;
  }

  private String hashOfHead() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readNBytes(HEAD));
      return HexFormat.of().formatHex(hash);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new StoppedException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  @Override
  public Position start() {
    return start;
  }

  @Override
  public long end() {
    return size;
  }

  @Override
  public Unit unit() {
    return new Unit("MiB", 1 << 20);
  }

  @Override
  public void seek(Position to) throws IOException {
    ahead.clear();
    lines.seek(to.at(), to.line());
    position = to;
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public LegacyRow next() throws IOException {
    Line line = take();
    while (line != null && line.text() != null && line.text().isEmpty()) {
      line = take();
    }
    if (line == null) {
      return null;
    }
    position = new Position(line.end(), line.number());
    if (line.text() == null) {
      return unreadable(line, "the line is longer than %d bytes".formatted(LineReader.LONGEST));
    }
    try {
      return row(line, parse(line.text()));
    } catch (JsonProcessingException e) {
      LegacyRow whole = overLines(line);
      return whole == null ? unreadable(line, "not CSV: " + e.getOriginalMessage()) : whole;
    }
  }

  /** A record with line ends in quoted fields; null, and nothing is taken, if it is none. */
  private LegacyRow overLines(Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    List<Line> taken = new ArrayList<>();
    while (taken.size() < MOST_LINES && text.length() <= LineReader.LONGEST) {
      Line line = take();
      if (line == null) {
        break;
      }
      taken.add(line);
      if (line.text() == null) {
        break;
      }
      text.append('\n').append(line.text());
      if (line.text().indexOf('"') < 0) {
        continue;
      }
      try {
        String[] fields = parse(text.toString());
        if (fields.length == header.size()) {
          position = new Position(line.end(), line.number());
          return row(first, fields);
        }
        break;
      } catch (JsonProcessingException e) {
        // Perhaps the field ends in a later line.
      }
    }
    for (int i = taken.size() - 1; i >= 0; i--) {
      ahead.addFirst(taken.get(i));
    }
    return null;
  }

  private Line take() throws IOException {
    return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
  }

  private String[] parse(String text) throws JsonProcessingException {
    return csv.readValue(text);
  }

  private LegacyRow row(Line line, String[] fields) {
    if (fields.length != header.size()) {
      return unreadable(line, "%d fields, not %d".formatted(fields.length, header.size()));
    }
    return new LegacyRow(
        origin(line),
        field(fields, Field.ID),
        field(fields, Field.TRADE_ID),
        field(fields, Field.WALLET),
        field(fields, Field.TYPE),
        field(fields, Field.PRICE),
        field(fields, Field.REVERSES),
        field(fields, Field.TIME),
        null);
  }

  private String field(String[] fields, Field field) {
    Integer index = indexes.get(field);
    String text = index == null ? null : fields[index];
    return text == null || text.isEmpty() || text.equals(NULL) ? null : text;
  }

  private static LegacyRow unreadable(Line line, String fault) {
    return LegacyRow.unreadable(origin(line), fault);
  }

  private static String origin(Line line) {
    return "line " + line.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The beginning of a record's bytes, in a form that JSON and a page can hold. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LetterText(
    @Schema(description = "The beginning, in this encoding") String text,
    @Schema(
            enumeration = {"utf8", "base64"},
            description = "base64 where the bytes are no text in UTF-8")
        String encoding,
    @Schema(description = "Bytes in all", minimum = "0") int bytes,
    @Schema(description = "Whether the text is all of it") boolean complete) {

  /**
   * @param most bytes that are shown
   * @return null for null
   */
  static LetterText of(byte[] content, int most) {
    if (content == null) {
      return null;
    }
    int shown = Math.min(content.length, most);
    String text = text(content, shown);
    return new LetterText(
        text == null ? Base64.getEncoder().encodeToString(shown(content, shown)) : text,
        text == null ? "base64" : "utf8",
        content.length,
        shown == content.length);
  }

  /** Null for what is no text; a character that the end cuts is left out. */
  private static String text(byte[] content, int shown) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(shown);
    CoderResult result =
        decoder.decode(ByteBuffer.wrap(content, 0, shown), out, shown == content.length);
    out.flip();
    return result.isError() || out.chars().anyMatch(LetterText::isBinary) ? null : out.toString();
  }

  private static boolean isBinary(int character) {
    return character < ' ' && character != '\n' && character != '\r' && character != '\t';
  }

  private static byte[] shown(byte[] content, int shown) {
    return shown == content.length ? content : java.util.Arrays.copyOf(content, shown);
  }
}

package io.aiw3.nft.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that need decoding, with the words to write instead; and the format of log lines. */
final class Vocabulary {
  private record Word(Pattern pattern, String instead) {
    static Word of(String regex, String instead) {
      return new Word(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), instead);
    }
  }

  private static final List<Word> WORDS =
      List.of(
          Word.of("(?<!\\bas )\\btold\\b", "published, notified, reported, shown"),
          Word.of("\\btells? of\\b", "shows, publishes"),
          Word.of("\\bnews\\b", "event, notification"),
          Word.of("\\bwithout a word\\b", "silently"),
          Word.of("\\bheard\\b", "received, consumed"),
          Word.of("\\b(who|whom|where)ever\\b", "any replica, any caller, where"),
          Word.of("\\b(of|to) whom\\b", "whose, to which"),
          Word.of("\\bnought\\b", "0"),
          Word.of("\\banew\\b", "again"),
          Word.of("\\bfor ever\\b", "permanently, without end"),
          Word.of("\\bmeanwhile\\b", "concurrently, in between"),
          Word.of("\\b(gives?|gave|given) way\\b", "is delayed"),
          Word.of("\\bstruck out\\b", "deleted"),
          Word.of("\\b(comes?|came) to (its|their) end\\b", "has ended"),
          Word.of("\\b(takes?|taken|took) in\\b(?! a day)", "consumes, processes, ingests"),
          Word.of("\\btaken on\\b", "accepted"),
          Word.of("\\blook(s|ed)? at\\b", "polls, checks, reads"),
          Word.of("\\bstands? (in|once)\\b", "is stored in, has one copy"),
          Word.of("\\b(is|are|was|were|be|been|stays?|counts as) away\\b", "unavailable"),
          Word.of("\\bpatience\\b", "timeout"),
          Word.of("\\bDuration (?-i:ANSWER|LIMIT|PAUSE)\\b", "RESPONSE_TIMEOUT, RETRY_DELAY"));

  private static final Pattern LOG =
      Pattern.compile("\\bLOG\\.\\w+\\((?:[^;\"]++|\"(?:\\\\.|[^\"\\\\])*+\")*+;");
  private static final Pattern THROWABLE =
      Pattern.compile(
          "\\.getMessage\\(\\)|\\.toString\\(\\)|,\\s*(?:e|failure|cause|throwable)\\s*\\)");
  private static final Pattern VARIABLE_MESSAGE =
      Pattern.compile("LOG\\.\\w+f\\((?:\\w+,)?\\s*\"[^\"]*(?<![=-])%");

  private Vocabulary() {}

  /** Each word of the list in the text, with its line and what to write instead. */
  static List<String> words(String text) {
    List<String> faults = new ArrayList<>();
    for (Word word : WORDS) {
      Matcher found = word.pattern().matcher(text);
      while (found.find()) {
        faults.add(
            "line %d: \"%s\"; write: %s"
                .formatted(line(text, found.start()), found.group(), word.instead()));
      }
    }
    return faults;
  }

  /** Log statements whose message is not constant, or which give an exception as a code. */
  static List<String> logs(String source) {
    List<String> faults = new ArrayList<>();
    Matcher statement = LOG.matcher(source);
    while (statement.find()) {
      int line = line(source, statement.start());
      if (statement.group().contains("errorCode=") && THROWABLE.matcher(statement.group()).find()) {
        faults.add("line %d: errorCode= with an exception's text; write: cause=".formatted(line));
      }
      if (VARIABLE_MESSAGE.matcher(statement.group()).find()) {
        faults.add("line %d: the message is not constant; write keys after it".formatted(line));
      }
    }
    return faults;
  }

  private static int line(String text, int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}

package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A doc comment is read without the code below it, in an index or where a mouse hovers. So it
 * begins with a sentence, and the sentence with its subject ("A lease is ...") or, at a method,
 * with the verb of which the method is the subject ("Returns ...").
 */
class DocCommentsTest {

  /** The sources of the three modules, as seen from the folder that tests run in. */
  private static final List<Path> SOURCES =
      List.of(Path.of("../sim/src"), Path.of("../search/src"), Path.of("src"));

  /** A question word begins a clause that lacks the sentence around it: "Where a file lies." */
  private static final String QUESTION_WORDS =
      "how what whatever when whenever where wherever whether which whichever who whoever whom whose"
          + " why";

  /** A conjunction does so too: "As Scala does." */
  private static final String CONJUNCTIONS =
      "although and as because but if lest nor or since so than that though unless until while";

  /** A preposition begins a phrase whose noun and verb are in the code: "Of a first attempt." */
  private static final String PREPOSITIONS =
      "about above across after against along among around at before behind below beneath beside"
          + " besides between beyond by during except for from in inside into like near of off on"
          + " onto out outside over per through to toward towards under upon via with within"
          + " without";

  private static final Set<String> HEADLESS =
      Stream.of(QUESTION_WORDS, CONJUNCTIONS, PREPOSITIONS)
          .flatMap(words -> Stream.of(words.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  /** A comment stands on a line of its own; one that begins with a tag has no first word. */
  private static final Pattern FIRST_WORD =
      Pattern.compile("^[ \\t]*/\\*\\*[\\s*]*(\\p{L}+)", Pattern.MULTILINE);

  @Test
  void byHand() {
    // Joined line by line, as a text block would be read as doc comments of this file.
    String source =
        String.join(
            "\n",
            "/** A cost is what an evaluation took. */",
            "record Cost(long millis) {",
            "  /** Of a first attempt. */",
            "  Cost {}",
            "  /**",
            "   * Where it was run;",
            "   * nothing if nobody knows.",
            "   */",
            "  String host() {}",
            "  /** Returns whether the host is known. */",
            "  /** {@code null} is no host. */",
            "  /** @param of the host */",
            "  String text = \"/** In a string. */\";",
            "}");

    assertThat(headless("Cost.java", source))
        .containsExactly("Cost.java:3: Of", "Cost.java:5: Where");
  }

  @Test
  void everyDocCommentBeginsWithASubject() throws IOException {
    List<String> headless = new ArrayList<>();
    for (Path folder : SOURCES) {
      List<Path> files = javaFiles(folder);
      assertThat(files).as("sources in %s", folder).isNotEmpty();
      for (Path file : files) {
        headless.addAll(headless(file.toString(), Files.readString(file)));
      }
    }
    assertThat(headless).as("doc comments that begin without a subject").isEmpty();
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Returns {@code file:line: word} for each comment that a word of the lists begins. */
  private static List<String> headless(String file, String source) {
    return FIRST_WORD
        .matcher(source)
        .results()
        .filter(match -> HEADLESS.contains(match.group(1).toLowerCase(Locale.ROOT)))
        .map(match -> file + ":" + line(source, match.start()) + ": " + match.group(1))
        .toList();
  }

  private static long line(String source, int position) {
    return source.substring(0, position).lines().count() + 1;
  }
}

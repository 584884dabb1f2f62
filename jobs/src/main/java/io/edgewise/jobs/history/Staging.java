package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The staging folder is where the attempts of a search lay their files before they are committed:
 * {@code _staging/SEARCH/ATTEMPT}, in no table, so nobody reads it.
 *
 * <p>An attempt is named after the token it was made under, so that its successor can tell what is
 * garbage. What somebody who may yet wake up has staged is not: his manifest could still appear.
 */
record Staging(SearchId search) {

  private static final String FOLDER = "_staging";

  /** The folder of all attempts. */
  String folder() {
    return FOLDER + "/" + search;
  }

  String folder(String attempt) {
    return folder() + "/" + attempt;
  }

  String file(String attempt, TableFile file) {
    return folder(attempt) + "/" + file.table().folder() + "-" + file.name();
  }

  /** Returns where a file that is to appear under another name is written first. */
  String aside(String attempt, String name) {
    return folder(attempt) + "/" + name;
  }

  static String newAttempt(long token) {
    return tokenPrefix(token) + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The attempts that were made under a token. */
  List<String> attempts(HistoryFiles files, long token) {
    return files.names(folder()).stream().filter(n -> n.startsWith(tokenPrefix(token))).toList();
  }

  private static String tokenPrefix(long token) {
    return String.format(Locale.ROOT, "t%08d-", token);
  }
}

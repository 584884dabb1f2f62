package io.edgewise.jobs.status;

import java.util.regex.Pattern;

/** Takes secrets out of texts that others read: credentials in URIs and in {@code key=value}. */
final class Redaction {

  private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+@");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:secret|password|passwd|token|credential|access[.-]?key)[\\w.-]*\\s*[=:]\\s*)[^\\s,;]+");

  private Redaction() {}

  static String of(String text) {
    return NAMED.matcher(USER_INFO.matcher(text).replaceAll("$1***@")).replaceAll("$1***");
  }
}

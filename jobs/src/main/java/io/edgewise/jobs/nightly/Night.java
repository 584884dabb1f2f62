package io.edgewise.jobs.nightly;

import io.edgewise.search.trial.SearchId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One night of a nightly search.
 *
 * @param name of the nightly search
 * @param date that its search is called after
 */
public record Night(String name, LocalDate date) {

  /** The night's search: {@code NAME-DATE}. */
  public SearchId search() {
    return new SearchId(name + "-" + date);
  }

  /** The night of a search; empty if it is none of this nightly search. */
  static Optional<Night> of(String name, SearchId search) {
    String prefix = name + "-";
    if (!search.value().startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(search.value().substring(prefix.length()));
      return Optional.of(new Night(name, date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The nights among some searches, the oldest first. */
  public static List<Night> all(String name, Collection<SearchId> searches) {
    return searches.stream()
        .flatMap(search -> of(name, search).stream())
        .sorted(Comparator.comparing(Night::date))
        .toList();
  }

  /** The nights before this one, the oldest first. */
  public List<Night> before(Collection<SearchId> searches) {
    return all(name, searches).stream().filter(night -> night.date.isBefore(date)).toList();
  }

  @Override
  public String toString() {
    return search().value();
  }
}

package io.edgewise.jobs.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A date; a wrong one is told by what is allowed, and not by the words of Java's parser. */
final class DateConverter implements ITypeConverter<LocalDate> {

  @Override
  public LocalDate convert(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "is '" + value + "'; allowed is a day of the calendar such as 2026-11-24");
    }
  }
}

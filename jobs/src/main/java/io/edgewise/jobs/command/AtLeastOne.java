package io.edgewise.jobs.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count of something of which there must be at least one. */
final class AtLeastOne implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String value) {
    if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) > 0) {
      return Integer.valueOf(value);
    }
    throw new TypeConversionException(
        "is '" + value + "'; allowed is a whole number from 1 to 999999999");
  }
}

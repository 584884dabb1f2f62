package io.edgewise.jobs.report;

import io.edgewise.jobs.console.Console;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pictures are drawn where Java can write text on one: for that it needs FreeType, fontconfig and a
 * font, which small images for containers leave out. No work is lost for the want of a picture:
 * elsewhere there is none, and that is said once.
 */
public final class Drawing {

  private static final Drawing HERE =
      new Drawing(Drawing::letter, text -> Console.system().note("%s", text));

  private final Runnable letter;
  private final Consumer<String> told;
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * @param letter draws a letter
   * @param told is given the reason why there are no pictures, once
   */
  Drawing(Runnable letter, Consumer<String> told) {
    this.letter = letter;
    this.told = told;
  }

  /** Returns what draws on this machine. */
  public static Drawing here() {
    return HERE;
  }

  /** Returns whether there are pictures on this machine. */
  public boolean draws() {
    return trouble() == null;
  }

  /** Returns a picture, or several, or nothing where Java cannot draw. */
  public <T> Optional<T> of(Supplier<T> picture) {
    @Nullable Throwable trouble = trouble();
    if (trouble == null) {
      return Optional.of(picture.get());
    }
    if (said.compareAndSet(false, true)) {
      told.accept(
          "no pictures are drawn: Java cannot write text on this machine ("
              + trouble
              + "); install FreeType, fontconfig and a font (Debian: fontconfig fonts-dejavu-core"
              + " libfreetype6 libharfbuzz0b)");
    }
    return Optional.empty();
  }

  /** Java tells of a missing library, of missing fonts, and of a font that failed before. */
  private @Nullable Throwable trouble() {
    try {
      letter.run();
      return null;
    } catch (LinkageError | InternalError | RuntimeException e) {
      return e;
    }
  }

  private static void letter() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.drawString("a", 2, 12);
      graphics.getFontMetrics().stringWidth("a");
    } finally {
      graphics.dispose();
    }
  }
}

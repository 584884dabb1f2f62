package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.Images;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Pictures of a folder that are read and decoded when they are asked for, and before that where it
 * is known that they will be, beside whoever uses them.
 */
public final class StreamedImages implements Images {

  /** Bytes that pictures read ahead may take. */
  private static final long AHEAD_BYTES = 128L << 20;

  private static final int FEWEST_AHEAD = 16;

  /** One thread decodes for all: a core trains some ten images while it decodes a hundred. */
  private static final Executor READER =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "edgewise-pictures");
            thread.setDaemon(true);
            return thread;
          });

  private final DatasetSettings settings;
  private final PictureFolder folder;
  private final int[] chosen;
  private final int[] labels;
  private final Map<Integer, CompletableFuture<byte[]>> ahead = new LinkedHashMap<>();

  /**
   * @param settings of the data set, whose frame is the size of the images
   * @param chosen indices of the folder's pictures
   */
  StreamedImages(DatasetSettings settings, PictureFolder folder, int[] chosen) {
    this.settings = settings;
    this.folder = folder;
    this.chosen = chosen;
    int[] all = folder.labels();
    this.labels = Arrays.stream(chosen).map(picture -> all[picture]).toArray();
  }

  /** Returns the bytes of one picture in a frame. */
  static long bytes(Frame frame) {
    return (long) frame.height() * frame.width() * PictureFolder.CHANNELS;
  }

  /** The same pictures as squares of another size. */
  StreamedImages at(int side) {
    return new StreamedImages(settings.forSide(side), folder, chosen);
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public int height() {
    return settings.frame().height();
  }

  @Override
  public int width() {
    return settings.frame().width();
  }

  @Override
  public int channels() {
    return PictureFolder.CHANNELS;
  }

  @Override
  public int classes() {
    return folder.classes();
  }

  @Override
  public int label(int image) {
    return labels[image];
  }

  @Override
  public long heldBytes() {
    return Math.min(AHEAD_BYTES, bytes(settings.frame()) * size());
  }

  @Override
  public Images slice(int from, int to) {
    return new StreamedImages(settings, folder, Arrays.copyOfRange(chosen, from, to));
  }

  @Override
  public void image(int image, byte[] target) {
    byte[] pixels = read(image);
    System.arraycopy(pixels, 0, target, 0, pixels.length);
  }

  private byte[] read(int image) {
    CompletableFuture<byte[]> begun;
    synchronized (ahead) {
      begun = ahead.remove(image);
    }
    if (begun == null) {
      return decoded(image);
    }
    try {
      return begun.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  @Override
  public void next(int[] order, int from, int to) {
    int most = (int) Math.max(FEWEST_AHEAD, AHEAD_BYTES / bytes(settings.frame()));
    synchronized (ahead) {
      for (int i = from; i < to; i++) {
        begin(order[i]);
      }
      // What nobody came for: a training that ended with its round.
      Iterator<CompletableFuture<byte[]>> eldest = ahead.values().iterator();
      while (ahead.size() > most) {
        eldest.next().cancel(false);
        eldest.remove();
      }
    }
  }

  private void begin(int image) {
    ahead.computeIfAbsent(image, i -> CompletableFuture.supplyAsync(() -> decoded(i), READER));
  }

  private byte[] decoded(int image) {
    return OpenDataset.reading(settings, () -> folder.pixels(chosen[image], settings.frame()));
  }
}

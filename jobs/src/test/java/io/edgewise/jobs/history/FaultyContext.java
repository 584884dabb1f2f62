package io.edgewise.jobs.history;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The disk of {@code faulty:} as Hadoop's FileContext has it: a rename that replaces, as HDFS's.
 */
public final class FaultyContext extends DelegateToFileSystem {

  /** Hadoop makes one by this constructor. */
  public FaultyContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(uri, new FaultyFileSystem(), hadoop, "faulty", false);
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    FaultyFileSystem.replace(from, to);
  }
}

package io.edgewise.jobs.dataset;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** This file system, under the scheme {@code closed:}, lets nobody in. */
public class ClosedFileSystem extends RawLocalFileSystem {

  @Override
  public URI getUri() {
    return URI.create("closed:///");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    throw new AccessControlException("Permission denied: user=nobody");
  }
}

package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;

/** Finds out what of an image nobody needs. */
interface FreeSpaceFinder {
  FreeSpace find(ByteSource image) throws IOException, InterruptedException;
}

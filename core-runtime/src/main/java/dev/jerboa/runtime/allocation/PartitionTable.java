package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the partitions of an image by its GPT and its MBR. */
final class PartitionTable {
  private static final int USUAL_SECTOR = 512;

  private PartitionTable() {}

  /**
   * Returns the partitions in the order of their offsets, or the whole image as one if it has none.
   */
  static List<Partition> read(Area image) throws IOException, InterruptedException, DoubtException {
    List<Partition> partitions = new ArrayList<>();
    Optional<Gpt> gpt = Gpt.find(image);
    if (gpt.isPresent()) {
      partitions.addAll(gpt.get().partitions());
    }
    int sector = gpt.map(Gpt::sectorSize).orElse(USUAL_SECTOR);
    for (Partition partition : Mbr.read(image, sector, gpt.isPresent())) {
      if (partitions.stream().noneMatch(known -> known.range().equals(partition.range()))) {
        partitions.add(partition);
      }
    }
    if (partitions.isEmpty() && gpt.isEmpty()) {
      return List.of(new Partition("image", Optional.empty(), new Range(0, image.size())));
    }
    refuseContentBesides(image);
    partitions.sort(Comparator.comparingLong(partition -> partition.range().offset()));
    return List.copyOf(partitions);
  }

  /** An ISO 9660 image, for one, often has partitions too, and is read as a whole. */
  private static void refuseContentBesides(Area image)
      throws IOException, InterruptedException, DoubtException {
    Optional<String> content = Contents.name(image);
    DoubtException.unless(
        content.isEmpty(), "it has partitions and holds " + content.orElse("") + " as a whole");
  }
}

package dev.jerboa.runtime.job;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import dev.jerboa.runtime.tree.DriverNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a job names: its lab, its board, its images. */
final class JobPlaces {
  private final Path file;
  private final YamlNode root;
  private final Problems problems;

  JobPlaces(Path file, YamlNode root, Problems problems) {
    this.file = file;
    this.root = root;
    this.problems = problems;
  }

  /** Adds a problem for everything that is not there, and returns nothing if there is any. */
  Optional<LoadedJob> load(
      Job job, Optional<String> otherLab, Function<String, Lab> labs, Masker masker) {
    job.flash().ifPresent(this::checkImages);
    Optional<Path> labFile = otherLab.map(LabFiles::find).or(() -> labOf(job));
    return labFile.flatMap(
        found -> {
          Lab lab = labs.apply(found.toString());
          String board = board(job, lab);
          if (problems.isEmpty()) {
            return Optional.of(new LoadedJob(file, job, found, lab, board, masker));
          }
          lab.close();
          return Optional.empty();
        });
  }

  private void checkImages(JobFlash flash) {
    for (int i = 0; i < flash.images().size(); i++) {
      JobFlash.Image named = flash.images().get(i);
      Path image = LoadedJob.folder(file).resolve(named.file());
      if (!named.isRemote() && (!Files.isReadable(image) || Files.isDirectory(image))) {
        String path = "flash.images[" + i + "].file";
        problems.add(position(path), path, "there is no readable file " + image);
      }
    }
  }

  private Optional<Path> labOf(Job job) {
    if (job.lab().isEmpty()) {
      problems.add(root.position(), "lab", "missing key, and no -c names an exporter file");
      return Optional.empty();
    }
    String name = job.lab().get();
    Path beside = LoadedJob.folder(file).resolve(name);
    try {
      return Optional.of(LabFiles.find(Files.exists(beside) ? beside.toString() : name));
    } catch (JerboaException e) {
      String text = "there is no exporter file '" + name + "' beside the job, nor of that name";
      problems.add(position("lab"), "lab", text);
      return Optional.empty();
    }
  }

  private String board(Job job, Lab lab) {
    List<String> boards = boards(lab.tree().roots());
    String wanted = job.board().orElse(boards.size() == 1 ? boards.getFirst() : "");
    if (boards.isEmpty()) {
      problems.add(position("lab"), "lab", "has no board: no node of type flasher or of a board");
    } else if (job.board().isEmpty() && wanted.isEmpty()) {
      problems.add(root.position(), "board", "missing key, for the lab has the boards " + boards);
    } else if (!boards.contains(wanted)) {
      String text = "the lab has no board '" + wanted + "', but " + boards;
      problems.addUnknown(position("board"), "board", text, new Problems.Meant(wanted, boards));
    }
    return wanted;
  }

  private static List<String> boards(List<DriverNode> nodes) {
    List<String> boards = new ArrayList<>();
    for (DriverNode node : nodes) {
      if (node.capability(Board.class).isPresent()) {
        boards.add(node.path());
      }
      boards.addAll(boards(node.children()));
    }
    return boards;
  }

  /** Returns where the value at a path stands, or the last part of the path that is there. */
  private Position position(String path) {
    YamlNode node = root;
    for (String step : path.split("[.\\[\\]]+", -1)) {
      Optional<YamlNode> next =
          switch (node) {
            case Mapping mapping -> mapping.get(step);
            case Sequence list -> Optional.of(list.items().get(Integer.parseInt(step)));
            case YamlNode.Scalar _ -> Optional.empty();
          };
      node = next.orElse(node);
    }
    return node.position();
  }
}

package dev.jerboa.runtime.job;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.RemoteFile;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.config.Masker;
import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.Substitution;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
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
    Optional<Path> labFile = otherLab.map(LabFiles::find).or(() -> labOf(job));
    return labFile.flatMap(
        found -> {
          Lab lab = labs.apply(found.toString());
          String board = board(job, lab);
          checkTargets(job, lab, board);
          if (problems.isEmpty()) {
            return Optional.of(
                new LoadedJob(file, job, found, lab, board, masker.and(lab.masker())));
          }
          lab.close();
          return Optional.empty();
        });
  }

  /** Adds a problem for every image file that is not there, even if the job has other problems. */
  void checkImages(Substitution substitution) {
    Optional<YamlNode> images = child(root, "flash").flatMap(flash -> child(flash, "images"));
    if (images.isPresent() && images.get() instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        Optional<YamlNode> named = child(list.items().get(i), "file");
        if (named.isPresent()
            && named.get() instanceof Scalar scalar
            && substitution.apply(scalar.text()) instanceof Substitution.Result.Text text) {
          checkImage("flash.images[" + i + "].file", scalar, text.text());
        }
      }
    }
  }

  private void checkImage(String path, Scalar named, String text) {
    if (text.isBlank() || RemoteFile.isMeantBy(text)) {
      return;
    }
    Path image = LoadedJob.folder(file).resolve(text);
    if (!Files.isReadable(image) || Files.isDirectory(image)) {
      problems.addForeign(named.position(), path, "there is no readable file " + image);
    }
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof Mapping mapping ? mapping.get(key) : Optional.empty();
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

  /** A bundle that cannot be opened is told by the flash, or by the check of the lab. */
  private void checkTargets(Job job, Lab lab, String board) {
    if (job.flash().isEmpty() || !problems.isEmpty()) {
      return;
    }
    Optional<String> bundle =
        job.flash().get().bundle().map(name -> LoadedJob.folder(file).resolve(name).toString());
    List<String> known;
    try {
      known = List.copyOf(lab.storage(board).targets(bundle));
    } catch (JerboaException e) {
      Position at = position(bundle.isPresent() ? "flash.bundle" : "flash");
      problems.add(at, "flash", String.valueOf(e.getMessage()));
      return;
    }
    for (int i = 0; i < job.flash().get().images().size(); i++) {
      String target = job.flash().get().images().get(i).target().orElse(known.getFirst());
      if (!known.contains(target)) {
        String path = "flash.images[" + i + "].target";
        String text = "the bundle has no target '" + target + "', but " + known;
        problems.addUnknown(position(path), path, text, new Problems.Meant(target, known));
      }
    }
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
            case Scalar _ -> Optional.empty();
          };
      node = next.orElse(node);
    }
    return node.position();
  }
}

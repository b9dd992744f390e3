package dev.jerboa.runtime.job;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.LabConfigReader;
import dev.jerboa.runtime.config.Masker;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.RecordBinder;
import dev.jerboa.runtime.config.Substitution;
import dev.jerboa.runtime.config.YamlDocument;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads job files and all they name, touching no hardware. */
public final class JobReader {
  private final Function<String, Lab> labs;
  private final Map<String, String> environment;
  private final List<Setting> settings;
  private final Optional<String> lab;

  /**
   * Makes a reader.
   *
   * @param labs loads an exporter file, by its path
   * @param environment for {@code ${env:NAME}}
   * @param settings put over every file, in this order
   * @param lab an exporter file to use instead of the one that a job names
   */
  public JobReader(
      Function<String, Lab> labs,
      Map<String, String> environment,
      List<Setting> settings,
      Optional<String> lab) {
    this.labs = labs;
    this.environment = Map.copyOf(environment);
    this.settings = List.copyOf(settings);
    this.lab = lab;
  }

  /**
   * Reads jobs, all of them or none.
   *
   * @return the jobs in the order of the files; the caller closes them
   * @throws JerboaException of class {@code CONFIG}; with several broken files the others' errors
   *     are suppressed ones of the first
   */
  public List<LoadedJob> readAll(List<Path> files) {
    List<LoadedJob> jobs = new ArrayList<>();
    List<JerboaException> errors = new ArrayList<>();
    for (Path file : files) {
      try {
        jobs.add(read(file));
      } catch (JerboaException e) {
        errors.add(e);
      }
    }
    sameName(jobs).ifPresent(errors::add);
    if (!errors.isEmpty()) {
      jobs.forEach(LoadedJob::close);
      errors.stream().skip(1).forEach(errors.getFirst()::addSuppressed);
      throw errors.getFirst();
    }
    return jobs;
  }

  private static Optional<JerboaException> sameName(List<LoadedJob> jobs) {
    Set<String> names = new HashSet<>();
    return jobs.stream()
        .filter(job -> !names.add(job.name()))
        .map(
            job ->
                JerboaException.of(
                        ErrorClass.CONFIG,
                        "job-name",
                        "Two jobs are called '" + job.name() + "', the second in " + job.file())
                    .hint("Give each job a metadata.name of its own."))
        .findFirst();
  }

  /** Reads one job; the caller closes it. */
  public LoadedJob read(Path file) {
    Problems problems = new Problems(file.toString());
    Overlay overlay = new Overlay(settings, problems);
    YamlNode root = overlay.over(YamlDocument.read(file, problems));
    Substitution substitution = new Substitution(LoadedJob.folder(file), environment);
    Optional<Job> job = RecordBinder.substituting(problems, substitution).bind(root, "", Job.class);
    if (root instanceof Mapping mapping) {
      LabConfigReader.checkConstant(mapping, "apiVersion", Job.API_VERSION, problems);
      LabConfigReader.checkConstant(mapping, "kind", Job.KIND, problems);
    }
    JobPlaces places = new JobPlaces(file, root, problems);
    places.checkImages(substitution);
    throwIfAny(file, overlay, problems);
    Masker masker = masker(job.orElseThrow(), substitution);
    Optional<LoadedJob> loaded = places.load(job.get(), lab, labs, masker);
    throwIfAny(file, overlay, problems);
    return loaded.orElseThrow();
  }

  private static void throwIfAny(Path file, Overlay overlay, Problems problems) {
    Problems.startingWith(
            file.toString(), problems.sorted().stream().map(overlay::named).toList(), List.of())
        .throwIfAny();
  }

  /** A board's name that came from outside is no secret; what is typed on the console may be. */
  private static Masker masker(Job job, Substitution substitution) {
    String typed = job.checks().toString();
    Stream<String> passwords =
        job.checks().stream()
            .flatMap(check -> check.login().stream())
            .flatMap(login -> login.password().stream())
            .map(secret -> secret.reveal());
    return new Masker(
        Stream.concat(passwords, substitution.found().stream().filter(typed::contains))
            .collect(Collectors.toSet()));
  }
}

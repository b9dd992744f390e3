package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.runtime.config.Substitution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is sent to the servers of images along with the requests for them. */
final class RequestHeaders {
  private static final String AUTHORIZATION = "Authorization";

  @Option(
      names = "--header",
      paramLabel = "NAME: VALUE",
      description =
          "A header for the servers of images with a URL; $${env:NAME} and $${file:PATH} in it are"
              + " replaced, so that no secret is on the command line. May be given several times.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--bearer",
      paramLabel = "TOKEN",
      description = "A token for the same, replaced likewise: --bearer '$${env:TOKEN}'.")
  private Optional<String> bearer = Optional.empty();

  /**
   * Returns the images with the headers for those that are fetched.
   *
   * @throws JerboaException of class {@code USAGE}
   */
  List<Image> addTo(List<Image> images) {
    Map<String, Secret> all = parsed();
    if (!all.isEmpty() && images.stream().allMatch(image -> image.remote().isEmpty())) {
      throw usage("--header and --bearer are for images with a URL, and none has one");
    }
    return images.stream()
        .map(
            image ->
                image.remote().map(remote -> image.from(remote.withHeaders(all))).orElse(image))
        .toList();
  }

  private Map<String, Secret> parsed() {
    Map<String, Secret> all = new LinkedHashMap<>();
    bearer.ifPresent(token -> all.put(AUTHORIZATION, new Secret("Bearer " + replaced(token))));
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw usage("--header needs 'NAME: VALUE', and one has no colon after a name");
      }
      String name = header.substring(0, colon).strip();
      if (bearer.isPresent() && name.equalsIgnoreCase(AUTHORIZATION)) {
        throw usage("--bearer and --header " + AUTHORIZATION + " exclude each other");
      }
      all.put(name, new Secret(replaced(header.substring(colon + 1).strip())));
    }
    return all;
  }

  private static String replaced(String text) {
    return switch (new Substitution(Path.of(""), System.getenv()).apply(text)) {
      case Substitution.Result.Text(String value, boolean _) -> value.strip();
      case Substitution.Result.Missing(String why) ->
          throw usage("a header cannot be made: " + why);
    };
  }

  private static JerboaException usage(String what) {
    return JerboaException.of(ErrorClass.USAGE, "headers", "Wrong headers: " + what)
        .hint("Give --header 'Name: value' or --bearer TOKEN, with the image's URL.");
  }
}

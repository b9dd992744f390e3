package dev.jerboa.drivers.http;

import dev.jerboa.api.files.Subnet;
import dev.jerboa.drivers.http.Answer.Body;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Decides what is said to a request. Used by all connections of a service. */
final class ImageHandler {
  private final Catalog catalog;
  private final Journal journal;
  private volatile Optional<Subnet> admitted = Optional.empty();

  ImageHandler(Catalog catalog, Journal journal) {
    this.catalog = catalog;
    this.journal = journal;
  }

  void admit(Subnet board) {
    admitted = Optional.of(board);
  }

  Answer answer(Request request, InetAddress peer) {
    if (admitted.filter(board -> board.contains(peer)).isEmpty()) {
      journal.refusal(peer.getHostAddress());
      return Answer.text(Answer.FORBIDDEN, "");
    }
    Catalog.Entry entry = catalog.find(request.path());
    journal.request(peer.getHostAddress(), method(request) + " " + label(entry));
    if (request.isAmbiguous()) {
      return Answer.text(Answer.BAD_REQUEST, "bad request\n");
    }
    if (!isKnown(request)) {
      return Answer.text(Answer.NOT_ALLOWED, "method not allowed\n").with("Allow", "GET, HEAD");
    }
    return switch (entry) {
      case Catalog.Found(Slice slice) -> content(request, slice);
      case Catalog.OutOfBounds out -> unsatisfiable(out.file().content().size());
      case Catalog.Missing _ -> Answer.text(Answer.NOT_FOUND, "not found\n");
    };
  }

  private static Answer content(Request request, Slice slice) {
    if (request.header("if-none-match").filter(slice.tag()::isListedIn).isPresent()) {
      return tagged(
          new Answer(Answer.NOT_MODIFIED, new LinkedHashMap<>(), -1, new Body.Text("")), slice);
    }
    ByteRange range = request.isHead() ? new ByteRange.Whole() : range(request, slice);
    return switch (range) {
      case ByteRange.Whole _ ->
          tagged(Answer.of(Answer.OK, new Body.Content(slice, 0, slice.length())), slice);
      case ByteRange.Part part ->
          tagged(
                  Answer.of(Answer.PARTIAL, new Body.Content(slice, part.first(), part.length())),
                  slice)
              .with(
                  "Content-Range",
                  "bytes " + part.first() + "-" + part.last() + "/" + slice.length());
      case ByteRange.Unsatisfiable _ -> unsatisfiable(slice.length());
    };
  }

  private static Answer tagged(Answer answer, Slice slice) {
    return answer.with("Accept-Ranges", "bytes").with("ETag", slice.tag().text());
  }

  private static ByteRange range(Request request, Slice slice) {
    boolean stale =
        request.header("if-range").filter(tag -> !slice.tag().allowsRange(tag)).isPresent();
    return request
        .header("range")
        .filter(_ -> !stale)
        .map(header -> ByteRange.parse(header, slice.length()))
        .orElseGet(ByteRange.Whole::new);
  }

  private static Answer unsatisfiable(long size) {
    return Answer.text(Answer.UNSATISFIABLE, "").with("Content-Range", "bytes */" + size);
  }

  private static boolean isKnown(Request request) {
    return request.method().equals("GET") || request.isHead();
  }

  private static String method(Request request) {
    return isKnown(request) ? request.method() : "(other)";
  }

  private static String label(Catalog.Entry entry) {
    return switch (entry) {
      case Catalog.Found(Slice slice) -> slice.label();
      case Catalog.OutOfBounds out -> out.file().name() + " out of bounds";
      case Catalog.Missing _ -> "(unknown)";
    };
  }
}

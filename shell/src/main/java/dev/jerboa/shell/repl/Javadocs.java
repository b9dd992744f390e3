package dev.jerboa.shell.repl;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.runtime.Lab;
import dev.jerboa.shell.repl.live.Shorthands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The first sentences of the Javadoc of what scripts use, taken from its sources: the jars carry
 * those of these packages, and a source is parsed when it is first asked for.
 */
final class Javadocs {
  private static final List<Class<?>> ONE_OF_EACH_PACKAGE =
      List.of(Lab.class, FlashRequest.class, Shorthands.class);

  /** As JShell writes it: {@code FlashReport StorageHandle.flash(String image)}. */
  private static final Pattern SIGNATURE =
      Pattern.compile("(?:.*[ .>])?(?<type>[A-Z]\\w*)\\.(?<method>\\w+)\\((?<parameters>.*)\\).*");

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)(?=,|$)");

  private final Map<String, Map<String, String>> sentences = new HashMap<>();

  /** Returns the first sentence for a method, if it is one of ours. */
  Optional<String> of(String signature) {
    Matcher parsed = SIGNATURE.matcher(signature);
    if (!parsed.matches()) {
      return Optional.empty();
    }
    String type =
        signature.contains("FlashRequest.Builder.") ? "FlashRequest" : parsed.group("type");
    Stream<String> parameters =
        PARAMETER
            .matcher(parsed.group("parameters").replaceAll("<[^()]*>", ""))
            .results()
            .map(found -> found.group(1));
    return Optional.ofNullable(
        sentences
            .computeIfAbsent(type, Javadocs::read)
            .get(key(parsed.group("method"), parameters)));
  }

  private static String key(String method, Stream<String> parameters) {
    return method + parameters.collect(Collectors.joining(",", "(", ")"));
  }

  private static Map<String, String> read(String type) {
    return ONE_OF_EACH_PACKAGE.stream()
        .flatMap(one -> source(one, type).stream())
        .findFirst()
        .map(Javadocs::parse)
        .orElse(Map.of());
  }

  private static Optional<String> source(Class<?> one, String type) {
    String folder = "/META-INF/sources/" + one.getPackageName().replace('.', '/');
    try (InputStream source = one.getResourceAsStream(folder + "/" + type + ".java")) {
      return source == null
          ? Optional.empty()
          : Optional.of(new String(source.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> parse(String source) {
    Map<String, String> found = new HashMap<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, null, null, List.of(new Text(source)));
    DocTrees docs = DocTrees.instance(task);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(docs, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Collects the first sentences of a source's methods. */
  private static final class Methods extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Map<String, String> found;

    Methods(DocTrees docs, Map<String, String> found) {
      this.docs = docs;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      var comment = docs.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        Stream<String> parameters =
            method.getParameters().stream().map(VariableTree::getName).map(Object::toString);
        String sentence =
            comment.getFirstSentence().stream().map(Object::toString).collect(Collectors.joining());
        found.putIfAbsent(
            key(method.getName().toString(), parameters),
            sentence.replaceAll("\\{@(?:code|link) ([^}]*)}", "$1").replaceAll("\\s+", " "));
      }
      return super.visitMethod(method, null);
    }
  }

  /** A source in memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Source.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}

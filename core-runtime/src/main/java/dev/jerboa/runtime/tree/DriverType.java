package dev.jerboa.runtime.tree;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.ConfigKey;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A driver type and what there is to know about it before it is used. */
public record DriverType(DriverFactory<?> factory) {
  /** Returns the id, as written under {@code type:}. */
  public String id() {
    return factory.type();
  }

  /** Returns the other names it can be written by, sorted. */
  public List<String> aliases() {
    return factory.aliases().stream().filter(name -> !name.equals(id())).sorted().toList();
  }

  /** Returns what it is for in one sentence, or nothing if its author does not say. */
  public String description() {
    return Stream.of(factory.getClass(), factory.configType())
        .flatMap(type -> Optional.ofNullable(type.getAnnotation(Doc.class)).stream())
        .map(Doc::value)
        .findFirst()
        .orElse("");
  }

  /** Returns the capabilities that its drivers offer in any case, sorted. */
  public List<String> offers() {
    return List.copyOf(Capabilities.names(Capabilities.declared(factory)));
  }

  /** Returns the module or the plugin file that it comes from. */
  public String origin() {
    Class<?> type = factory.getClass();
    if (type.getModule().isNamed()) {
      return type.getModule().getName();
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? type.getName()
        : Path.of(URI.create(source.getLocation().toString())).getFileName().toString();
  }

  /** Returns the keys under {@code config:}. */
  public List<ConfigKey> keys() {
    return ConfigKey.of(factory.configType());
  }

  /** Returns the children it takes. */
  public List<ChildSpec> children() {
    return List.copyOf(factory.children());
  }
}

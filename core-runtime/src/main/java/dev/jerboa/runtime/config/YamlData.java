package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML as plain data: maps in order, lists, texts, numbers and booleans. */
public final class YamlData {
  private static final int INDENT = 2;

  private YamlData() {}

  /** Returns the data of a node; null for nothing. */
  public static Object of(YamlNode node) {
    return switch (node) {
      case Mapping mapping -> {
        Map<String, Object> data = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
          data.put(entry.key(), of(entry.value()));
        }
        yield data;
      }
      case Sequence list -> list.items().stream().map(YamlData::of).toList();
      case Scalar scalar -> of(scalar);
    };
  }

  private static Object of(Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> scalar.text();
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      case NULL -> null;
      case INTEGER -> ScalarReader.integer(scalar.text()).<Object>map(i -> i).orElse(scalar.text());
      case FLOAT ->
          ScalarReader.finite(scalar.text()).<Object>map(BigDecimal::valueOf).orElse(scalar.text());
    };
  }

  /** Writes data as a YAML document. */
  public static String write(Object data) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setIndent(INDENT)
            .setWidth(Integer.MAX_VALUE)
            .build();
    return new Dump(settings).dumpToString(data);
  }
}

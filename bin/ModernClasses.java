import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the class files of jars to the version of Java 8 where they are older than Java 6: the
 * JVM leaves those out of its cache of loaded classes, and verifies them slowly at each start.
 */
final class ModernClasses {
  /** The first version with stack maps, that of Java 6. */
  private static final int STACK_MAPS = ClassFile.JAVA_6_VERSION;

  private ModernClasses() {}

  public static void main(String... jars) throws IOException {
    for (String jar : jars) {
      try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
          Stream<Path> tree = Files.walk(files.getPath("/"))) {
        List<Path> classes = tree.filter(file -> file.toString().endsWith(".class")).toList();
        ClassFile format = format(files);
        for (Path file : classes) {
          modernize(file, format);
        }
      }
    }
  }

  /** A stack map names the common parent of two classes, which is found in the jar or the JDK. */
  private static ClassFile format(FileSystem jar) {
    ClassHierarchyResolver inJar =
        ClassHierarchyResolver.ofResourceParsing(
            description -> {
              String name = description.descriptorString();
              return open(jar.getPath(name.substring(1, name.length() - 1) + ".class"));
            });
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ClassHierarchyResolverOption.of(
            inJar.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
  }

  private static InputStream open(Path file) {
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void modernize(Path file, ClassFile format) throws IOException {
    ClassModel old = format.parse(Files.readAllBytes(file));
    if (old.majorVersion() >= STACK_MAPS) {
      return;
    }
    byte[] modern =
        format.transformClass(
            old,
            (builder, element) -> {
              if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
              } else if (element instanceof MethodModel method) {
                // instruction by instruction, or the code would be copied without stack maps
                builder.transformMethod(
                    method, MethodTransform.transformingCode((code, part) -> code.with(part)));
              } else {
                builder.with(element);
              }
            });
    Files.write(file, modern);
  }
}

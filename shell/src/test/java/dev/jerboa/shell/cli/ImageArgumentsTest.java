package dev.jerboa.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRequest.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ImageArgumentsTest {
  private static final Image OS = Image.of(Path.of("os.img"));

  private static List<Image> images(String arguments) {
    ImageArguments parsed = new ImageArguments();
    CommandLine.populateCommand(parsed, arguments.split(" ", -1));
    return parsed.images(() -> Set.of("emmc", "sd"));
  }

  @Test
  void aFileGoesToTheTarget() {
    assertEquals(List.of(OS), images("os.img"));
    assertEquals(List.of(OS.toTarget("sd")), images("os.img --target sd"));
  }

  @Test
  void theBundleTellsTargetsFromPartitions() {
    assertEquals(
        List.of(OS.toTarget("emmc"), OS.toTarget("sd").toPartition("boot")),
        images("-t emmc:os.img --target sd -t boot:os.img"));
    assertEquals(List.of(OS.toPartition("boot")), images("-t boot:os.img"));
  }

  @Test
  void theFirstColonDivides() {
    assertEquals(
        List.of(Image.of(Path.of("a:b.img")).toPartition("boot")), images("-t boot:a:b.img"));
  }

  @Test
  void aUrlIsFetched() {
    Image fetched = images("-t boot:https://h/nightly/os.img.xz?sig=1").getFirst();
    assertEquals(
        "https://h/nightly/os.img.xz?sig=1", fetched.remote().orElseThrow().url().toString());
    assertEquals("os.img.xz (partition boot)", fetched.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --target sd          | no image is named
          os.img -t a:os.img   | exclude each other
          -t os.img            | PART:FILE
          -t :os.img           | PART:FILE
          -t a:                | PART:FILE
          -t a:ftp://h/os.img  | not from ftp://h/os.img
          oci://h/os:1         | not from oci://h/os:1
          http://h/o[          | at character 11
          """)
  void whatCannotBeMeantIsAnErrorOfUsage(String arguments, String text) {
    JerboaException error = assertThrows(JerboaException.class, () -> images(arguments));
    assertEquals(ErrorClass.USAGE, error.errorClass());
    assertTrue(error.getMessage().contains(text), error::getMessage);
  }
}
